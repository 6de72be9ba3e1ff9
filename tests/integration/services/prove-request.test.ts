import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findBooking, listBookings } from "~/data/booking-requests.server";
import { silentLogger } from "~/lib/logger.server";
import { newSecret } from "~/lib/secret.server";
import type { Deps } from "~/services/deps";
import { proveRequest } from "~/services/prove-request.server";
import { saveDraft } from "~/services/save-draft.server";
import { submitRequest } from "~/services/submit-request.server";
import type { DraftAnswers } from "~/domain/request-draft";
import { savedAccount, savedRequest, savedSchool, savedVisit } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { draftAnswers, newestCode, newestLinkToken, savedDraft } from "../../support/request-drafts";

/** Monday 21 December 2026, 16:00: five working days on, past the bank holidays, is Wednesday 30 December. */
const NOW = new Date("2026-12-21T16:00:00Z");
const EMAIL = "contact@school.test";
const FIRST_PAGE = { shown: "current", page: 1, pageSize: 20 } as const;

let test: TestDatabase;
let deps: Deps;
let woken: number;

beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  await test.reset();
  woken = 0;
  deps = {
    db: test.db,
    now: () => NOW,
    origin: "http://localhost:3000",
    log: silentLogger(),
    wakeMail: () => {
      woken += 1;
    },
  };
});
afterAll(() => test.close());

async function sentDraft(over: Partial<DraftAnswers> = {}) {
  const wishes = (draftAnswers("").wishes ?? []).map((wish) => ({ ...wish, fromOn: "2027-01-12", toOn: "2027-01-12" }));
  const draft = await savedDraft(test.db, NOW, { wishes, ...over });
  const result = await submitRequest({ ...draft, sourceKey: "", viewer: null }, deps);
  if (!result.ok) throw new Error(result.reason);
  return { ...draft, reference: result.reference };
}

const wrong = (code: string) => (code === "000000" ? "000001" : "000000");
const theRequest = () => test.db.bookingRequest.findFirstOrThrow();

describe("proving a request", () => {
  it("makes it the team's, with the day of the answer, history, rolls and one mail", async () => {
    const { browserToken, reference, schoolId } = await sentDraft();
    const result = await proveRequest({ code: await newestCode(test.db, EMAIL), browserToken }, deps);
    expect(result).toMatchObject({ ok: true, reference });
    expect(await theRequest()).toMatchObject({
      status: "submitted",
      provenAt: NOW,
      answerByOn: new Date("2026-12-30"),
    });
    const received = await test.db.outgoingMail.findMany({ where: { occasion: "request-received" } });
    expect(received).toMatchObject([{ toAddress: EMAIL }]);
    expect(received[0]?.bodyText).toContain("Wednesday 30 December 2026");
    expect(received[0]?.bodyText).toContain(reference);
    expect(await test.db.historyEntry.findMany({ where: { action: "request_proven" } })).toMatchObject([
      { actorKind: "contact", fromStatus: "unproven", toStatus: "submitted" },
    ]);
    expect(await test.db.schoolRoll.findMany()).toMatchObject([
      { schoolId, academicYear: "2026/27", yearGroup: "9", roll: 182, source: "contact" },
    ]);
    expect(await test.db.requestDraft.count()).toBe(0);
    expect(woken).toBeGreaterThan(0);
  });

  it("counts wrong codes, and the sixth try is one too many", async () => {
    const { browserToken } = await sentDraft();
    const code = await newestCode(test.db, EMAIL);
    for (const triesLeft of [4, 3, 2, 1]) {
      expect(await proveRequest({ code: wrong(code), browserToken }, deps)).toEqual({
        ok: false,
        reason: "wrong_code",
        triesLeft,
      });
    }
    expect(await proveRequest({ code: wrong(code), browserToken }, deps)).toMatchObject({ reason: "too_many_tries" });
    expect(await proveRequest({ code, browserToken }, deps)).toMatchObject({ reason: "too_many_tries" });
    expect(await theRequest()).toMatchObject({ status: "unproven" });
  });

  it("takes the code in its own browser alone, and for ten minutes", async () => {
    const { browserToken } = await sentDraft();
    const code = await newestCode(test.db, EMAIL);
    expect(await proveRequest({ code, browserToken: newSecret(256) }, deps)).toMatchObject({ reason: "unknown" });
    const later = { ...deps, now: () => new Date(NOW.getTime() + 10 * 60_000) };
    expect(await proveRequest({ code, browserToken }, later)).toMatchObject({ reason: "expired" });
  });

  it("finds it sent on a second click: same code, same browser, the same minute", async () => {
    const { browserToken, reference } = await sentDraft();
    const code = await newestCode(test.db, EMAIL);
    const first = await proveRequest({ code, browserToken }, deps);
    expect(first).toMatchObject({ ok: true, reference });
    expect(await proveRequest({ code, browserToken }, deps)).toEqual(first);
    expect(await test.db.outgoingMail.count({ where: { occasion: "request-received" } })).toBe(1);
    expect(await test.db.historyEntry.count({ where: { action: "request_proven" } })).toBe(1);
    const aMinuteLater = { ...deps, now: () => new Date(NOW.getTime() + 60_000) };
    expect(await proveRequest({ code, browserToken }, aMinuteLater)).toMatchObject({ ok: false, reason: "used" });
  });

  it("lets nobody guess a code that was used by the link", async () => {
    const { browserToken } = await sentDraft();
    const code = await newestCode(test.db, EMAIL);
    await proveRequest({ linkToken: await newestLinkToken(test.db, EMAIL) }, deps);
    for (let guess = 0; guess < 5; guess += 1) {
      expect(await proveRequest({ code: wrong(code), browserToken }, deps)).toMatchObject({ reason: "used" });
    }
    expect(await proveRequest({ code, browserToken }, deps)).toMatchObject({ ok: false, reason: "used" });
  });

  it("takes the link in any browser, once", async () => {
    const { reference } = await sentDraft();
    const linkToken = await newestLinkToken(test.db, EMAIL);
    expect(await proveRequest({ linkToken }, deps)).toMatchObject({ ok: true, reference });
    expect(await proveRequest({ linkToken }, deps)).toMatchObject({ ok: false, reason: "used" });
    expect(await test.db.outgoingMail.count({ where: { occasion: "request-received" } })).toBe(1);
  });

  it("does not take the mail to an address that was corrected since", async () => {
    const draft = await sentDraft();
    const oldToken = await newestLinkToken(test.db, EMAIL);
    const details = { name: "Test Contact", jobTitle: "", email: "right@school.test", phone: "0116 496 0123", second: null };
    await saveDraft({ ...draft, answer: { details } }, deps);
    await submitRequest({ ...draft, sourceKey: "", viewer: null }, deps);
    expect(await proveRequest({ linkToken: oldToken }, deps)).toEqual({ ok: false, reason: "address_changed" });
    expect(await theRequest()).toMatchObject({ status: "unproven" });
    const code = await newestCode(test.db, "right@school.test");
    expect(await proveRequest({ code, browserToken: draft.browserToken }, deps)).toMatchObject({ ok: true });
  });

  it("leaves a request after an incident to a manager, and says nothing of it in the mail", async () => {
    const practicalities = { ...draftAnswers("").practicalities, afterIncident: true };
    const empty = { roomDetails: "", arrivalDetails: "", needsDetails: "", noteFromSchool: "" };
    const { browserToken } = await sentDraft({ practicalities: { ...empty, ...practicalities } });
    await proveRequest({ code: await newestCode(test.db, EMAIL), browserToken }, deps);
    expect(await theRequest()).toMatchObject({ status: "awaiting_go_ahead", sensitive: true });
    const mail = await test.db.outgoingMail.findFirstOrThrow({ where: { occasion: "request-received" } });
    expect(`${mail.subject} ${mail.bodyText}`).not.toMatch(/incident|sensitive|happened/i);
  });
});

describe("seeing a booking", () => {
  it("is for its contacts: others find nothing", async () => {
    const { contact, reference } = await savedRequest(test.db);
    const other = await savedAccount(test.db);
    expect(await findBooking(test.db, { reference, accountId: contact.id })).toMatchObject({ reference, isContact: true });
    expect(await findBooking(test.db, { reference, accountId: other.id })).toBeNull();
    expect((await listBookings(test.db, { ...FIRST_PAGE, accountId: other.id })).rows).toEqual([]);
  });

  it("is for approved contacts of the school too, but not a sensitive one", async () => {
    const school = await savedSchool(test.db);
    const plain = await savedRequest(test.db, { school });
    await savedRequest(test.db, { school, over: { sensitive: true } });
    const colleague = await savedAccount(test.db);
    const membership = { accountId: colleague.id, schoolId: school.id };
    await test.db.schoolMembership.create({ data: membership });
    const mine = { ...FIRST_PAGE, accountId: colleague.id };
    expect(await listBookings(test.db, mine)).toEqual({ rows: [], totals: { current: 0, past: 0 } });
    await test.db.schoolMembership.updateMany({ where: membership, data: { status: "approved" } });
    const { rows } = await listBookings(test.db, mine);
    expect(rows.map(({ reference }) => reference)).toEqual([plain.reference]);
    expect(await findBooking(test.db, { reference: plain.reference, accountId: colleague.id })).toMatchObject({ isContact: false });
  });

  it("is nobody's before the address is proven", async () => {
    const { contact, reference } = await savedRequest(test.db, { status: "unproven" });
    expect(await findBooking(test.db, { reference, accountId: contact.id })).toBeNull();
  });

  it("shows the visit in local time with its running order and presenters", async () => {
    const request = await savedRequest(test.db, { status: "scheduled" });
    await savedVisit(test.db, { request, onDate: "2027-07-05", startMinutes: 9 * 60 });
    const booking = await findBooking(test.db, { reference: request.reference, accountId: request.contact.id });
    expect(booking?.visits).toMatchObject([
      {
        onDate: "2027-07-05",
        arriveMinutes: 540,
        presenters: ["Test presenter"],
        sessions: [{ startMinutes: 550, endMinutes: 575 }],
      },
    ]);
  });
});
