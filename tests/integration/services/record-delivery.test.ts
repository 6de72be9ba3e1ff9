import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DeliveryPage } from "~/components/delivery/delivery-page";
import { action, loader } from "~/routes/visits.$id.delivery";
import type { Deps } from "~/services/deps";
import { recordDelivery } from "~/services/record-delivery.server";
import {
  savedAccount,
  savedDistrict,
  savedPresenter,
  savedRequest,
  savedRoll,
  savedSchool,
  savedVisit,
  type SavedVisit,
} from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { aDeliveryInput, delivered } from "../../support/delivered";
import { contextOf, depsAt, requestBy } from "../../support/signed-in";

const AFTER = "2026-11-23T11:00:00Z";

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  await database.reset();
  deps = depsAt(database.db, AFTER);
});
afterAll(() => database.close());

const visitNow = (id: string) =>
  database.db.visit.findUniqueOrThrow({
    where: { id },
    include: {
      deliveries: { orderBy: { revision: "asc" }, include: { counts: true, outcomes: true } },
      sessions: { orderBy: { position: "asc" }, include: { reasons: true } },
      request: true,
    },
  });

const actionsOf = async (visitId: string): Promise<string[]> => {
  const rows = await database.db.historyEntry.findMany({ where: { visitId }, orderBy: { id: "asc" } });
  return rows.map((row) => `${row.subject}:${row.action}:${row.fromStatus ?? ""}>${row.toStatus ?? ""}`);
};

const nothingDelivered = (visit: SavedVisit, code = "not_delivered.room") => ({
  record: {
    basis: null,
    coveredWhat: null,
    coveredWhy: null,
    coveredHelp: null,
    outcomes: visit.sessions.map(({ id }) => ({ sessionId: id, outcome: "not_delivered" as const })),
    counts: [],
  },
  reasons: visit.sessions.map(({ id }) => ({ sessionId: id, codes: [code] })),
});

describe("recording a delivery", () => {
  it("keeps what was seen, completes visit and request, and tells the history", async () => {
    const visit = await savedVisit(database.db);
    const result = await recordDelivery(aDeliveryInput(visit), deps);
    expect(result).toEqual({ ok: true, attended: 28, revision: 1 });
    const after = await visitNow(visit.id);
    expect(after).toMatchObject({
      status: "completed",
      version: visit.version + 1,
      completedAt: new Date(AFTER),
      districtCode: "TEST-D1",
      districtName: "North Testshire",
      localAuthorityName: "Testshire",
      schoolType: "Community school",
      schoolPhase: "Secondary",
    });
    expect(after.sessions.map(({ status }) => status)).toEqual(["delivered"]);
    expect(after.request?.status).toBe("completed");
    expect(after.deliveries).toMatchObject([
      {
        revision: 1,
        source: "presenter",
        recordedById: visit.presenterIds[0],
        basis: "headcount",
        counts: [{ attended: 28, yearGroup: "9", novelty: "new" }],
      },
    ]);
    expect(await actionsOf(visit.id)).toEqual([
      "session:session_delivered:scheduled>delivered",
      "visit:delivery_recorded:scheduled>completed",
      "request:request_completed:scheduled>completed",
    ]);
  });

  it("is refused before the visit's start and taken from then on", async () => {
    const visit = await savedVisit(database.db);
    const early = depsAt(database.db, "2026-11-23T08:59:59Z");
    const refused = { ok: false, reason: "refused", refusals: [{ reason: "visit_not_started" }] };
    expect(await recordDelivery(aDeliveryInput(visit), early)).toEqual(refused);
    const onTime = depsAt(database.db, "2026-11-23T09:00:00Z");
    expect(await recordDelivery(aDeliveryInput(visit), onTime)).toMatchObject({ ok: true });
  });

  it.each(["cancelled", "pencilled"] as const)("is refused for a %s visit", async (status) => {
    const visit = await savedVisit(database.db, { status });
    expect(await recordDelivery(aDeliveryInput(visit), deps)).toMatchObject({ ok: false, reason: "refused" });
    expect((await visitNow(visit.id)).deliveries).toEqual([]);
  });

  it("is for the visit's presenters and for coordinators", async () => {
    const visit = await savedVisit(database.db);
    const other = await savedPresenter(database.db);
    const byOther = aDeliveryInput(visit, {}, { recorder: { accountId: other.id, isCoordinator: false } });
    expect(await recordDelivery(byOther, deps)).toEqual({ ok: false, reason: "not_found" });
    const coordinator = await savedAccount(database.db, ["coordinator"]);
    const recorder = { accountId: coordinator.id, isCoordinator: true };
    expect(await recordDelivery(aDeliveryInput(visit, {}, { recorder }), deps)).toMatchObject({ ok: true });
    expect((await visitNow(visit.id)).deliveries[0]?.source).toBe("coordinator");
  });

  it("keeps why a session did not take place, and only reasons of that kind", async () => {
    const visit = await savedVisit(database.db);
    const wrong = aDeliveryInput(visit, {}, nothingDelivered(visit, "decline.other"));
    const sessionId = visit.sessions[0]?.id;
    expect(await recordDelivery(wrong, deps)).toEqual({ ok: false, reason: "unknown_reason", sessionId });
    expect(await recordDelivery(aDeliveryInput(visit, {}, nothingDelivered(visit)), deps)).toMatchObject({
      ok: true,
    });
    const after = await visitNow(visit.id);
    expect(after.sessions[0]).toMatchObject({
      status: "not_delivered",
      reasons: [{ reasonCode: "not_delivered.room" }],
    });
  });

  it("completes the request with the last of its visits alone", async () => {
    const request = await savedRequest(database.db, { status: "scheduled" });
    const first = await savedVisit(database.db, { request });
    const second = await savedVisit(database.db, { request, startMinutes: 10 * 60 });
    await savedVisit(database.db, { request, status: "cancelled" });
    await delivered(first, deps);
    expect((await visitNow(first.id)).request?.status).toBe("scheduled");
    await delivered(second, deps);
    expect((await visitNow(first.id)).request?.status).toBe("completed");
  });

  it("asks about unlikely figures and takes them when they are said to be right", async () => {
    const school = await savedSchool(database.db);
    await savedRoll(database.db, { school, yearGroup: "9", roll: 180 });
    const visit = await savedVisit(database.db, { school });
    const unlikely = aDeliveryInput(visit, { attended: 190 }, { figuresConfirmed: false });
    const result = await recordDelivery(unlikely, deps);
    expect(result).toMatchObject({
      ok: false,
      reason: "unlikely",
      questions: [
        { kind: "twice_expected", attended: 190 },
        { kind: "above_roll", roll: 180 },
      ],
    });
    expect((await visitNow(visit.id)).status).toBe("scheduled");
    expect(await recordDelivery({ ...unlikely, figuresConfirmed: true }, deps)).toMatchObject({ ok: true });
  });
});

describe("the same students", () => {
  it("were in an earlier session at the same school that took place", async () => {
    const school = await savedSchool(database.db);
    const october = await delivered(await savedVisit(database.db, { school, onDate: "2026-10-05" }), deps);
    const visit = await savedVisit(database.db, { school });
    const sameAsSessionId = october.sessions[0]?.id ?? "";
    const linked = aDeliveryInput(visit, { novelty: "same", sameAsSessionId });
    expect(await recordDelivery(linked, deps)).toMatchObject({ ok: true });
  });

  it("were not at another school, nor in a session that did not take place, nor in a later one", async () => {
    const school = await savedSchool(database.db);
    const elsewhere = await delivered(await savedVisit(database.db, { onDate: "2026-10-05" }), deps);
    const fell = await savedVisit(database.db, { school, onDate: "2026-10-06" });
    await delivered(fell, deps, {}, nothingDelivered(fell));
    const later = await delivered(await savedVisit(database.db, { school, startMinutes: 10 * 60 }), deps);
    const visit = await savedVisit(database.db, { school });
    const sessionGroupId = visit.sessions[0]?.groups[0]?.id;
    for (const { sessions } of [elsewhere, fell, later]) {
      const linked = aDeliveryInput(visit, { novelty: "same", sameAsSessionId: sessions[0]?.id ?? "" });
      const refused = { ok: false, reason: "unknown_earlier_session", sessionGroupId };
      expect(await recordDelivery(linked, deps)).toEqual(refused);
    }
  });

  it("may have been in an earlier session of the same visit, if it took place", async () => {
    const sessions = [
      { startMinute: 10, endMinute: 35 },
      { startMinute: 40, endMinute: 65 },
    ];
    const visit = await savedVisit(database.db, { sessions });
    const [first, second] = visit.sessions.map(({ id }) => id);
    const input = aDeliveryInput(visit);
    const counts = input.record.counts.map((count) =>
      count.sessionId === second
        ? { ...count, novelty: "same" as const, sameAsSessionId: first ?? null }
        : count,
    );
    const withoutFirst = {
      ...input,
      record: {
        ...input.record,
        outcomes: input.record.outcomes.map((each) =>
          each.sessionId === first ? { ...each, outcome: "not_delivered" as const } : each,
        ),
        counts: counts.filter(({ sessionId }) => sessionId === second),
      },
      reasons: [{ sessionId: first ?? "", codes: ["not_delivered.room"] }],
    };
    expect(await recordDelivery(withoutFirst, deps)).toMatchObject({ reason: "unknown_earlier_session" });
    expect(await recordDelivery({ ...input, record: { ...input.record, counts } }, deps)).toMatchObject({
      ok: true,
    });
  });
});

describe("a correction", () => {
  it("needs a reason, is a further revision, and leaves the place as it was on the day", async () => {
    const school = await savedSchool(database.db);
    const visit = await delivered(await savedVisit(database.db, { school }), deps);
    await savedDistrict(database.db, { code: "TEST-D2", name: "South Testshire" });
    await database.db.school.update({ where: { id: school.id }, data: { districtCode: "TEST-D2" } });
    const correction = aDeliveryInput(visit, { attended: 26 }, { revision: 1 });
    expect(await recordDelivery(correction, deps)).toEqual({ ok: false, reason: "no_correction_reason" });
    const later = depsAt(database.db, "2026-11-24T09:00:00Z");
    const correctionReason = "The register came later.";
    const result = await recordDelivery({ ...correction, correctionReason }, later);
    expect(result).toEqual({ ok: true, attended: 26, revision: 2 });
    const after = await visitNow(visit.id);
    expect(after.deliveries.map(({ revision, counts }) => [revision, counts[0]?.attended])).toEqual([
      [1, 28],
      [2, 26],
    ]);
    expect(after).toMatchObject({ districtName: "North Testshire", completedAt: new Date(AFTER) });
    expect((await actionsOf(visit.id)).at(-1)).toBe("visit:delivery_corrected:completed>completed");
  });

  it("may say that a session did not take place after all, and back", async () => {
    const visit = await delivered(await savedVisit(database.db), deps);
    const correctionReason = "Wrong session.";
    const gone = { ...nothingDelivered(visit), revision: 1, correctionReason };
    const second = await delivered(visit, deps, {}, gone);
    expect((await visitNow(visit.id)).sessions[0]).toMatchObject({ status: "not_delivered", reasons: [{}] });
    await delivered(second, deps, {}, { revision: 2, correctionReason });
    expect((await visitNow(visit.id)).sessions[0]).toMatchObject({ status: "delivered", reasons: [] });
  });

  it("is refused when somebody recorded meanwhile, and nothing of it is kept", async () => {
    const seen = await savedVisit(database.db);
    await delivered(seen, deps);
    expect(await recordDelivery(aDeliveryInput(seen, { attended: 1 }), deps)).toEqual({
      ok: false,
      reason: "changed_meanwhile",
    });
    expect((await visitNow(seen.id)).deliveries).toHaveLength(1);
  });

  it("wins or loses whole when two are saved at once", async () => {
    const visit = await savedVisit(database.db);
    const results = await Promise.all(
      [20, 21, 22].map((attended) => recordDelivery(aDeliveryInput(visit, { attended }), deps)),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await visitNow(visit.id)).deliveries).toHaveLength(1);
  });
});

describe("the delivery page", () => {
  const open = async (account: { id: string }, visit: { id: string }) => {
    const path = `/visits/${visit.id}/delivery`;
    const request = await requestBy(account, deps, path);
    return (await loader({ request, params: { id: visit.id }, context: contextOf(deps) })).json();
  };
  const send = async (account: { id: string }, visit: { id: string }, form: Record<string, string>) => {
    const path = `/visits/${visit.id}/delivery`;
    const request = await requestBy(account, deps, path, form);
    return action({ request, params: { id: visit.id }, context: contextOf(deps) });
  };
  const complete = (visit: SavedVisit): Record<string, string> => ({
    version: String(visit.version),
    revision: "0",
    "sessions.0.outcome": "delivered",
    "sessions.0.groups.0.y9": "27",
    "sessions.0.groups.0.novelty": "new",
    basis: "school_register",
    coveredWhat: "yes",
    coveredWhy: "yes",
    coveredHelp: "no",
  });

  it("has nothing prefilled the first time, and the newest record for a correction", async () => {
    const presenter = await savedPresenter(database.db);
    const visit = await savedVisit(database.db, { presenters: [presenter] });
    const empty = renderToStaticMarkup(createElement(DeliveryPage, await open(presenter, visit)));
    expect(empty).not.toContain("checked");
    expect(empty).not.toMatch(/value="(28|30)"/);
    expect(
      [...empty.matchAll(/<input[^>]*type="text"[^>]*value="([^"]*)"/g)].map(([, value]) => value),
    ).toEqual([""]);
    await delivered(visit, deps);
    const again = renderToStaticMarkup(createElement(DeliveryPage, await open(presenter, visit)));
    expect(again).toContain('value="28"');
    expect(again).toContain("Why is the record corrected?");
  });

  it("saves and goes back to the presenter's day", async () => {
    const presenter = await savedPresenter(database.db);
    const visit = await savedVisit(database.db, { presenters: [presenter] });
    const response = await send(presenter, visit, complete(visit));
    expect([response.status, response.headers.get("Location")]).toEqual([303, "/my-day"]);
    expect((await visitNow(visit.id)).deliveries[0]).toMatchObject({
      basis: "school_register",
      coveredHelp: false,
      counts: [{ attended: 27 }],
    });
  });

  it.each(["-3", "a few"])(
    "answers %j with a message beside its field and keeps what was typed",
    async (typed) => {
      const presenter = await savedPresenter(database.db);
      const visit = await savedVisit(database.db, { presenters: [presenter] });
      const response = await send(presenter, visit, { ...complete(visit), "sessions.0.groups.0.y9": typed });
      expect(response.status).toBe(422);
      const props = { ...(await open(presenter, visit)), answer: await response.json() };
      const page = renderToStaticMarkup(createElement(DeliveryPage, props));
      expect(page).toContain(`value="${typed}"`);
      expect(page).toContain('id="sessions.0.groups.0.y9-error"');
      expect((await visitNow(visit.id)).deliveries).toEqual([]);
    },
  );

  it("answers 409 with what was typed when somebody recorded first, and saves it as a correction then", async () => {
    const presenter = await savedPresenter(database.db);
    const visit = await savedVisit(database.db, { presenters: [presenter] });
    await delivered(visit, deps);
    const response = await send(presenter, visit, complete(visit));
    expect(response.status).toBe(409);
    const answer = await response.json();
    const page = renderToStaticMarkup(
      createElement(DeliveryPage, { ...(await open(presenter, visit)), answer }),
    );
    expect(page).toContain('value="27"');
    expect(page).toContain('name="revision" value="1"');
    const again = {
      ...complete(visit),
      version: "2",
      revision: "1",
      correctionReason: "The register says 27.",
    };
    expect((await send(presenter, visit, again)).status).toBe(303);
    expect((await visitNow(visit.id)).deliveries.map(({ counts }) => counts[0]?.attended)).toEqual([28, 27]);
  });

  it("asks about unlikely figures on the page", async () => {
    const presenter = await savedPresenter(database.db);
    const visit = await savedVisit(database.db, { presenters: [presenter] });
    const form = { ...complete(visit), "sessions.0.groups.0.y9": "0" };
    const response = await send(presenter, visit, form);
    expect(response.status).toBe(422);
    const props = { ...(await open(presenter, visit)), answer: await response.json() };
    const page = renderToStaticMarkup(createElement(DeliveryPage, props));
    expect(page).toContain("Did nobody attend in 9A?");
    expect((await send(presenter, visit, { ...form, figuresConfirmed: "yes" })).status).toBe(303);
  });

  it("is not found by other presenters or under no id, and forbidden to the rest", async () => {
    const visit = await savedVisit(database.db);
    const other = await savedPresenter(database.db);
    await expect(open(other, visit)).rejects.toMatchObject({ status: 404 });
    await expect(send(other, visit, complete(visit))).rejects.toMatchObject({ status: 404 });
    await expect(open(other, { id: "1" })).rejects.toMatchObject({ status: 404 });
    const analyst = await savedAccount(database.db, ["analyst"]);
    await expect(open(analyst, visit)).rejects.toMatchObject({ status: 403 });
  });

  it("says why there is no form before the visit's start", async () => {
    const presenter = await savedPresenter(database.db);
    const visit = await savedVisit(database.db, { presenters: [presenter], onDate: "2026-11-24" });
    const page = renderToStaticMarkup(createElement(DeliveryPage, await open(presenter, visit)));
    expect(page).toContain("has not started yet");
    expect(page).not.toContain("<form");
  });
});
