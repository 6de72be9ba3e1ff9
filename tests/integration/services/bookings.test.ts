import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listBookings } from "~/data/booking-requests.server";
import { createImport } from "~/data/register-imports.server";
import type { Deps } from "~/services/deps";
import { cancelVisit } from "~/services/cancel-visit.server";
import { cleanUp } from "~/services/clean-up.server";
import { emptyReport } from "~/services/compare-register.server";
import { proveRequest } from "~/services/prove-request.server";
import { scheduleVisit } from "~/services/schedule-visit.server";
import { MOST_CONTACTS_ADDED_A_DAY, setSecondContact } from "~/services/second-contact.server";
import { submitRequest } from "~/services/submit-request.server";
import { withdrawRequest } from "~/services/withdraw-request.server";
import { savedAccount, savedPresenter, savedRequest, savedSchool, savedVisit, type SavedRequest } from "../../support/builders";
import { readInvitation } from "../../support/calendar-reader";
import { testDatabase, type TestDatabase } from "../../support/database";
import { testDeps } from "../../support/deps";
import { newestCode, savedDraft } from "../../support/request-drafts";

const NOW = "2026-11-16T09:00:00Z";
const KIT = { name: "Kit Second", email: "kit@school.test" };

let test: TestDatabase;
let deps: Deps;

beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  await test.reset();
  deps = testDeps(test.db, NOW);
});
afterAll(() => test.close());

const theRequest = (id: string) => test.db.bookingRequest.findUniqueOrThrow({ where: { id } });
const theVisit = (id: string) => test.db.visit.findUniqueOrThrow({ where: { id }, include: { attendees: true, contacts: true } });
const mailsOf = (occasion: string) => test.db.outgoingMail.findMany({ where: { occasion }, orderBy: { createdAt: "asc" } });

/** A request whose visit on Tuesday 24 November 2026 has been scheduled and invited to. */
async function booked(): Promise<{ request: SavedRequest; visitId: string; version: number; ask: Ask }> {
  const request = await savedRequest(test.db);
  const [coordinator, presenter] = [await savedAccount(test.db, ["coordinator"]), await savedPresenter(test.db)];
  const result = await scheduleVisit(
    {
      reference: request.reference,
      version: request.version,
      onDate: "2026-11-24",
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
      actor: { kind: "staff", accountId: coordinator.id },
    },
    deps,
  );
  if (!result.ok) throw new Error(result.reason);
  const { version } = await theRequest(request.id);
  return { request, visitId: result.visitId, version, ask: { ...askOf(request), version } };
}

type Ask = { reference: string; accountId: string; version: number };
const askOf = (request: SavedRequest): Ask => ({
  reference: request.reference,
  accountId: request.contact.id,
  version: request.version,
});

describe("withdrawing a request", () => {
  it("by two clicks at the same moment is done once, and both are told so", async () => {
    const request = await savedRequest(test.db);
    await savedVisit(test.db, { request, status: "pencilled" });
    const clicks = await Promise.all([1, 2, 3].map(() => withdrawRequest(askOf(request), deps)));
    expect(clicks).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
    expect(await test.db.historyEntry.count({ where: { action: "request_withdrawn" } })).toBe(1);
  });

  it("closes it and the pencilled visit, writes to the contacts once, and a second click finds it done", async () => {
    const request = await savedRequest(test.db);
    await savedVisit(test.db, { request, status: "pencilled" });
    expect(await withdrawRequest(askOf(request), deps)).toEqual({ ok: true });
    expect(await theRequest(request.id)).toMatchObject({ status: "withdrawn", closedAt: deps.now() });
    expect(await test.db.visit.findFirst()).toMatchObject({ status: "cancelled", cancelledBy: "school" });
    expect(await withdrawRequest(askOf(request), deps)).toEqual({ ok: true });
    expect(await mailsOf("request-withdrawn")).toMatchObject([{ toAddress: request.contact.email }]);
    expect(await test.db.historyEntry.count({ where: { action: "request_withdrawn" } })).toBe(1);
  });

  it("is refused to others, on an old page and once it is closed", async () => {
    const request = await savedRequest(test.db);
    const other = await savedAccount(test.db);
    const ask = askOf(request);
    expect(await withdrawRequest({ ...ask, accountId: other.id }, deps)).toMatchObject({ reason: "not_found" });
    expect(await withdrawRequest({ ...ask, version: 7 }, deps)).toMatchObject({ reason: "changed_meanwhile" });
    await test.db.bookingRequest.updateMany({ data: { status: "completed" } });
    expect(await withdrawRequest(ask, deps)).toMatchObject({ reason: "already_closed" });
  });

  it("with a visit booked needs a reason, and cancels it in every calendar", async () => {
    const { request, visitId, ask } = await booked();
    expect(await withdrawRequest(ask, deps)).toEqual({ ok: false, reason: "no_reason" });
    expect(await theRequest(request.id)).toMatchObject({ status: "scheduled" });
    expect(await withdrawRequest({ ...ask, reasonCodes: ["cancel.illness"], note: "Sorry" }, deps)).toEqual({ ok: true });
    expect(await theRequest(request.id)).toMatchObject({ status: "withdrawn" });
    expect(await theVisit(visitId)).toMatchObject({ status: "cancelled", cancelledBy: "school", calendarSequence: 1 });
    expect(await test.db.commitment.count()).toBe(0);
    const mails = await mailsOf("visit-cancelled");
    expect(mails).toHaveLength(2);
    for (const mail of mails) {
      expect(readInvitation(mail.icsContent ?? "")).toMatchObject({ method: "CANCEL", status: "CANCELLED", sequence: 1 });
    }
    expect(await mailsOf("request-withdrawn")).toEqual([]);
    expect(await withdrawRequest({ ...ask, reasonCodes: ["cancel.illness"] }, deps)).toEqual({ ok: true });
    expect(await mailsOf("visit-cancelled")).toHaveLength(2);
  });

  it("is refused when a visit has begun, and completes a request of which a visit has taken place", async () => {
    const { ask, visitId, request } = await booked();
    const during = testDeps(test.db, "2026-11-24T09:00:00Z");
    const input = { ...ask, reasonCodes: ["cancel.illness"] };
    expect(await withdrawRequest(input, during)).toEqual({ ok: false, reason: "visit_begun" });
    await savedVisit(test.db, { request, status: "completed", onDate: "2026-11-10" });
    expect(await withdrawRequest(input, deps)).toEqual({ ok: true });
    expect(await theVisit(visitId)).toMatchObject({ status: "cancelled" });
    expect(await theRequest(request.id)).toMatchObject({ status: "completed" });
  });

  it("against the team cancelling at the same moment, the visit is cancelled once", async () => {
    const { ask, visitId } = await booked();
    const staff = await savedAccount(test.db, ["coordinator"]);
    const [withdrawn, cancelled] = await Promise.all([
      withdrawRequest({ ...ask, reasonCodes: ["cancel.illness"] }, deps),
      cancelVisit(
        {
          visitId,
          version: 1,
          cancelledBy: "team",
          reasonCodes: ["cancel.illness"],
          note: "",
          afterwards: "look_again",
          actor: { kind: "staff", accountId: staff.id },
        },
        deps,
      ),
    ]);
    expect([withdrawn.ok, cancelled.ok].filter(Boolean)).toHaveLength(1);
    expect(await theVisit(visitId)).toMatchObject({ status: "cancelled", calendarSequence: 1 });
    expect(await mailsOf("visit-cancelled")).toHaveLength(2);
  });
});

describe("the second contact", () => {
  it("is told, sees the booking, and is invited to visits ahead with a higher sequence", async () => {
    const { request, visitId, ask } = await booked();
    expect(await setSecondContact({ ...ask, second: KIT }, deps)).toEqual({ ok: true, stillContact: true });
    expect(await setSecondContact({ ...ask, second: KIT }, deps)).toEqual({ ok: true, stillContact: true });
    expect(await mailsOf("contact-added")).toMatchObject([{ toAddress: KIT.email, icsContent: null }]);
    const visit = await theVisit(visitId);
    expect(visit).toMatchObject({ calendarSequence: 1, contacts: [{ rank: 1 }, { rank: 2, name: KIT.name }] });
    const confirmed = await test.db.outgoingMail.findMany({ where: { toAddress: KIT.email, occasion: "visit-confirmed" } });
    expect(confirmed).toHaveLength(1);
    const invitation = readInvitation(confirmed[0]?.icsContent ?? "");
    expect(invitation).toMatchObject({ method: "REQUEST", sequence: 1, uid: visit.calendarUid });
    expect(invitation.attendees.map(({ email }) => email).sort()).toEqual([request.contact.email, KIT.email].sort());
    expect(await mailsOf("visit-confirmed")).toHaveLength(2);
    const kit = await test.db.account.findUniqueOrThrow({ where: { email: KIT.email } });
    const page = { accountId: kit.id, shown: "current", page: 1, pageSize: 20 } as const;
    expect((await listBookings(test.db, page)).rows).toMatchObject([{ reference: request.reference, isContact: true }]);
  });

  it("is taken out of the calendar alone when removed, by either contact, and can come back", async () => {
    const { request, visitId, ask, version } = await booked();
    await setSecondContact({ ...ask, second: KIT }, deps);
    const kit = await test.db.account.findUniqueOrThrow({ where: { email: KIT.email } });
    const own = { ...ask, accountId: kit.id, version: version + 1, second: null };
    expect(await setSecondContact(own, deps)).toEqual({ ok: true, stillContact: false });
    const [left] = await mailsOf("visit-left");
    const cancel = readInvitation(left?.icsContent ?? "");
    expect(cancel).toMatchObject({ method: "CANCEL", sequence: 2, status: null });
    expect(cancel.attendees.map(({ email }) => email)).toEqual([KIT.email]);
    expect(await theVisit(visitId)).toMatchObject({ status: "scheduled", contacts: [{ rank: 1 }] });
    expect(await mailsOf("contact-removed")).toMatchObject([{ toAddress: KIT.email }]);
    expect(await setSecondContact({ ...own, second: KIT }, deps)).toEqual({ ok: false, reason: "not_found" });
    await setSecondContact({ ...ask, version: version + 2, second: KIT }, deps);
    const visit = await theVisit(visitId);
    expect(visit.calendarSequence).toBe(3);
    expect(visit.attendees.filter(({ email }) => email === KIT.email)).toMatchObject([{ removedAt: null, lastSequenceSent: 3 }]);
    expect(request.contact.email).not.toBe(KIT.email);
  });

  it("is somebody else than the first, on a booking that is open and as seen", async () => {
    const request = await savedRequest(test.db);
    const ask = { ...askOf(request), second: KIT };
    const first = { name: "Me", email: request.contact.email.toUpperCase() };
    expect(await setSecondContact({ ...ask, second: first }, deps)).toEqual({ ok: false, reason: "same_as_first" });
    expect(await setSecondContact({ ...ask, version: 9 }, deps)).toEqual({ ok: false, reason: "changed_meanwhile" });
    const stranger = await savedAccount(test.db);
    expect(await setSecondContact({ ...ask, accountId: stranger.id }, deps)).toMatchObject({ reason: "not_found" });
    await test.db.bookingRequest.updateMany({ data: { status: "declined" } });
    expect(await setSecondContact(ask, deps)).toEqual({ ok: false, reason: "closed" });
    expect(await test.db.outgoingMail.count()).toBe(0);
  });

  it("cannot be used to write to strangers all day", async () => {
    const request = await savedRequest(test.db);
    const name = (index: number) => ({ name: `Kit ${index}`, email: `kit${index}@school.test` });
    for (let index = 0; index < MOST_CONTACTS_ADDED_A_DAY; index += 1) {
      const version = request.version + index;
      expect(await setSecondContact({ ...askOf(request), version, second: name(index) }, deps)).toMatchObject({ ok: true });
    }
    const one = { ...askOf(request), version: request.version + MOST_CONTACTS_ADDED_A_DAY, second: name(9) };
    expect(await setSecondContact(one, deps)).toEqual({ ok: false, reason: "too_many_contacts" });
    expect(await setSecondContact(one, testDeps(test.db, "2026-11-17T09:00:01Z"))).toMatchObject({ ok: true });
  });

  it("of two named at once, one wins", async () => {
    const { ask, visitId } = await booked();
    const results = await Promise.all(
      ["a", "b"].map((name) => setSecondContact({ ...ask, second: { name, email: `${name}@school.test` } }, deps)),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await theVisit(visitId)).contacts).toHaveLength(2);
  });
});

describe("the list of bookings", () => {
  it("is paged, and tells what is under way from what is over", async () => {
    const [contact, school] = [await savedAccount(test.db), await savedSchool(test.db)];
    for (let index = 0; index < 5; index += 1) await savedRequest(test.db, { contact, school });
    await savedRequest(test.db, { contact, school, status: "completed" });
    const of = { accountId: contact.id, pageSize: 3 };
    const first = await listBookings(test.db, { ...of, shown: "current", page: 1 });
    const second = await listBookings(test.db, { ...of, shown: "current", page: 2 });
    expect([first.rows.length, second.rows.length]).toEqual([3, 2]);
    expect(first.totals).toEqual({ current: 5, past: 1 });
    expect(new Set([...first.rows, ...second.rows].map(({ reference }) => reference)).size).toBe(5);
    const past = await listBookings(test.db, { ...of, shown: "past", page: 1 });
    expect(past.rows).toMatchObject([{ status: "completed" }]);
  });
});

describe("cleaning up what nobody finished", () => {
  const sent = async () => {
    const draft = await savedDraft(test.db, deps.now());
    const result = await submitRequest({ ...draft, sourceKey: "", viewer: null }, deps);
    if (!result.ok) throw new Error(result.reason);
    return { ...draft, id: result.requestId, code: await newestCode(test.db, "contact@school.test") };
  };
  const later = (iso: string) => testDeps(test.db, iso);

  it("closes a request that was never confirmed, and keeps nothing of who made it", async () => {
    const { id } = await sent();
    expect(await cleanUp(later("2026-11-23T08:59:00Z"))).toEqual({ drafts: 0, requests: 0 });
    expect(await theRequest(id)).toMatchObject({ status: "unproven", roomDetails: "Main hall" });
    expect(await cleanUp(later("2026-11-23T09:00:01Z"))).toEqual({ drafts: 1, requests: 1 });
    expect(await theRequest(id)).toMatchObject({ status: "withdrawn", provenAt: null, roomDetails: "" });
    for (const count of [
      test.db.requestContact.count(),
      test.db.signInChallenge.count(),
      test.db.outgoingMail.count(),
      test.db.account.count(),
      test.db.requestDraft.count(),
    ]) {
      expect(await count).toBe(0);
    }
    expect(await test.db.historyEntry.findMany({ where: { action: "request_expired" } })).toMatchObject([
      { actorKind: "system", toStatus: "withdrawn" },
    ]);
    expect(await cleanUp(later("2026-12-24T09:00:00Z"))).toEqual({ drafts: 0, requests: 0 });
  });

  it("forgets a checked register that nobody applied, once its time is over", async () => {
    const checked = { status: "checked" as const, fileName: "r.csv", linksFileName: "", authorities: [] };
    const times = { checkedAt: new Date(NOW), expiresAt: new Date("2026-11-16T10:00:00Z"), madeById: null };
    await createImport(test.db, { ...checked, ...times, report: emptyReport() });
    await cleanUp(later("2026-11-16T09:59:00Z"));
    expect(await test.db.registerImport.count()).toBe(1);
    await cleanUp(later("2026-11-16T10:17:00Z"));
    expect(await test.db.registerImport.count()).toBe(0);
  });

  it("leaves alone what is confirmed, and an account that somebody uses", async () => {
    const kept = await savedAccount(test.db, [], { email: "contact@school.test" });
    const proven = await savedRequest(test.db, { contact: kept });
    const { id } = await sent();
    expect(await cleanUp(later("2026-11-30T09:00:00Z"))).toMatchObject({ requests: 1 });
    expect(await theRequest(id)).toMatchObject({ status: "withdrawn" });
    expect(await theRequest(proven.id)).toMatchObject({ status: "submitted" });
    expect(await test.db.account.count({ where: { id: kept.id } })).toBe(1);
  });

  it("beside somebody who is typing the code, either closes it or lets it be", async () => {
    const { id, code, browserToken } = await sent();
    // As if the code were a week old, but still good: the job and the proof meet at the same row.
    await test.db.bookingRequest.updateMany({ data: { createdAt: new Date("2026-11-01T09:00:00Z") } });
    await test.db.requestDraft.deleteMany();
    await test.db.signInChallenge.updateMany({ data: { expiresAt: new Date("2026-11-16T09:00:10Z") } });
    const atTheEnd = later("2026-11-16T09:00:10Z");
    const [cleaned, proven] = await Promise.all([cleanUp(atTheEnd), proveRequest({ code, browserToken }, deps)]);
    expect(cleaned.requests).toBe(proven.ok ? 0 : 1);
    expect((await theRequest(id)).status).toBe(proven.ok ? "submitted" : "withdrawn");
  });

  it("run by several workers at once closes each request once", async () => {
    for (let index = 0; index < 3; index += 1) await savedRequest(test.db, { status: "unproven" });
    const runs = await Promise.all([1, 2, 3].map(() => cleanUp(later("2026-11-30T09:00:00Z"))));
    expect(runs.reduce((sum, { requests }) => sum + requests, 0)).toBe(3);
    expect(await test.db.historyEntry.count({ where: { action: "request_expired" } })).toBe(3);
  });
});
