import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { dayToColumn } from "~/data/day";
import { writeSettings } from "~/data/settings.server";
import type { ReachFilter } from "~/domain/reach-dimensions";
import { loader as pageLoader } from "~/routes/reach._index";
import { loader as exploreLoader } from "~/routes/reach.explore";
import { loader as printLoader } from "~/routes/reach.print";
import { loader as sessionsLoader } from "~/routes/reach.sessions";
import { loader as csvLoader } from "~/routes/reach[.]csv";
import type { Deps } from "~/services/deps";
import { reachExport } from "~/services/reach-export.server";
import type { ReachAudience } from "~/services/reach-periods.server";
import { recordDelivery } from "~/services/record-delivery.server";
import { reachReport } from "~/services/reach-report.server";
import { reachSelection } from "~/services/reach-selection.server";
import { FORMAT_IDS, savedAccount, savedDistrict, savedSchool, savedVisit, type SavedVisit } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { aDeliveryInput, delivered } from "../../support/delivered";
import { contextOf, depsAt, requestBy } from "../../support/signed-in";

let database: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  await database.reset();
  deps = depsAt(database.db, "2026-11-30T12:00:00Z");
});
afterAll(() => database.close());



/** Two schools, four visits, a repeat, a funder, a campaign and a priority area around one of the schools. */
async function story() {
  const { db } = database;
  await savedDistrict(db, { code: "TEST-D2", name: "South Testshire" });
  const place = { easting: 458_700, northing: 304_400 };
  const oak = await savedSchool(db, { name: "Oak Test School", phase: "Secondary", typeName: "Academy converter", ...place });
  const far = { easting: 490_000, northing: 304_400, districtCode: "TEST-D2" };
  const elm = await savedSchool(db, { name: "Elm Test School", phase: "Not applicable", typeName: "Pupil referral unit", ...far });
  await db.priorityArea.create({ data: { name: "Riverside", ...place, radiusMetres: 500, nearMetres: 500 } });
  const funder = await db.funder.create({ data: { name: "Safer Futures grant" } });
  const campaign = await db.campaign.create({
    data: { name: "Spring week", slug: "spring-week", target: 60, startsOn: dayToColumn("2026-11-09"), endsOn: dayToColumn("2026-11-13") },
  });
  const october = await delivered(await savedVisit(db, { school: oak, onDate: "2026-10-05" }), deps, { attended: 40 });
  const again = { attended: 36, novelty: "same", sameAsSessionId: sessionOf(october) } as const;
  const workshop = [{ startMinute: 10, endMinute: 70, formatId: FORMAT_IDS.workshop, groups: [{ label: "9A", yearGroups: ["9"] }] }];
  const tagged = { over: { funderId: funder.id, campaignId: campaign.id } };
  await delivered(await savedVisit(db, { school: oak, onDate: "2026-11-09", sessions: workshop, ...tagged }), deps, again);
  await delivered(await savedVisit(db, { school: elm, onDate: "2026-11-11" }), deps, { attended: 12 });
  await delivered(await savedVisit(db, { school: elm, onDate: "2026-11-23", ...tagged }), deps, { attended: 8 });
  return { oak, elm, funder, campaign };
}
const sessionOf = (visit: SavedVisit): string => visit.sessions[0]?.id ?? "";

const hideUnder = (smallNumbersUnder: number) =>
  database.db.$transaction((tx) => writeSettings(tx, { smallNumbersUnder }, { accountId: null, now: deps.now() }));

const select = (filter: ReachFilter, audience: ReachAudience = "team", publication = false) =>
  reachSelection({ choice: null, audience, publication, filter }, deps);

type Splits = { breakdowns: { dimension: string; parts: { name: string; figure: unknown; attendances: unknown }[] }[] };
const split = (from: Splits, dimension: string) =>
  from.breakdowns.find((each) => each.dimension === dimension)?.parts.map(({ name, figure, attendances }) => [name, figure, attendances]);

describe("the splits of a period", () => {
  it("tell students by what is clear at first contact, attendances by anything, and add up to the whole", async () => {
    await story();
    const report = await reachReport({ choice: null, audience: "team" }, deps);
    expect(report.reach).toMatchObject({ figure: 60, attendances: 96 });
    expect(split(report, "type")).toEqual([
      ["Academy converter", 40, 76],
      ["Pupil referral unit", 20, 20],
    ]);
    expect(split(report, "phase")).toEqual([
      ["Secondary", 40, 76],
      ["Without a phase (special, alternative, independent, youth)", 20, 20],
    ]);
    expect(split(report, "funder")).toEqual([
      ["No funder", null, 52],
      ["Safer Futures grant", null, 44],
    ]);
    expect(split(report, "area")).toEqual([
      ["In Riverside", null, 76],
      ["In and near no priority area", null, 20],
    ]);
    for (const { dimension, parts, total } of report.breakdowns) {
      const sum = (of: (part: (typeof parts)[number]) => unknown) => parts.reduce((all, part) => all + Number(of(part)), 0);
      expect([dimension, sum(({ attendances }) => attendances)]).toEqual([dimension, 96]);
      expect(sum(({ studentHours }) => studentHours)).toBeCloseTo(Number(total.studentHours), 9);
      if (total.figure !== null) expect([dimension, sum(({ figure }) => figure)]).toEqual([dimension, 60]);
    }
    // 40, 12 and 8 students for 25 minutes, 36 for an hour.
    expect(report.beside.studentHours).toBeCloseTo((60 * 25) / 60 + 36, 9);
  });

  it("show priority areas to the team alone, never in what is handed on", async () => {
    await story();
    const choice = null;
    for (const shown of [
      await reachReport({ choice, audience: "analyst" }, deps),
      await reachReport({ choice, audience: "team", publication: true }, deps),
      await select({}, "analyst"),
      await reachExport({ choice, audience: "analyst", publication: false, filter: { area: "in Riverside" } }, deps),
      await reachExport({ choice, audience: "team", publication: true, filter: {} }, deps),
    ]) {
      expect(JSON.stringify(shown)).not.toContain("Riverside");
    }
    const handedOn = await reachExport({ choice, audience: "team", publication: true, filter: {} }, deps);
    expect(JSON.stringify(handedOn)).not.toContain("Safer Futures");
    const forTeam = await reachExport({ choice, audience: "team", publication: false, filter: {} }, deps);
    expect(JSON.stringify(forTeam.tables.find(({ id }) => id === "area"))).toContain("coordinators and managers alone");
  });

  it("say what a student-hour of a funder cost where a cost was entered for the year", async () => {
    const { funder } = await story();
    const span = { startsOn: dayToColumn("2026-08-01"), endsOn: dayToColumn("2027-07-31") };
    const year = await database.db.programmeYear.create({ data: { name: "2026/27", target: 10_000, ...span } });
    const costs = async () => (await reachReport({ choice: null, audience: "team" }, deps)).beside.funderCosts;
    expect(await costs()).toEqual([]);
    await database.db.funderCost.create({ data: { funderId: funder.id, programmeYearId: year.id, costPence: 39_333n } });
    const [cost] = await costs();
    expect(cost).toMatchObject({ name: "Safer Futures grant", pence: 39_333 });
    expect(cost?.penceAStudentHour).toBeCloseTo(39_333 / (36 + (8 * 25) / 60), 9);
    // What was paid for and is tagged on nothing is not lost from the sum of costs.
    const untagged = await database.db.funder.create({ data: { name: "Another grant" } });
    await database.db.funderCost.create({ data: { funderId: untagged.id, programmeYearId: year.id, costPence: 500n } });
    expect((await costs()).slice(1)).toEqual([{ name: "Another grant", pence: 500, studentHours: 0, penceAStudentHour: null }]);
    const financial = await reachReport({ choice: { kind: "financial", onDay: "2026-11-30" }, audience: "team" }, deps);
    expect(financial.beside.funderCosts).toEqual([]);
  });
});

describe("a selection", () => {
  it("narrows by several things at once; its parts and its list are the same groups", async () => {
    const { elm } = await story();
    const filter = { district: "TEST-D2", month: "2026-11" };
    const chosen = await select(filter);
    expect(chosen.total).toMatchObject({ figure: 20, attendances: 20 });
    expect(chosen.narrowed.map(({ header, value }) => `${header}: ${value}`)).toEqual(["Month: November 2026", "District: South Testshire"]);
    expect(split(chosen, "school")).toEqual([["Elm Test School", 20, 20]]);
    const page = await open(sessionsLoader, `/reach/sessions?district=TEST-D2&month=2026-11&school=${elm.lineageId}`);
    expect(page).toMatchObject({ total: 2, figure: 20, attendances: 20 });
  });

  it("by format, area, funder or campaign splits attendances, and says that there is no number of students", async () => {
    const { funder, campaign } = await story();
    for (const filter of [{ funder: funder.id }, { campaign: campaign.id, district: "TEST-D1" }, { area: "in Riverside" }, { said: "team" as const }]) {
      const chosen = await select(filter);
      expect(chosen.groups).toBeGreaterThan(0);
      expect(chosen.total.figure).toBeNull();
      expect(chosen.breakdowns.flatMap(({ parts }) => parts.map(({ figure }) => figure)).every((figure) => figure === null)).toBe(true);
    }
    expect((await select({ funder: funder.id })).total).toMatchObject({ attendances: 44 });
    expect(await open(sessionsLoader, `/reach/sessions?funder=${funder.id}`)).toMatchObject({ figure: null, attendances: 44 });
  });

  it("by a topic holds the attendances of the visits that covered it", async () => {
    await story();
    const before = await select({ topic: "why" });
    const input = aDeliveryInput(await savedVisit(database.db, { onDate: "2026-11-16" }));
    const recorded = await recordDelivery({ ...input, record: { ...input.record, coveredWhy: false } }, deps);
    expect(recorded.ok).toBe(true);
    const [all, why, help] = [await select({}), await select({ topic: "why" }), await select({ topic: "help" })];
    expect(why.narrowed).toEqual([{ name: "topic", header: "Covered", value: "Why people carry knives" }]);
    expect(why.total).toMatchObject({ figure: null, attendances: before.total.attendances });
    expect(help.total.attendances).toBe(all.total.attendances);
    expect(help.total.attendances).not.toBe(why.total.attendances);
  });

  it("of nothing, or of nonsense, is empty or the whole, and no fault", async () => {
    await story();
    expect(await select({ district: "TEST-D2", month: "2026-10" })).toMatchObject({ groups: 0, total: { figure: 0, attendances: 0 } });
    expect((await select({ type: "No such type" })).narrowed[0]?.value).toBe("Nothing of this kind in the period");
    const nonsense = "/reach/explore?district=&month=yesterday&school=oak&side=both&said=nobody";
    expect(await open(exploreLoader, nonsense)).toMatchObject({ filter: {}, groups: 4 });
  });

  it("tells analysts nothing by place of what is held in places of reachable moments", async () => {
    const youth = await savedSchool(database.db, { name: "Harbour Test House" });
    await delivered(await savedVisit(database.db, { school: youth, onDate: "2026-11-09", targeted: true }), deps);
    const filter = { side: "targeted", school: youth.lineageId } as const;
    expect((await select(filter)).filter).toEqual(filter);
    expect((await select(filter, "analyst")).filter).toEqual({ side: "targeted" });
    const exported = await reachExport({ choice: null, audience: "analyst", publication: false, filter: { district: "TEST-D1" } }, deps);
    expect(exported.tables.find(({ id }) => id === "counted")?.rows).toEqual([]);
  });
});

describe("a campaign", () => {
  it("is a period of its days, with its target, and tells apart what was tagged with it", async () => {
    await story();
    const choice = { kind: "campaign", slug: "spring-week" } as const;
    const report = await reachReport({ choice, audience: "team" }, deps);
    // The repeat of October's students is a first contact of this period.
    expect(report.reach).toMatchObject({ figure: 48, attendances: 48 });
    expect(report).toMatchObject({ target: 60, remaining: 12, period: { value: "campaign-spring-week", name: "Spring week" } });
    expect(report.tagged).toMatchObject({ sessions: 2, attendances: 44 });
    const page = await open(pageLoader, "/reach?period=campaign-spring-week");
    expect(page).toMatchObject({ period: { name: "Spring week" }, tagged: { attendances: 44 } });
    expect(await open(pageLoader, "/reach?period=campaign-no-such-week")).toMatchObject({ period: { kind: "programme" }, tagged: null });
  });
});

describe("small numbers", () => {
  it("are shown to the team, and hidden from analysts and in what is handed on once the setting says so", async () => {
    const { oak } = await story();
    const schools = async (audience: ReachAudience, publication = false) =>
      split(await reachReport({ choice: null, audience, publication }, deps), "school");
    const exact = [["Oak Test School", 40, 76], ["Elm Test School", 20, 20]];
    expect(await schools("analyst")).toEqual(exact);
    await hideUnder(25);
    expect(await schools("team")).toEqual(exact);
    // The total would tell the one that is hidden: the next smallest is kept back with it.
    const hidden = [["Oak Test School", "not shown", "not shown"], ["Elm Test School", "under 25", "under 25"]];
    expect(await schools("analyst")).toEqual(hidden);
    expect(await schools("team", true)).toEqual(hidden);
    const narrow = await select({ district: "TEST-D2" }, "analyst");
    expect(narrow.total).toEqual({ figure: "under 25", attendances: "under 25", studentHours: "under 25" });
    expect((await select({ school: oak.lineageId, month: "2026-10" }, "analyst")).total.attendances).toBe(40);
  });

  it("stand exactly in nothing that an analyst is sent, nor in the sheet to print", async () => {
    const tiny = await savedSchool(database.db, { name: "Tiny Test School" });
    await delivered(await savedVisit(database.db, { school: tiny, onDate: "2026-10-05" }), deps, { attended: 97 });
    await delivered(await savedVisit(database.db, { onDate: "2026-11-09" }), deps, { attended: 271 });
    await hideUnder(100);
    const analyst = await savedAccount(database.db, ["analyst"]);
    const manager = await savedAccount(database.db, ["manager"]);
    const seen = [
      await open(pageLoader, "/reach", analyst),
      await open(exploreLoader, "/reach/explore", analyst),
      await open(sessionsLoader, "/reach/sessions", analyst),
      await open(printLoader, "/reach/print", manager),
      await (await csvLoader(await args("/reach.csv", analyst))).text(),
      await (await csvLoader(await args("/reach.csv?for=publication&table=month", manager))).text(),
    ].map((each) => JSON.stringify(each));
    for (const text of seen) {
      expect(text).toContain("under 100");
      expect(text).not.toMatch(/>(97|271)</);
      // Ids and the coordinates of drawings hold any digits.
      const words = text.replace(/"svg":"(?:[^"\\]|\\.)*"/g, "");
      expect(words).not.toMatch(/(?<![\w.-])(97|271)(?![\w.-])/);
    }
    expect(JSON.stringify(await open(sessionsLoader, "/reach/sessions", manager))).toMatch(/\b97\b/);
  });
});

describe("exports", () => {
  it("hold every table of the pages with definitions, filters and period, and no formula", async () => {
    await story();
    await savedVisit(database.db, { onDate: "2026-11-16", school: await savedSchool(database.db, { name: "=1+1" }) });
    const everything = await reachExport({ choice: null, audience: "team", publication: false, filter: {} }, deps);
    expect(everything.tables.map(({ id }) => id)).toEqual([
      ...["month", "yearGroup", "district", "authority", "school", "type", "phase", "format", "area", "funder", "campaign"],
      ...["beside", "shares", "formats", "topics", "basis", "progress", "years", "unlikely", "rolls", "missing", "counted"],
    ]);
    for (const { title } of everything.tables) expect(title.length).toBeLessThanOrEqual(31);
    const about = everything.about.map(([name]) => name);
    expect(about).toEqual(expect.arrayContaining(["Period", "As at", "Filters", "Units", "Definition: Student-hours", "Definition: Forecast"]));
    const manager = await savedAccount(database.db, ["manager"]);
    const missing = await (await csvLoader(await args("/reach.csv?table=missing", manager))).text();
    expect(missing).toContain("'=1+1");
    const analyst = await savedAccount(database.db, ["analyst"]);
    await expect(csvLoader(await args("/reach.csv?table=missing", analyst))).rejects.toMatchObject({ status: 404 });
  });

  it("of a selection hold exactly that selection", async () => {
    const { elm } = await story();
    const manager = await savedAccount(database.db, ["manager"]);
    const text = await (await csvLoader(await args("/reach.csv?district=TEST-D2&table=month", manager))).text();
    const rows: string[][] = parse(text, { bom: true, relax_column_count: true });
    const at = rows.findIndex(([name]) => name === "Month");
    expect(rows.slice(at + 1)).toEqual([
      ["November 2026", "20", "20", String(Number(((20 * 25) / 60).toFixed(4)))],
      ["Total", "20", "20", String(Number(((20 * 25) / 60).toFixed(4)))],
    ]);
    expect(rows.find(([name]) => name === "Filters")?.[1]).toBe("District: South Testshire");
    const { tables } = await reachExport({ choice: null, audience: "team", publication: false, filter: { school: elm.lineageId } }, deps);
    expect(tables.find(({ id }) => id === "counted")?.rows.map((row) => [row[2], row[7]])).toEqual([
      ["Elm Test School", 12],
      ["Elm Test School", 8],
    ]);
  });
});

type Loader = (args: Parameters<typeof pageLoader>[0]) => Promise<Response>;
const args = async (path: string, account: Awaited<ReturnType<typeof savedAccount>>) => ({
  request: await requestBy(account, deps, path),
  params: {},
  context: contextOf(deps),
});
async function open(loader: Loader, path: string, account?: Awaited<ReturnType<typeof savedAccount>>): Promise<unknown> {
  const viewer = account ?? (await savedAccount(database.db, ["manager"]));
  return (await loader(await args(path, viewer))).json();
}
