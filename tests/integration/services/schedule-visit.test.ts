import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Db } from "~/data/db.server";
import { cancelVisit } from "~/services/cancel-visit.server";
import { scheduleVisit, type ScheduleVisitInput } from "~/services/schedule-visit.server";
import { savedAccount, savedPresenter, savedRequest, savedSchool, savedVisit } from "../../support/builders";
import { readInvitation } from "../../support/calendar-reader";
import { testDatabase, type TestDatabase } from "../../support/database";
import { testDeps } from "../../support/deps";

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

async function aPlan(over: Partial<ScheduleVisitInput> & { presenters?: { id: string }[]; start?: number } = {}) {
  const school = await savedSchool(db);
  const request = await savedRequest(db, { school });
  const coordinator = await savedAccount(db, ["coordinator"]);
  const { presenters = [await savedPresenter(db)], start = 9 * 60 + 10, ...rest } = over;
  const input: ScheduleVisitInput = {
    reference: request.reference,
    version: request.version,
    onDate: ON,
    rows: request.groups.map(({ id }) => ({
      groupId: id,
      startMinutes: start,
      lengthMinutes: 25,
      room: "Hall",
      presenterIds: presenters.map((presenter) => presenter.id),
    })),
    overrideReason: "",
    noteForSchool: "",
    noteForTeam: "",
    actor: { kind: "staff", accountId: coordinator.id },
    ...rest,
  };
  return { school, request, presenters, input };
}

describe("scheduling a visit", () => {
  test("books the presenters from arriving to leaving and invites everybody with one identity", async () => {
    const presenters = [await savedPresenter(db, { name: "Sam Oak" }), await savedPresenter(db, { name: "Kit Elm" })];
    const { input, request } = await aPlan({ presenters });
    const deps = testDeps(db, NOW);

    const result = await scheduleVisit(input, deps);

    expect(result.ok).toBe(true);
    const visit = await db.visit.findFirstOrThrow();
    // Tutor time: 5 minutes to set up after 10 to sign in, 5 to pack down.
    expect(visit.startsAt?.toISOString()).toBe("2026-11-24T08:55:00.000Z");
    expect(visit.endsAt?.toISOString()).toBe("2026-11-24T09:40:00.000Z");
    const commitments = await db.commitment.findMany();
    expect(commitments.map(({ presenterId }) => presenterId).sort()).toEqual(presenters.map(({ id }) => id).sort());
    const mails = await db.outgoingMail.findMany({ orderBy: { occasion: "asc" } });
    expect(mails.map(({ occasion }) => occasion)).toEqual(["visit-assigned", "visit-assigned", "visit-confirmed"]);
    const invitations = mails.map(({ icsContent, occasion }) => ({ occasion, ...readInvitation(icsContent ?? "") }));
    expect(new Set(invitations.map(({ uid }) => uid))).toEqual(new Set([visit.calendarUid]));
    for (const invitation of invitations) {
      expect(invitation.method).toBe("REQUEST");
      expect(invitation.sequence).toBe(0);
      const invited = invitation.occasion === "visit-confirmed" ? [request.contact] : presenters;
      expect(invitation.attendees.map(({ email }) => email).sort()).toEqual(invited.map(({ email }) => email).sort());
    }
    expect((await db.bookingRequest.findFirstOrThrow()).status).toBe("scheduled");
    expect(deps.woken()).toBe(1);
  });

  test("refuses a presenter who is taken, names the clash and gives three nearest times that can be had", async () => {
    const presenter = await savedPresenter(db, { name: "Sam Oak" });
    const other = await savedSchool(db, { name: "Marlpit Academy" });
    await savedVisit(db, { school: other, presenters: [presenter], onDate: ON, startMinutes: 9 * 60 });
    const { input } = await aPlan({ presenters: [presenter] });

    const result = await scheduleVisit(input, testDeps(db, NOW));

    if (result.ok || result.reason !== "slot_taken") throw new Error(JSON.stringify(result));
    expect(result.clashes.some((clash) => clash.kind === "presenter_taken" && clash.by.visit?.schoolName === "Marlpit Academy")).toBe(true);
    expect(result.nearest).toHaveLength(3);
    expect(await db.outgoingMail.count()).toBe(0);
    const [nearest] = result.nearest;
    if (!nearest) throw new Error("no nearest time");
    const rows = input.rows.map((row) => ({ ...row, startMinutes: nearest.startMinutes }));
    expect((await scheduleVisit({ ...input, rows, onDate: nearest.onDate }, testDeps(db, NOW))).ok).toBe(true);
  });

  test("too little time to travel needs a reason, which is kept with the visit", async () => {
    const presenter = await savedPresenter(db);
    const far = await savedSchool(db, { easting: 440_000, northing: 330_000 });
    await savedVisit(db, {
      school: far,
      presenters: [presenter],
      onDate: ON,
      startMinutes: 8 * 60 + 30,
      endMinutes: 8 * 60 + 54,
      sessions: [{ startMinute: 0, endMinute: 20 }],
      over: { easting: 440_000, northing: 330_000 },
    });
    const { input } = await aPlan({ presenters: [presenter] });

    const refused = await scheduleVisit(input, testDeps(db, NOW));
    expect(refused).toMatchObject({ ok: false, reason: "needs_reason" });
    const scheduled = await scheduleVisit({ ...input, overrideReason: "A colleague drives" }, testDeps(db, NOW));
    if (!scheduled.ok) throw new Error(JSON.stringify(scheduled));
    const visit = await db.visit.findUniqueOrThrow({ where: { id: scheduled.visitId } });
    expect(visit.overridden).toEqual(["travel_too_short"]);
    expect(visit.overrideReason).toBe("A colleague drives");
  });

  test("a reason never overrides being in two places", async () => {
    const presenter = await savedPresenter(db);
    await savedVisit(db, { presenters: [presenter], onDate: ON, startMinutes: 9 * 60 });
    const { input } = await aPlan({ presenters: [presenter], overrideReason: "It will be fine" });
    expect(await scheduleVisit(input, testDeps(db, NOW))).toMatchObject({ ok: false, reason: "slot_taken" });
  });

  test("a weekend at a school needs a reason", async () => {
    const { input } = await aPlan({ onDate: "2026-11-28" });
    const result = await scheduleVisit(input, testDeps(db, NOW));
    if (result.ok || result.reason !== "needs_reason") throw new Error(JSON.stringify(result));
    expect(result.clashes.map(({ kind }) => kind)).toContain("school_closed");
  });

  test("the loser of two coordinators for one request is told that it changed", async () => {
    const { input } = await aPlan();
    expect((await scheduleVisit(input, testDeps(db, NOW))).ok).toBe(true);
    const rows = input.rows.map((row) => ({ ...row, startMinutes: 13 * 60 }));
    expect(await scheduleVisit({ ...input, rows }, testDeps(db, NOW))).toEqual({ ok: false, reason: "changed_meanwhile" });
    expect(await db.visit.count()).toBe(1);
  });

  test("of eight requests for the same presenter at the same time exactly one wins", async () => {
    const presenter = await savedPresenter(db);
    const plans = [];
    for (let index = 0; index < 8; index += 1) plans.push((await aPlan({ presenters: [presenter] })).input);

    const results = await Promise.all(plans.map((plan) => scheduleVisit(plan, testDeps(db, NOW))));

    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    for (const result of results) if (!result.ok) expect(result.reason).toBe("slot_taken");
    expect(await db.commitment.count()).toBe(1);
    expect(await db.outgoingMail.count()).toBe(2);
  });

  test("one presenter in two rooms at once is refused", async () => {
    const presenter = await savedPresenter(db);
    const school = await savedSchool(db);
    const request = await savedRequest(db, { school, groups: [{ label: "9A" }, { label: "9B" }] });
    const { input } = await aPlan({ presenters: [presenter] });
    const rows = request.groups.map(({ id }, index) => ({
      groupId: id,
      startMinutes: 9 * 60 + 10 + index * 5,
      lengthMinutes: 25,
      room: `Room ${index}`,
      presenterIds: [presenter.id],
    }));
    const plan = { ...input, reference: request.reference, version: request.version, rows };
    expect(await scheduleVisit(plan, testDeps(db, NOW))).toMatchObject({
      ok: false,
      reason: "running_order",
      sentences: ["Test presenter is in two sessions at once: at 09:10 and at 09:15."],
    });
  });
});

describe("cancelling a visit", () => {
  test("frees the presenters, cancels the event for everybody and puts the request back", async () => {
    const { input, presenters } = await aPlan();
    const deps = testDeps(db, NOW);
    const planned = await scheduleVisit(input, deps);
    if (!planned.ok) throw new Error(planned.reason);

    const cancelled = await cancelVisit(
      {
        visitId: planned.visitId,
        version: 1,
        cancelledBy: "team",
        reasonCodes: ["cancel.illness"],
        note: "We are sorry.",
        afterwards: "look_again",
        actor: input.actor,
      },
      testDeps(db, "2026-11-17T10:00:00Z"),
    );

    expect(cancelled).toEqual({ ok: true });
    expect(await db.commitment.count()).toBe(0);
    const mails = await db.outgoingMail.findMany({ where: { occasion: "visit-cancelled" } });
    expect(mails).toHaveLength(2);
    const visit = await db.visit.findUniqueOrThrow({ where: { id: planned.visitId } });
    for (const mail of mails) {
      const invitation = readInvitation(mail.icsContent ?? "");
      expect(invitation).toMatchObject({ method: "CANCEL", status: "CANCELLED", sequence: 1, uid: visit.calendarUid });
    }
    const request = await db.bookingRequest.findFirstOrThrow();
    expect(request.status).toBe("submitted");
    // Five working days from Tuesday 17 November.
    expect(request.answerByOn?.toISOString().slice(0, 10)).toBe("2026-11-24");

    const again = { ...input, version: request.version, rows: input.rows };
    expect(presenters).toHaveLength(1);
    const replanned = await scheduleVisit(again, deps);
    if (!replanned.ok) throw new Error(replanned.reason);
    const next = await db.visit.findUniqueOrThrow({ where: { id: replanned.visitId } });
    expect(next.calendarUid).not.toBe(visit.calendarUid);
  });

  test("is refused without a reason, for a stale page and twice", async () => {
    const { input } = await aPlan();
    const deps = testDeps(db, NOW);
    const planned = await scheduleVisit(input, deps);
    if (!planned.ok) throw new Error(planned.reason);
    const cancel = {
      visitId: planned.visitId,
      version: 1,
      cancelledBy: "school" as const,
      reasonCodes: ["cancel.school_asked"],
      note: "",
      afterwards: "close" as const,
      actor: input.actor,
    };
    expect(await cancelVisit({ ...cancel, reasonCodes: [] }, deps)).toEqual({ ok: false, reason: "no_reason" });
    expect(await cancelVisit({ ...cancel, version: 7 }, deps)).toEqual({ ok: false, reason: "changed_meanwhile" });
    expect(await cancelVisit(cancel, deps)).toEqual({ ok: true });
    expect(await cancelVisit(cancel, deps)).toEqual({ ok: false, reason: "already_over" });
    expect((await db.bookingRequest.findFirstOrThrow()).status).toBe("withdrawn");
  });
});

test("an absence over a cancelled visit takes the time that the visit leaves", async () => {
  const { input, presenters } = await aPlan();
  const deps = testDeps(db, NOW);
  const planned = await scheduleVisit(input, deps);
  const [presenter] = presenters;
  if (!planned.ok || !presenter) throw new Error("not planned");
  await db.$transaction(async (tx) => {
    const { id: absenceId } = await tx.absence.create({
      data: {
        presenterId: presenter.id,
        kind: "leave",
        startsAt: new Date(`${ON}T00:00:00Z`),
        endsAt: new Date("2026-11-25T00:00:00Z"),
      },
    });
    await tx.reviewItem.create({ data: { kind: "absence", visitId: planned.visitId, absenceId } });
  });

  await cancelVisit(
    {
      visitId: planned.visitId,
      version: 1,
      cancelledBy: "team",
      reasonCodes: ["cancel.illness"],
      note: "",
      afterwards: "look_again",
      actor: input.actor,
    },
    deps,
  );

  const [taken, ...others] = await db.commitment.findMany();
  expect(others).toEqual([]);
  expect(taken).toMatchObject({ kind: "absence", startsAt: new Date(`${ON}T00:00:00Z`) });
  expect((await db.reviewItem.findFirstOrThrow()).status).toBe("cancelled");
});
