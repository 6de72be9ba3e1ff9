import { expect, it } from "vitest";
import { yearsWithoutTerms } from "~/domain/terms";

it("misses terms of this academic year and the next, which begins on 1 August", () => {
  expect(yearsWithoutTerms([], "2026-11-23")).toEqual(["2026/27", "2027/28"]);
  expect(yearsWithoutTerms([{ academicYear: "2026/27" }], "2027-07-31")).toEqual(["2027/28"]);
  expect(yearsWithoutTerms([{ academicYear: "2026/27" }], "2027-08-01")).toEqual(["2027/28", "2028/29"]);
});
