import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listCampaigns } from "~/data/campaigns.server";
import { listCostsOfFunder, listFunders } from "~/data/funders.server";
import { hashSecret, newSecret } from "~/lib/secret.server";
import { action as saveCampaign } from "~/routes/admin.campaigns.$id";
import { action as saveFunder } from "~/routes/admin.funders.$id";
import { action as beginRequest, loader as campaignPage } from "~/routes/campaigns.$slug";
import { action as tagRequest } from "~/routes/requests.$reference.tags";
import { action as tagVisit } from "~/routes/visits.$id.tags";
import type { Deps } from "~/services/deps";
import { saveDraft } from "~/services/save-draft.server";
import { scheduleVisit } from "~/services/schedule-visit.server";
import { submitRequest } from "~/services/submit-request.server";
import { savedAccount, savedPresenter, savedRequest, savedSchool, savedVisit, type SavedAccount } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { draftAnswers } from "../../support/request-drafts";
import { contextOf, depsAt, requestBy } from "../../support/signed-in";

let test: TestDatabase;
let deps: Deps;
let manager: SavedAccount;
let coordinator: SavedAccount;
beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  await test.reset();
  deps = depsAt(test.db, "2026-11-16T12:00:00Z");
  manager = await savedAccount(test.db, ["manager"]);
  coordinator = await savedAccount(test.db, ["coordinator"]);
});
afterAll(() => test.close());

type Form = Record<string, string>;
type Answer = { status: number; errors?: Record<string, string> };

async function answerOf(given: Response | Promise<Response>): Promise<Answer> {
  const response = await given;
  const text = await response.text();
  return { status: response.status, ...(text.startsWith("{") ? JSON.parse(text) : {}) };
}
const call = async (account: SavedAccount, params: Record<string, string>, form?: Form) => ({
  request: await requestBy(account, deps, "/", form),
  params,
  context: contextOf(deps),
});

const WEEK: Form = {
  name: "Week of action",
  "starts.day": "23",
  "starts.month": "11",
  "starts.year": "2026",
  "ends.day": "27",
  "ends.month": "11",
  "ends.year": "2026",
  target: "1,500",
  description: "A week in which many schools take part.",
};
const keepCampaign = async (id: string, form: Form) => answerOf(saveCampaign(await call(manager, { id }, form)));
const openPage = (slug: string) =>
  campaignPage({ request: new Request(`http://localhost:3000/campaigns/${slug}`), params: { slug }, context: contextOf(deps) });
const statusOf = (work: Promise<unknown>) =>
  work.then(
    () => 200,
    (thrown: unknown) => (thrown instanceof Response ? thrown.status : Promise.reject(new Error(String(thrown)))),
  );

describe("a campaign", () => {
  it("is kept with its days and target; a name twice, days in the wrong order and a stale page are refused", async () => {
    expect((await keepCampaign("new", { ...WEEK, "ends.day": "22" })).errors).toEqual({
      ends: "The last day must not be before the first day",
    });
    expect((await keepCampaign("new", WEEK)).status).toBe(303);
    expect((await keepCampaign("new", WEEK)).errors).toEqual({ name: "There is a campaign with this name" });
    const [campaign] = await listCampaigns(test.db);
    expect(campaign).toMatchObject({ slug: "week-of-action", startsOn: "2026-11-23", endsOn: "2026-11-27", target: 1500 });
    const id = campaign?.id ?? "";
    expect((await keepCampaign(id, { ...WEEK, version: "1", name: "Autumn week" })).status).toBe(303);
    // The address stays with the poster that it is printed on.
    expect((await listCampaigns(test.db))[0]).toMatchObject({ name: "Autumn week", slug: "week-of-action", version: 2 });
    expect((await keepCampaign(id, { ...WEEK, version: "1" })).status).toBe(409);
    const history = await test.db.historyEntry.findMany({ where: { subject: "campaign" } });
    expect(history.map(({ action }) => action).sort()).toEqual(["campaign_added", "campaign_changed"]);
  });

  it("has a page for everybody that tells no target, until it is taken out of use, and none without a description", async () => {
    await keepCampaign("new", { ...WEEK, name: "Quiet week", description: "" });
    await keepCampaign("new", WEEK);
    const page = await (await openPage("week-of-action")).json();
    expect(page.campaign).toMatchObject({ name: "Week of action", endsOn: "2026-11-27" });
    expect(JSON.stringify(page)).not.toContain("1500");
    expect(await statusOf(openPage("quiet-week"))).toBe(404);
    const open = (await listCampaigns(test.db)).find(({ slug }) => slug === "week-of-action");
    expect((await keepCampaign(open?.id ?? "", { intent: "retire", version: "1", retired: "yes" })).status).toBe(303);
    expect(await statusOf(openPage("week-of-action"))).toBe(404);
  });

  it("tags the requests that are begun on its page while it is in use", async () => {
    await keepCampaign("new", WEEK);
    const [campaign] = await listCampaigns(test.db);
    const begin = () =>
      beginRequest({
        request: new Request("http://localhost:3000/campaigns/week-of-action", { method: "POST", body: new FormData() }),
        params: { slug: "week-of-action" },
        context: contextOf(deps),
      });
    expect((await begin()).headers.get("Location")).toBe("/request");
    const draft = await test.db.requestDraft.findFirstOrThrow();
    expect(draft.answers).toMatchObject({ campaignId: campaign?.id });
    // The browser's own token is known to the browser alone: the test gives it one that it knows.
    const token = newSecret(256);
    const browserHash = hashSecret(token);
    await test.db.requestDraft.update({ where: { id: draft.id }, data: { browserHash } });
    const { shape: _, ...answer } = draftAnswers((await savedSchool(test.db)).id);
    await saveDraft({ draftId: draft.id, browserHash, answer }, deps);
    const send = () => submitRequest({ draftId: draft.id, browserToken: token, sourceKey: "", viewer: null }, deps);
    const tagOf = async () => (await test.db.bookingRequest.findUniqueOrThrow({ where: { id: draft.id } })).campaignId;
    expect((await send()).ok).toBe(true);
    expect(await tagOf()).toBe(campaign?.id);
    // What is changed before the address is proven goes by what holds then.
    const change = () => saveDraft({ draftId: draft.id, browserHash, answer }, deps);
    await keepCampaign(campaign?.id ?? "", { intent: "retire", version: "1", retired: "yes" });
    await change();
    expect((await send()).ok).toBe(true);
    expect(await tagOf()).toBeNull();
    await keepCampaign(campaign?.id ?? "", { intent: "retire", version: "2", retired: "no" });
    await change();
    expect((await send()).ok).toBe(true);
    expect(await tagOf()).toBe(campaign?.id);
  });
});

describe("a funder", () => {
  it("is kept with what it paid for a year, renamed and retired; amounts that are none are refused", async () => {
    const year = await test.db.programmeYear.create({
      data: { name: "2026/27", startsOn: new Date("2026-08-01"), endsOn: new Date("2027-07-31"), target: 10_000 },
    });
    const keep = async (id: string, form: Form) => answerOf(saveFunder(await call(manager, { id }, form)));
    const paid = (cost: string): Form => ({ name: "Commissioner", "costs.0.year": year.id, "costs.0.cost": cost });
    expect((await keep("new", paid("much"))).errors).toHaveProperty(["costs.0.cost"]);
    expect((await keep("new", paid("12,500.50"))).status).toBe(303);
    const [funder] = await listFunders(test.db);
    const id = funder?.id ?? "";
    expect(await listCostsOfFunder(test.db, id)).toEqual([{ programmeYearId: year.id, costPence: 1_250_050 }]);
    expect((await keep(id, { ...paid(""), name: "Commissioner’s fund", version: "1" })).status).toBe(303);
    expect(await listCostsOfFunder(test.db, id)).toEqual([]);
    expect((await keep(id, { intent: "retire", version: "2", retired: "yes" })).status).toBe(303);
    expect(await listFunders(test.db)).toMatchObject([{ name: "Commissioner’s fund", version: 3, retired: true }]);
    expect((await keep(id, { ...paid(""), version: "2" })).status).toBe(409);
  });
});

describe("tags of a request and its visits", () => {
  it("go from the request to a visit that is planned, and to those it has where asked", async () => {
    const funder = await test.db.funder.create({ data: { name: "Commissioner" } });
    const request = await savedRequest(test.db);
    const { reference } = request;
    expect((await answerOf(tagRequest(await call(coordinator, { reference }, { funderId: funder.id, campaignId: "" })))).status).toBe(303);
    const presenter = await savedPresenter(test.db);
    const { version } = await test.db.bookingRequest.findUniqueOrThrow({ where: { id: request.id } });
    const rows = request.groups.map(({ id }) => ({
      groupId: id,
      startMinutes: 550,
      lengthMinutes: 25,
      room: "",
      presenterIds: [presenter.id],
    }));
    const plan = { reference, version, onDate: "2026-11-24", rows, overrideReason: "", noteForSchool: "", noteForTeam: "" };
    const planned = await scheduleVisit({ ...plan, actor: { kind: "staff", accountId: coordinator.id } }, deps);
    expect(planned.ok).toBe(true);
    const visit = () => test.db.visit.findFirstOrThrow({ select: { id: true, funderId: true } });
    expect((await visit()).funderId).toBe(funder.id);

    const change = async (form: Form) => answerOf(tagRequest(await call(coordinator, { reference }, form)));
    await change({ funderId: "", campaignId: "" });
    expect((await visit()).funderId).toBe(funder.id);
    await change({ funderId: "", campaignId: "", alsoVisits: "yes" });
    expect((await visit()).funderId).toBeNull();
    const history = await test.db.historyEntry.findMany({ where: { action: "tags_changed" }, orderBy: { id: "asc" } });
    expect(history.map(({ subject }) => subject)).toEqual(["request", "request", "visit"]);
  });

  it("take nothing that is out of use, but keep what was there", async () => {
    const visit = await savedVisit(test.db, { request: null, school: await savedSchool(test.db) });
    const old = await test.db.funder.create({ data: { name: "Old fund", retiredAt: new Date("2026-01-01") } });
    const change = async (form: Form) => answerOf(tagVisit(await call(coordinator, { id: visit.id }, form)));
    const refused = await change({ campaignId: "", funderId: old.id });
    expect([refused.status, refused.errors]).toEqual([
      409,
      { funderId: "This funder is not in use any more. Choose another one" },
    ]);
    await test.db.visit.update({ where: { id: visit.id }, data: { funderId: old.id } });
    expect((await change({ campaignId: "", funderId: old.id })).status).toBe(303);
    expect((await change({ campaignId: "x", funderId: "" })).status).toBe(422);
  });
});
