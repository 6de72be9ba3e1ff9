import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { findHold } from "~/data/commitments.server";
import type { Db } from "~/data/db.server";
import { declineRequest } from "~/services/decline-request.server";
import { holdSlot, releaseSlot } from "~/services/hold-slot.server";
import { scheduleVisit } from "~/services/schedule-visit.server";
import { savedAccount, savedPresenter, savedRequest, savedSchool, type SavedAccount } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { testDeps } from "../../support/deps";

let database: TestDatabase;
let db: Db;
let presenter: SavedAccount;
let actor: { kind: "staff"; accountId: string };
beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
});
beforeEach(async () => {
  await database.reset();
  presenter = await savedPresenter(db);
  actor = { kind: "staff", accountId: (await savedAccount(db, ["coordinator"])).id };
});
afterAll(() => database.close());

// Holds run out by the database's clock.
const NOW = new Date();
const ON = "2030-11-26";

async function aPlan(startMinutes = 9 * 60) {
  const request = await savedRequest(db, { school: await savedSchool(db) });
  const { reference, version, groups } = request;
  const session = { startMinutes, lengthMinutes: 25, room: "Hall", presenterIds: [presenter.id] };
  const rows = groups.map(({ id: groupId }) => ({ groupId, ...session }));
  const plan = { reference, onDate: ON, rows, actor };
  const notes = { overrideReason: "", noteForSchool: "", noteForTeam: "" };
  return { request, hold: { ...plan, minutes: 30 }, visit: { ...plan, version, ...notes } };
}

test("held time is its request's alone until it runs out, and is what its visit takes", async () => {
  const deps = testDeps(db, NOW.toISOString());
  const [one, other] = [await aPlan(), await aPlan()];
  expect(await holdSlot(one.hold, deps)).toEqual({ ok: true, heldUntil: new Date(NOW.getTime() + 30 * 60_000) });
  const held = await findHold(db, one.request.id, deps.now());
  expect(held?.presenters.map(({ id }) => id)).toEqual([presenter.id]);
  expect(await scheduleVisit(other.visit, deps)).toMatchObject({ reason: "slot_taken" });
  expect(await holdSlot(other.hold, deps)).toMatchObject({ reason: "slot_taken" });

  expect(await holdSlot((await aPlan()).hold, deps)).toMatchObject({ reason: "slot_taken" });
  expect((await holdSlot(one.hold, deps)).ok).toBe(true);
  expect(await scheduleVisit({ ...one.visit, version: 99 }, deps)).toMatchObject({ reason: "changed_meanwhile" });
  expect(await findHold(db, one.request.id, deps.now())).not.toBeNull();
  expect((await scheduleVisit(one.visit, deps)).ok).toBe(true);
  expect(await db.commitment.findMany({ select: { kind: true } })).toEqual([{ kind: "visit" }]);
});

test("held time comes free by being given back, by a decline and by itself", async () => {
  const deps = testDeps(db, NOW.toISOString());
  const hold = async (minutes = 30) => {
    const plan = await aPlan();
    expect((await holdSlot({ ...plan.hold, minutes }, deps)).ok).toBe(true);
    return plan;
  };
  const first = await hold();
  expect(await releaseSlot({ reference: first.request.reference, actor }, deps)).toBe(true);
  expect(await releaseSlot({ reference: first.request.reference, actor }, deps)).toBe(false);
  const { request } = await hold();
  const decline = { reference: request.reference, version: request.version, reasonCodes: ["decline.no_presenter"], note: "" };
  expect(await declineRequest({ ...decline, actor }, deps)).toMatchObject({ ok: true });
  await hold(-1);
  expect((await scheduleVisit((await aPlan()).visit, deps)).ok).toBe(true);
});

test("a plan that is no plan holds nothing", async () => {
  const deps = testDeps(db, NOW.toISOString());
  const { hold } = await aPlan();
  expect(await holdSlot({ ...hold, onDate: "2026-11-13" }, deps)).toMatchObject({ reason: "in_the_past" });
  expect(await holdSlot({ ...hold, reference: "KCA-999999" }, deps)).toMatchObject({ reason: "not_found" });
  expect(await db.commitment.count()).toBe(0);
});
