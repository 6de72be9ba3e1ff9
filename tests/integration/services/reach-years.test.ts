import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { action as contextAction } from "~/routes/admin.context.$id";
import { action as strategyAction } from "~/routes/admin.strategy";
import { settingsVersion } from "~/data/settings.server";
import type { Deps } from "~/services/deps";
import { enterPast } from "~/services/enter-past.server";
import { contextRows } from "~/services/context-rows.server";
import { printedReport } from "~/services/printed-report.server";
import { reachExport } from "~/services/reach-export.server";
import { reachHeadline, reachReport } from "~/services/reach-report.server";
import { reachLikeBefore, reachYears, strategyProgress } from "~/services/reach-years.server";
import { FORMAT_IDS, savedAccount, savedSchool, savedVisit, type SavedAccount } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { delivered } from "../../support/delivered";
import { signedInBrowser } from "../../support/office";
import { contextOf, depsAt } from "../../support/signed-in";

let database: TestDatabase;
let deps: Deps;
let manager: SavedAccount;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  await database.reset();
  deps = depsAt(database.db, "2026-11-30T12:00:00Z");
  manager = await savedAccount(database.db, ["manager"]);
  await savedSchool(database.db, { name: "Oak Test School", urn: 123_456 });
});
afterAll(() => database.close());

async function enter(on: string, attended: number) {
  const session = { school: "123456", on, format: FORMAT_IDS.assembly, yearGroup: "9" as const, attended, novelty: { kind: "new" as const } };
  const rest = { group: "", basis: null, minutes: null, funder: "", campaign: "" };
  const result = await enterPast({ session: { ...session, ...rest }, enteredById: manager.id }, deps);
  if (!result.ok) throw new Error(result.refusal.reason);
}

const call = (request: Request, params = {}) => ({ request, params, context: contextOf(deps) });

describe("years side by side", () => {
  it("compares the same calendar day, in each kind of year", async () => {
    await enter("2025-11-30", 100);
    await enter("2025-12-01", 40);
    await enter("2026-03-31", 7);
    const [thisYear, lastYear] = await reachYears(null, deps);
    expect(thisYear).toMatchObject({ sameDayOn: "2026-11-30", figure: 0 });
    expect(lastYear).toMatchObject({ sameDayOn: "2025-11-30", sameDay: 100, figure: 147, imported: 147 });
    const [thisFinancial, lastFinancial] = await reachYears({ kind: "financial", onDay: "2026-11-30" }, deps);
    expect([thisFinancial?.figure, lastFinancial?.figure, lastFinancial?.sameDay]).toEqual([0, 147, 100]);
    const [thisCalendar, lastCalendar] = await reachYears({ kind: "calendar", onDay: "2026-11-30" }, deps);
    expect([thisCalendar?.figure, lastCalendar?.figure, lastCalendar?.sameDay]).toEqual([7, 140, 100]);
  });

  it("forecasts like the years before, and not without one or for a year that is over", async () => {
    const report = () => reachHeadline(null, deps);
    expect(await reachLikeBefore(await report(), deps)).toBeNull();
    await enter("2025-10-06", 100);
    await enter("2026-05-05", 300);
    await delivered(await savedVisit(database.db, { onDate: "2026-11-09" }), deps);
    expect(await reachLikeBefore(await report(), deps)).toMatchObject({ figure: 328, years: 1 });
    expect((await printedReport({ choice: null, audience: "analyst" }, deps)).likeBefore?.figure).toBe(328);
    const { about } = await reachExport({ choice: null, audience: "analyst", publication: true, filter: {} }, deps);
    expect(about).toContainEqual(["Forecast like the years before", 328]);
    const over = await reachHeadline({ kind: "programme", onDay: "2025-10-06" }, deps);
    expect(await reachLikeBefore(over, deps)).toBeNull();
  });
});

describe("the strategy", () => {
  const typed = (over: Record<string, string> = {}) => ({
    intent: "save",
    startYear: "2025",
    ...Object.fromEntries([120, 150, 200, 250, 300].map((target, index) => [`milestones.${index}.target`, String(target)])),
    ...over,
  });
  const send = async (fields: Record<string, string>) => {
    const browser = await signedInBrowser(deps, manager);
    return strategyAction(call(browser.post("/admin/strategy", { version: await settingsVersion(database.db), ...fields })));
  };

  it("sets each milestone beside its year, until it is taken off", async () => {
    await enter("2025-10-06", 130);
    expect((await send(typed())).status).toBe(303);
    const progress = await strategyProgress(deps);
    expect(progress?.milestones.map(({ figure, state, imported }) => [figure, state, imported])).toEqual([
      [130, "reached", true],
      [0, "under_way", false],
      [null, "to_come", false],
      [null, "to_come", false],
      [null, "to_come", false],
    ]);
    expect(progress?.chart.sentence).toContain("1 of 5 milestones are reached. 130 of 1,020 students");
    expect((await send({ intent: "remove" })).status).toBe(303);
    expect(await strategyProgress(deps)).toBeNull();
  });

  it("refuses a milestone that is no number beside its field, and an editor who came too late", async () => {
    const wrong = await send(typed({ "milestones.2.target": "many" }));
    expect(wrong.status).toBe(422);
    expect(Object.keys((await wrong.json()).errors ?? {})).toEqual(["milestones.2.target"]);
    expect((await send(typed({ version: "2020-01-01T00:00:00.000Z" }))).status).toBe(409);
  });
});

describe("context figures", () => {
  const typed = (over: Record<string, string> = {}) => ({
    label: "Recorded offences",
    figure: "1,184",
    area: "Testshire",
    period: "Year to March 2026",
    source: "Test tables, K4",
    link: "https://example.org/k4",
    "asAtOn.day": "1",
    "asAtOn.month": "7",
    "asAtOn.year": "2026",
    ...over,
  });
  const send = async (over?: Record<string, string>) => {
    const browser = await signedInBrowser(deps, manager);
    return contextAction(call(browser.post("/admin/context/new", typed(over)), { id: "new" }));
  };

  it("stand in the report and its file with source, day, and the sentence that no cause is claimed", async () => {
    expect((await send()).status).toBe(303);
    const report = await reachReport({ choice: null, audience: "analyst" }, deps);
    expect(report.context).toMatchObject([{ figure: 1184, source: "Test tables, K4", asAtOn: "2026-07-01" }]);
    const words = contextRows(report.context).flat().join(" ");
    expect(words).toContain("No cause is claimed");
    expect(words).toContain("1,184 (Testshire, Year to March 2026; source: Test tables, K4, https://example.org/k4, as at");
  });

  it("may not name a priority area, lack a source, or lead anywhere but to an https address", async () => {
    await database.db.priorityArea.create({ data: { name: "Quiet Quarter", easting: 458_000, northing: 304_000, radiusMetres: 500 } });
    expect((await send({ area: "The quiet quarter of Testshire" })).status).toBe(409);
    for (const [name, value] of [["source", ""], ["link", "javascript:alert(1)"], ["figure", "many"], ["asAtOn.day", "32"]] as const) {
      expect((await send({ [name]: value })).status).toBe(422);
    }
    expect(await database.db.contextFigure.count()).toBe(0);
  });
});
