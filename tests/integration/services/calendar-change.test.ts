import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { findSchoolRecord } from "~/data/register-schools.server";
import type { YearGroup } from "~/domain/groups";
import type { TouchesVisits } from "~/services/calendar-change.server";
import type { Deps } from "~/services/deps";
import { copyTerms } from "~/services/copy-terms.server";
import { removeTerm } from "~/services/remove-term.server";
import { saveSchoolKept } from "~/services/save-school-kept.server";
import { saveTerm } from "~/services/save-term.server";
import { savedAccount, savedRequest, savedSchool, savedVisit, type SavedSchool } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { depsAt } from "../../support/signed-in";

let test: TestDatabase;
let deps: Deps;
let school: SavedSchool;
let actor: { kind: "staff"; accountId: string };

beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  await test.reset();
  deps = depsAt(test.db, "2026-11-20T09:00:00Z");
  school = await savedSchool(test.db);
  actor = { kind: "staff", accountId: (await savedAccount(test.db, ["manager"])).id };
});
afterAll(() => test.close());

const reviews = () =>
  test.db.reviewItem.findMany({ orderBy: { openedAt: "asc" }, select: { visitId: true, kind: true, status: true } });

async function saveAutumn(endsOn: string, id: string | null = null) {
  const { localAuthorityCode } = await test.db.school.findUniqueOrThrow({
    where: { id: school.id },
    select: { localAuthorityCode: true },
  });
  const term = { localAuthorityCode: localAuthorityCode ?? "", name: "Autumn", startsOn: "2026-09-01", endsOn };
  const saved = await shown((acceptedVisitIds) => saveTerm({ id, ...term, acceptedVisitIds, actor }, deps));
  if (!saved.ok) throw new Error(saved.reason);
  return saved;
}

/** As the pages do it: what a change touches is shown first, and saved with those visits. */
async function shown<Result extends { ok: boolean }>(
  save: (acceptedVisitIds: string[]) => Promise<Result | TouchesVisits>,
): Promise<Result | TouchesVisits> {
  const first = await save([]);
  return "visits" in first ? save(first.visits.map(({ id }) => id)) : first;
}

it("a term that becomes shorter puts the visits after it on the review list, and a longer one takes them off", async () => {
  await savedVisit(test.db, { school, onDate: "2026-11-19" });
  await savedVisit(test.db, { school, onDate: "2026-12-03" });
  const late = await savedVisit(test.db, { school, onDate: "2026-12-17" });
  const { id } = await saveAutumn("2026-12-18");
  expect(await reviews()).toEqual([]);

  expect((await saveAutumn("2026-12-11", id)).touched).toBe(1);
  expect(await reviews()).toEqual([{ visitId: late.id, kind: "term_change", status: "open" }]);
  expect((await saveAutumn("2026-12-10", id)).touched).toBe(0);
  expect(await test.db.visit.count({ where: { status: "scheduled" } })).toBe(3);
  const history = await test.db.historyEntry.findMany({ where: { visitId: late.id, action: "visit_outside_term" } });
  expect(history).toHaveLength(1);

  await saveAutumn("2026-12-18", id);
  expect(await reviews()).toEqual([{ visitId: late.id, kind: "term_change", status: "lapsed" }]);
});

it("without any term no day is outside one", async () => {
  await savedVisit(test.db, { school, onDate: "2026-12-17" });
  const { id, touched } = await saveAutumn("2026-12-11");
  expect(touched).toBe(1);
  expect(await removeTerm({ id, actor }, deps)).toEqual({ ok: true, touched: 0 });
  expect((await reviews()).map(({ status }) => status)).toEqual(["lapsed"]);
});

it("a day that a school closes puts its visits of that day on the list, and no other school's", async () => {
  const visit = await savedVisit(test.db, { school, onDate: "2026-12-03" });
  await savedVisit(test.db, { school, onDate: "2026-12-04" });
  await savedVisit(test.db, { school: await savedSchool(test.db), onDate: "2026-12-03" });
  const record = await findSchoolRecord(test.db, school.id);
  if (!record) throw new Error("No school");
  const closedDays = [{ onDate: "2026-12-03", label: "INSET" }];
  const kept = { hours: null, bellTimes: [], quietPeriods: [], closedDays };
  const input = { id: school.id, version: record.version, kept, actor };
  expect(await saveSchoolKept(input, deps)).toMatchObject({
    reason: "touches_visits",
    visits: [{ id: visit.id, onDate: "2026-12-03" }],
  });
  expect([await reviews(), await test.db.schoolClosedDay.count()]).toEqual([[], 0]);
  expect(await saveSchoolKept({ ...input, acceptedVisitIds: [visit.id] }, deps)).toEqual({ ok: true, touched: 1 });
  expect(await reviews()).toEqual([{ visitId: visit.id, kind: "closed_day", status: "open" }]);
});

it("a quiet period of its groups puts a visit on the list, another year group's does not", async () => {
  const request = await savedRequest(test.db, { school, groups: [{ yearGroups: ["9"] }] });
  const visit = await savedVisit(test.db, { request, school, onDate: "2026-12-03" });
  const keep = async (yearGroups: YearGroup[]) => {
    const record = await findSchoolRecord(test.db, school.id);
    if (!record) throw new Error("No school");
    const period = { label: "Mocks", startsOn: "2026-11-30", endsOn: "2026-12-11", yearGroups, hallOnly: false };
    const kept = { hours: null, bellTimes: [], quietPeriods: [period], closedDays: [] };
    const input = { id: school.id, version: record.version, kept, actor };
    return shown((acceptedVisitIds) => saveSchoolKept({ ...input, acceptedVisitIds }, deps));
  };
  expect(await keep(["11"])).toEqual({ ok: true, touched: 0 });
  expect(await keep(["9", "11"])).toEqual({ ok: true, touched: 1 });
  expect(await reviews()).toEqual([{ visitId: visit.id, kind: "quiet_period", status: "open" }]);
  expect(await keep(["11"])).toEqual({ ok: true, touched: 0 });
  expect(await reviews()).toEqual([{ visitId: visit.id, kind: "quiet_period", status: "lapsed" }]);
});

it("terms are copied to a year without any, by whole weeks, all or none; twice is refused", async () => {
  const { id } = await saveAutumn("2026-12-18");
  const { localAuthorityCode } = await test.db.term.findUniqueOrThrow({ where: { id }, select: { localAuthorityCode: true } });
  const late = await savedVisit(test.db, { school, onDate: "2028-01-12" });
  const copy = { localAuthorityCode: localAuthorityCode ?? "", academicYear: "2027/28", actor };
  expect(await copyTerms(copy, deps)).toMatchObject({ reason: "touches_visits", visits: [{ id: late.id }] });
  expect(await test.db.term.count({ where: { academicYear: "2027/28" } })).toBe(0);
  const accepted = { ...copy, acceptedVisitIds: [late.id] };
  expect(await copyTerms(accepted, deps)).toEqual({ ok: true, added: 1, touched: 1 });
  const added = await test.db.term.findFirstOrThrow({ where: { academicYear: "2027/28" } });
  expect([added.startsOn, added.endsOn].map((day) => day.toISOString().slice(0, 10))).toEqual(["2027-08-31", "2027-12-17"]);
  expect(await copyTerms(copy, deps)).toEqual({ ok: false, reason: "overlaps" });
  expect(await copyTerms({ ...copy, localAuthorityCode: "nobody" }, deps)).toEqual({ ok: false, reason: "not_found" });
  expect(await copyTerms({ ...copy, academicYear: "2019/20" }, deps)).toEqual({ ok: false, reason: "nothing_to_copy" });
  // While no term of its year was known the day was taken to be open.
  expect(await reviews()).toEqual([{ visitId: late.id, kind: "term_change", status: "open" }]);
});
