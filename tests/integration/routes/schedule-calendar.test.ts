import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { loader as changes } from "~/routes/schedule.changes";
import { loader as events } from "~/routes/schedule.events";
import { addHistory } from "~/data/history.server";
import type { CalendarItem } from "~/domain/calendar-item";
import { savedAccount, savedDistrict, savedPresenter, savedSchool, savedVisit, type SavedAccount } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { contextOf, depsAt, requestBy } from "../../support/signed-in";

const NOW = "2026-11-20T09:00:00Z";
const WEEK = "from=2026-11-23&to=2026-11-29";

let test: TestDatabase;

beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(() => test.reset());
afterAll(() => test.close());

async function itemsFor(account: { id: string }, query = WEEK): Promise<CalendarItem[]> {
  const deps = depsAt(test.db, NOW);
  const request = await requestBy(account, deps, `/schedule/events?${query}`);
  const response = await events({ request, params: {}, context: contextOf(deps) });
  return response.json();
}

const visitsIn = (items: readonly CalendarItem[]) => items.flatMap((item) => (item.kind === "visit" ? [item] : []));

describe("what the calendar draws", () => {
  let coordinator: SavedAccount;
  beforeEach(async () => {
    coordinator = await savedAccount(test.db, ["coordinator"]);
  });

  it("is in London time, with who comes, and can be moved by coordinators while it is ahead", async () => {
    const officer = await savedPresenter(test.db, { name: "Asha" });
    const visit = await savedVisit(test.db, { presenters: [officer] });
    const [item] = visitsIn(await itemsFor(coordinator));
    expect(item).toMatchObject({
      id: visit.id,
      start: "2026-11-23T09:00",
      end: "2026-11-23T09:40",
      presenterIds: [officer.id],
      href: `/visits/${visit.id}`,
      moveHref: `/visits/${visit.id}/move`,
      firstStartMinute: 10,
    });
    expect(item?.words).toContain("Presenters: Asha.");
    const manager = await savedAccount(test.db, ["manager"]);
    expect(visitsIn(await itemsFor(manager))[0]?.moveHref).toBeNull();
  });

  it("lets presenters open their own visits alone, and keeps why a colleague is away", async () => {
    const [me, colleague] = [await savedPresenter(test.db), await savedPresenter(test.db)];
    const mine = await savedVisit(test.db, { presenters: [me] });
    await savedVisit(test.db, { presenters: [colleague], startMinutes: 13 * 60 });
    const court = { kind: "court" as const, startsAt: new Date("2026-11-24T09:00:00Z"), endsAt: new Date("2026-11-24T12:00:00Z") };
    const { id: absenceId } = await test.db.absence.create({ data: { presenterId: colleague.id, ...court }, select: { id: true } });
    const { kind: _kind, ...span } = court;
    await test.db.commitment.create({ data: { presenterId: colleague.id, kind: "absence", absenceId, ...span } });
    const items = await itemsFor(me);
    expect(visitsIn(items).map(({ href }) => href)).toEqual([`/visits/${mine.id}`, null]);
    const titleOfAway = (all: readonly CalendarItem[]) => all.flatMap((item) => (item.kind === "away" ? [item.title] : []));
    expect(titleOfAway(items)).toEqual(["Away"]);
    expect(titleOfAway(await itemsFor(coordinator))).toEqual(["Court"]);
  });

  it("is filtered by presenter, district and state; cancelled visits come only when asked for", async () => {
    const officer = await savedPresenter(test.db);
    await savedDistrict(test.db, { code: "E07000999", name: "Elsewhere" });
    const school = await savedSchool(test.db, { districtCode: "E07000999" });
    const own = await savedVisit(test.db, { presenters: [officer] });
    const elsewhere = await savedVisit(test.db, { school, startMinutes: 11 * 60 });
    const cancelled = await savedVisit(test.db, { status: "cancelled", startMinutes: 13 * 60 });
    const ids = async (query: string) => visitsIn(await itemsFor(coordinator, `${WEEK}${query}`)).map(({ id }) => id);
    expect(await ids("")).toEqual([own.id, elsewhere.id]);
    expect(await ids(`&presenter=${officer.id}`)).toEqual([own.id]);
    expect(await ids("&district=E07000999")).toEqual([elsewhere.id]);
    expect(await ids("&state=cancelled")).toEqual([cancelled.id]);
    expect(await ids("&presenter=nobody&state=nonsense")).toEqual([own.id, elsewhere.id]);
  });

  it("is refused for more than a month and a half at once", async () => {
    await expect(itemsFor(coordinator, "from=2026-01-01&to=2026-12-31")).rejects.toMatchObject({ status: 400 });
    await expect(itemsFor(coordinator, "from=2026-01-32&to=nonsense")).rejects.toMatchObject({ status: 400 });
  });
});

it("an open calendar hears of every change that has a history", async () => {
  const coordinator = await savedAccount(test.db, ["coordinator"]);
  const versionAt = async (now: string): Promise<string> => {
    const deps = depsAt(test.db, now);
    const request = await requestBy(coordinator, deps, "/schedule/changes");
    const { version } = await (await changes({ request, params: {}, context: contextOf(deps) })).json();
    return version;
  };
  const before = await versionAt("2026-11-20T09:00:00Z");
  expect(await versionAt("2026-11-20T09:00:10Z")).toBe(before);
  const visit = await savedVisit(test.db);
  await test.db.$transaction((tx) =>
    addHistory(tx, {
      at: new Date(NOW),
      actor: { kind: "system" },
      subject: "visit",
      subjectId: visit.id,
      visitId: visit.id,
      requestId: visit.requestId,
      action: "visit_cancelled",
    }),
  );
  expect(await versionAt("2026-11-20T09:00:20Z")).not.toBe(before);
});
