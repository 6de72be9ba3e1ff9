import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { action as importAction } from "~/routes/admin.schools.import._index";
import { action as applyAction, loader as reportLoader } from "~/routes/admin.schools.import.$id";
import { action as schoolAction } from "~/routes/admin.schools.$id";
import { action as linkAction, loader as linkLoader } from "~/routes/requests.$reference.school";
import type { Deps } from "~/services/deps";
import { savedAccount, savedRequest, savedSchool, type SavedAccount } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { keepRegister } from "../../support/register";
import { contextOf, depsAt, requestBy } from "../../support/signed-in";
import { thrownResponse } from "../../support/office";

const HEADER = "EstablishmentName,URN,LA (code),LA (name),EstablishmentStatus (name),Postcode,Town";
const ROWS = ["Oak School,100001,855,Testshire,Open,TE1 1ST,Testford", "Elm School,100002,855,Testshire,Open,TE1 1ST,Testford"];

let test: TestDatabase;
let deps: Deps;
let manager: SavedAccount;

beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  await test.reset();
  deps = depsAt(test.db, "2026-11-23T12:00:00Z");
  manager = await savedAccount(test.db, ["manager"]);
});
afterAll(() => test.close());

async function upload(text: string, name = "register.csv", by = manager): Promise<Response> {
  const plain = await requestBy(by, deps, "/admin/schools/import");
  const body = new FormData();
  body.append("authorities", "855");
  body.append("register", new File([text], name));
  body.append("links", new File([], ""));
  const headers = { Cookie: plain.headers.get("Cookie") ?? "" };
  const request = new Request(plain.url, { method: "POST", headers, body });
  return importAction({ request, params: {}, context: contextOf(deps) });
}

const at = async (path: string, params: Record<string, string>, form?: Record<string, string>, by = manager) => ({
  request: await requestBy(by, deps, path, form),
  params,
  context: contextOf(deps),
});

const idOf = (response: Response): string => response.headers.get("Location")?.split("/").at(-1) ?? "";

describe("uploading the register", () => {
  it("shows first what would change, and applies exactly that, once", async () => {
    const checked = await upload([HEADER, ...ROWS].join("\r\n"));
    expect(checked.status).toBe(303);
    const id = idOf(checked);
    expect(await test.db.school.count()).toBe(0);
    const report = await reportLoader(await at("/", { id }));
    expect(await report.json()).toMatchObject({ found: { status: "checked", report: { added: { count: 2 } } } });

    const clicks = await Promise.all([
      applyAction(await at("/", { id }, { go: "1" })),
      applyAction(await at("/", { id }, { go: "1" })),
    ]);
    expect(clicks.map(({ status }) => status)).toEqual([303, 303]);
    const schools = await test.db.school.findMany({ orderBy: { urn: "asc" }, select: { name: true, version: true } });
    expect(schools).toEqual([
      { name: "Oak School", version: 1 },
      { name: "Elm School", version: 1 },
    ]);
    expect(await test.db.registerImportPart.count()).toBe(0);
    expect(await test.db.historyEntry.count({ where: { action: "register_imported" } })).toBe(1);
  });

  it("refuses to apply a check that another import has overtaken", async () => {
    const first = idOf(await upload([HEADER, ...ROWS].join("\n")));
    const other = await savedAccount(test.db, ["manager"]);
    const second = idOf(await upload([HEADER, ROWS[0]].join("\n"), "register.csv", other));
    deps = depsAt(test.db, "2026-11-23T12:05:00Z");
    expect((await applyAction(await at("/", { id: second }, {}, other))).status).toBe(303);
    expect((await applyAction(await at("/", { id: first }, {}))).status).toBe(409);
    expect(await test.db.school.count()).toBe(1);
  });

  it("shows an upload to nobody else, and forgets it after a day", async () => {
    const id = idOf(await upload([HEADER, ...ROWS].join("\n")));
    const other = await savedAccount(test.db, ["manager"]);
    const args = await at("/", { id }, undefined, other);
    expect((await thrownResponse(() => reportLoader(args))).status).toBe(404);
    deps = depsAt(test.db, "2026-11-24T12:00:01Z");
    const late = await at("/", { id }, {});
    expect((await thrownResponse(() => applyAction(late))).status).toBe(404);
    await upload([HEADER, ...ROWS].join("\n"), "register.csv", other);
    expect(await test.db.registerImport.count({ where: { id } })).toBe(0);
  });

  it.each([
    ["another kind of file", "anything", "register.docx", /CSV/],
    ["an archive", "PK\u0003\u0004", "register.csv", /archive/],
    ["an empty file", "", "register.csv", /empty/],
    ["a file without the columns", "a,b\n1,2", "register.csv", /URN, EstablishmentName, Postcode/],
    ["a file that is no CSV", `${HEADER}\n"never closed`, "register.csv", /line 2/],
    ["a header alone", HEADER, "register.csv", /no rows/],
  ])("refuses %s", async (_, text, name, message) => {
    const answer = await upload(text, name);
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ errors: { register: expect.stringMatching(message) } });
    expect(await test.db.registerImport.count()).toBe(0);
  });
});

describe("a request of a place that was not listed", () => {
  const unlisted = { schoolId: null, unlistedName: "Oke School", unlistedTown: "Testford", unlistedPostcode: "TE1 1ST" };

  it("is linked to a likely match, or to a setting made for it, once", async () => {
    const coordinator = await savedAccount(test.db, ["coordinator"]);
    await keepRegister(test.db, [{ urn: 100001, name: "Oak School", postcode: "TE1 1ST", town: "Testford" }]);
    const first = await savedRequest(test.db, { over: unlisted });
    const params = { reference: first.reference };
    const page = await linkLoader(await at(`/?q=100001`, params, undefined, coordinator));
    const { schools } = await page.json();
    expect(schools.map(({ name }: { name: string }) => name)).toEqual(["Oak School"]);
    const form = { version: "1", schoolId: schools[0]?.id ?? "" };
    expect((await linkAction(await at("/", params, form, coordinator))).status).toBe(303);
    expect((await linkAction(await at("/", params, form, coordinator))).status).toBe(409);

    const second = await savedRequest(test.db, { over: unlisted });
    const setting = { intent: "add", version: "1", kind: "youth", name: "Oke Youth", town: "Testford", postcode: "te11st" };
    const wrong = await linkAction(await at("/", { reference: second.reference }, { ...setting, easting: "458000" }, coordinator));
    expect(wrong.status).toBe(422);
    expect((await linkAction(await at("/", { reference: second.reference }, setting, coordinator))).status).toBe(303);
    const linked = await test.db.bookingRequest.findUniqueOrThrow({
      where: { id: second.id },
      select: { school: { select: { name: true, kind: true, postcode: true, urn: true } } },
    });
    expect(linked.school).toEqual({ name: "Oke Youth", kind: "youth", postcode: "TE1 1ST", urn: null });
    const actions = await test.db.historyEntry.findMany({ orderBy: { id: "asc" }, select: { action: true } });
    expect(actions.map(({ action }) => action)).toEqual(["request_school_linked", "request_setting_added"]);
  });
});

describe("what the team keeps about a school", () => {
  it("is saved by compare-and-set; a coordinator does not decide whether it is targeted", async () => {
    const coordinator = await savedAccount(test.db, ["coordinator"]);
    const school = await savedSchool(test.db, { targeted: true });
    const params = { id: school.id };
    const form = {
      version: "1",
      opens: "08:40",
      closes: "15:10",
      "bellTimes.0.label": "Period 1",
      "bellTimes.0.start": "09:00",
      "bellTimes.0.end": "10:00",
      "closedDays.0.on.day": "4",
      "closedDays.0.on.month": "1",
      "closedDays.0.on.year": "2027",
      "closedDays.0.label": "INSET day",
      "quietPeriods.0.label": "Mock exams",
      "quietPeriods.0.from.day": "11",
      "quietPeriods.0.from.month": "1",
      "quietPeriods.0.from.year": "2027",
      "quietPeriods.0.to.day": "22",
      "quietPeriods.0.to.month": "1",
      "quietPeriods.0.to.year": "2027",
      "quietPeriods.0.yearGroups": "11",
    };
    expect((await schoolAction(await at("/", params, { ...form, closes: "08:00" }, coordinator))).status).toBe(422);
    expect((await schoolAction(await at("/", params, form, coordinator))).status).toBe(303);
    expect((await schoolAction(await at("/", params, form, coordinator))).status).toBe(409);
    const kept = await test.db.school.findUniqueOrThrow({
      where: { id: school.id },
      include: { bellTimes: true, closedDays: true, quietPeriods: true },
    });
    expect(kept).toMatchObject({ opensAtMinutes: 520, closesAtMinutes: 910, targeted: true, version: 2 });
    expect(kept.bellTimes).toMatchObject([{ label: "Period 1", startMinutes: 540, endMinutes: 600 }]);
    expect(kept.closedDays).toMatchObject([{ label: "INSET day" }]);
    expect(kept.quietPeriods).toMatchObject([{ label: "Mock exams", yearGroups: ["11"] }]);
  });
});
