import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { CoveragePage } from "~/components/coverage/coverage-page";
import { loader as coverage } from "~/routes/coverage._index";
import { loader as inbox } from "~/routes/requests._index";
import { loader as requestPage } from "~/routes/requests.$reference._index";
import { action as takeProposal } from "~/routes/requests.$reference.proposals";
import type { Deps } from "~/services/deps";
import { savedAccount, savedPresenter, savedRequest, savedSchool, type SavedAccount } from "../../support/builders";
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
  deps = depsAt(test.db, "2026-11-23T12:00:00Z");
  coordinator = await savedAccount(test.db, ["coordinator"]);
});
afterAll(() => test.close());

const savedArea = (over: { startsOn?: Date; endsOn?: Date; retiredAt?: Date } = {}) =>
  test.db.priorityArea.create({
    data: { name: "Riverside", easting: 458_700, northing: 304_400, radiusMetres: 500, nearMetres: 1_000, ...over },
  });
const schoolAt = (name: string, metresEast: number, secondaryPupils = 900) =>
  savedSchool(test.db, { name, easting: 458_700 + metresEast, northing: 304_400, lowAge: 11, highAge: 16, secondaryPupils });
const call = async (account: SavedAccount, path: string, params: Record<string, string> = {}, form?: Record<string, string>) => ({
  request: await requestBy(account, deps, path, form),
  params,
  context: contextOf(deps),
});

it("marks schools in and near an area in the inbox and on the request, while the area counts", async () => {
  const area = await savedArea();
  const [inside, near, far] = [await schoolAt("Inside", 400), await schoolAt("Close", 1_500), await schoolAt("Far", 1_501)];
  for (const school of [inside, near, far]) await savedRequest(test.db, { school });
  const marks = async () => {
    const { rows } = await (await inbox(await call(coordinator, "/requests"))).json();
    return Object.fromEntries(rows.map(({ schoolName, areas }) => [schoolName, areas[0]?.where ?? null]));
  };
  expect(await marks()).toEqual({ Inside: "in", Close: "near", Far: null });
  const { reference } = await test.db.bookingRequest.findFirstOrThrow({ where: { schoolId: inside.id } });
  const page = await (await requestPage(await call(coordinator, "/", { reference }))).json();
  expect(page.areas).toEqual([{ id: area.id, name: "Riverside", where: "in" }]);

  await test.db.priorityArea.update({ where: { id: area.id }, data: { endsOn: new Date("2026-11-22") } });
  expect(await marks()).toEqual({ Inside: null, Close: null, Far: null });
});

it("proposes a sooner day in an area and says so; what presenters and the school are sent says nothing of it", async () => {
  await savedArea();
  await savedPresenter(test.db);
  const { reference, version } = await savedRequest(test.db, { school: await schoolAt("Inside", 0), wishOn: "2026-12-01" });
  const page = await (await requestPage(await call(coordinator, "/", { reference }))).json();
  const [first] = page.proposals ?? [];
  expect(first?.areaReason).toBe("priority area (in Riverside): sooner counts more");
  const form = { version: String(version), plan: first?.plan ?? "", because: (first?.reasons ?? []).join("; ") };
  expect((await takeProposal(await call(coordinator, "/", { reference }, form))).status).toBe(303);
  const visit = await test.db.visit.findFirstOrThrow({ select: { noteForTeam: true } });
  const mails = await test.db.outgoingMail.findMany();
  expect(mails.length).toBeGreaterThan(1);
  const kept = JSON.stringify([visit, mails]);
  expect(kept).toContain("fits wish 1");
  expect(kept).not.toMatch(/Riverside|priority area/i);
});

it("puts schools in and near an area first among those to approach, but shows analysts none of it", async () => {
  await savedArea();
  await schoolAt("Large and far", 20_000, 1_500);
  await schoolAt("Close", 900, 700);
  await schoolAt("Inside", 0, 300);
  const look = async (account: SavedAccount) => {
    const view = await (await coverage(await call(account, "/coverage"))).json();
    const html = renderToStaticMarkup(createElement(CoveragePage, view));
    return { names: view.toApproach.shown.map(({ name }) => name), html, text: JSON.stringify(view) };
  };
  const team = await look(coordinator);
  expect(team.names).toEqual(["Inside", "Close", "Large and far"]);
  expect(team.html).toContain("near Riverside");
  expect(team.html).toContain("for coordinators and managers alone");
  const analyst = await look(await savedAccount(test.db, ["analyst"]));
  expect(analyst.names).toEqual(["Large and far", "Close", "Inside"]);
  expect(analyst.html + analyst.text).not.toMatch(/Riverside|Priority area/i);
});
