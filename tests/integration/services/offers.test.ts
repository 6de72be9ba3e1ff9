import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Db } from "~/data/db.server";
import { getRequestForTeam, listRequestsToSchedule } from "~/data/request-inbox.server";
import { readSettings } from "~/data/settings.server";
import type { OfferedPlan } from "~/domain/offers";
import { instantAt } from "~/lib/london-time";
import { hashSecret } from "~/lib/secret.server";
import { declineOffer, expireOffers, pickDate, withdrawOffer } from "~/services/answer-offer.server";
import { declineRequest } from "~/services/decline-request.server";
import { findOfferOptions } from "~/services/find-offer-options.server";
import { lookAtOffer, whoAnswers } from "~/services/look-at-offer.server";
import { offerDates } from "~/services/offer-dates.server";
import { scheduleVisit } from "~/services/schedule-visit.server";
import {
  savedAccount,
  savedPresenter,
  savedRequest,
  savedSchool,
  savedVisit,
  type SavedAccount,
  type SavedRequest,
} from "../../support/builders";
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
const LATER = "2026-12-01T09:00:00Z";

type Scene = { request: SavedRequest; contact: SavedAccount; coordinator: SavedAccount; presenter: SavedAccount };

async function aScene(): Promise<Scene> {
  const presenter = await savedPresenter(db, { name: "Sam Oak" });
  const coordinator = await savedAccount(db, ["coordinator"]);
  const contact = await savedAccount(db);
  const request = await savedRequest(db, { contact, school: await savedSchool(db), wishOn: "2026-12-02" });
  return { request, contact, coordinator, presenter };
}

async function optionsFor({ request }: Scene, count = 3): Promise<OfferedPlan[]> {
  const row = await getRequestForTeam(db, request.id);
  const wanted = { onDate: "2026-12-02", startMinutes: 9 * 60 + 10 };
  const question = { request: row, schoolId: row.school?.id ?? "", wanted, count };
  return findOfferOptions(db, question, { settings: await readSettings(db), now: new Date(NOW) });
}

async function offered(scene: Scene, over: { hold?: boolean; plans?: OfferedPlan[] } = {}): Promise<OfferedPlan[]> {
  const plans = over.plans ?? (await optionsFor(scene));
  const result = await offerDates(
    {
      reference: scene.request.reference,
      version: (await getRequestForTeam(db, scene.request.id)).version,
      plans,
      noteForSchool: "We look forward to it.",
      answerByOn: "2026-11-23",
      hold: over.hold ?? false,
      actor: { kind: "staff", accountId: scene.coordinator.id },
    },
    testDeps(db, NOW),
  );
  if (!result.ok) throw new Error(JSON.stringify(result));
  return plans;
}

const answererOf = ({ request, contact }: Scene) => ({ requestId: request.id, accountId: contact.id });

async function openOptions(scene: Scene) {
  const look = await lookAtOffer(answererOf(scene), { db });
  return look?.state === "open" ? look.dates : [];
}

const mailsOf = (occasion: string) => db.outgoingMail.findMany({ where: { occasion }, orderBy: { id: "asc" } });

const requestOf = ({ request }: Scene) => db.bookingRequest.findUniqueOrThrow({ where: { id: request.id } });

async function optionId(scene: Scene, index: number): Promise<string> {
  return (await openOptions(scene))[index]?.id ?? "";
}

/** Somebody else's visit takes the presenter for the whole day of an offered date. */
function takeDay(scene: Scene, onDate: string) {
  const day = { onDate, startMinutes: 8 * 60, endMinutes: 16 * 60 };
  return savedVisit(db, { presenters: [scene.presenter], sessions: [{ startMinute: 60, endMinute: 85 }], ...day });
}

describe("dates to offer", () => {
  test("are one a day, nearest to the wish and not on it, on open days of the school, and none is taken", async () => {
    const scene = await aScene();
    await takeDay(scene, "2026-12-03");
    const plans = await optionsFor(scene, 4);
    expect(plans.map(({ onDate }) => onDate)).toEqual(["2026-11-30", "2026-12-01", "2026-12-04", "2026-12-07"]);
    for (const { rows } of plans) expect(rows[0]).toMatchObject({ startMinutes: 550, presenterIds: [scene.presenter.id] });
  });
});

describe("dates to offer, where the school says that Fridays never work,", () => {
  test("leave Fridays out", async () => {
    const scene = await aScene();
    await db.requestNeverDay.create({ data: { requestId: scene.request.id, position: 0, weekday: 5 } });
    const plans = await optionsFor(scene, 4);
    expect(plans.map(({ onDate }) => onDate)).toEqual(["2026-11-30", "2026-12-01", "2026-12-03", "2026-12-07"]);
  });
});

describe("an offer", () => {
  test("goes to the contact with a link that shows the dates, and the request waits for the school", async () => {
    const scene = await aScene();
    await offered(scene);
    const mail = await db.outgoingMail.findFirstOrThrow();
    expect(mail).toMatchObject({ occasion: "dates-offered", toAddress: scene.contact.email });
    const token = /\/offers\/([\w-]+)/.exec(mail.bodyText)?.[1] ?? "";
    expect(await whoAnswers(token, testDeps(db, NOW))).toEqual(answererOf(scene));
    expect(await db.capability.findFirst({ where: { tokenHash: hashSecret(token) } })).not.toBeNull();
    expect(mail.bodyText).toContain("Tuesday 1 December 2026, 09:10 to 09:35");
    expect(mail.bodyText).not.toContain("Sam Oak");
    expect(await requestOf(scene)).toMatchObject({ status: "offered" });
    expect(await openOptions(scene)).toHaveLength(3);
  });

  test("is refused with a date that cannot be scheduled, and nothing is sent", async () => {
    const scene = await aScene();
    const plans = await optionsFor(scene);
    await takeDay(scene, plans[1]?.onDate ?? "");
    const result = await offerDates(
      {
        reference: scene.request.reference,
        version: 1,
        plans,
        noteForSchool: "",
        answerByOn: "2026-11-23",
        hold: false,
        actor: { kind: "staff", accountId: scene.coordinator.id },
      },
      testDeps(db, NOW),
    );
    expect(result).toMatchObject({ ok: false, reason: "impossible", index: 1 });
    expect(await db.outgoingMail.count()).toBe(0);
    expect(await requestOf(scene)).toMatchObject({ status: "submitted" });
  });

  test("is refused over somebody else's newer change", async () => {
    const scene = await aScene();
    const plans = await optionsFor(scene);
    await offered(scene);
    const actor = { kind: "staff" as const, accountId: scene.coordinator.id };
    const stale = { reference: scene.request.reference, version: 1, plans, noteForSchool: "", answerByOn: "2026-11-23" };
    const result = await offerDates({ ...stale, hold: false, actor }, testDeps(db, NOW));
    expect(result).toEqual({ ok: false, reason: "changed_meanwhile" });
    expect(await openOptions(scene)).toHaveLength(3);
  });

  test("made again replaces the first: its dates can no longer be picked", async () => {
    const scene = await aScene();
    await offered(scene);
    const first = await optionId(scene, 0);
    await offered(scene);
    expect(await pickDate({ ...answererOf(scene), optionId: first }, testDeps(db, NOW))).toEqual({
      ok: false,
      reason: "not_open",
    });
    expect(await db.offer.count({ where: { status: "open" } })).toBe(1);
  });
});

describe("picking a date", () => {
  test("schedules the visit as it was offered, with invitations, in the contact's name", async () => {
    const scene = await aScene();
    const plans = await offered(scene);
    const picked = await pickDate({ ...answererOf(scene), optionId: await optionId(scene, 1) }, testDeps(db, NOW));
    if (!picked.ok) throw new Error(JSON.stringify(picked));
    const visit = await db.visit.findUniqueOrThrow({ where: { id: picked.visitId } });
    const [row] = plans[1]?.rows ?? [];
    // Ten minutes to sign in and five to set up come before the first session.
    expect(visit.startsAt).toEqual(instantAt(plans[1]?.onDate ?? "", (row?.startMinutes ?? 0) - 15));
    expect(visit.createdById).toBe(scene.coordinator.id);
    expect(await requestOf(scene)).toMatchObject({ status: "scheduled" });
    const occasions = (await db.outgoingMail.findMany({ orderBy: { occasion: "asc" } })).map(({ occasion }) => occasion);
    expect(occasions).toEqual(["dates-offered", "visit-assigned", "visit-confirmed"]);
    const accepted = await db.historyEntry.findFirstOrThrow({ where: { action: "offer_accepted" } });
    expect(accepted).toMatchObject({ actorKind: "contact", actorId: scene.contact.id });
    expect(await lookAtOffer(answererOf(scene), { db })).toMatchObject({ state: "booked" });
  });

  test("twice books once", async () => {
    const scene = await aScene();
    await offered(scene);
    const input = { ...answererOf(scene), optionId: await optionId(scene, 0) };
    const results = await Promise.all([1, 2, 3].map(() => pickDate(input, testDeps(db, NOW))));
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await db.visit.count()).toBe(1);
  });

  test("that has gone leads to fresh dates without the one that has gone", async () => {
    const scene = await aScene();
    const plans = await offered(scene);
    const gone = plans[1]?.onDate ?? "";
    const optionIds = (await openOptions(scene)).map(({ id }) => id);
    await takeDay(scene, gone);
    // A colleague could come at that very time: the school has just read that it has gone.
    await savedPresenter(db, { name: "Wren Ash" });
    const input = { ...answererOf(scene), optionId: optionIds[1] ?? "" };
    expect(await pickDate(input, testDeps(db, NOW))).toEqual({ ok: false, reason: "gone", fresh: true });
    const fresh = await openOptions(scene);
    expect(fresh).toHaveLength(4);
    expect(fresh.some(({ words }) => words.includes("3 December 2026, 09:10"))).toBe(false);
    expect(new Set(fresh.map(({ words }) => words)).size).toBe(4);
    expect(await requestOf(scene)).toMatchObject({ status: "offered" });
    const again = await pickDate({ ...input, optionId: fresh[0]?.id ?? "" }, testDeps(db, NOW));
    expect(again.ok).toBe(true);
  });

  test("that has gone with nothing else to be had puts the request back with the team", async () => {
    const scene = await aScene();
    await offered(scene);
    const id = await optionId(scene, 0);
    await db.roleGrant.deleteMany({ where: { accountId: scene.presenter.id } });
    await db.account.update({ where: { id: scene.presenter.id }, data: { disabledAt: new Date(NOW) } });
    const result = await pickDate({ ...answererOf(scene), optionId: id }, testDeps(db, NOW));
    expect(result).toEqual({ ok: false, reason: "gone", fresh: false });
    expect(await requestOf(scene)).toMatchObject({ status: "submitted" });
  });
});

describe("a hold", () => {
  test("keeps others from the presenter's time, and gives way to the pick and to the end of the offer", async () => {
    const scene = await aScene();
    const plans = await offered(scene, { hold: true });
    expect(await db.commitment.count({ where: { kind: "hold" } })).toBe(3);
    // Holds run out by the database's clock, for which this story's week is over one day.
    const expiresAt = new Date(Date.now() + 60 * 60_000);
    await db.commitment.updateMany({ where: { kind: "hold" }, data: { expiresAt } });
    const other = await savedRequest(db, { school: await savedSchool(db, { name: "Marlpit Academy" }) });
    const wanted = {
      reference: other.reference,
      version: 1,
      onDate: plans[0]?.onDate ?? "",
      rows: (plans[0]?.rows ?? []).map((row) => ({ ...row, groupId: other.groups[0]?.id ?? "" })),
      overrideReason: "",
      noteForSchool: "",
      noteForTeam: "",
      actor: { kind: "staff" as const, accountId: scene.coordinator.id },
    };
    expect(await scheduleVisit(wanted, testDeps(db, NOW))).toMatchObject({ ok: false, reason: "slot_taken" });
    const picked = await pickDate({ ...answererOf(scene), optionId: await optionId(scene, 1) }, testDeps(db, NOW));
    expect(picked.ok).toBe(true);
    expect(await db.commitment.count({ where: { kind: "hold" } })).toBe(0);
    expect(await scheduleVisit(wanted, testDeps(db, NOW))).toMatchObject({ ok: true });
  });

  test("cannot keep two times of one presenter that overlap", async () => {
    const scene = await aScene();
    const [plan] = await optionsFor(scene, 1);
    if (!plan) throw new Error("no date");
    const later = { ...plan, rows: plan.rows.map((row) => ({ ...row, startMinutes: row.startMinutes + 10 })) };
    const input = {
      reference: scene.request.reference,
      version: 1,
      plans: [plan, later],
      noteForSchool: "",
      answerByOn: "2026-11-23",
      actor: { kind: "staff" as const, accountId: scene.coordinator.id },
    };
    expect(await offerDates({ ...input, hold: true }, testDeps(db, NOW))).toEqual({ ok: false, reason: "holds_overlap" });
    expect(await offerDates({ ...input, hold: false }, testDeps(db, NOW))).toEqual({ ok: true });
  });
});

describe("an offer ends", () => {
  test("when none suits: the team reads why, and its promise to answer starts anew", async () => {
    const scene = await aScene();
    await offered(scene, { hold: true });
    const deps = testDeps(db, NOW);
    expect(await declineOffer({ ...answererOf(scene), note: "Only after Easter" }, deps)).toEqual({ ok: true });
    expect(await requestOf(scene)).toMatchObject({ status: "submitted", answerByOn: new Date("2026-11-23") });
    expect(await db.offer.findFirstOrThrow()).toMatchObject({ status: "declined", answerNote: "Only after Easter" });
    expect(await db.commitment.count()).toBe(0);
    expect(await declineOffer({ ...answererOf(scene), note: "" }, deps)).toEqual({ ok: false, reason: "not_open" });
  });

  test("when none suits: every coordinator is told who wants that, once, and the request is in the inbox", async () => {
    const scene = await aScene();
    const [refuses, wants] = [scene.coordinator, await savedAccount(db, ["coordinator"])];
    await offered(scene);
    await db.mailRefused.create({ data: { accountId: refuses.id, occasion: "offer-declined", since: new Date(NOW) } });
    const deps = testDeps(db, NOW);
    const decline = { ...answererOf(scene), note: "Only after Easter" };
    const both = await Promise.all([declineOffer(decline, deps), declineOffer(decline, deps)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(deps.woken()).toBe(1);
    const [mail, ...others] = await mailsOf("offer-declined");
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ toAddress: wants.email, subject: expect.stringContaining(scene.request.reference) });
    expect(mail?.bodyText).toContain("Only after Easter");
    expect(mail?.bodyText).toContain(`/requests/${scene.request.reference}`);
    expect((await listRequestsToSchedule(db, 10)).map(({ reference }) => reference)).toEqual([scene.request.reference]);
  });

  test("when none suits: what a sensitive request says stays inside the service", async () => {
    const scene = await aScene();
    await offered(scene);
    await db.bookingRequest.update({ where: { id: scene.request.id }, data: { sensitive: true } });
    await declineOffer({ ...answererOf(scene), note: "what happened" }, testDeps(db, NOW));
    expect((await mailsOf("offer-declined"))[0]?.bodyText).not.toContain("what happened");
  });

  test("and its contacts are told when it is taken back or runs out, and by when they hear from us", async () => {
    const taken = await aScene();
    await offered(taken);
    const actor = { kind: "staff" as const, accountId: taken.coordinator.id };
    const { version } = await requestOf(taken);
    const deps = testDeps(db, NOW);
    await withdrawOffer({ requestId: taken.request.id, version, actor }, deps);
    expect(deps.woken()).toBe(1);
    const late = await aScene();
    await offered(late);
    const later = testDeps(db, LATER);
    await expireOffers(later);
    await expireOffers(later);
    expect(later.woken()).toBe(1);
    const mails = await mailsOf("offer-ended");
    expect(mails.map(({ toAddress }) => toAddress)).toEqual([taken.contact.email, late.contact.email]);
    expect(mails[0]?.bodyText).toContain("had to take");
    expect(mails[0]?.bodyText).toContain("Monday 23 November 2026");
    expect(mails[1]?.bodyText).toContain("have run out");
    expect(mails[1]?.bodyText).toContain("Tuesday 8 December 2026");
  });

  test("when nobody answers in time, once", async () => {
    const scene = await aScene();
    await offered(scene, { hold: true });
    expect(await expireOffers(testDeps(db, "2026-11-23T12:00:00Z"))).toBe(0);
    expect(await expireOffers(testDeps(db, LATER))).toBe(1);
    expect(await expireOffers(testDeps(db, LATER))).toBe(0);
    expect(await requestOf(scene)).toMatchObject({ status: "submitted" });
    expect(await db.commitment.count()).toBe(0);
    expect(await lookAtOffer(answererOf(scene), { db })).toMatchObject({ state: "over" });
  });

  test("when the coordinator takes it back, schedules or declines the request", async () => {
    const taken = await aScene();
    await offered(taken, { hold: true });
    const actor = { kind: "staff" as const, accountId: taken.coordinator.id };
    const { version } = await requestOf(taken);
    expect(await withdrawOffer({ requestId: taken.request.id, version, actor }, testDeps(db, NOW))).toEqual({ ok: true });
    expect(await requestOf(taken)).toMatchObject({ status: "submitted" });

    await offered(taken, { hold: true });
    const decline = { reference: taken.request.reference, reasonCodes: ["decline.no_presenter"], note: "", actor };
    const declined = await declineRequest({ ...decline, version: (await requestOf(taken)).version }, testDeps(db, NOW));
    expect(declined).toEqual({ ok: true });
    expect(await db.offer.count({ where: { status: "open" } })).toBe(0);
    expect(await db.commitment.count()).toBe(0);
  });

  test("and a stranger's link or account never sees it", async () => {
    const scene = await aScene();
    await offered(scene);
    const stranger = await savedAccount(db);
    expect(await lookAtOffer({ requestId: scene.request.id, accountId: stranger.id }, { db })).toBeNull();
    expect(await whoAnswers("AAAAAAAAAAAAAAAAAAAAAA", testDeps(db, NOW))).toBeNull();
    expect(await whoAnswers("AAAAAAAAAAAAAAAAAAAAAA", testDeps(db, LATER))).toBeNull();
  });
});
