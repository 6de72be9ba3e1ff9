import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { silentLogger } from "~/lib/logger.server";
import { newSecret } from "~/lib/secret.server";
import type { Deps } from "~/services/deps";
import { saveDraft } from "~/services/save-draft.server";
import { submitRequest, type SubmitRequestInput } from "~/services/submit-request.server";
import { testDatabase, type TestDatabase } from "../../support/database";
import { draftAnswers, savedDraft, type SavedDraft } from "../../support/request-drafts";

/** Monday 23 November 2026, 09:00. */
const NOW = new Date("2026-11-23T09:00:00Z");

let test: TestDatabase;
let deps: Deps;

beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  await test.reset();
  deps = { db: test.db, now: () => NOW, origin: "http://localhost:3000", log: silentLogger(), wakeMail: () => undefined };
});
afterAll(() => test.close());

const submit = (draft: SavedDraft, over: Partial<SubmitRequestInput> = {}) =>
  submitRequest({ draftId: draft.draftId, browserToken: draft.browserToken, sourceKey: "", viewer: null, ...over }, deps);

const mailsTo = (toAddress: string) =>
  test.db.outgoingMail.findMany({ where: { toAddress }, select: { occasion: true, subject: true, bodyText: true } });

describe("sending a request", () => {
  it("keeps what was asked for, unproven, and mails the code", async () => {
    const draft = await savedDraft(test.db, NOW);
    const result = await submit(draft);
    expect(result).toMatchObject({ ok: true, isProven: false, requestId: draft.draftId });
    const request = await test.db.bookingRequest.findUniqueOrThrow({
      where: { id: draft.draftId },
      include: { contacts: { include: { account: true } }, groups: true, wishes: true, history: true },
    });
    expect(request).toMatchObject({
      status: "unproven",
      schoolId: draft.schoolId,
      sessionsWanted: 1,
      roomDetails: "Main hall",
      sensitive: false,
      freeMailAddress: false,
      answerByOn: null,
    });
    expect(request.reference).toMatch(/^KCA-[2-9A-HJ-NP-Z]{6}$/);
    expect(request.contacts).toMatchObject([{ rank: 1, jobTitle: "Head of year 9", account: { email: "contact@school.test" } }]);
    expect(request.groups).toMatchObject([{ yearGroups: ["9"], label: "9B", expected: 28 }]);
    expect(request.wishes).toMatchObject([{ rank: 1, kind: "date", partOfDay: "morning" }]);
    expect(request.history).toMatchObject([{ action: "request_made", toStatus: "unproven" }]);
    expect(await mailsTo("contact@school.test")).toMatchObject([{ occasion: "prove-request-code" }]);
  });

  it("makes one request and one mail of a double click", async () => {
    const draft = await savedDraft(test.db, NOW);
    const [first, second] = await Promise.all([submit(draft), submit(draft)]);
    expect(first).toMatchObject({ ok: true });
    expect(second).toEqual(first);
    expect(await submit(draft)).toEqual(first);
    expect(await test.db.bookingRequest.count()).toBe(1);
    expect(await test.db.outgoingMail.count()).toBe(1);
    expect(await test.db.signInChallenge.count()).toBe(1);
  });

  it("says nothing of rolls before the address is proven", async () => {
    await submit(await savedDraft(test.db, NOW));
    expect(await test.db.schoolRoll.count()).toBe(0);
  });

  it("is for the browser that filled it in alone", async () => {
    const draft = await savedDraft(test.db, NOW);
    expect(await submit(draft, { browserToken: newSecret(256) })).toEqual({ ok: false, reason: "no_draft" });
    expect(await test.db.bookingRequest.count()).toBe(0);
  });

  it("is refused after seven days", async () => {
    const draft = await savedDraft(test.db, NOW);
    deps = { ...deps, now: () => new Date("2026-11-30T09:00:01Z") };
    expect(await submit(draft)).toEqual({ ok: false, reason: "no_draft" });
  });

  it("names the page that is missing", async () => {
    const draft = await savedDraft(test.db, NOW, { details: undefined });
    expect(await submit(draft)).toEqual({ ok: false, reason: "incomplete", step: "details" });
  });

  it("asks again for what is no longer right", async () => {
    const closed = await savedDraft(test.db, NOW);
    await test.db.school.update({ where: { id: closed.schoolId }, data: { status: "closed" } });
    expect(await submit(closed)).toMatchObject({ ok: false, reason: "out_of_date", step: "school" });
    const late = await savedDraft(test.db, NOW);
    deps = { ...deps, now: () => new Date("2026-11-28T09:00:00Z") };
    expect(await submit(late)).toMatchObject({ ok: false, reason: "out_of_date", step: "dates" });
    expect(await test.db.bookingRequest.count()).toBe(0);
  });

  it("takes another address before the proof, with a code of its own", async () => {
    const draft = await savedDraft(test.db, NOW);
    const first = await submit(draft);
    const details = { name: "Test Contact", jobTitle: "", email: "right@school.test", phone: "0116 496 0123", second: null };
    await saveDraft({ ...draft, answer: { details } }, deps);
    expect(await submit(draft)).toEqual(first);
    const contacts = await test.db.requestContact.findMany({ include: { account: true } });
    expect(contacts).toMatchObject([{ account: { email: "right@school.test" } }]);
    expect(await mailsTo("right@school.test")).toHaveLength(1);
    expect(await mailsTo("contact@school.test")).toHaveLength(1);
  });

  it("changes an unproven request without another mail when only its dates change", async () => {
    const draft = await savedDraft(test.db, NOW);
    await submit(draft);
    const wishes = (draftAnswers("").wishes ?? []).map((wish) => ({ ...wish, fromOn: "2026-12-02", toOn: "2026-12-02" }));
    await saveDraft({ ...draft, answer: { wishes } }, deps);
    await submit(draft);
    expect(await test.db.wish.findMany({ select: { fromOn: true } })).toEqual([{ fromOn: new Date("2026-12-02") }]);
    expect(await test.db.outgoingMail.count()).toBe(1);
  });

  it("needs no code from somebody signed in with the same address", async () => {
    const draft = await savedDraft(test.db, NOW);
    expect(await submit(draft, { viewer: { email: "Contact@School.test" } })).toMatchObject({ ok: true, isProven: true });
    expect(await test.db.bookingRequest.findFirst()).toMatchObject({ status: "submitted" });
    expect(await mailsTo("contact@school.test")).toMatchObject([{ occasion: "request-received" }]);
    expect(await submit(draft, { viewer: { email: "contact@school.test" } })).toMatchObject({ ok: true, isProven: true });
    expect(await test.db.outgoingMail.count()).toBe(1);
  });

  it("is not proven by somebody else who is signed in", async () => {
    const draft = await savedDraft(test.db, NOW);
    expect(await submit(draft, { viewer: { email: "other@school.test" } })).toMatchObject({ ok: true, isProven: false });
  });

  it("marks mailboxes that anybody can open", async () => {
    const details = { name: "Test Contact", jobTitle: "", email: "someone@gmail.com", phone: "0116 496 0123", second: null };
    await submit(await savedDraft(test.db, NOW, { details }));
    expect(await test.db.bookingRequest.findFirst()).toMatchObject({ freeMailAddress: true });
  });

  it("keeps a setting that the register does not know", async () => {
    const school = { listed: false, kind: "youth", name: "Riverside Project", town: "Testford", postcode: "TE1 1ST" } as const;
    await submit(await savedDraft(test.db, NOW, { school }));
    expect(await test.db.bookingRequest.findFirst()).toMatchObject({ schoolId: null, unlistedName: "Riverside Project" });
  });

  it("sends no more codes than the limit, and then keeps nothing", async () => {
    for (let count = 0; count < 5; count += 1) expect((await submit(await savedDraft(test.db, NOW))).ok).toBe(true);
    expect(await submit(await savedDraft(test.db, NOW))).toEqual({ ok: false, reason: "too_many_codes" });
    expect(await test.db.bookingRequest.count()).toBe(5);
  });
});
