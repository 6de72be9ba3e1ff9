import { parse } from "csv-parse/sync";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ReachPage } from "~/components/reach/reach-page";
import { dayToColumn } from "~/data/day";
import type { PeriodChoice } from "~/domain/programme-year";
import { roundReach } from "~/domain/reach";
import { loader as pageLoader } from "~/routes/reach._index";
import { loader as sessionsLoader } from "~/routes/reach.sessions";
import { loader as csvLoader } from "~/routes/reach[.]csv";
import type { Deps } from "~/services/deps";
import { countedGroups } from "~/services/counted-groups.server";
import { listPeriods, type ReachAudience } from "~/services/reach-periods.server";
import { reachReport } from "~/services/reach-report.server";
import {
  savedAccount,
  savedDistrict,
  savedPresenter,
  savedRoll,
  savedSchool,
  savedVisit,
  type SavedVisit,
  type VisitInput,
} from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { delivered } from "../../support/delivered";
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

const visitOn = (onDate: string, input: VisitInput = {}) => savedVisit(database.db, { onDate, ...input });
const report = (choice: PeriodChoice | null = null, audience: ReachAudience = "team") =>
  reachReport({ choice, audience }, deps);
const sessionOf = (visit: SavedVisit): string => visit.sessions[0]?.id ?? "";

describe("students reached", () => {
  it("are new students, each once, whatever is booked or expected", async () => {
    await delivered(await visitOn("2026-11-09"), deps);
    await delivered(await visitOn("2026-11-10"), deps, { attended: 25 });
    await visitOn("2026-12-07");
    const { reach, bookedAhead, target, remaining } = await report();
    expect(reach).toEqual({ figure: 53, low: 53, high: 53, attendances: 53 });
    expect(bookedAhead).toEqual({ visits: 1, expected: 30 });
    expect({ target, remaining }).toEqual({ target: 10_000, remaining: 9_947 });
  });

  it("do not count again when they are the same students", async () => {
    const school = await savedSchool(database.db);
    const first = await delivered(await visitOn("2026-11-09", { school }), deps);
    const again = { attended: 27, novelty: "same", sameAsSessionId: sessionOf(first) } as const;
    await delivered(await visitOn("2026-11-16", { school }), deps, again);
    const { reach } = await report();
    expect(reach).toEqual({ figure: 28, low: 28, high: 28, attendances: 55 });
    const { groups } = await countedGroups({ choice: null, audience: "team" }, deps);
    expect(groups.map(({ attended, counted: figure }) => [attended, figure])).toEqual([
      [28, 28],
      [27, 0],
    ]);
  });

  it("count once in a year whose link leads back to the year before", async () => {
    const school = await savedSchool(database.db);
    const before = await visitOn("2026-06-15", { school, sessions: [session(["8"])] });
    await delivered(before, deps);
    const same = { novelty: "same", sameAsSessionId: sessionOf(before) } as const;
    const first = await delivered(await visitOn("2026-11-09", { school }), deps, same);
    await delivered(await visitOn("2026-11-16", { school }), deps, {
      ...same,
      sameAsSessionId: sessionOf(first),
    });
    expect((await report()).reach).toMatchObject({ figure: 28, attendances: 56 });
    const financial = await report({ kind: "financial", onDay: "2026-11-30" });
    expect(financial.reach).toMatchObject({ figure: 28, attendances: 84 });
    expect(financial.target).toBeNull();
  });

  it("do not depend on the order in which visits are recorded", async () => {
    const figures = [];
    for (const reversed of [false, true]) {
      await database.reset();
      const school = await savedSchool(database.db);
      await savedRoll(database.db, { school, yearGroup: "9", roll: 100 });
      const early = await visitOn("2026-11-09", { school });
      const late = await visitOn("2026-11-16", { school });
      const recordings = [
        () => delivered(early, deps, { attended: 40 }),
        () => delivered(late, deps, { attended: 50, novelty: "mixed" }),
      ];
      for (const record of reversed ? recordings.reverse() : recordings) await record();
      figures.push((await report()).reach);
    }
    expect(figures[0]).toEqual({ figure: 70, low: 50, high: 90, attendances: 90 });
    expect(figures[1]).toEqual(figures[0]);
  });

  it("follow the newest revision alone", async () => {
    const visit = await delivered(await visitOn("2026-11-09"), deps);
    const correctionReason = "The register says so.";
    const second = await delivered(visit, deps, { attended: 20 }, { revision: 1, correctionReason });
    expect((await report()).reach).toMatchObject({ figure: 20, attendances: 20 });
    const outcomes = visit.sessions.map(({ id }) => ({ sessionId: id, outcome: "not_delivered" as const }));
    const record = {
      basis: null,
      coveredWhat: null,
      coveredWhy: null,
      coveredHelp: null,
      outcomes,
      counts: [],
    };
    const reasons = [{ sessionId: sessionOf(visit), codes: ["not_delivered.other"] }];
    await delivered(second, deps, {}, { revision: 2, correctionReason, record, reasons });
    expect((await report()).reach).toMatchObject({ figure: 0, attendances: 0 });
  });

  it("use the newest roll of a year group", async () => {
    const school = await savedSchool(database.db);
    await savedRoll(database.db, { school, yearGroup: "9", roll: 500 });
    await savedRoll(database.db, {
      school,
      yearGroup: "9",
      roll: 30,
      recordedAt: new Date("2026-10-01T09:00:00Z"),
    });
    await delivered(await visitOn("2026-11-09", { school }), deps, { attended: 20 });
    await delivered(await visitOn("2026-11-10", { school }), deps, { attended: 20 });
    expect((await report()).reach).toMatchObject({ figure: 30, attendances: 40 });
  });
});

describe("what is kept in memory", () => {
  it("follows a correction, a roll, a renamed school, a tag of the visit and a school that joins another", async () => {
    const oak = await savedSchool(database.db, { name: "Oak Test School" });
    const elm = await savedSchool(database.db, { name: "Elm Test School" });
    const first = await delivered(await visitOn("2026-11-09", { school: oak }), deps, { attended: 40 });
    const second = await delivered(await visitOn("2026-11-10", { school: elm }), deps, { attended: 30 });
    expect((await report()).reach.figure).toBe(70);
    const correction = { revision: 1, correctionReason: "The register says so." };
    await delivered(first, deps, { attended: 50 }, correction);
    expect((await report()).reach.figure).toBe(80);
    await savedRoll(database.db, { school: oak, yearGroup: "9", roll: 45 });
    expect((await report()).reach.figure).toBe(75);
    await database.db.school.update({ where: { id: elm.id }, data: { name: "Yew Test School" } });
    expect((await report()).bySchool.map(({ name }) => name)).toEqual(["Oak Test School", "Yew Test School"]);
    await database.db.school.update({ where: { id: elm.id }, data: { lineageId: oak.lineageId } });
    expect((await report()).reach.figure).toBe(45);
    await database.db.visit.update({ where: { id: second.id }, data: { targeted: true } });
    const shown = await report();
    expect([shown.reach.figure, shown.targeted?.reach?.figure]).toEqual([45, 30]);
    await database.db.format.updateMany({ data: { name: "Another name" } });
    expect((await report()).beside.byFormat.map(({ name }) => name)).toEqual(["Another name"]);
  });

  it("holds a new record as soon as it is committed", async () => {
    const visit = await visitOn("2026-11-09");
    await report();
    await delivered(visit, deps);
    expect((await report()).reach.figure).toBe(28);
  });
});

describe("the report", () => {
  it("breaks down by month, district as it was, year group and school, adding up to the figure", async () => {
    await savedDistrict(database.db, { code: "TEST-D2", name: "South Testshire" });
    const oak = await savedSchool(database.db, { name: "Oak Test School" });
    const elm = await savedSchool(database.db, { name: "Elm Test School", districtCode: "TEST-D2" });
    await delivered(await visitOn("2026-10-05", { school: oak, sessions: [session(["7", "8"])] }), deps);
    await delivered(await visitOn("2026-11-09", { school: elm }), deps, { attended: 100 });
    await database.db.school.update({ where: { id: elm.id }, data: { districtCode: "TEST-D1" } });
    const { byMonth, byDistrict, byYearGroup, bySchool, byBasis } = await report();
    const shown = (parts: { name: string; figure: number }[]) =>
      parts.map(({ name, figure }) => [name, figure]);
    expect(shown(byMonth)).toEqual([
      ["October 2026", 56],
      ["November 2026", 100],
    ]);
    expect(shown(byDistrict)).toEqual([
      ["South Testshire", 100],
      ["North Testshire", 56],
    ]);
    expect(shown(byYearGroup)).toEqual([
      ["Year 7", 28],
      ["Year 8", 28],
      ["Year 9", 100],
    ]);
    expect(shown(bySchool)).toEqual([
      ["Elm Test School", 100],
      ["Oak Test School", 56],
    ]);
    expect(byBasis).toEqual([{ basis: "headcount", attendances: 156 }]);
  });

  it("names what nobody has recorded to the team alone", async () => {
    const visit = await visitOn("2026-11-09");
    expect((await report()).missing?.map(({ visitId }) => visitId)).toEqual([visit.id]);
    expect((await report(null, "analyst")).missing).toBeNull();
  });

  it("counts targeted sessions apart and names their place to the team alone", async () => {
    const youth = await savedSchool(database.db, { name: "Harbour Test House" });
    const sessions = [session(["9"], "Harbour evening")];
    await delivered(await visitOn("2026-11-09", { school: youth, targeted: true, sessions }), deps);
    await delivered(await visitOn("2026-11-10"), deps);
    const forTeam = await report();
    expect(forTeam.reach.figure).toBe(28);
    expect(forTeam.targeted?.reach?.figure).toBe(28);
    const apart = (audience: ReachAudience) => countedGroups({ choice: null, audience, filter: { side: "targeted" } }, deps);
    expect(JSON.stringify(await apart("team"))).toContain("Harbour Test House");
    expect(JSON.stringify([await report(null, "analyst"), await apart("analyst")])).not.toContain("Harbour");
  });

  it("counts sensitive visits like others and shows nothing of it", async () => {
    await delivered(await visitOn("2026-11-09", { sensitive: true }), deps);
    const shown = await report();
    expect(shown.reach.figure).toBe(28);
    expect(JSON.stringify(shown)).not.toContain("ensitive");
  });

  it("takes the programme year that managers entered, with its own target", async () => {
    const days = { startsOn: dayToColumn("2026-09-01"), endsOn: dayToColumn("2027-08-31") };
    await database.db.programmeYear.create({ data: { name: "2026/27", target: 8_000, ...days } });
    await delivered(await visitOn("2026-08-28"), deps);
    const shown = await report();
    expect(shown.period).toMatchObject({ name: "Programme year 2026/27", startsOn: "2026-09-01" });
    expect([shown.reach.figure, shown.target]).toEqual([0, 8_000]);
    const values = (await listPeriods(deps)).map(({ value }) => value);
    expect(values).toEqual([
      "programme-2026-09-01",
      "programme-2026-08-01",
      "academic-2026-08-01",
      "financial-2026-04-01",
      "calendar-2026-01-01",
    ]);
  });
});

describe("/reach and /reach.csv", () => {
  const openPage = async (account: { id: string }, query = "") => {
    const request = await requestBy(account, deps, `/reach${query}`);
    return (await pageLoader({ request, params: {}, context: contextOf(deps) })).json();
  };
  const openSessions = async (account: { id: string }, query = "") => {
    const request = await requestBy(account, deps, `/reach/sessions${query}`);
    return (await sessionsLoader({ request, params: {}, context: contextOf(deps) })).json();
  };
  const openCsv = async (account: { id: string }, query = "") => {
    const request = await requestBy(account, deps, `/reach.csv${query}`);
    const response = await csvLoader({ request, params: {}, context: contextOf(deps) });
    const text = await response.text();
    const rows: string[][] = parse(text, { bom: true, relax_column_count: true });
    const start = rows.findIndex(([first]) => first === "Day");
    return {
      response,
      above: new Map(rows.slice(0, start).map(([name, value]) => [name, value])),
      rows: rows.slice(start),
    };
  };

  it("say the same: figures, list and sums", async () => {
    const manager = await savedAccount(database.db, ["manager"]);
    const school = await savedSchool(database.db, { name: "=Formula Test School" });
    await savedRoll(database.db, { school, yearGroup: "9", roll: 90 });
    await delivered(await visitOn("2026-11-09", { school }), deps, { attended: 60 });
    await delivered(await visitOn("2026-11-16", { school }), deps, { attended: 28, novelty: "mixed" });
    const page = await openPage(manager);
    const { response, above, rows } = await openCsv(manager);
    const [header = [], ...list] = rows;
    const sumOf = (name: string) => list.reduce((sum, row) => sum + Number(row[header.indexOf(name)]), 0);
    const { figure, attendances } = roundReach(page.reach);
    expect(figure).toBe(69);
    expect(above.get("Students reached")).toBe(String(figure));
    expect(Math.round(sumOf("Counted towards students reached"))).toBe(figure);
    expect(sumOf("Attended")).toBe(attendances);
    expect(list).toHaveLength(page.countedTotal);
    expect(list[0]?.[header.indexOf("School")]).toBe("'=Formula Test School");
    expect(above.get("Definition: Students reached")).toBe(page.definition);
    expect(above.get("Period")).toContain("Programme year 2026/27");
    expect(response.headers.get("Content-Type")).toBe("text/csv; charset=utf-8");
    expect(response.headers.get("Content-Disposition")).toContain(
      "students-reached-2026-08-01-to-2027-07-31.csv",
    );
    const html = renderToStaticMarkup(createElement(ReachPage, page));
    expect(html.replace(/<[^>]+>/g, "")).toContain("Students reached: 69 of 10,000");
    expect(html).toContain("=Formula Test School");
    expect(html).not.toContain("style=");
  });

  it("show the period that is asked for, and this programme year for nonsense", async () => {
    const analyst = await savedAccount(database.db, ["analyst"]);
    expect((await openPage(analyst, "?period=calendar-2025-05-05")).period.name).toBe("Calendar year 2025");
    expect((await openPage(analyst, "?period=calendar-2025-13-05")).period.name).toBe(
      "Programme year 2026/27",
    );
    expect((await openCsv(analyst, "?period=calendar-2025-05-05")).above.get("Target")).toBe("None for this kind of period");
  });

  it("are empty and calm before anything is recorded", async () => {
    const html = renderToStaticMarkup(
      createElement(ReachPage, await openPage(await savedAccount(database.db, ["manager"]))),
    );
    expect(html.replace(/<[^>]+>/g, "")).toContain("Students reached: 0 of 10,000");
    expect(html).toContain("Nothing has been counted in this period.");
  });

  it("show 50 groups a page, the last page for numbers beyond it", async () => {
    const manager = await savedAccount(database.db, ["manager"]);
    const presenter = await savedPresenter(database.db);
    const groups = Array.from({ length: 51 }, (_, index) => ({
      label: `Group ${index + 1}`,
      yearGroups: ["9"],
    }));
    const visit = await visitOn("2026-11-09", {
      presenters: [presenter],
      sessions: [{ startMinute: 10, endMinute: 30, groups }],
    });
    await delivered(visit, deps, { attended: 5 });
    expect((await openSessions(manager)).groups).toHaveLength(50);
    expect((await openSessions(manager, "?page=9")).groups).toHaveLength(1);
  });

  it("give analysts no officer, contact or visit", async () => {
    const presenter = await savedPresenter(database.db, { name: "Officer Example" });
    await visitOn("2026-11-09", { presenters: [presenter] });
    await delivered(await visitOn("2026-11-10", { presenters: [presenter] }), deps);
    const analyst = await savedAccount(database.db, ["analyst"]);
    const listed = (await openSessions(analyst)).groups.map(({ visitId, ...group }) => ({ ...group, seen: visitId }));
    expect(listed.map(({ seen }) => seen)).toEqual([""]);
    const text = JSON.stringify([await openPage(analyst), (await openCsv(analyst)).rows, listed]);
    expect(text).not.toContain("Officer Example");
    expect(text).not.toContain("0116 496");
    expect(text).not.toContain("visitId");
  });

  it("are closed to presenters and contacts", async () => {
    for (const account of [await savedPresenter(database.db), await savedAccount(database.db)]) {
      await expect(openPage(account)).rejects.toMatchObject({ status: 403 });
      await expect(openCsv(account)).rejects.toMatchObject({ status: 403 });
    }
  });
});

function session(yearGroups: readonly string[], label = "9A") {
  return { startMinute: 10, endMinute: 35, groups: [{ kind: "mixed" as const, yearGroups, label }] };
}
