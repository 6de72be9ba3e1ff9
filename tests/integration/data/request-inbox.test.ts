import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { dayToColumn } from "~/data/day";
import { countRequestsWithMessages, listInbox } from "~/data/request-inbox.server";
import type { InboxFilter } from "~/domain/inbox";
import { savedAccount, savedRequest, savedSchool } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";

let test: TestDatabase;

beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(() => test.reset());
afterAll(() => test.close());

const inbox = (filter: InboxFilter, search = "", page = 1, pageSize = 10) =>
  listInbox(test.db, { filter, search, page, pageSize });

it("puts what is due first on top, what follows an incident before all, and what is closed elsewhere", async () => {
  const due = (day: string) => ({ answerByOn: dayToColumn(day) });
  const late = await savedRequest(test.db, { over: due("2026-12-09") });
  const soon = await savedRequest(test.db, { over: due("2026-12-01"), wishOn: "2027-01-12" });
  const sensitive = await savedRequest(test.db, { over: { ...due("2026-12-20"), sensitive: true } });
  const offered = await savedRequest(test.db, { status: "offered", over: due("2026-12-02") });
  await test.db.offer.create({ data: { requestId: offered.id, status: "open", answerByOn: dayToColumn("2026-12-15") } });
  const declined = await savedRequest(test.db, { status: "declined" });
  await savedRequest(test.db, { status: "unproven" });

  const { rows, total } = await inbox("waiting");
  expect(rows.map(({ reference }) => reference)).toEqual(
    [sensitive, soon, offered, late].map(({ reference }) => reference),
  );
  expect(total).toBe(4);
  expect(rows[1]).toMatchObject({
    answerByOn: "2026-12-01",
    firstWish: { kind: "date", fromOn: "2027-01-12", toOn: "2027-01-12" },
    groups: 1,
  });
  // While dates are offered it is the school's turn.
  expect(rows[2]?.answerByOn).toBe("2026-12-15");
  expect((await inbox("closed")).rows.map(({ id }) => id)).toEqual([declined.id]);
});

it("finds by reference, school, town and what an unlisted setting calls itself, whatever the case and the signs", async () => {
  const school = await savedSchool(test.db, { name: "Oak 100% School_A", town: "Testhaven" });
  const listed = await savedRequest(test.db, { school });
  const unlisted = await savedRequest(test.db, { over: { schoolId: null, unlistedName: "Canal Youth Club", unlistedTown: "X" } });
  const found = async (search: string) => (await inbox("all", search)).rows.map(({ id }) => id);
  expect(await found(listed.reference.toLowerCase())).toEqual([listed.id]);
  expect(await found("100%")).toEqual([listed.id]);
  expect(await found("school_a")).toEqual([listed.id]);
  expect(await found("TESTHAVEN")).toEqual([listed.id]);
  expect(await found("canal")).toEqual([unlisted.id]);
  expect(await found("nothing like it")).toEqual([]);
});

it("counts all of them on each page, and behind the last one", async () => {
  for (let index = 0; index < 3; index += 1) await savedRequest(test.db);
  expect(await inbox("waiting", "", 2, 2)).toMatchObject({ total: 3, rows: [{}] });
  expect(await inbox("waiting", "", 9, 2)).toEqual({ total: 3, rows: [] });
});

it("marks what the school wrote last, lists it by itself, and no more once the team has written", async () => {
  const asked = await savedRequest(test.db, { status: "scheduled" });
  const quiet = await savedRequest(test.db);
  const team = await savedAccount(test.db, ["coordinator"]);
  const write = (fromTeam: boolean, at: string) =>
    test.db.requestMessage.create({
      data: { requestId: asked.id, fromTeam, authorId: fromTeam ? team.id : asked.contact.id, body: "Is there parking?", writtenAt: new Date(at) },
    });
  await write(true, "2026-11-16T09:00:00Z");
  expect((await inbox("messages")).total).toBe(0);
  await write(false, "2026-11-16T10:00:00Z");
  await write(false, "2026-11-16T10:05:00Z");
  expect((await inbox("messages")).rows).toMatchObject([{ id: asked.id, unanswered: 2 }]);
  expect((await inbox("waiting")).rows).toMatchObject([{ id: quiet.id, unanswered: 0 }]);
  expect(await countRequestsWithMessages(test.db)).toBe(1);
  await write(true, "2026-11-16T11:00:00Z");
  expect((await inbox("messages")).total).toBe(0);
  expect(await countRequestsWithMessages(test.db)).toBe(0);
});
