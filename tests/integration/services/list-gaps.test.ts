import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Db } from "~/data/db.server";
import { countShortVisits } from "~/data/short-visits.server";
import { getVisit } from "~/data/visits.server";
import { action as gapsAction, loader as gapsLoader } from "~/routes/schedule.gaps";
import { addAbsence } from "~/services/add-absence.server";
import { fillGap, listGaps } from "~/services/list-gaps.server";
import { FORMAT_IDS, savedAccount, savedPresenter, savedRequest, savedSchool, savedVisit } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { testDeps } from "../../support/deps";
import { signedInBrowser } from "../../support/office";
import { contextOf } from "../../support/signed-in";

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
});
beforeEach(() => database.reset());
afterAll(() => database.close());

const NOW = "2026-11-16T09:00:00Z";
const ON = "2026-11-24";
const deps = () => testDeps(db, NOW);

async function aWayOff(presenter: { id: string }, on: string) {
  const coordinator = await savedAccount(db, ["coordinator"]);
  const visits = await db.visit.findMany({ select: { id: true } });
  const saved = await addAbsence(
    {
      presenterId: presenter.id,
      kind: "leave",
      fromOn: on,
      toOn: on,
      part: null,
      noteForTeam: "",
      acceptedVisitIds: visits.map(({ id }) => id),
      actor: { kind: "staff", accountId: coordinator.id },
    },
    deps(),
  );
  if (!saved.ok) throw new Error(saved.reason);
  return coordinator;
}

async function scheduled(input: Parameters<typeof savedVisit>[1]) {
  const request = await savedRequest(db, { school: input?.school, status: "scheduled" });
  return savedVisit(db, { onDate: ON, request, over: { calendarDtstampAt: new Date("2026-11-10T09:00:00Z") }, ...input });
}

test("lists who cannot come and the best for their place, and one form sends the invitations", async () => {
  const away = await savedPresenter(db, { name: "Kit Away" });
  const near = await savedPresenter(db, { name: "Bo Near" });
  const taken = await savedPresenter(db, { name: "Cy Taken" });
  const unqualified = await savedPresenter(db, { name: "Di Unqualified" });
  await db.presenterFormat.create({ data: { presenterId: unqualified.id, formatId: FORMAT_IDS.tutor, qualified: false } });
  const school = await savedSchool(db, { name: "Ash School" });
  const visit = await scheduled({ presenters: [away], school });
  await scheduled({ presenters: [taken], startMinutes: 9 * 60 + 20, school: await savedSchool(db) });
  expect((await listGaps(deps())).gaps).toEqual([]);
  const coordinator = await aWayOff(away, ON);

  const { gaps } = await listGaps(deps());

  expect(gaps).toMatchObject([
    {
      visitId: visit.id,
      schoolName: "Ash School",
      districtName: "North Testshire",
      urgency: "amber",
      present: 0,
      missing: 1,
      awayNames: ["Kit Away"],
      leavingId: away.id,
    },
  ]);
  expect(gaps[0]?.best.map(({ name }) => name)).toEqual(["Bo Near"]);
  expect(gaps[0]?.best[0]?.reasons.join("; ")).toMatch(/free at that time; adds .*travel.*; .*qualified for tutor time/);
  expect(JSON.stringify(gaps)).not.toMatch(/leave\b/i);
  const count = { today: "2026-11-16", now: new Date(NOW) };
  expect(await countShortVisits(db, { ...count, until: ON })).toBe(1);
  expect(await countShortVisits(db, { ...count, until: "2026-11-23" })).toBe(0);

  const browser = await signedInBrowser(deps(), coordinator);
  const fields = { visitId: visit.id, version: "1", leavingId: away.id, joiningId: near.id };
  const post = async (over: Record<string, string> = {}) =>
    gapsAction({ request: browser.post("/schedule/gaps", { ...fields, ...over }), params: {}, context: contextOf(deps()) });
  const refused = await post({ joiningId: taken.id });
  expect(refused.status).toBe(409);
  expect(JSON.stringify(await refused.json())).toContain("Cy Taken is already taken");
  expect((await post()).status).toBe(303);

  const after = await getVisit(db, visit.id);
  expect(after.presenters.map(({ name }) => name)).toEqual(["Bo Near"]);
  expect(after.startsAt).toEqual(visit.startsAt);
  const mails = await db.outgoingMail.findMany({ where: { visitId: visit.id }, orderBy: { id: "asc" } });
  expect(mails.map(({ toAddress, icsMethod }) => `${toAddress} ${icsMethod ?? ""}`).sort()).toEqual(
    [`${away.email} CANCEL`, `${near.email} REQUEST`, `${after.contacts[0]?.email ?? ""} REQUEST`].sort(),
  );
  expect((await listGaps(deps())).gaps).toEqual([]);
  expect(await db.reviewItem.findMany({ select: { status: true } })).toEqual([{ status: "moved" }]);
  // The absence now covers the time that the visit took: nobody can plan it again.
  const parts = await db.commitment.findMany({ where: { presenterId: away.id }, orderBy: { startsAt: "asc" } });
  expect(parts.map(({ kind }) => kind)).not.toContain("visit");
  expect(await post()).toMatchObject({ status: 409 });
});

test("a session of a format for two with one presenter lacks one, also after a decline; the second joins", async () => {
  await db.format.update({ where: { id: FORMAT_IDS.tutor }, data: { presentersNeeded: 2 } });
  const [one, two] = [await savedPresenter(db, { name: "One" }), await savedPresenter(db, { name: "Two" })];
  const visit = await scheduled({ presenters: [one] });
  const { gaps } = await listGaps(deps());
  expect(gaps).toMatchObject([{ present: 1, missing: 1, awayNames: [], leavingId: null, best: [{ name: "Two" }] }]);
  const { id: accountId } = await savedAccount(db, ["coordinator"]);
  const input = { visitId: visit.id, version: 1, leavingId: null, joiningId: two.id, accountId };
  expect(await fillGap(input, deps())).toEqual({ ok: true });
  expect((await getVisit(db, visit.id)).presenters).toHaveLength(2);
  const toSchool = await db.outgoingMail.findFirstOrThrow({ where: { visitId: visit.id, occasion: "visit-changed" } });
  expect(toSchool.bodyText.replace(/\s+/g, " ")).not.toContain("no longer available");
  expect((await listGaps(deps())).gaps).toEqual([]);

  await db.visitAttendee.updateMany({ where: { accountId: two.id }, data: { participation: "declined" } });
  expect((await listGaps(deps())).gaps).toMatchObject([{ present: 1, awayNames: ["Two"], leavingId: two.id, best: [] }]);
});

test("nobody is proposed who would miss the time to travel, and what has begun is not listed", async () => {
  const away = await savedPresenter(db, { name: "Kit Away" });
  const far = await savedPresenter(db, { name: "Far Off" });
  const farSchool = await savedSchool(db, { easting: 498_000, northing: 344_000 });
  const place = { easting: 498_000, northing: 344_000, calendarDtstampAt: new Date("2026-11-10T09:00:00Z") };
  await scheduled({ presenters: [far], school: farSchool, startMinutes: 10 * 60, over: place });
  const visit = await scheduled({ presenters: [away] });
  const { id: accountId } = await aWayOff(away, ON);
  expect((await listGaps(deps())).gaps).toMatchObject([{ visitId: visit.id, best: [] }]);
  const input = { visitId: visit.id, version: 1, leavingId: away.id, joiningId: far.id, accountId };
  expect(await fillGap(input, deps())).toMatchObject({ ok: false, reason: "needs_reason" });
  expect((await listGaps(testDeps(db, "2026-11-24T09:05:00Z"))).gaps).toEqual([]);
});

test("a manager sees the list and assigns nobody", async () => {
  const manager = await savedAccount(db, ["manager"]);
  const browser = await signedInBrowser(deps(), manager);
  const seen = await gapsLoader({ request: browser.get("/schedule/gaps"), params: {}, context: contextOf(deps()) });
  expect(await seen.json()).toMatchObject({ gaps: [], mayAssign: false });
});
