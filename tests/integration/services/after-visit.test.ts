import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createCapability } from "~/data/capabilities.server";
import { action, loader } from "~/routes/after.$token";
import { action as bookingAction, loader as bookingLoader } from "~/routes/bookings.$reference.after";
import { loader as evidenceLoader } from "~/routes/reach.evidence";
import type { Deps } from "~/services/deps";
import { evidenceReport } from "~/services/evidence-report.server";
import { savedAccount, savedRequest, savedVisit, type SavedRequest, type SavedVisit } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { delivered } from "../../support/delivered";
import { thrownResponse } from "../../support/office";
import { contextOf, depsAt, requestBy } from "../../support/signed-in";

const AFTER = "2026-11-24T16:00:00Z";
const AGREES = { intent: "feedback", first: "5", second: "4", third: "5", comment: "Calm and honest." };
const HANDS = {
  intent: "survey",
  "before.yes": "8",
  "before.unsure": "12",
  "before.no": "8",
  "after.yes": "24",
  "after.unsure": "3",
  "after.no": "1",
};

let database: TestDatabase;
let deps: Deps;
let request: SavedRequest;
let visit: SavedVisit;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  await database.reset();
  deps = depsAt(database.db, AFTER);
  request = await savedRequest(database.db, { status: "scheduled" });
  visit = await savedVisit(database.db, { request });
});
afterAll(() => database.close());

const linkOf = (
  accountId: string,
  purpose: "give_feedback" | "settle_readiness" = "give_feedback",
  visitId = visit.id,
) =>
  database.db.$transaction((tx) =>
    createCapability(tx, {
      purpose,
      accountId,
      visitId,
      expiresAt: new Date("2027-03-01T00:00:00Z"),
      now: deps.now(),
    }),
  );

const open = async (token: string) => {
  const args = { request: new Request(`${deps.origin}/after/${token}`), params: { token }, context: contextOf(deps) };
  return (await loader(args)).json();
};

const send = async (token: string, form: Record<string, string>): Promise<Response> => {
  const body = new URLSearchParams(form);
  const sent = new Request(`${deps.origin}/after/${token}`, { method: "POST", body });
  return action({ request: sent, params: { token }, context: contextOf(deps) });
};

const historyOf = async (): Promise<string[]> => {
  const where = { visitId: visit.id, actorKind: "contact" as const };
  const rows = await database.db.historyEntry.findMany({ where, orderBy: { id: "asc" } });
  return rows.map(({ action: name }) => name);
};

describe("the link of the mail after a visit", () => {
  it("shows the page and changes nothing", async () => {
    const page = await open(await linkOf(request.contact.id));
    expect(page.visit).toMatchObject({ state: "open", onDate: "2026-11-23", openUntilOn: "2027-01-22", feedback: null });
    expect(await historyOf()).toEqual([]);
  });

  it("takes one answer a visit, which can be changed by either contact", async () => {
    const second = await savedAccount(database.db);
    await database.db.visitContact.create({
      data: { visitId: visit.id, rank: 2, accountId: second.id, name: second.name },
    });
    expect((await send(await linkOf(request.contact.id), AGREES)).status).toBe(303);
    expect((await send(await linkOf(second.id), { ...AGREES, first: "2", comment: "" })).status).toBe(303);
    expect(await database.db.visitFeedback.findMany()).toMatchObject([
      { visitId: visit.id, accountId: second.id, scoreFirst: 2, scoreSecond: 4, scoreThird: 5, comment: "" },
    ]);
    expect(await historyOf()).toEqual(["feedback_given", "feedback_changed"]);
    const { detail } = await database.db.historyEntry.findFirstOrThrow({ where: { action: "feedback_given" } });
    expect(detail).toEqual({ scores: [5, 4, 5] });
  });

  it("keeps what was typed where something is missing or too long", async () => {
    const token = await linkOf(request.contact.id);
    const answer = await send(token, { intent: "feedback", first: "5", comment: "x".repeat(1_001) });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({
      intent: "feedback",
      values: { first: "5" },
      errors: {
        second: "Select how far you agree with the second statement",
        third: "Select how far you agree with the third statement",
        comment: "The comment must be 1,000 characters or fewer",
      },
    });
    expect((await send(token, { ...AGREES, first: "6" })).status).toBe(422);
    expect(await database.db.visitFeedback.count()).toBe(0);
  });

  it("takes the counts of a moment whole or not at all", async () => {
    const token = await linkOf(request.contact.id);
    const half = await send(token, { intent: "survey", "before.yes": "8" });
    expect(half.status).toBe(422);
    expect(await half.json()).toMatchObject({ errors: { "before.unsure": "Enter a number; 0 if nobody" } });
    expect((await send(token, HANDS)).status).toBe(303);
    expect(await database.db.visitSurvey.count()).toBe(2);
    const beforeAlone = { ...HANDS, "after.yes": "", "after.unsure": "", "after.no": "" };
    expect((await send(token, beforeAlone)).status).toBe(303);
    expect(await database.db.visitSurvey.findMany()).toMatchObject([{ moment: "before", yes: 8, unsure: 12, no: 8 }]);
  });

  it.each([
    ["while the visit is still to come", "2026-11-23T08:00:00Z"],
    ["when it is long over", "2027-01-24T12:00:00Z"],
  ])("takes no answer %s", async (_when, now) => {
    const token = await linkOf(request.contact.id);
    deps = depsAt(database.db, now);
    expect((await send(token, AGREES)).status).toBe(409);
    expect(await database.db.visitFeedback.count()).toBe(0);
  });

  it("opens nothing for a link of another purpose, of somebody who left the visit, or of a cancelled one", async () => {
    expect((await open(await linkOf(request.contact.id, "settle_readiness"))).visit).toBeNull();
    const stranger = await savedAccount(database.db);
    expect((await open(await linkOf(stranger.id))).visit).toBeNull();
    const cancelled = await savedVisit(database.db, { request, status: "cancelled" });
    const token = await linkOf(request.contact.id, "give_feedback", cancelled.id);
    expect((await open(token)).visit).toBeNull();
    expect((await send(token, AGREES)).status).toBe(409);
  });
});

describe("who was there", () => {
  beforeEach(async () => {
    visit = await delivered(visit, depsAt(database.db, "2026-11-23T11:00:00Z"));
  });

  const newest = () =>
    database.db.delivery.findFirstOrThrow({ orderBy: { revision: "desc" }, include: { counts: true } });

  it("is confirmed by the school with one click", async () => {
    const token = await linkOf(request.contact.id);
    expect((await open(token)).visit?.attendance).toMatchObject({ attended: 28, saidBy: "presenter", revision: 1 });
    expect((await send(token, { intent: "attendance", revision: "1" })).status).toBe(303);
    expect(await newest()).toMatchObject({ revision: 2, source: "school", counts: [{ attended: 28 }] });
    expect((await open(token)).visit?.attendance).toMatchObject({ attended: 28, saidBy: "school" });
  });

  it("is corrected against the revision that the school saw, and asked again where it is unlikely", async () => {
    const token = await linkOf(request.contact.id);
    const key = (await open(token)).visit?.attendance?.groups[0]?.key ?? "";
    const correct = (attended: string, over: Record<string, string> = {}) =>
      send(token, { intent: "attendance", revision: "1", "groups.0.key": key, "groups.0.attended": attended, ...over });
    const words = await correct("many");
    expect(await words.json()).toMatchObject({ errors: { "groups.0.attended": expect.stringContaining("0 if nobody") } });
    const nobody = await correct("0");
    expect(nobody.status).toBe(422);
    expect(await nobody.json()).toMatchObject({ questions: ["Did nobody attend in 9A?"] });
    expect((await correct("26")).status).toBe(303);
    expect(await newest()).toMatchObject({ revision: 2, source: "school", counts: [{ attended: 26 }] });
    expect((await correct("27")).status).toBe(409);
    expect((await correct("0", { revision: "2", figuresConfirmed: "yes" })).status).toBe(303);
    expect(await newest()).toMatchObject({ revision: 3, counts: [{ attended: 0 }] });
  });
});

describe("the same page from the booking", () => {
  const call = async (accountId: string, reference: string, form?: Record<string, string>) => ({
    request: await requestBy({ id: accountId }, deps, `/bookings/${reference}/after?visit=${visit.id}`, form),
    params: { reference },
    context: contextOf(deps),
  });

  it("is for the visit's contacts, under its own reference", async () => {
    const { id } = request.contact;
    expect((await bookingAction(await call(id, request.reference, AGREES))).status).toBe(303);
    const page = await (await bookingLoader(await call(id, request.reference))).json();
    expect(page.visit.feedback).toMatchObject({ first: 5, comment: "Calm and honest." });
    const stranger = await savedAccount(database.db);
    for (const args of [await call(stranger.id, request.reference), await call(id, "KCA-AAAAAA")]) {
      expect((await thrownResponse(() => bookingLoader(args))).status).toBe(404);
    }
  });
});

describe("what schools and students say", () => {
  it("counts answers beside visits, compares only what was counted twice, and keeps comments from analysts", async () => {
    visit = await delivered(visit, depsAt(database.db, "2026-11-23T11:00:00Z"));
    const token = await linkOf(request.contact.id);
    await send(token, AGREES);
    await send(token, HANDS);
    const other = await savedVisit(database.db, { onDate: "2026-11-19" });
    await delivered(other, depsAt(database.db, "2026-11-23T11:00:00Z"));
    await database.db.visitSurvey.create({
      data: { visitId: other.id, moment: "after", yes: 28, unsure: 0, no: 0, changedAt: deps.now() },
    });
    // Nobody was met there, and places of reachable moments stand apart.
    const empty = await savedVisit(database.db, { onDate: "2026-11-17" });
    await database.db.visit.update({ where: { id: empty.id }, data: { status: "completed" } });
    await delivered(await savedVisit(database.db, { onDate: "2026-11-18", targeted: true }), depsAt(database.db, "2026-11-23T11:00:00Z"));
    const report = await evidenceReport({ period: null, audience: "team" }, deps);
    expect(report).toMatchObject({
      asked: 2,
      answered: 1,
      scores: [{ summary: { average: 5 } }, { summary: { average: 4 } }, { summary: { average: 5 } }],
      survey: { visits: 1, unpaired: 1, before: { yes: 8 }, after: { yes: 24 }, answersAfter: 56, attendances: 56 },
      comments: [{ comment: "Calm and honest." }],
    });
    expect(report?.survey.changePoints).toBeCloseTo(57.1, 1);
    const analyst = await savedAccount(database.db, ["analyst"]);
    const answer = await evidenceLoader({
      request: await requestBy(analyst, deps, "/reach/evidence"),
      params: {},
      context: contextOf(deps),
    });
    const text = await answer.text();
    expect(text).not.toContain("Calm and honest");
    expect(JSON.parse(text)).toMatchObject({ comments: null, answered: 1 });
  });
});
