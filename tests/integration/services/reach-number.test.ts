import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { writeSettings } from "~/data/settings.server";
import type { Deps } from "~/services/deps";
import { attendanceToConfirm, confirmAttendance } from "~/services/confirm-attendance.server";
import { enterPast } from "~/services/enter-past.server";
import { drawSample, lookAtPublishing, publishFigure, recordAudit } from "~/services/publish-figure.server";
import { confirmUnlikelyFigures, reachQuality } from "~/services/reach-quality.server";
import { reachReport } from "~/services/reach-report.server";
import { reachYears } from "~/services/reach-years.server";
import { FORMAT_IDS, savedAccount, savedSchool, savedVisit, type VisitInput } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { delivered } from "../../support/delivered";
import { depsAt } from "../../support/signed-in";

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  await database.reset();
  deps = depsAt(database.db, "2026-11-30T12:00:00Z");
});
afterAll(() => database.close());

const visitOn = (onDate: string, input: VisitInput = {}) => savedVisit(database.db, { onDate, ...input });
const report = () => reachReport({ choice: null, audience: "team" }, deps);

it("shows the share of whichever year group managers call the core, from the next look on", async () => {
  await delivered(await visitOn("2026-11-09"), deps);
  expect((await report()).beside.coreYear.name).toBe("Year 9");
  const by = { accountId: null, now: deps.now() };
  await database.db.$transaction((tx) => writeSettings(tx, { coreYear: "8" }, by));
  expect((await report()).beside.coreYear.name).toBe("Year 8");
});

describe("what the school says of the attendance", () => {
  it("is kept as a revision of its own: confirmed, then corrected", async () => {
    const visit = await delivered(await visitOn("2026-11-09"), deps);
    const accountId = (await savedAccount(database.db)).id;
    const asked = await attendanceToConfirm({ visitId: visit.id }, deps);
    expect(asked).toMatchObject({ revision: 1, saidBy: "presenter", attended: 28 });
    expect((await report()).beside.said).toEqual({ school: 0, team: 28, imported: 0 });
    const answer = { visitId: visit.id, accountId, corrections: [], figuresConfirmed: false };
    expect(await confirmAttendance({ ...answer, revision: 1 }, deps)).toEqual({ ok: true, attended: 28, corrected: false });
    expect((await report()).beside.said).toEqual({ school: 28, team: 0, imported: 0 });
    const key = asked?.groups[0]?.key ?? "";
    const corrections = [{ key, attended: 26 }];
    expect(await confirmAttendance({ ...answer, revision: 1, corrections }, deps)).toEqual({
      ok: false,
      reason: "changed_meanwhile",
    });
    expect(await confirmAttendance({ ...answer, revision: 2, corrections }, deps)).toMatchObject({
      ok: true,
      attended: 26,
      corrected: true,
    });
    expect((await report()).reach.figure).toBe(26);
    expect(await database.db.delivery.count({ where: { visitId: visit.id } })).toBe(3);
    const wrong = await confirmAttendance({ ...answer, revision: 3, corrections: [{ key, attended: -1 }] }, deps);
    expect(wrong).toEqual({ ok: false, reason: "not_whole", keys: [key] });
  });
});

describe("a published figure", () => {
  it("never moves; later corrections are revisions with a reason", async () => {
    const visit = await delivered(await visitOn("2026-11-09"), deps);
    const signedOffById = (await savedAccount(database.db, ["manager"])).id;
    const publish = (seenFigure: number, reason = "") =>
      publishFigure({ choice: null, seenFigure, reason, signedOffById }, deps);
    expect(await publish(27)).toEqual({ ok: false, reason: "figure_moved" });
    const first = await publish(28);
    expect(first).toMatchObject({ ok: true, figure: 28, sampled: 1 });
    expect(await publish(28, "Again")).toEqual({ ok: false, reason: "unchanged" });
    await delivered(visit, deps, { attended: 20 }, { revision: 1, correctionReason: "The register says so." });
    expect(await publish(20)).toEqual({ ok: false, reason: "reason_missing" });
    expect(await publish(20, "One class was counted twice.")).toMatchObject({ ok: true, figure: 20 });
    const { published } = await lookAtPublishing(null, deps);
    expect(published.map(({ figure, reason }) => [figure, reason])).toEqual([
      [20, "One class was counted twice."],
      [28, ""],
    ]);
    const publicationId = first.ok ? first.id : "";
    await recordAudit({ publicationId, visitId: visit.id, found: 27, checkedById: signedOffById }, deps);
    const [, audited] = (await lookAtPublishing(null, deps)).published;
    expect(audited?.sample).toMatchObject([{ recorded: 28, found: 27 }]);
  });

  it("draws one visit in twenty, the same for the same seed", () => {
    const visits = Array.from({ length: 100 }, (_, index): [string, number] => [`visit-${index}`, index]);
    expect(drawSample("seed", visits)).toHaveLength(5);
    expect(drawSample("seed", visits.toReversed())).toEqual(drawSample("seed", visits));
    expect(drawSample("other", visits)).not.toEqual(drawSample("seed", visits));
  });
});

describe("the quality list", () => {
  it("names unlikely numbers until somebody confirms them, and rolls that are missing", async () => {
    const visit = await delivered(await visitOn("2026-11-09"), deps, { attended: 90 });
    const confirmedById = (await savedAccount(database.db, ["coordinator"])).id;
    const before = await reachQuality(null, deps);
    expect(before.unlikely).toMatchObject([{ why: "90 attended where 30 were expected", saidRightBy: "Test presenter" }]);
    expect(before.rolls.map(({ why }) => why)).toEqual(["No roll was entered"]);
    await confirmUnlikelyFigures({ visitId: visit.id, confirmedById }, deps);
    expect((await reachQuality(null, deps)).unlikely).toEqual([]);
    await delivered(visit, deps, { attended: 95 }, { revision: 1, correctionReason: "The register says so." });
    expect((await reachQuality(null, deps)).unlikely).toHaveLength(1);
  });
});

describe("the quality list of rolls and whole schools", () => {
  it("doubts a group as large as the whole school, and a record that passes the roll, not the same students twice", async () => {
    const school = await savedSchool(database.db, { pupils: 55 });
    await delivered(await visitOn("2026-11-09", { school }), deps, { attended: 55 });
    expect((await reachQuality(null, deps)).unlikely.map(({ why }) => why)).toEqual(["55 attended: the whole school has 55"]);
    const first = await visitOn("2026-11-10");
    await savedRoll(first, 28);
    await delivered(first, deps);
    const again = await visitOn("2026-11-12", { school: { id: first.schoolId } });
    const sameAsSessionId = first.sessions[0]?.id ?? "";
    await delivered(again, deps, { novelty: "same", sameAsSessionId });
    const doubts = async () => (await reachQuality(null, deps)).rolls.map(({ why }) => why).filter((why) => why.includes("on roll"));
    expect(await doubts()).toEqual([]);
    await delivered(await visitOn("2026-11-13", { school: { id: first.schoolId } }), deps, { attended: 3 });
    expect(await doubts()).toEqual(["31 recorded, 28 on roll: the figure stops at the roll"]);
  });

  const savedRoll = ({ schoolId }: { schoolId: string }, roll: number) =>
    database.db.schoolRoll.create({
      data: { schoolId, academicYear: "2026/27", yearGroup: "9", roll, source: "contact", asAtOn: new Date("2026-09-01") },
    });
});

describe("a session from before this service", () => {
  const session = {
    ...{ on: "2025-10-06", format: FORMAT_IDS.assembly, yearGroup: "9", attended: 200, novelty: { kind: "new" } } as const,
    ...{ group: "", basis: null, minutes: null, funder: "", campaign: "" },
  };

  it("counts in its year, marked, without mail or commitment", async () => {
    await savedSchool(database.db, { name: "Oak Test School", urn: 123_456 });
    const enteredById = (await savedAccount(database.db, ["manager"])).id;
    const enter = (over: object) => enterPast({ session: { ...session, school: "123456", ...over }, enteredById }, deps);
    expect(await enter({ school: "Nowhere" })).toEqual({ ok: false, refusal: { reason: "no_such_school" } });
    expect(await enter({ on: "2026-11-30" })).toEqual({ ok: false, refusal: { reason: "not_past" } });
    expect(await enter({})).toMatchObject({ ok: true, schoolName: "Oak Test School" });
    const [thisYear, lastYear] = await reachYears(null, deps);
    expect([thisYear?.figure, lastYear?.figure, lastYear?.imported, lastYear?.sameDay]).toEqual([0, 200, 200, 200]);
    expect(await database.db.outgoingMail.count()).toBe(0);
    expect(await database.db.commitment.count()).toBe(0);
  });
});
