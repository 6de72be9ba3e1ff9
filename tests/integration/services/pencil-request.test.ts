import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Db } from "~/data/db.server";
import { listPencilled } from "~/data/pencilled-visits.server";
import { action as pencilAction, loader as pencilLoader } from "~/routes/requests.$reference.pencil";
import { loader as listLoader } from "~/routes/schedule.pencilled";
import { cancelVisit } from "~/services/cancel-visit.server";
import { pencilRequest, type PencilRequestInput } from "~/services/pencil-request.server";
import { scheduleVisit } from "~/services/schedule-visit.server";
import { savedAccount, savedPresenter, savedRequest, type SavedRequest } from "../../support/builders";
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

async function aPencilling(request: SavedRequest, over: Partial<PencilRequestInput> = {}): Promise<PencilRequestInput> {
  const coordinator = await savedAccount(db, ["coordinator"]);
  const { version } = await db.bookingRequest.findUniqueOrThrow({ where: { id: request.id } });
  const span = { fromOn: "2027-02-01", toOn: "2027-02-28", settleByOn: null };
  return { reference: request.reference, version, ...span, actor: { kind: "staff", accountId: coordinator.id }, ...over };
}

async function pencilled(input: PencilRequestInput): Promise<string> {
  const result = await pencilRequest(input, testDeps(db, NOW));
  if (!result.ok) throw new Error(result.reason);
  return result.visitId;
}

test("a pencilled visit takes nobody's time, and its request waits until it must be settled", async () => {
  const request = await savedRequest(db);
  const visitId = await pencilled(await aPencilling(request));
  const visit = await db.visit.findUniqueOrThrow({ where: { id: visitId }, include: { contacts: true } });
  expect(visit).toMatchObject({ status: "pencilled", onDate: null, startsAt: null, calendarSequence: 0 });
  expect(visit.contacts.map(({ accountId }) => accountId)).toEqual([request.contact.id]);
  expect(await db.commitment.count()).toBe(0);
  expect(await db.outgoingMail.count()).toBe(0);
  const after = await db.bookingRequest.findUniqueOrThrow({ where: { id: request.id } });
  expect(after.status).toBe("submitted");
  expect(after.answerByOn?.toISOString().slice(0, 10)).toBe("2027-01-04");
  expect(after.answeredAt?.toISOString()).toBe("2026-11-16T09:00:00.000Z");
});

test("pencilling again changes the one visit; the list is in the order in which they must be settled", async () => {
  const [first, second] = [await savedRequest(db), await savedRequest(db)];
  const visitId = await pencilled(await aPencilling(first));
  await pencilled(await aPencilling(second, { fromOn: "2027-01-01", toOn: "2027-01-31" }));
  expect((await listPencilled(db, 10)).map(({ reference }) => reference)).toEqual([second.reference, first.reference]);
  const changed = await aPencilling(first, { fromOn: "2027-01-01", toOn: "2027-01-31", settleByOn: "2026-11-20" });
  expect(await pencilled(changed)).toBe(visitId);
  const lines = await listPencilled(db, 10);
  expect(lines.map(({ reference, settleByOn }) => [reference, settleByOn])).toEqual([
    [first.reference, "2026-11-20"],
    [second.reference, "2026-12-04"],
  ]);
  const actions = await db.historyEntry.findMany({ where: { visitId }, orderBy: { id: "asc" } });
  expect(actions.map(({ action }) => action)).toEqual(["visit_pencilled", "visit_pencil_changed"]);
});

test("planning the request turns the same visit into a scheduled one with the identity that it has", async () => {
  const request = await savedRequest(db);
  const visitId = await pencilled(await aPencilling(request));
  const before = await db.visit.findUniqueOrThrow({ where: { id: visitId } });
  const presenter = await savedPresenter(db);
  const { actor, version } = await aPencilling(request);
  const plan = {
    reference: request.reference,
    version,
    onDate: "2027-02-02",
    rows: request.groups.map(({ id }) => ({
      groupId: id,
      startMinutes: 9 * 60 + 10,
      lengthMinutes: 25,
      room: "Hall",
      presenterIds: [presenter.id],
    })),
    overrideReason: "",
    noteForSchool: "",
    noteForTeam: "",
    actor,
  };
  expect(await scheduleVisit(plan, testDeps(db, NOW))).toEqual({ ok: true, visitId });
  const after = await db.visit.findUniqueOrThrow({ where: { id: visitId }, include: { contacts: true, presenters: true } });
  expect(after).toMatchObject({ status: "scheduled", version: 2, calendarUid: before.calendarUid });
  expect(after.contacts).toHaveLength(1);
  expect(after.presenters).toHaveLength(1);
  expect(await db.visit.count()).toBe(1);
  expect(await db.outgoingMail.count()).toBe(2);
  const history = await db.historyEntry.findFirstOrThrow({ where: { action: "visit_scheduled" } });
  expect(history).toMatchObject({ fromStatus: "pencilled", toStatus: "scheduled" });
  // A further visit of the request is one of its own.
  const { version: next } = await aPencilling(request);
  const again = await scheduleVisit({ ...plan, version: next, onDate: "2027-02-03" }, testDeps(db, NOW));
  expect(again.ok && again.visitId !== visitId).toBe(true);
});

test("a pencilled visit that is cancelled leaves its request waiting, and tells nobody", async () => {
  const request = await savedRequest(db);
  const visitId = await pencilled(await aPencilling(request));
  const { actor } = await aPencilling(request);
  const cancelled = await cancelVisit(
    { visitId, version: 1, cancelledBy: "team", reasonCodes: ["cancel.illness"], note: "", afterwards: "look_again", actor },
    testDeps(db, NOW),
  );
  expect(cancelled).toEqual({ ok: true });
  expect(await db.outgoingMail.count()).toBe(0);
  expect((await db.bookingRequest.findUniqueOrThrow({ where: { id: request.id } })).status).toBe("submitted");
  expect(await pencilled(await aPencilling(request))).not.toBe(visitId);
});

test("is refused for a stale page, a time that has passed, a late settling day, and what does not wait", async () => {
  const request = await savedRequest(db);
  const input = await aPencilling(request);
  const refusal = async (over: Partial<PencilRequestInput>) => {
    const result = await pencilRequest({ ...input, ...over }, testDeps(db, NOW));
    return result.ok ? "ok" : result.reason;
  };
  expect(await refusal({ version: 9 })).toBe("changed_meanwhile");
  expect(await refusal({ fromOn: "2026-10-01", toOn: "2026-10-31" })).toBe("in_the_past");
  expect(await refusal({ settleByOn: "2027-03-01" })).toBe("settled_too_late");
  expect(await refusal({ settleByOn: "2026-11-16" })).toBe("settled_too_late");
  expect(await refusal({ reference: "KCA-222222" })).toBe("not_found");
  const sensitive = await savedRequest(db, { status: "awaiting_go_ahead", over: { sensitive: true } });
  expect(await refusal({ reference: sensitive.reference })).toBe("not_waiting");
  const unlisted = await savedRequest(db, { over: { schoolId: null, unlistedName: "Barn youth club" } });
  expect(await refusal({ reference: unlisted.reference })).toBe("no_school");
  expect(await db.visit.count()).toBe(0);
});

test("the page keeps what was typed and leads to the list", async () => {
  const request = await savedRequest(db);
  const deps = testDeps(db, NOW);
  const browser = await signedInBrowser(deps, await savedAccount(db, ["coordinator"]));
  const path = `/requests/${request.reference}/pencil`;
  const call = { params: { reference: request.reference }, context: contextOf(deps) };
  const { spans, version } = await (await pencilLoader({ request: browser.get(path), ...call })).json();
  expect(spans.map(({ label }) => label)).toContain("February 2027");
  const fields = { version: String(version), span: "", "settleBy.day": "31", "settleBy.month": "2", "settleBy.year": "2027" };
  const wrong = await pencilAction({ request: browser.post(path, fields), ...call });
  expect(wrong.status).toBe(422);
  expect(await wrong.json()).toMatchObject({
    errors: { span: "Select a month or half-term", settleBy: "Enter a real date, such as 23 11 2026" },
    values: { "settleBy.day": "31" },
  });
  const right = { version: String(version), span: "2027-02-01/2027-02-28" };
  const done = await pencilAction({ request: browser.post(path, right), ...call });
  expect(done.headers.get("Location")).toBe("/schedule/pencilled");
  const list = await listLoader({ request: browser.get("/schedule/pencilled"), params: {}, context: contextOf(deps) });
  expect(await list.json()).toMatchObject({ mayPlan: true, visits: [{ reference: request.reference, isOverdue: false }] });
});
