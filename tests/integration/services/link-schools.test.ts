import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { listBookingsOfSchool, listVisitsBeforeMerger } from "~/data/register-schools.server";
import { action, loader } from "~/routes/admin.schools_.$id.links";
import type { Deps } from "~/services/deps";
import { coverageReport } from "~/services/coverage-report.server";
import { savedAccount, savedSchool, savedVisit, type SavedAccount } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { delivered } from "../../support/delivered";
import { contextOf, depsAt, requestBy } from "../../support/signed-in";

let test: TestDatabase;
let deps: Deps;
let manager: SavedAccount;
beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  await test.reset();
  deps = depsAt(test.db, "2026-11-30T12:00:00Z");
  manager = await savedAccount(test.db, ["manager"]);
});
afterAll(() => test.close());

const post = async (id: string, form: Record<string, string>) =>
  action({ request: await requestBy(manager, deps, "/", form), params: { id }, context: contextOf(deps) });
const link = (id: string, relation: string, urn: number) => post(id, { intent: "add", relation, urn: String(urn) });
const when = async () =>
  Object.fromEntries((await coverageReport(deps)).schools.map(({ name, when: reached, lastReachedOn, figure }) => [name, [reached, lastReachedOn, figure]]));
const schools = async () => {
  const old = await savedSchool(test.db, { name: "Old", urn: 100_001, status: "closed" });
  const academy = await savedSchool(test.db, { name: "Academy", urn: 100_002 });
  const visit = await delivered(await savedVisit(test.db, { school: old, onDate: "2026-11-09" }), deps);
  return { old, academy, visit };
};

it("carries what a school was reached by over to the academy that it became, figures in memory included, and back again", async () => {
  const { old, academy, visit } = await schools();
  expect(await when()).toEqual({ Academy: ["never", null, 0] });
  expect((await link(academy.id, "follows", 100_001)).status).toBe(303);
  expect(await when()).toEqual({ Academy: ["this_year", "2026-11-09", 28] });
  const { lineageId } = await test.db.school.findUniqueOrThrow({ where: { id: academy.id } });
  expect((await listBookingsOfSchool(test.db, lineageId)).visits.map(({ id }) => id)).toEqual([visit.id]);
  const page = await (await loader({ request: await requestBy(manager, deps, "/"), params: { id: academy.id }, context: contextOf(deps) })).json();
  expect(page.links).toEqual([{ fromSchoolId: old.id, toSchoolId: academy.id, words: "Follows", name: "Old", byHand: true }]);

  expect((await post(academy.id, { intent: "remove", from: old.id, to: academy.id })).status).toBe(303);
  expect(await when()).toEqual({ Academy: ["never", null, 0] });
  const history = await test.db.historyEntry.findMany({ where: { subject: "school" }, orderBy: { id: "asc" } });
  expect(history.map(({ action: what }) => what)).toEqual(["school_linked", "school_unlinked"]);
});

it("keeps the cohorts of a merger apart, and lists the visits before it on the school", async () => {
  const { old, academy, visit } = await schools();
  expect((await link(old.id, "merged_into", 100_002)).status).toBe(303);
  expect(await when()).toEqual({ Academy: ["never", null, 0] });
  expect(await listVisitsBeforeMerger(test.db, academy.id)).toEqual([{ id: visit.id, onDate: "2026-11-09", schoolName: "Old" }]);
  // A second one that joins makes a plain succession ambiguous: both stay apart.
  const third = await savedSchool(test.db, { name: "Third", urn: 100_003 });
  await link(third.id, "followed_by", 100_002);
  expect((await test.db.school.findUniqueOrThrow({ where: { id: academy.id } })).lineageId).toBe(academy.id);
});

it("refuses a URN that nobody has, the school itself, a second link of the same two, and to take back the register's", async () => {
  const { old, academy } = await schools();
  const refusals = [
    [await link(academy.id, "follows", 5), "urn"],
    [await link(academy.id, "follows", 100_002), "urn"],
    [await post(academy.id, { intent: "add", urn: "100001" }), "relation"],
  ] as const;
  for (const [answer, field] of refusals) {
    expect(answer.status).toBe(422);
    expect(Object.keys((await answer.json()).errors)).toEqual([field]);
  }
  await test.db.schoolLink.create({ data: { fromSchoolId: old.id, toSchoolId: academy.id, kind: "successor" } });
  expect((await link(old.id, "follows", 100_002)).status).toBe(422);
  await expect(post(academy.id, { intent: "remove", from: old.id, to: academy.id })).rejects.toMatchObject({ status: 404 });
});
