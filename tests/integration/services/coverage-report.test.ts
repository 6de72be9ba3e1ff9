import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { CoveragePage } from "~/components/coverage/coverage-page";
import { schoolsToApproach } from "~/domain/coverage";
import { loader } from "~/routes/coverage";
import type { Deps } from "~/services/deps";
import { coverageReport } from "~/services/coverage-report.server";
import { savedAccount, savedDistrict, savedSchool, savedVisit } from "../../support/builders";
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
  await reachedOn(await aSchool("Unknown", { districtCode: code, secondaryPupils: null }), "2026-11-09");
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
