import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Db } from "~/data/db.server";
import { action as answerAction, loader as answerLoader } from "~/routes/answer.$token";
import { loader as scheduleLoader } from "~/routes/schedule._index";
import { loader as visitLoader } from "~/routes/visits.$id._index";
import { cancelVisit } from "~/services/cancel-visit.server";
import { fillGap, listGaps } from "~/services/list-gaps.server";
import { savedAccount, savedPresenter } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { testDeps } from "../../support/deps";
import { signedInBrowser } from "../../support/office";
import { aPlannedVisit, linkTo, movePlanned } from "../../support/planned-visit";
import { contextOf } from "../../support/signed-in";

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
});
beforeEach(() => database.reset());
afterAll(() => database.close());

const ANSWERED = "2026-11-18T09:00:00Z";

type Asked = { invitation: null | { answered: string; sequence: number; hasChanged: boolean; isOver: boolean } };

async function look(token: string, now = ANSWERED): Promise<Asked["invitation"]> {
  const deps = testDeps(db, now);
  const response = await answerLoader({ request: new Request(`${deps.origin}/answer/${token}`), params: { token }, context: contextOf(deps) });
  const { invitation }: Asked = JSON.parse(await response.text());
  return invitation;
}

async function press(token: string, answer: string, over: { sequence?: number; note?: string; now?: string } = {}) {
  const deps = testDeps(db, over.now ?? ANSWERED);
  const sequence = over.sequence ?? (await look(token, over.now))?.sequence ?? 0;
  const body = new URLSearchParams({ answer, sequence: String(sequence), note: over.note ?? "" });
  const request = new Request(`${deps.origin}/answer/${token}`, { method: "POST", body });
  return answerAction({ request, params: { token }, context: contextOf(deps) });
}

const said = async (visitId: string, email: string) =>
  (await db.visitAttendee.findUniqueOrThrow({ where: { visitId_email: { visitId, email } } })).participation;
const declines = () => db.outgoingMail.findMany({ where: { occasion: "invitation-declined" }, orderBy: { id: "asc" } });

test("a presenter declines by the link: looking changes nothing, the button does, and the team sees it with substitutes", async () => {
  const presenter = await savedPresenter(db, { name: "Kit Elm" });
  const planned = await aPlannedVisit(db, { presenters: [presenter] });
  await savedPresenter(db, { name: "Bo Near" });
  const { token } = await linkTo(db, presenter.email, "answer");

  expect(await look(token)).toMatchObject({ answered: "needs_action", hasChanged: false, isOver: false });
  expect(await said(planned.visitId, presenter.email)).toBe("needs_action");
  expect((await press(token, "declined", { note: "In court that morning." })).status).toBe(303);

  expect(await said(planned.visitId, presenter.email)).toBe("declined");
  const told = await declines();
  expect(told.map(({ toAddress }) => toAddress)).toEqual([planned.coordinator.email]);
  expect(told[0]?.subject).toContain("Kit Elm");
  expect(told[0]?.bodyText).toContain("In court that morning.");

  const deps = testDeps(db, ANSWERED);
  const { gaps } = await listGaps(deps);
  expect(gaps).toMatchObject([{ visitId: planned.visitId, awayNames: ["Kit Elm"], leavingId: presenter.id }]);
  expect(gaps[0]?.best.map(({ name }) => name)).toEqual(["Bo Near"]);
  const browser = await signedInBrowser(deps, planned.coordinator);
  const context = contextOf(deps);
  const schedule = await scheduleLoader({ request: browser.get("/schedule"), params: {}, context });
  expect((await schedule.json()).visits[0]?.presenters).toMatchObject([{ name: "Kit Elm", declined: true }]);
  const page = await visitLoader({ request: browser.get("/"), params: { id: planned.visitId }, context });
  expect(await page.json()).toMatchObject({ declined: ["Kit Elm"] });
});

test("the same answer twice tells the team once, and a new one counts", async () => {
  const planned = await aPlannedVisit(db);
  const email = planned.presenters[0]?.email ?? "";
  const { token } = await linkTo(db, email, "answer");
  await press(token, "declined");
  await press(token, "declined");
  expect(await declines()).toHaveLength(1);
  await press(token, "accepted");
  expect(await said(planned.visitId, email)).toBe("accepted");
  await press(token, "declined", { now: "2026-11-18T10:00:00Z" });
  expect(await declines()).toHaveLength(2);
});

test("a contact who declines is told of, leaves no gap, and the visit stands", async () => {
  const planned = await aPlannedVisit(db);
  const { token } = await linkTo(db, planned.request.contact.email, "answer");
  await press(token, "declined");
  expect(await declines()).toHaveLength(1);
  expect((await listGaps(testDeps(db, ANSWERED))).gaps).toEqual([]);
  expect(await db.visit.count({ where: { status: "scheduled" } })).toBe(1);
});

test("one of two declines where one would do: the gap is listed all the same, and somebody can take it", async () => {
  const [kit, jo] = [await savedPresenter(db, { name: "Kit Elm" }), await savedPresenter(db, { name: "Jo Oak" })];
  const planned = await aPlannedVisit(db, { presenters: [kit, jo] });
  const bo = await savedPresenter(db, { name: "Bo Near" });
  await press((await linkTo(db, jo.email, "answer")).token, "declined");
  const deps = testDeps(db, ANSWERED);
  const [gap] = (await listGaps(deps)).gaps;
  expect(gap).toMatchObject({ awayNames: ["Jo Oak"], present: 1, missing: 1 });
  const filled = await fillGap(
    { visitId: planned.visitId, version: gap?.version ?? 0, leavingId: jo.id, joiningId: bo.id, accountId: planned.coordinator.id },
    deps,
  );
  expect(filled).toEqual({ ok: true });
  expect((await listGaps(deps)).gaps).toEqual([]);
  expect(await said(planned.visitId, kit.email)).toBe("needs_action");
});

test("a moved visit asks again: the old link shows how it stands now, and what the old page showed is not answered", async () => {
  const planned = await aPlannedVisit(db);
  const email = planned.presenters[0]?.email ?? "";
  const old = await linkTo(db, email, "answer");
  await press(old.token, "accepted", { now: "2026-11-16T10:00:00Z" });
  await movePlanned(db, planned, 60);

  expect(await said(planned.visitId, email)).toBe("needs_action");
  expect(await look(old.token)).toMatchObject({ hasChanged: true, sequence: 1 });
  const refused = await press(old.token, "declined", { sequence: 0 });
  expect(refused.status).toBe(409);
  expect(await said(planned.visitId, email)).toBe("needs_action");
  expect(await look((await linkTo(db, email, "answer")).token)).toMatchObject({ hasChanged: false });
  expect((await press(old.token, "accepted")).status).toBe(303);
  expect(await said(planned.visitId, email)).toBe("accepted");
});

test("who is off the visit, a cancelled visit, one that has begun, and a wrong link cannot be answered", async () => {
  const planned = await aPlannedVisit(db);
  const { token } = await linkTo(db, planned.presenters[0]?.email ?? "", "answer");
  expect(await look("AAAAAAAAAAAAAAAAAAAAAA")).toBeNull();
  expect((await press("AAAAAAAAAAAAAAAAAAAAAA", "accepted")).status).toBe(409);
  expect((await press(token, "perhaps")).status).toBe(422);
  expect(await look(token, "2026-11-24T09:00:00Z")).toMatchObject({ isOver: true });
  expect((await press(token, "declined", { now: "2026-11-24T09:00:00Z" })).status).toBe(409);
  const cancelled = await cancelVisit(
    { visitId: planned.visitId, version: 1, reasonCodes: ["cancel.school_asked"], note: "", cancelledBy: "team", afterwards: "close", actor: planned.actor },
    testDeps(db, "2026-11-17T09:00:00Z"),
  );
  expect(cancelled.ok).toBe(true);
  expect(await look(token)).toMatchObject({ isOver: true });
  expect((await press(token, "accepted")).status).toBe(409);
  expect(await declines()).toEqual([]);
});

test("words to the team of a sensitive visit stay inside the service", async () => {
  const contact = await savedAccount(db);
  const planned = await aPlannedVisit(db, { contact });
  await db.visit.update({ where: { id: planned.visitId }, data: { sensitive: true } });
  await press((await linkTo(db, planned.presenters[0]?.email ?? "", "answer")).token, "declined", { note: "private words" });
  expect((await declines())[0]?.bodyText).not.toContain("private words");
});
