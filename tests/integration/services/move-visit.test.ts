import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findBooking } from "~/data/booking-requests.server";
import type { Db } from "~/data/db.server";
import { newestHistoryId } from "~/data/history.server";
import { getVisit } from "~/data/visits.server";
import { action as moveAction, loader as moveLoader } from "~/routes/visits.$id.move";
import { addAbsence } from "~/services/add-absence.server";
import { cancelVisit } from "~/services/cancel-visit.server";
import { checkMove, moveVisit, rowsOfVisit, type MoveVisitInput } from "~/services/move-visit.server";
import { scheduleVisit } from "~/services/schedule-visit.server";
import { savedAccount, savedPresenter, savedRequest, savedSchool, savedVisit, type SavedAccount } from "../../support/builders";
import { availableReaders, readWith } from "../../support/calendar-readers";
import { testDatabase, type TestDatabase } from "../../support/database";
import { testDeps } from "../../support/deps";
import { deliverAll } from "../../support/planned-visit";
import { signedInBrowser, thrownResponse } from "../../support/office";
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
const LATER = "2026-11-17T10:00:00Z";
const ON = "2026-11-24";

type Planned = Awaited<ReturnType<typeof aScheduledVisit>>;

/** Tuesday 24 November, first session 09:10: presenters are there from 08:55 to 09:40. */
async function aScheduledVisit(
  over: { presenters?: SavedAccount[]; contact?: SavedAccount; onDate?: string; invitations?: "arrived" | "waiting" } = {},
) {
  const school = await savedSchool(db);
  const request = await savedRequest(db, { school, contact: over.contact });
  const coordinator = await savedAccount(db, ["coordinator"], { name: "Sam Coordinator" });
  const presenters = over.presenters ?? [await savedPresenter(db, { name: "Kit Elm" })];
  const planned = await scheduleVisit(
    {
      reference: request.reference,
      version: request.version,
      onDate: over.onDate ?? ON,
      rows: request.groups.map(({ id }) => ({
        groupId: id,
        startMinutes: 9 * 60 + 10,
        lengthMinutes: 25,
        room: "Hall",
        presenterIds: presenters.map((presenter) => presenter.id),
      })),
      overrideReason: "",
      noteForSchool: "",
      noteForTeam: "",
      actor: { kind: "staff", accountId: coordinator.id },
    },
    testDeps(db, NOW),
  );
  if (!planned.ok) throw new Error(planned.reason);
  if (over.invitations !== "waiting") await deliverAll(db);
  return { school, request, coordinator, presenters, visitId: planned.visitId };
}

async function aMove(planned: Planned, over: Partial<MoveVisitInput> & { shift?: number; to?: SavedAccount[] } = {}) {
  const { shift = 0, to, ...rest } = over;
  const visit = await getVisit(db, planned.visitId);
  const input: MoveVisitInput = {
    visitId: visit.id,
    version: visit.version,
    seenHistoryId: await newestHistoryId(db, visit.id),
    onDate: visit.onDate ?? ON,
    rows: rowsOfVisit(visit).map((row) => ({
      ...row,
      startMinutes: row.startMinutes + shift,
      presenterIds: to?.map(({ id }) => id) ?? row.presenterIds,
    })),
    reasonCodes: ["move.school_asked"],
    note: "",
    overrideReason: "",
    actor: { kind: "staff", accountId: planned.coordinator.id },
    ...rest,
  };
  return input;
}

const mailsOf = (occasion: string) => db.outgoingMail.findMany({ where: { occasion }, orderBy: { id: "asc" } });
const timesTaken = async () =>
  (await db.commitment.findMany({ orderBy: [{ startsAt: "asc" }, { id: "asc" }] })).map(
    ({ kind, presenterId, startsAt, endsAt }) => ({ kind, presenterId, from: startsAt.toISOString(), to: endsAt.toISOString() }),
  );

describe("moving a visit", () => {
  test("keeps its identity, frees the old time, and tells everybody old and new time with one updated invitation", async () => {
    const planned = await aScheduledVisit();
    const before = await getVisit(db, planned.visitId);
    const deps = testDeps(db, LATER);

    const result = await moveVisit(await aMove(planned, { onDate: "2026-11-25", shift: 60, note: "As we agreed." }), deps);

    expect(result).toEqual({ ok: true });
    expect(deps.woken()).toBe(1);
    const visit = await getVisit(db, planned.visitId);
    expect(visit).toMatchObject({ status: "scheduled", onDate: "2026-11-25", version: 2, calendarSequence: 1 });
    expect(visit.calendarUid).toBe(before.calendarUid);
    expect(visit.sessions[0]).toMatchObject({ startMinute: 15, endMinute: 40, room: "Hall" });
    expect(visit.sessions[0]?.groups[0]?.id).toBe(before.sessions[0]?.groups[0]?.id);
    expect(await timesTaken()).toEqual([
      { kind: "visit", presenterId: planned.presenters[0]?.id, from: "2026-11-25T09:55:00.000Z", to: "2026-11-25T10:40:00.000Z" },
    ]);
    const mails = await mailsOf("visit-moved");
    const addresses = [planned.request.contact.email, planned.presenters[0]?.email];
    expect(mails.map(({ toAddress }) => toAddress).sort()).toEqual([...addresses].sort());
    for (const { bodyText, icsContent, subject, toAddress } of mails) {
      const words = bodyText.replace(/\s+/g, " ");
      expect(subject).toContain("Moved to: Wednesday 25 November 2026, 09:55");
      expect(words).toContain("Before: Tuesday 24 November 2026, 08:55 to 09:40");
      expect(words).toContain("As we agreed.");
      for (const reader of availableReaders()) {
        const reading = readWith(reader, icsContent ?? "");
        expect(reading, reader).toMatchObject({
          method: "REQUEST",
          uid: before.calendarUid,
          sequence: 1,
          startsAt: "2026-11-25T09:55:00.000Z",
          endsAt: "2026-11-25T10:40:00.000Z",
          attendees: [toAddress.toLowerCase()],
        });
        expect(new Date(reading.stampAt) > (before.calendarDtstampAt ?? new Date())).toBe(true);
      }
    }
    const attendees = await db.visitAttendee.findMany({ where: { visitId: visit.id } });
    expect(attendees.map(({ lastSequenceSent }) => lastSequenceSent)).toEqual([1, 1]);
    const history = await db.historyEntry.findFirstOrThrow({ where: { action: "visit_moved" } });
    expect(history.detail).toMatchObject({
      fromStartsAt: "2026-11-24T08:55:00.000Z",
      startsAt: "2026-11-25T09:55:00.000Z",
      reasons: ["move.school_asked"],
    });
    expect((await db.bookingRequest.findFirstOrThrow()).status).toBe("scheduled");
  });

  test("to another presenter: one leaves by CANCEL for them alone, one joins by REQUEST, who stays is told", async () => {
    const [stays, leaves, joins] = [
      await savedPresenter(db, { name: "Ash Stays" }),
      await savedPresenter(db, { name: "Bo Leaves" }),
      await savedPresenter(db, { name: "Cy Joins" }),
    ];
    const planned = await aScheduledVisit({ presenters: [stays, leaves] });
    const { calendarUid } = await getVisit(db, planned.visitId);

    expect(await moveVisit(await aMove(planned, { to: [stays, joins] }), testDeps(db, LATER))).toEqual({ ok: true });

    const [left] = await mailsOf("visit-left");
    expect(left?.toAddress).toBe(leaves.email);
    const joined = (await mailsOf("visit-assigned")).find(({ toAddress }) => toAddress === joins.email);
    const told = await mailsOf("visit-changed");
    expect(told.map(({ subject }) => subject.slice(0, 17))).toEqual(["Presenter changed", "Presenter changed"]);
    expect(told.map(({ toAddress }) => toAddress).sort()).toEqual([planned.request.contact.email, stays.email].sort());
    for (const reader of availableReaders()) {
      expect(readWith(reader, left?.icsContent ?? "")).toMatchObject({
        method: "CANCEL",
        uid: calendarUid,
        sequence: 1,
        status: null,
        attendees: [leaves.email],
      });
      expect(readWith(reader, joined?.icsContent ?? "")).toMatchObject({
        method: "REQUEST",
        uid: calendarUid,
        sequence: 1,
        attendees: [joins.email, stays.email].sort(),
      });
    }
    const taken = (await timesTaken()).map(({ presenterId }) => presenterId);
    expect(taken.sort()).toEqual([stays.id, joins.id].sort());
    const gone = await db.visitAttendee.findFirstOrThrow({ where: { email: leaves.email } });
    expect(gone.removedAt?.toISOString()).toBe("2026-11-17T10:00:00.000Z");
    // And back again: the same line of the same event.
    expect(await moveVisit(await aMove(planned, { to: [stays, leaves] }), testDeps(db, LATER))).toEqual({ ok: true });
    const back = await db.visitAttendee.findFirstOrThrow({ where: { email: leaves.email } });
    expect(back).toMatchObject({ removedAt: null, lastSequenceSent: 2 });
  });

  test("inside the running order alone keeps SEQUENCE and gets a newer DTSTAMP", async () => {
    const planned = await aScheduledVisit();
    const before = await getVisit(db, planned.visitId);
    const input = await aMove(planned);
    const rows = input.rows.map((row) => ({ ...row, room: "Library" }));
    expect(await moveVisit({ ...input, rows }, testDeps(db, NOW))).toEqual({ ok: true });
    const after = await getVisit(db, planned.visitId);
    expect(after.calendarSequence).toBe(0);
    expect((after.calendarDtstampAt ?? 0) > (before.calendarDtstampAt ?? 0)).toBe(true);
    expect((await mailsOf("visit-changed"))[0]?.subject).toContain("Running order changed: ");
  });

  test("that nobody has been told of yet invites once, to how it is now: who heard nothing is told of no change", async () => {
    const planned = await aScheduledVisit({ invitations: "waiting" });
    expect(await moveVisit(await aMove(planned, { onDate: "2026-11-25" }), testDeps(db, LATER))).toEqual({ ok: true });
    expect(await mailsOf("visit-moved")).toEqual([]);
    for (const occasion of ["visit-confirmed", "visit-assigned"]) {
      const [first, second] = await mailsOf(occasion);
      expect(first?.status).toBe("superseded");
      expect(second).toMatchObject({ status: "queued", sequence: 1 });
      expect(second?.subject).toContain("Wednesday 25 November 2026");
      expect(second?.bodyText).not.toContain("Before:");
    }
  });

  test("says “before” of what has arrived, and “stays” only of what its reader knows", async () => {
    const planned = await aScheduledVisit();
    expect(await moveVisit(await aMove(planned, { onDate: "2026-11-25" }), testDeps(db, LATER))).toEqual({ ok: true });
    const other = await savedPresenter(db, { name: "Cy Joins" });
    const toSchool = async () =>
      (await db.outgoingMail.findMany({ where: { toAddress: planned.request.contact.email }, orderBy: { id: "asc" } })).map(
        ({ subject, bodyText, status }) => ({ subject, status, words: bodyText.replace(/\s+/g, " ") }),
      );
    // The mail of the move waits still: the next one takes its place, and has to tell of the move as well.
    expect(await moveVisit(await aMove(planned, { to: [other] }), testDeps(db, LATER))).toEqual({ ok: true });
    const [, replaced, told] = await toSchool();
    expect(replaced?.status).toBe("superseded");
    expect(told?.subject).toContain("Moved to: Wednesday 25 November 2026");
    expect(told?.words).toContain("Before: Tuesday 24 November 2026, 08:55 to 09:40");
    expect(told?.words).toContain(`Who comes: Cy Joins. Before: ${planned.presenters[0]?.name ?? ""}.`);
    // One that is leaving at this moment may arrive or not: nothing is said of before.
    await db.outgoingMail.updateMany({
      where: { status: "queued" },
      data: { status: "sending", leaseToken: randomUUID(), leaseUntil: new Date("2027-01-01") },
    });
    expect(await moveVisit(await aMove(planned, { shift: 5 }), testDeps(db, LATER))).toEqual({ ok: true });
    const last = (await toSchool()).at(-1);
    expect(last?.subject).toMatch(/^Changed: Wednesday 25 November 2026, 09:00/);
    expect(last?.words).not.toMatch(/before:|stay as they were/i);
  });

  test("by a little, over its own old time, is no clash with itself", async () => {
    const planned = await aScheduledVisit();
    expect(await moveVisit(await aMove(planned, { shift: 10 }), testDeps(db, LATER))).toEqual({ ok: true });
  });

  test("out of an absence gives the absence its time, and leaves an absence that still meets it on the list", async () => {
    const [first, second] = [await savedPresenter(db), await savedPresenter(db)];
    const planned = await aScheduledVisit({ presenters: [first, second] });
    const deps = testDeps(db, LATER);
    for (const presenter of [first, second]) {
      const absence = { kind: "leave" as const, fromOn: ON, toOn: ON, part: null, noteForTeam: "" };
      const actor = { kind: "staff" as const, accountId: presenter.id };
      const added = await addAbsence({ ...absence, presenterId: presenter.id, acceptedVisitIds: [planned.visitId], actor }, deps);
      expect(added.ok).toBe(true);
    }
    const substitute = await savedPresenter(db);
    expect(await moveVisit(await aMove(planned, { to: [first, substitute] }), deps)).toEqual({ ok: true });
    const items = await db.reviewItem.findMany({ include: { absence: true } });
    const statusOf = (who: SavedAccount) => items.find(({ absence }) => absence?.presenterId === who.id)?.status;
    expect([statusOf(first), statusOf(second)]).toEqual(["open", "moved"]);
    const of = async (who: SavedAccount) => (await timesTaken()).filter(({ presenterId }) => presenterId === who.id);
    expect(await of(second)).toContainEqual(
      expect.objectContaining({ kind: "absence", from: "2026-11-24T08:55:00.000Z", to: "2026-11-24T09:40:00.000Z" }),
    );
    expect(await moveVisit(await aMove(planned, { onDate: "2026-11-25" }), deps)).toEqual({ ok: true });
    expect(await db.reviewItem.count({ where: { status: "open" } })).toBe(0);
    expect((await of(first)).filter(({ kind }) => kind === "absence")).toHaveLength(3);
  });
});

describe("a move is refused", () => {
  test("where a presenter is taken, with three nearest times, of which one can be had", async () => {
    const presenter = await savedPresenter(db, { name: "Kit Elm" });
    const planned = await aScheduledVisit({ presenters: [presenter] });
    const other = await savedSchool(db, { name: "Marlpit Academy" });
    await savedVisit(db, { school: other, presenters: [presenter], onDate: "2026-11-25", startMinutes: 9 * 60 });
    const input = await aMove(planned, { onDate: "2026-11-25", overrideReason: "It will be fine" });
    const refused = await moveVisit(input, testDeps(db, LATER));
    if (refused.ok || refused.reason !== "slot_taken") throw new Error(JSON.stringify(refused));
    expect(refused.clashes[0]).toMatchObject({ kind: "presenter_taken", presenterName: "Kit Elm" });
    expect(refused.nearest).toHaveLength(3);
    expect(await mailsOf("visit-moved")).toEqual([]);
    expect((await getVisit(db, planned.visitId)).onDate).toBe(ON);
    const [nearest] = refused.nearest;
    if (!nearest) throw new Error("no nearest time");
    const rows = input.rows.map((row) => ({ ...row, startMinutes: nearest.startMinutes }));
    const taken = { ...input, onDate: nearest.onDate, rows, overrideReason: "" };
    expect(await moveVisit(taken, testDeps(db, LATER))).toEqual({ ok: true });
  });

  test("against travel, hours and closed days without a reason, which is kept when given", async () => {
    const planned = await aScheduledVisit();
    const input = await aMove(planned, { onDate: "2026-11-28" });
    const refused = await moveVisit(input, testDeps(db, LATER));
    if (refused.ok || refused.reason !== "needs_reason") throw new Error(JSON.stringify(refused));
    expect(refused.clashes.map(({ kind }) => kind)).toContain("school_closed");
    expect(await moveVisit({ ...input, overrideReason: "An open day" }, testDeps(db, LATER))).toEqual({ ok: true });
    const visit = await getVisit(db, planned.visitId);
    expect(visit.overrideReason).toBe("An open day");
    expect(visit.overridden).toContain("school_closed");
  });

  test("where there is too little time to travel", async () => {
    const presenter = await savedPresenter(db);
    const planned = await aScheduledVisit({ presenters: [presenter] });
    const far = await savedSchool(db, { easting: 440_000, northing: 330_000 });
    await savedVisit(db, {
      school: far,
      presenters: [presenter],
      onDate: "2026-11-25",
      startMinutes: 8 * 60 + 30,
      endMinutes: 8 * 60 + 54,
      sessions: [{ startMinute: 0, endMinute: 20 }],
      over: { easting: 440_000, northing: 330_000 },
    });
    const refused = await moveVisit(await aMove(planned, { onDate: "2026-11-25" }), testDeps(db, LATER));
    if (refused.ok || refused.reason !== "needs_reason") throw new Error(JSON.stringify(refused));
    expect(refused.clashes.map(({ kind }) => kind)).toEqual(["travel_too_short"]);
  });

  test("without a reason, without a change, into the past, for an unknown visit or presenter", async () => {
    const planned = await aScheduledVisit();
    const deps = testDeps(db, LATER);
    const move = await aMove(planned, { shift: 60 });
    expect(await moveVisit({ ...move, reasonCodes: [] }, deps)).toEqual({ ok: false, reason: "no_reason" });
    expect(await moveVisit(await aMove(planned), deps)).toEqual({ ok: false, reason: "unchanged" });
    expect(await moveVisit({ ...move, onDate: "2026-11-16" }, deps)).toEqual({ ok: false, reason: "in_the_past" });
    const nobody = await savedAccount(db, ["coordinator"]);
    expect(await moveVisit(await aMove(planned, { to: [nobody] }), deps)).toEqual({ ok: false, reason: "unknown_presenter" });
    const unknown = { ...move, visitId: planned.school.id };
    expect(await moveVisit(unknown, deps)).toEqual({ ok: false, reason: "not_found" });
    const [row] = move.rows;
    if (!row) throw new Error("no row");
    const backwards = { ...move, rows: [{ ...row, lengthMinutes: 0 }] };
    expect(await moveVisit(backwards, deps)).toMatchObject({ ok: false, reason: "running_order" });
  });

  test("once it has begun, or is cancelled", async () => {
    const planned = await aScheduledVisit();
    const move = await aMove(planned, { onDate: "2026-12-01" });
    const duringIt = testDeps(db, "2026-11-24T09:00:00Z");
    expect(await moveVisit(move, duringIt)).toEqual({ ok: false, reason: "begun" });
    const { actor, visitId, version } = move;
    const reasonCodes = ["cancel.illness"];
    await cancelVisit(
      { visitId, version, reasonCodes, cancelledBy: "team", note: "", afterwards: "look_again", actor },
      testDeps(db, LATER),
    );
    expect(await moveVisit(move, testDeps(db, LATER))).toEqual({ ok: false, reason: "not_scheduled" });
  });

  test("over a newer change, saying what changed and by whom", async () => {
    const planned = await aScheduledVisit();
    const mine = await aMove(planned, { shift: 60 });
    const theirs = await aMove(planned, { onDate: "2026-11-26" });
    expect(await moveVisit(theirs, testDeps(db, LATER))).toEqual({ ok: true });
    for (const result of [await checkMove(mine, testDeps(db, LATER)), await moveVisit(mine, testDeps(db, LATER))]) {
      if (result.ok || result.reason !== "changed_meanwhile") throw new Error(JSON.stringify(result));
      expect(result.changes).toMatchObject([{ action: "visit_moved", actorName: "Sam Coordinator" }]);
    }
  });
});

test("a visit that was moved and then cancelled is cancelled for the reasons of the cancelling alone", async () => {
  const planned = await aScheduledVisit();
  expect(await moveVisit(await aMove(planned, { shift: 60 }), testDeps(db, LATER))).toEqual({ ok: true });
  const { visitId, version, actor } = await aMove(planned);
  const reasonCodes = ["cancel.illness"];
  await cancelVisit(
    { visitId, version, reasonCodes, cancelledBy: "team", note: "", afterwards: "close", actor },
    testDeps(db, LATER),
  );
  expect((await getVisit(db, visitId)).reasons).toHaveLength(1);
  const { reference, contact } = planned.request;
  const booking = await findBooking(db, { reference, accountId: contact.id });
  expect(booking?.visits.map(({ reasons }) => reasons.length)).toEqual([1]);
  for (const { bodyText, icsContent } of await mailsOf("visit-cancelled")) {
    expect(bodyText).not.toContain("another time");
    expect(readWith("ical.js", icsContent ?? "")).toMatchObject({ method: "CANCEL", sequence: 2 });
  }
});

test("of two moves of one visit, and of two visits onto one presenter's time, one wins", async () => {
  const [one, other] = [await savedPresenter(db), await savedPresenter(db)];
  const first = await aScheduledVisit({ presenters: [one] });
  const second = await aScheduledVisit({ presenters: [other], onDate: "2026-11-26" });
  const race = async (moves: readonly MoveVisitInput[]) => {
    const results = await Promise.all(moves.map((move) => moveVisit(move, testDeps(db, LATER))));
    return results.map((result) => (result.ok ? "ok" : result.reason)).sort();
  };
  expect(await race([await aMove(first, { shift: 60 }), await aMove(first, { shift: 120 })])).toEqual([
    "changed_meanwhile",
    "ok",
  ]);
  expect(await mailsOf("visit-moved")).toHaveLength(2);
  const toOne = async (planned: Planned) => {
    const move = await aMove(planned, { onDate: "2026-12-01", to: [one] });
    return { ...move, rows: move.rows.map((row) => ({ ...row, startMinutes: 10 * 60 })) };
  };
  expect(await race([await toOne(first), await toOne(second)])).toEqual(["ok", "slot_taken"]);
});

describe("the page", () => {
  const open = async (planned: Planned) => {
    const deps = testDeps(db, LATER);
    const browser = await signedInBrowser(deps, planned.coordinator);
    const path = `/visits/${planned.visitId}/move`;
    const call = { params: { id: planned.visitId }, context: contextOf(deps) };
    const load = async (query = "") => (await moveLoader({ request: browser.get(path + query), ...call })).json();
    const send = async (fields: Readonly<Record<string, string | readonly string[]>>) =>
      moveAction({ request: browser.post(path, fields), ...call });
    return { load, send, deps, browser, call, path };
  };

  test("checks first, says who is told, and saves what was checked", async () => {
    const planned = await aScheduledVisit();
    const { load, send } = await open(planned);
    const { asked } = await load("?day=2026-11-25&start=13:10");
    expect(asked).toMatchObject({ "on.day": "25", "rows.0.start": "13:10" });
    const fields = { ...asked, reasons: "move.other" };

    const unsure = await send({ ...fields, reasons: [], intent: "check" });
    expect(unsure.status).toBe(422);
    const checked = await send({ ...fields, intent: "check" });
    expect(checked.status).toBe(200);
    const told = { contacts: [planned.request.contact.name], staying: ["Kit Elm"], joining: [], leaving: [] };
    expect(await checked.json()).toMatchObject({ check: { onDate: "2026-11-25", arriveMinutes: 12 * 60 + 55, told } });
    expect((await getVisit(db, planned.visitId)).version).toBe(1);

    const confirmed = await send({ ...fields, intent: "confirm" });
    expect(confirmed.headers.get("Location")).toBe(`/visits/${planned.visitId}`);
    expect((await getVisit(db, planned.visitId)).onDate).toBe("2026-11-25");
    const stale = await send({ ...fields, intent: "confirm" });
    expect(stale.status).toBe(409);
    expect(await stale.json()).toMatchObject({
      values: { "rows.0.start": "13:10" },
      changes: [{ action: "visit_moved", actorName: "Sam Coordinator" }],
    });
  });

  test("shifts all sessions, takes a nearest time, and leaves visits that cannot move alone", async () => {
    const planned = await aScheduledVisit();
    const { load, send, call, browser, path } = await open(planned);
    const { asked } = await load();
    const shifted = await send({ ...asked, intent: "shift", shiftTo: "10:20" });
    expect(await shifted.json()).toMatchObject({ isShifted: true, values: { "rows.0.start": "10:20", "on.day": "24" } });
    expect((await send({ ...asked, intent: "shift", shiftTo: "soon" })).status).toBe(422);
    const nearest = await send({ ...asked, moveTo: "2026-11-27T11:00" });
    expect(await nearest.json()).toMatchObject({ values: { "rows.0.start": "11:00", "on.day": "27" } });
    await db.visit.update({ where: { id: planned.visitId }, data: { status: "cancelled", cancelledBy: "team", presenters: { deleteMany: {} } } });
    const gone = await thrownResponse(() => moveLoader({ request: browser.get(path), ...call }));
    expect(gone.headers.get("Location")).toBe(`/visits/${planned.visitId}`);
  });
});
