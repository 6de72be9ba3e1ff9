import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { action as ask, loader as lookAtSchool } from "~/routes/coverage.approach.$id";
import { loader as list } from "~/routes/coverage.approach._index";
import { loader as csv } from "~/routes/coverage.approach[.]csv";
import { loader as xlsx } from "~/routes/coverage.approach[.]xlsx";
import { action as start, loader as invited } from "~/routes/invited.$token";
import { action as stop, loader as lookAtStop } from "~/routes/no-invitations.$token";
import { inviteSchool } from "~/services/approach-school.server";
import type { Deps } from "~/services/deps";
import { savedAccount, savedPresenter, savedRequest, savedSchool, savedVisit, type SavedAccount } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { contextOf, depsAt, requestBy } from "../../support/signed-in";

let test: TestDatabase;
let deps: Deps;
let coordinator: SavedAccount;
beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  await test.reset();
  deps = depsAt(test.db, "2026-11-30T12:00:00Z");
  coordinator = await savedAccount(test.db, ["coordinator"], { name: "Alex Lane" });
});
afterAll(() => test.close());

const call = async (account: SavedAccount, path: string, params: Record<string, string> = {}, form?: Record<string, string>) => ({
  request: await requestBy(account, deps, path, form),
  params,
  context: contextOf(deps),
});
const FORM = { email: "office@oakfield.example", name: "Sam Reed", note: "We are near you on Tuesday." };
const send = async (schoolId: string, form: Record<string, string>) => ask(await call(coordinator, "/", { id: schoolId }, form));
const invite = (schoolId: string, over: Record<string, string> = {}) => send(schoolId, { intent: "send", ...FORM, ...over });
const approached = async () => (await (await list(await call(coordinator, "/coverage/approach?show=all"))).json()).schools;
const waiting = async (query = "") => (await (await list(await call(coordinator, `/coverage/approach${query}`))).json()).schools;
/** The secret of the mail's first link to this address. */
async function tokenIn(path: "invited" | "no-invitations"): Promise<string> {
  const { bodyText } = await test.db.outgoingMail.findFirstOrThrow({ orderBy: { createdAt: "desc" } });
  return new RegExp(`/${path}/([\\w-]{22})`).exec(bodyText)?.[1] ?? "";
}
const stranger = (path: string, token: string, method = "GET") => ({
  request: new Request(`http://localhost:3000/${path}/${token}`, method === "POST" ? { method, body: new URLSearchParams() } : {}),
  params: { token },
  context: contextOf(deps),
});

describe("an invitation", () => {
  it("is seen before it leaves, and leaves with its approach, links and history, once in thirty days", async () => {
    const school = await savedSchool(test.db, { name: "Oakfield" });
    const seen = await (await send(school.id, { intent: "preview", ...FORM })).json();
    expect(seen.preview?.mail.subject).toBe("A knife crime awareness session for Oakfield");
    expect(seen.preview?.mail.text).toContain("We are near you on Tuesday.");
    expect(await test.db.outgoingMail.count()).toBe(0);
    expect(await test.db.schoolApproach.count()).toBe(0);

    expect((await invite(school.id)).status).toBe(303);
    const mail = await test.db.outgoingMail.findFirstOrThrow({ include: { approach: true } });
    expect(mail).toMatchObject({ occasion: "session-invitation", toAddress: FORM.email, toName: "Sam Reed", status: "queued" });
    expect(mail.approach).toMatchObject({ schoolId: school.id, way: "mail", madeById: coordinator.id });
    expect(mail.bodyHtml).toContain("/invited/");
    const history = await test.db.historyEntry.findMany({ where: { subject: "school" } });
    expect(history.map(({ action, actorId }) => [action, actorId])).toEqual([["school_approached", coordinator.id]]);
    expect(JSON.stringify(history.map(({ detail }) => detail))).not.toContain("oakfield");

    const again = await invite(school.id, { email: "head@oakfield.example" });
    expect(again.status).toBe(409);
    expect((await again.json()).errors?.form).toContain("by Alex Lane. It may be invited again from Wednesday 30 December 2026");
    expect(await test.db.outgoingMail.count()).toBe(1);
    expect(await waiting()).toEqual([]);
    expect((await approached())[0]?.asked).toEqual({ onDate: "2026-11-30", way: "mail", byName: "Alex Lane", noMore: false });
    deps = depsAt(test.db, "2026-12-30T12:00:00Z");
    expect((await waiting()).map(({ name }) => name)).toEqual(["Oakfield"]);
    expect((await invite(school.id)).status).toBe(303);
  });

  it("goes once where two coordinators press at the same time", async () => {
    const school = await savedSchool(test.db);
    const input = { schoolId: school.id, ...FORM, actor: { kind: "staff" as const, accountId: coordinator.id } };
    const both = await Promise.all([inviteSchool(input, deps), inviteSchool({ ...input, email: "b@oakfield.example" }, deps)]);
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(await test.db.outgoingMail.count()).toBe(1);
  });

  it("is refused to nonsense, to addresses that came back, to closed and targeted places, and where a booking is under way", async () => {
    const school = await savedSchool(test.db);
    expect(Object.keys((await (await invite(school.id, { email: "office" })).json()).errors ?? {})).toEqual(["email"]);
    expect((await send(school.id, { intent: "note", way: "pigeon" })).status).toBe(422);
    await test.db.account.create({ data: { email: FORM.email, mailRefusedAt: deps.now() } });
    expect((await (await invite(school.id)).json()).errors?.email).toContain("came back");
    await savedRequest(test.db, { school });
    expect((await (await invite(school.id, { email: "new@oakfield.example" })).json()).errors?.form).toContain("request that waits");
    for (const over of [{ status: "closed" as const }, { targeted: true }]) {
      const { id } = await savedSchool(test.db, over);
      await expect(invite(id)).rejects.toMatchObject({ status: 404 });
    }
    expect(await test.db.outgoingMail.count()).toBe(0);
  });

  it("offers whom we know there first, but nobody of a request made after an incident", async () => {
    const school = await savedSchool(test.db);
    const known = await savedAccount(test.db, [], { name: "Kim Known", email: "kim@oakfield.example" });
    const quiet = await savedAccount(test.db, [], { name: "Quiet", email: "quiet@oakfield.example" });
    await savedRequest(test.db, { school, contact: known, status: "completed" });
    await savedRequest(test.db, { school, contact: quiet, status: "completed", over: { sensitive: true } });
    const page = await (await lookAtSchool(await call(coordinator, "/", { id: school.id }))).json();
    expect(page.school.contacts).toEqual([{ name: "Kim Known", email: "kim@oakfield.example" }]);
    expect((await invite(school.id, { known: known.email, email: "" })).status).toBe(303);
    expect(await test.db.outgoingMail.findFirstOrThrow()).toMatchObject({ toAddress: known.email });
  });

  it("names no priority area, whatever its school lies in", async () => {
    const school = await savedSchool(test.db);
    await test.db.priorityArea.create({ data: { name: "Riverside", easting: 458_000, northing: 304_000, radiusMetres: 900 } });
    await invite(school.id);
    expect(JSON.stringify(await test.db.outgoingMail.findMany())).not.toMatch(/Riverside|priority area/i);
  });
});

describe("the links of an invitation", () => {
  it("begin a request with the school filled in, for sixty days and only by a button", async () => {
    const school = await savedSchool(test.db, { name: "Oakfield" });
    await invite(school.id);
    const token = await tokenIn("invited");
    expect(await (await invited(stranger("invited", token))).json()).toMatchObject({ schoolName: "Oakfield" });
    expect(await test.db.requestDraft.count()).toBe(0);
    const begun = await start(stranger("invited", token, "POST"));
    expect(begun.headers.get("Location")).toBe("/request/students");
    const { answers } = await test.db.requestDraft.findFirstOrThrow();
    expect(answers).toMatchObject({ school: { listed: true, schoolId: school.id, name: "Oakfield" } });

    for (const [wrong, at] of [[`${token.startsWith("A") ? "B" : "A"}${token.slice(1)}`, "2026-12-01T12:00:00Z"], [await tokenIn("no-invitations"), "2026-12-01T12:00:00Z"], [token, "2027-01-31T12:00:00Z"]] as const) {
      deps = depsAt(test.db, at);
      expect(await (await invited(stranger("invited", wrong))).json()).toMatchObject({ schoolName: null });
      expect((await start(stranger("invited", wrong, "POST"))).headers.get("Location")).toBe(`/invited/${wrong}`);
    }
    expect(await test.db.requestDraft.count()).toBe(1);
  });

  it("stop invitations to the address at every school, only by a button, and keep no address", async () => {
    const [school, other] = [await savedSchool(test.db), await savedSchool(test.db, { name: "Other" })];
    await invite(school.id);
    const token = await tokenIn("no-invitations");
    const aYearLater = contextOf(depsAt(test.db, "2027-11-30T12:00:00Z"));
    expect(await (await lookAtStop({ ...stranger("no-invitations", token), context: aYearLater })).json()).toMatchObject({ isKnown: true });
    expect(await (await lookAtStop(stranger("no-invitations", token))).json()).toMatchObject({ isKnown: true });
    expect(await test.db.invitationRefusal.count()).toBe(0);
    expect(await (await stop(stranger("no-invitations", "A".repeat(22), "POST"))).json()).toEqual({ stopped: false });
    for (let times = 0; times < 2; times += 1) {
      expect(await (await stop(stranger("no-invitations", token, "POST"))).json()).toEqual({ stopped: true });
    }
    expect(JSON.stringify(await test.db.invitationRefusal.findMany())).not.toContain("oakfield");
    expect((await approached())[0]?.asked).toMatchObject({ noMore: true });
    const file = await csv(await call(coordinator, "/coverage/approach.csv?show=all"));
    expect(await file.text()).toContain("by mail, no more invitations");
    const refused = await invite(other.id, { email: "Office@Oakfield.example" });
    expect((await refused.json()).errors?.email).toContain("no more invitations");
    expect((await invite(other.id, { email: "head@other.example" })).status).toBe(303);
  });
});

describe("the schools to approach", () => {
  it("leave out who has a visit ahead or a request that waits, and find who is near a planned visit", async () => {
    const presenter = await savedPresenter(test.db);
    const host = await savedSchool(test.db, { name: "Host", easting: 458_000, northing: 304_000 });
    const visit = await savedVisit(test.db, { school: host, presenters: [presenter], onDate: "2026-12-08" });
    const near = await savedSchool(test.db, { name: "Near", easting: 460_000, northing: 304_000 });
    await savedSchool(test.db, { name: "Far", easting: 498_000, northing: 304_000 });
    await savedSchool(test.db, { name: "Unplaced", easting: null, northing: null });
    await savedRequest(test.db, { school: await savedSchool(test.db, { name: "Waits" }) });
    const page = await (await list(await call(coordinator, "/coverage/approach"))).json();
    expect(page.schools.map(({ name, nearVisit }) => [name, nearVisit?.minutes ?? null])).toEqual([
      ["Far", null],
      ["Near", 7],
      ["Unplaced", null],
    ]);
    expect(page.busy).toBe(2);
    const [first, ...others] = await waiting("?near=yes&need=never&district=TEST-D1");
    expect(others).toEqual([]);
    expect(first).toMatchObject({ id: near.id, nearVisit: { visitId: visit.id, schoolName: "Host", onDate: "2026-12-08" } });
    expect(await waiting("?need=earlier")).toEqual([]);
  });

  it("are told to analysts without areas, plans and colleagues, on the page and in files", async () => {
    const presenter = await savedPresenter(test.db);
    await savedVisit(test.db, { school: await savedSchool(test.db, { name: "Host" }), presenters: [presenter], onDate: "2026-12-08" });
    const school = await savedSchool(test.db, { name: "=Near()", easting: 460_000 });
    await test.db.priorityArea.create({ data: { name: "Riverside", easting: 460_000, northing: 304_000, radiusMetres: 900 } });
    await send(school.id, { intent: "note", way: "phone" });
    const analyst = await savedAccount(test.db, ["analyst"]);
    const read = async (account: SavedAccount) =>
      (await (await csv(await call(account, "/coverage/approach.csv?show=all"))).text()) +
      (await (await list(await call(account, "/coverage/approach?show=all"))).text());
    const team = await read(coordinator);
    for (const words of ["'=Near()", "in Riverside", "2026-12-08", "by phone", "Alex Lane"]) expect(team).toContain(words);
    const figures = await read(analyst);
    expect(figures).toContain("'=Near()");
    expect(figures).not.toMatch(/Riverside|Priority area|2026-12-08|Alex Lane|by phone/i);
    const book = await xlsx(await call(analyst, "/coverage/approach.xlsx"));
    expect(Buffer.from(await book.arrayBuffer()).subarray(0, 2).toString()).toBe("PK");
    await expect(lookAtSchool(await call(analyst, "/", { id: school.id }))).rejects.toMatchObject({ status: 403 });
  });
});
