import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { CoveragePage } from "~/components/coverage/coverage-page";
import { writeSettings } from "~/data/settings.server";
import { schoolsToApproach } from "~/domain/coverage";
import { DEFAULT_ELIGIBLE } from "~/domain/eligible";
import type { YearGroup } from "~/domain/groups";
import { loader } from "~/routes/coverage._index";
import { loader as csvLoader } from "~/routes/coverage[.]csv";
import type { Deps } from "~/services/deps";
import { coverageReport } from "~/services/coverage-report.server";
import { savedAccount, savedDistrict, savedRoll, savedSchool, savedVisit, type SavedAccount } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { delivered } from "../../support/delivered";
import { contextOf, depsAt, requestBy } from "../../support/signed-in";

let test: TestDatabase;
let deps: Deps;
beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  await test.reset();
  deps = depsAt(test.db, "2026-11-30T12:00:00Z");
});
afterAll(() => test.close());

const aSchool = (name: string, over: Parameters<typeof savedSchool>[1] = {}) =>
  savedSchool(test.db, { name, lowAge: 11, highAge: 16, secondaryPupils: 900, ...over });
const reachedOn = async (school: { id: string }, onDate: string, over = {}) =>
  delivered(await savedVisit(test.db, { school, onDate, ...over }), deps);

it("tells schools reached this year, lately, long ago and never apart, with the year's students", async () => {
  const [now, lately, longAgo] = [await aSchool("Now"), await aSchool("Lately"), await aSchool("Long ago")];
  const [never, planned] = [await aSchool("Never", { secondaryPupils: 1_200 }), await aSchool("Planned")];
  await reachedOn(now, "2026-11-09");
  await reachedOn(lately, "2024-09-10");
  await reachedOn(longAgo, "2024-06-10");
  await savedVisit(test.db, { school: planned, onDate: "2026-12-07" });
  await aSchool("Primary", { lowAge: 4, highAge: 11 });
  await aSchool("Sixth form", { lowAge: 16, highAge: 19 });
  await aSchool("Shut", { status: "closed" });
  await aSchool("Custody", { targeted: true });

  const { total, schools } = await coverageReport(deps);
  expect(total).toMatchObject({ schools: 5, thisYear: 1, recently: 1, earlier: 1, never: 2 });
  expect(total).toMatchObject({ figure: 28, students: 4_800, withoutStudents: 0 });
  expect(schoolsToApproach(schools).map(({ name }) => name)).toEqual(["Never", "Planned", "Long ago", "Lately"]);
  expect(schools.find(({ id }) => id === never.id)?.lastReachedOn).toBeNull();
});

it("is as new as the last commit: a first record, a correction, the register and rolls", async () => {
  const school = await aSchool("Freshly reached");
  const look = async () => {
    const seen = (await coverageReport(deps)).schools.map(({ name, when, figure, students }) => [name, when, figure, students]);
    return seen[0];
  };
  expect(await look()).toEqual(["Freshly reached", "never", 0, 900]);
  const visit = await reachedOn(school, "2026-11-09");
  expect(await look()).toEqual(["Freshly reached", "this_year", 28, 900]);
  await delivered(visit, deps, { attended: 0 }, { revision: 1, correctionReason: "Nobody came." });
  expect(await look()).toEqual(["Freshly reached", "never", 0, 900]);
  await delivered({ ...visit, version: visit.version + 1 }, deps, { attended: 30 }, { revision: 2, correctionReason: "They came." });
  await test.db.school.update({ where: { id: school.id }, data: { name: "Renamed", pupils: null, secondaryPupils: null } });
  expect(await look()).toEqual(["Renamed", "this_year", 30, null]);
  for (const yearGroup of ["7", "8", "9", "10", "11"]) await savedRoll(test.db, { school, yearGroup, roll: 150 });
  expect(await look()).toEqual(["Renamed", "this_year", 30, 750]);
});

it("follows a school that became an academy, and names no place of reachable moments", async () => {
  const before = await aSchool("Old name", { status: "closed" });
  await aSchool("New name", { lineageId: before.lineageId });
  await reachedOn(before, "2026-11-09");
  const other = await aSchool("Other");
  await reachedOn(other, "2026-11-10", { targeted: true });
  const { schools } = await coverageReport(deps);
  expect(schools.map(({ name, when, figure }) => [name, when, figure])).toEqual([
    ["New name", "this_year", 28],
    ["Other", "never", 0],
  ]);
});

it("gives no share where a number is not known, and a district's own schools when it is chosen", async () => {
  const code = await savedDistrict(test.db, { code: "E09", name: "West Testshire" });
  await aSchool("Known");
  await reachedOn(await aSchool("Unknown", { districtCode: code, pupils: null, secondaryPupils: null }), "2026-11-09");
  const analyst = await savedAccount(test.db, ["analyst"]);
  const look = async (path: string) => {
    const request = await requestBy(analyst, deps, path);
    const view = await (await loader({ request, params: {}, context: contextOf(deps) })).json();
    return { view, html: renderToStaticMarkup(createElement(CoveragePage, view)) };
  };
  const all = await look("/coverage");
  expect(all.html).toContain("28 (1 roll not known)");
  expect(all.html).toContain("0 of 900 (0 %)");
  expect(all.html.match(/app-coverage-full/g)).toHaveLength(2);
  const west = await look("/coverage?district=E09");
  expect(west.view.toApproach.count).toBe(0);
  expect(west.html).toContain("Coverage: West Testshire");
});

const forYears = (yearGroups: YearGroup[], kinds = DEFAULT_ELIGIBLE.kinds) =>
  test.db.$transaction((tx) => writeSettings(tx, { eligible: { yearGroups, kinds } }, { accountId: null, now: deps.now() }));
const rolls = (school: { id: string }, byYear: Record<string, number>) =>
  test.db.schoolRoll.createMany({
    data: Object.entries(byYear).map(([yearGroup, roll]) => ({
      schoolId: school.id,
      academicYear: "2026/27",
      yearGroup,
      roll,
      source: "contact" as const,
      asAtOn: new Date("2026-09-01"),
    })),
  });

it("counts the years that the programme is for, above and below the line, and guesses no number on roll", async () => {
  const [school, other] = [await aSchool("Both years"), await aSchool("Year 10 alone")];
  await reachedOn(school, "2026-11-09");
  await reachedOn(other, "2026-11-10", { sessions: [{ startMinute: 15, endMinute: 40, groups: [{ yearGroups: ["10"], label: "10A" }] }] });
  expect((await coverageReport(deps)).total).toMatchObject({ thisYear: 2, figure: 56, students: 1_800, withoutStudents: 0 });

  await forYears(["9"]);
  // The register knows no single year group: the share stays open until the schools have said.
  expect((await coverageReport(deps)).total).toMatchObject({ thisYear: 1, never: 1, figure: 28, students: 0, withoutStudents: 2 });
  await rolls(school, { "8": 150, "9": 170 });
  await rolls(other, { "9": 160 });
  expect((await coverageReport(deps)).total).toMatchObject({ figure: 28, students: 330, withoutStudents: 0 });

  await forYears(["9"], ["special", "independent"]);
  expect((await coverageReport(deps)).total.schools).toBe(0);
});

it("tells students of the two years before from those of this year, by authority and near areas for the team alone", async () => {
  const [school, far] = [await aSchool("Twice"), await aSchool("Far", { easting: 400_000, northing: 300_000 })];
  await reachedOn(school, "2026-11-09");
  await reachedOn(school, "2025-11-10");
  await test.db.priorityArea.create({ data: { name: "Riverside", easting: 458_000, northing: 304_000, radiusMetres: 300 } });
  const look = async (role: "manager" | "analyst") => {
    const request = await requestBy(await savedAccount(test.db, [role]), deps, "/coverage");
    return (await loader({ request, params: {}, context: contextOf(deps) })).json();
  };
  const team = await look("manager");
  expect(team.total).toMatchObject({ figure: 28, recentFigure: 28 });
  expect(team.studentsAt).toMatchObject({ this_year: { students: 900, without: 0 }, never: { students: 900, without: 0 } });
  expect(team.byAuthority.map(({ name, schools }) => [name, schools])).toEqual([["Testshire", 2]]);
  expect(team.byArea?.map(({ name, schools, thisYear }) => [name, schools, thisYear])).toEqual([
    ["In a priority area", 1, 1],
    ["Near a priority area", 0, 0],
    ["Elsewhere", 1, 0],
  ]);
  expect(team.map?.areas).toHaveLength(1);
  const analyst = await look("analyst");
  expect(analyst.byArea).toBeNull();
  expect(analyst.map?.areas).toEqual([]);
  expect(far.id).not.toBe(school.id);
});

it("draws outlines with their names, says the same in words, and asks for a district beyond 2,000 schools", async () => {
  await aSchool("One");
  const square = [[450_000, 300_000], [460_000, 300_000], [460_000, 310_000], [450_000, 310_000], [450_000, 300_000]];
  await test.db.district.update({ where: { code: "TEST-D1" }, data: { outline: [[square]] } });
  const manager = await savedAccount(test.db, ["manager"]);
  const html = async (path: string) => {
    const request = await requestBy(manager, deps, path);
    const view = await (await loader({ request, params: {}, context: contextOf(deps) })).json();
    return renderToStaticMarkup(createElement(CoveragePage, view));
  };
  const small = await html("/coverage");
  expect(small).toMatch(/<path class="app-coverage-outline"[^>]* d="M/);
  expect(small).toMatch(/<text class="app-coverage-name"[^>]*>(<tspan[^>]*>)North/);
  expect(small).toMatch(/<title [^>]*>Map of schools<\/title><desc [^>]*>0 of 1 school reached this year, 1 never\./);
  expect(small).not.toContain("style=");
  await test.db.$executeRaw`
    INSERT INTO school (id, lineage_id, name, phase, low_age, high_age, easting, northing, district_code, updated_at)
    SELECT gen_random_uuid(), gen_random_uuid(), 'Many ' || i, 'Secondary', 11, 16, 455000, 305000, 'TEST-D1', now()
      FROM generate_series(1, 2000) i`;
  const large = await html("/coverage");
  expect(large).toContain("See the map of a district");
  expect(large).toContain("North Testshire (2,001 schools)");
  expect(large).not.toContain("app-coverage-map");
});

it("is handed on without small numbers and areas: to an analyst, and in the files that are meant for others", async () => {
  await test.db.$transaction((tx) => writeSettings(tx, { smallNumbersUnder: 10 }, { accountId: null, now: deps.now() }));
  const code = await savedDistrict(test.db, { code: "E09", name: "West Testshire" });
  const visit = await savedVisit(test.db, { school: await aSchool("Few", { districtCode: code }), onDate: "2026-11-09" });
  await delivered(visit, deps, { attended: 4 });
  await reachedOn(await aSchool("Many", { districtCode: await savedDistrict(test.db, { code: "E08", name: "East Testshire" }) }), "2026-11-10");
  await test.db.priorityArea.create({ data: { name: "Riverside", easting: 458_000, northing: 304_000, radiusMetres: 300 } });
  const [coordinator, analyst] = [await savedAccount(test.db, ["coordinator"]), await savedAccount(test.db, ["analyst"])];
  const csvFor = async (viewer: SavedAccount, query = "") =>
    (await csvLoader({ request: await requestBy(viewer, deps, `/coverage.csv${query}`), params: {}, context: contextOf(deps) })).text();
  const exact = await csvFor(coordinator);
  expect(exact).toContain("West Testshire,1,1,0,0,0,4,0,900,0,0.004");
  expect(exact).toContain("In a priority area,2,2");
  for (const handedOn of [await csvFor(coordinator, "?for=publication"), await csvFor(analyst)]) {
    expect(handedOn).toContain("West Testshire,1,1,0,0,0,under 10,0,900,0,\r\n");
    // Else the total would tell it.
    expect(handedOn).toContain("East Testshire,1,1,0,0,0,not shown,0,900,0,\r\n");
    expect(handedOn).toContain("Together,2,2,0,0,0,32,0,1800,0,0.018");
    expect(handedOn).not.toContain("priority area");
  }
  const seen = await (await loader({ request: await requestBy(analyst, deps, "/coverage"), params: {}, context: contextOf(deps) })).text();
  expect(seen).not.toMatch(/"figure":4\b/);
  expect(seen).toContain('"figure":"under 10"');
});
