import ICAL from "ical.js";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { action as calendarsAction, loader as calendarsLoader } from "~/routes/account_.calendars";
import { loader as feedLoader } from "~/routes/calendar.$file";
import type { Deps } from "~/services/deps";
import {
  savedAccount,
  savedPresenter,
  savedRequest,
  savedSchool,
  savedVisit,
  type SavedAccount,
} from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { contextOf, depsAt, requestBy } from "../../support/signed-in";

let test: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  await test.reset();
  deps = depsAt(test.db, "2026-11-20T09:00:00Z");
});
afterAll(() => test.close());

const stamp = new Date("2026-11-10T10:00:00Z");
const aVisit = (input: Parameters<typeof savedVisit>[1] = {}) =>
  savedVisit(test.db, { onDate: "2026-12-03", ...input, over: { calendarDtstampAt: stamp, ...input.over } });

async function post(account: SavedAccount, kind: string, intent: "make" | "end") {
  const request = await requestBy(account, deps, "/account/calendars", { kind, intent });
  return calendarsAction({ request, params: {}, context: contextOf(deps) });
}

async function addressOf(account: SavedAccount, kind: string): Promise<string> {
  const answer: { made: { address: string } | null } = await (await post(account, kind, "make")).json();
  if (!answer.made) throw new Error("No address was made");
  return answer.made.address;
}

async function read(address: string, headers: Record<string, string> = {}): Promise<Response> {
  const file = new URL(address).pathname.split("/").at(-1);
  const request = new Request(address, { headers });
  try {
    return await feedLoader({ request, params: { file }, context: contextOf(deps) });
  } catch (thrown) {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  }
}

async function eventsOf(address: string) {
  const calendar = new ICAL.Component(ICAL.parse(await (await read(address)).text()));
  expect(calendar.getFirstPropertyValue("method")).toBeNull();
  return calendar.getAllSubcomponents("vevent").map((event) => ({
    uid: event.getFirstPropertyValue("uid"),
    status: event.getFirstPropertyValue("status"),
    text: event.toString(),
  }));
}

it("a presenter's calendar holds their own visits, cancelled ones for thirty days, and no phone number", async () => {
  const [presenter, other] = [await savedPresenter(test.db), await savedPresenter(test.db)];
  const own = await aVisit({ presenters: [presenter] });
  const gone = await aVisit({ presenters: [presenter], status: "cancelled", over: { cancelledAt: new Date("2026-11-01") } });
  await aVisit({ presenters: [presenter], status: "cancelled", over: { cancelledAt: new Date("2026-10-01") } });
  await aVisit({ presenters: [other] });
  const events = await eventsOf(await addressOf(presenter, "presenter"));
  const uids = await test.db.visit.findMany({ where: { id: { in: [own.id, gone.id] } }, select: { calendarUid: true, status: true } });
  const expected = uids.map(({ calendarUid: uid, status }) => ({ uid, status: status === "cancelled" ? "CANCELLED" : "CONFIRMED" }));
  expect(events.map(({ uid, status }) => ({ uid, status })).sort(byUid)).toEqual(expected.sort(byUid));
  expect(events.map(({ text }) => text).join()).not.toContain("0116 496");
});

it("a contact's calendar holds what they may read: not a colleague's sensitive visit, not another school", async () => {
  const school = await savedSchool(test.db);
  const [contact, colleague] = [await savedAccount(test.db), await savedAccount(test.db)];
  const open = await savedRequest(test.db, { school, contact: colleague, status: "scheduled" });
  const own = await savedRequest(test.db, { school: await savedSchool(test.db), contact, status: "scheduled" });
  await aVisit({ request: open, school });
  await aVisit({ request: open, school, sensitive: true, onDate: "2026-12-04" });
  const mine = await aVisit({ request: own, school: { id: own.schoolId }, onDate: "2026-12-05" });
  await aVisit({ onDate: "2026-12-06" });
  await test.db.visitContact.createMany({ data: [{ visitId: mine.id, rank: 1, accountId: contact.id, name: "A" }], skipDuplicates: true });
  const address = await addressOf(contact, "school");
  expect(await eventsOf(address)).toHaveLength(1);
  await test.db.schoolMembership.create({ data: { accountId: contact.id, schoolId: school.id, status: "approved" } });
  expect(await eventsOf(address)).toHaveLength(2);
});

it("is answered with 304 until a visit changes, and with 404 once it is made anew, stopped or no longer theirs", async () => {
  const coordinator = await savedAccount(test.db, ["coordinator"]);
  const visit = await aVisit();
  const first = await addressOf(coordinator, "team");
  const answer = await read(first);
  const etag = answer.headers.get("ETag") ?? "";
  expect(answer.headers.get("Cache-Control")).toContain("private");
  expect((await read(first, { "If-None-Match": etag })).status).toBe(304);
  expect((await read(first, { "If-Modified-Since": answer.headers.get("Last-Modified") ?? "" })).status).toBe(304);
  const changed = { calendarSequence: 1, calendarDtstampAt: new Date("2026-11-11T10:00:00Z") };
  await test.db.visit.update({ where: { id: visit.id }, data: changed });
  const stale = { "If-None-Match": etag, "If-Modified-Since": "Fri, 20 Nov 2026 09:00:00 GMT" };
  expect((await read(first, stale)).status).toBe(200);

  const second = await addressOf(coordinator, "team");
  expect([(await read(first)).status, (await read(second)).status]).toEqual([404, 200]);
  await test.db.roleGrant.deleteMany({ where: { accountId: coordinator.id } });
  expect((await read(second)).status).toBe(404);
  expect(JSON.stringify(await test.db.calendarFeed.findMany())).not.toContain(second.slice(-26, -4));
});

it("says at once what a presenter, a school or a format is called now, also to a reader who asks for changes alone", async () => {
  const coordinator = await savedAccount(test.db, ["coordinator"]);
  const presenter = await savedPresenter(test.db);
  const school = await savedSchool(test.db);
  const visit = await aVisit({ presenters: [presenter], school });
  const address = await addressOf(coordinator, "team");
  const renamings: [word: string, rename: () => Promise<unknown>][] = [
    ["Zora Renamed", () => test.db.account.update({ where: { id: presenter.id }, data: { name: "Zora Renamed" } })],
    ["Renamed Academy", () => test.db.school.update({ where: { id: school.id }, data: { name: "Renamed Academy" } })],
    ["Renamed assembly", () => test.db.format.updateMany({ where: { sessions: { some: { visitId: visit.id } } }, data: { name: "Renamed assembly" } })],
  ];
  for (const [word, rename] of renamings) {
    const etag = (await read(address)).headers.get("ETag") ?? "";
    await rename();
    const answer = await read(address, { "If-None-Match": etag });
    expect(answer.status).toBe(200);
    expect((await answer.text()).replaceAll("\r\n ", "")).toContain(word);
  }
});

it("is made for those alone whose it is, and stopped by its owner", async () => {
  const presenter = await savedPresenter(test.db);
  await expect(post(presenter, "team", "make")).rejects.toMatchObject({ status: 403 });
  const address = await addressOf(presenter, "presenter");
  await post(await savedPresenter(test.db), "presenter", "end");
  expect((await read(address)).status).toBe(200);
  await post(presenter, "presenter", "end");
  expect((await read(address)).status).toBe(404);
  const request = await requestBy(presenter, deps, "/account/calendars");
  const { calendars } = await (await calendarsLoader({ request, params: {}, context: contextOf(deps) })).json();
  expect(calendars.map(({ kind, made }) => [kind, made])).toEqual([["presenter", null], ["school", null]]);
});

function byUid(one: { uid: unknown }, other: { uid: unknown }): number {
  return String(one.uid) < String(other.uid) ? -1 : 1;
}
