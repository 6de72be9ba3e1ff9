import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Db } from "~/data/db.server";
import { getVisit } from "~/data/visits.server";
import { action as awayAction, loader as awayLoader } from "~/routes/schedule.away._index";
import { action as ringAction } from "~/routes/schedule.away.ring";
import { checkAway, findAffected, reassignAway, type AwayChoice } from "~/services/reassign-away.server";
import { listToRing, tellPerson } from "~/services/tell-person.server";
import { savedAccount, savedPresenter, savedRequest, savedSchool, savedVisit, type SavedAccount } from "../../support/builders";
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

/** Monday; visits begin at 09:00 unless said. */
const NOW = "2026-11-23T07:30:00Z";
const ON = "2026-11-23";
const DAY = { fromOn: ON, startMinutes: 0, toOn: ON, endMinutes: 1440 };
const deps = (now = NOW) => testDeps(db, now);

async function aVisit(name: string, presenters: readonly SavedAccount[], startMinutes = 9 * 60, onDate = ON) {
  const school = await savedSchool(db, { name });
  const request = await savedRequest(db, { school, status: "scheduled" });
  const over = { calendarDtstampAt: new Date("2026-11-10T09:00:00Z") };
  return savedVisit(db, { school, request, presenters, startMinutes, onDate, over });
}

const presentersOf = async (id: string) => (await getVisit(db, id)).presenters.map(({ name }) => name);

async function proposedChoices(presenterIds: readonly string[], now = NOW): Promise<AwayChoice[]> {
  const { visits } = await findAffected({ presenterIds, period: DAY }, deps(now));
  return visits.flatMap(({ visitId, version, seats }) =>
    seats.map(({ absentId, proposed }) => ({ visitId, version, absentId, act: proposed })),
  );
}

test("proposals belong together: nobody is proposed for two visits at once, and all is done in one confirmation", async () => {
  const [kit, lee] = [await savedPresenter(db, { name: "Kit Away" }), await savedPresenter(db, { name: "Lee Away" })];
  const [bo, cy] = [await savedPresenter(db, { name: "Bo Comes" }), await savedPresenter(db, { name: "Cy Comes" })];
  const first = await aVisit("Ash School", [kit]);
  const second = await aVisit("Birch School", [lee], 9 * 60 + 5);
  const third = await aVisit("Cedar School", [kit], 13 * 60);
  const untouched = await aVisit("Dogwood School", [kit], 9 * 60, "2026-11-24");
  const { id: accountId } = await savedAccount(db, ["coordinator"]);
  const presenterIds = [kit.id, lee.id];

  const { visits, more } = await findAffected({ presenterIds, period: DAY }, deps());
  expect(more).toBe(false);
  expect(visits.map(({ schoolName }) => schoolName)).toEqual(["Ash School", "Birch School", "Cedar School"]);
  const choices = await proposedChoices(presenterIds);
  const actFor = (visitId: string) => choices.find((choice) => choice.visitId === visitId)?.act;
  expect(new Set([actFor(first.id), actFor(second.id)].map((act) => JSON.stringify(act))).size).toBe(2);
  for (const act of choices.map((choice) => choice.act)) expect(act.kind).toBe("substitute");
  // The one offered for the other visit at the same time is not offered again.
  const offered = visits.slice(0, 2).map(({ seats }) => seats[0]?.best.map(({ presenterId }) => presenterId));
  expect(offered.map((ids) => ids?.length)).toEqual([2, 1]);

  const checked = await checkAway({ presenterIds, period: DAY, choices }, deps());
  expect(checked).toMatchObject({ ok: true, names: ["Kit Away", "Lee Away"] });
  expect(await db.absence.count()).toBe(0);

  const result = await reassignAway({ presenterIds, period: DAY, choices, accountId }, deps());

  expect(result).toMatchObject({
    ok: true,
    outcomes: [{ outcome: "reassigned" }, { outcome: "reassigned" }, { outcome: "reassigned" }],
  });
  const givers = [...(await presentersOf(first.id)), ...(await presentersOf(second.id))];
  expect(givers.sort()).toEqual(["Bo Comes", "Cy Comes"]);
  expect(await presentersOf(untouched.id)).toEqual(["Kit Away"]);
  expect(await presentersOf(third.id)).not.toContain("Kit Away");
  const mails = await db.outgoingMail.findMany({ where: { toAddress: { in: [kit.email, lee.email] } } });
  expect(mails.map(({ icsMethod }) => icsMethod)).toEqual(["CANCEL", "CANCEL", "CANCEL"]);
  expect(await db.outgoingMail.count({ where: { toAddress: { in: [bo.email, cy.email] }, icsMethod: "REQUEST" } })).toBe(3);
  expect(JSON.stringify(await db.outgoingMail.findMany({ select: { bodyText: true } }))).not.toMatch(/\bsick|\bill\b|Kit Away is away/i);
  expect(await db.absence.findMany({ select: { kind: true } })).toEqual([{ kind: "away" }, { kind: "away" }]);
  expect(await db.reviewItem.count({ where: { status: "open" } })).toBe(0);
  // Sent again, nothing happens twice: what was chosen is not there any more.
  const again = await reassignAway({ presenterIds, period: DAY, choices, accountId }, deps());
  expect(again).toEqual({ ok: true, outcomes: [] });
  expect(await db.absence.count()).toBe(2);
});

test("one that is refused is told by name and keeps none of the others; what nobody decides goes on the review list", async () => {
  const kit = await savedPresenter(db, { name: "Kit Away" });
  const bo = await savedPresenter(db, { name: "Bo Comes" });
  const first = await aVisit("Ash School", [kit]);
  const second = await aVisit("Birch School", [kit], 13 * 60);
  const third = await aVisit("Cedar School", [kit], 14 * 60 + 30);
  const { id: accountId } = await savedAccount(db, ["coordinator"]);
  const act = { kind: "substitute" as const, presenterId: bo.id };
  const choices: AwayChoice[] = [
    { visitId: first.id, version: 1, absentId: kit.id, act },
    { visitId: second.id, version: 1, absentId: kit.id, act },
    { visitId: third.id, version: 1, absentId: kit.id, act: { kind: "nothing" } },
  ];
  const input = { presenterIds: [kit.id], period: DAY, choices };
  expect(await checkAway(input, deps())).toMatchObject({ ok: true });
  // Between checking and confirming the substitute is planned elsewhere.
  await aVisit("Elder School", [bo], 9 * 60 + 15);
  expect(await checkAway(input, deps())).toMatchObject({ ok: false, problems: [{ index: 0 }] });

  const result = await reassignAway({ ...input, accountId }, deps());

  expect(result).toMatchObject({
    ok: true,
    outcomes: [
      { schoolName: "Ash School", outcome: "refused" },
      { schoolName: "Birch School", outcome: "reassigned" },
      { schoolName: "Cedar School", outcome: "left" },
    ],
  });
  expect(JSON.stringify(result)).toContain("Bo Comes is already taken from 09:15");
  expect(await presentersOf(first.id)).toEqual(["Kit Away"]);
  expect(await presentersOf(second.id)).toEqual(["Bo Comes"]);
  const open = await db.reviewItem.findMany({ where: { status: "open" }, select: { visitId: true } });
  expect(open.map(({ visitId }) => visitId).sort()).toEqual([first.id, third.id].sort());
});

test("a visit goes on with fewer where its format allows; nobody takes two places in one visit", async () => {
  const [kit, lee, bo] = [
    await savedPresenter(db, { name: "Kit Away" }),
    await savedPresenter(db, { name: "Lee Away" }),
    await savedPresenter(db, { name: "Bo Comes" }),
  ];
  const visit = await aVisit("Ash School", [kit, lee]);
  const { id: accountId } = await savedAccount(db, ["coordinator"]);
  const own = { visitId: visit.id, version: 1, absentId: kit.id };
  const fewer = { ...own, act: { kind: "fewer" as const } };
  // Both away: somebody has to come.
  const both = { presenterIds: [kit.id, lee.id], period: DAY };
  const second: AwayChoice = { ...own, absentId: lee.id, act: { kind: "fewer" } };
  expect(await checkAway({ ...both, choices: [fewer, second] }, deps())).toMatchObject({ ok: false, problems: [{}, {}] });
  const twice = [kit, lee].map(({ id }) => ({ ...own, absentId: id, act: { kind: "substitute" as const, presenterId: bo.id } }));
  expect(await checkAway({ ...both, choices: twice }, deps())).toMatchObject({ ok: false, problems: [{ index: 1 }] });
  const forced = await reassignAway({ ...both, choices: twice, accountId }, deps());
  expect(forced).toMatchObject({ ok: true, outcomes: [{ outcome: "refused" }] });
  // One away: the other is enough for tutor time.
  await db.absence.deleteMany({ where: { presenterId: lee.id } });
  const alone = { presenterIds: [kit.id], period: DAY, choices: [fewer] };
  expect(await reassignAway({ ...alone, accountId }, deps())).toMatchObject({ ok: true, outcomes: [{ outcome: "reassigned" }] });
  expect(await presentersOf(visit.id)).toEqual(["Lee Away"]);
});

test("a visit that was not shown stops everything; so does a time that is over", async () => {
  const kit = await savedPresenter(db, { name: "Kit Away" });
  await aVisit("Ash School", [kit]);
  const { id: accountId } = await savedAccount(db, ["coordinator"]);
  const input = { presenterIds: [kit.id], period: DAY, choices: [], accountId };
  expect(await reassignAway(input, deps())).toEqual({ ok: false, reason: "unseen_visits" });
  const past = { ...DAY, fromOn: "2026-11-20", toOn: "2026-11-20" };
  expect(await reassignAway({ ...input, period: past }, deps())).toEqual({ ok: false, reason: "in_the_past" });
  expect(await db.absence.count()).toBe(0);
});

test("what has begun is shown to be rung about and given to nobody", async () => {
  const kit = await savedPresenter(db, { name: "Kit Away" });
  await savedPresenter(db, { name: "Bo Comes" });
  await aVisit("Ash School", [kit]);
  const { visits } = await findAffected({ presenterIds: [kit.id], period: DAY }, deps("2026-11-23T09:05:00Z"));
  expect(visits).toMatchObject([{ begun: true, seats: [{ best: [], mayGoWithFewer: false, proposed: { kind: "nothing" } }] }]);
});

test("for today and tomorrow it shows whom to ring, and keeps who was told, when and by whom", async () => {
  const kit = await savedPresenter(db, { name: "Kit Away", phone: "0116 496 0101" });
  const bo = await savedPresenter(db, { name: "Bo Comes", phone: "0116 496 0102" });
  const visit = await aVisit("Ash School", [kit], 13 * 60);
  await aVisit("Quiet School", [await savedPresenter(db, { name: "Cy" })]);
  const coordinator = await savedAccount(db, ["coordinator"], { name: "Sam Coordinator" });
  expect(await listToRing(deps())).toEqual([]);
  const choices = [{ visitId: visit.id, version: 1, absentId: kit.id, act: { kind: "substitute" as const, presenterId: bo.id } }];
  await reassignAway({ presenterIds: [kit.id], period: DAY, choices, accountId: coordinator.id }, deps());

  const [toRing, ...others] = await listToRing(deps());
  expect(others).toEqual([]);
  expect(toRing?.people.map(({ name, phone, role }) => ({ name, phone, role }))).toEqual([
    { name: "Test contact", phone: expect.any(String), role: "contact" },
    { name: "Bo Comes", phone: "0116 496 0102", role: "joined" },
    { name: "Kit Away", phone: "0116 496 0101", role: "left" },
  ]);

  const told = { visitId: visit.id, accountId: bo.id, byId: coordinator.id };
  expect(await tellPerson(told, deps("2026-11-23T08:00:00Z"))).toEqual({ ok: true, name: "Bo Comes" });
  expect(await tellPerson({ ...told, accountId: coordinator.id }, deps())).toEqual({ ok: false, reason: "not_found" });
  const after = (await listToRing(deps("2026-11-23T08:01:00Z")))[0]?.people.find(({ name }) => name === "Bo Comes");
  expect(after?.told).toEqual([
    { at: new Date("2026-11-23T08:00:00Z"), byName: "Sam Coordinator", beforeLastChange: false },
  ]);
  // Ids and codes alone stand in the history (rule 9).
  const history = await db.historyEntry.findFirstOrThrow({ where: { action: "person_told" } });
  expect(history.detail).toEqual({ accountId: bo.id, role: "presenter" });

  const browser = await signedInBrowser(deps(), coordinator);
  const post = (accountId: string) =>
    ringAction({
      request: browser.post("/schedule/away/ring", { visitId: visit.id, accountId }),
      params: {},
      context: contextOf(deps()),
    });
  expect((await post(kit.id)).status).toBe(303);
  expect((await post(coordinator.id)).status).toBe(409);
});

test("the page: what is missing is said beside the field, checking writes nothing, confirming tells what happened", async () => {
  const kit = await savedPresenter(db, { name: "Kit Away" });
  const bo = await savedPresenter(db, { name: "Bo Comes" });
  const visit = await aVisit("Ash School", [kit]);
  const coordinator = await savedAccount(db, ["coordinator"]);
  const browser = await signedInBrowser(deps(), coordinator);
  const from = { "from.day": "23", "from.month": "11", "from.year": "2026" };
  const get = async (query: Record<string, string>) => {
    const request = browser.get(`/schedule/away?${new URLSearchParams(query).toString()}`);
    return awayLoader({ request, params: {}, context: contextOf(deps()) });
  };
  expect(await (await get(from)).json()).toMatchObject({ errors: { presenters: "Select who is away" }, affected: null });
  const seen = await get({ ...from, presenters: kit.id, start: "13:00", end: "12:00" });
  expect(await seen.json()).toMatchObject({ errors: { end: "The end must be later than the start" } });
  expect(await (await get({ ...from, presenters: kit.id })).json()).toMatchObject({ affected: [{ schoolName: "Ash School" }] });
  expect(await (await get({ ...from, presenters: kit.id, start: "13:00" })).json()).toMatchObject({ affected: [] });

  const sent = {
    ...from,
    presenters: kit.id,
    "choices.0.visitId": visit.id,
    "choices.0.version": "1",
    "choices.0.absentId": kit.id,
    "choices.0.act": bo.id,
  };
  const post = (over: Record<string, string>) => {
    const request = browser.post("/schedule/away", { ...sent, ...over });
    return awayAction({ request, params: {}, context: contextOf(deps()) });
  };
  const wrong = await post({ intent: "check", "choices.0.act": kit.id });
  expect(wrong.status).toBe(409);
  expect(await wrong.json()).toMatchObject({ errors: { "choices.0.act": "Choose somebody who can come" } });
  const checked = await post({ intent: "check" });
  expect(await checked.json()).toMatchObject({
    check: { visits: [{ sentences: ["Bo Comes gives it instead of Kit Away."], told: ["Test contact", "Kit Away", "Bo Comes"] }] },
  });
  expect(await db.absence.count()).toBe(0);
  const done = await post({ intent: "confirm" });
  expect(await done.json()).toMatchObject({ outcomes: [{ schoolName: "Ash School", outcome: "reassigned" }] });
});
