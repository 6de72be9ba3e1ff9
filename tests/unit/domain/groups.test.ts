import { describe, expect, it } from "vitest";
import {
  ageRangeAudience,
  cohortOf,
  describeAudience,
  isCohortYear,
  isYearGroup,
  keyStageAudience,
  mixedAudience,
  yearGroupAudience,
  type Audience,
} from "~/domain/groups";

describe("groups", () => {
  it.each<[Audience, string, string]>([
    [yearGroupAudience("9"), "Year 9", "9"],
    [yearGroupAudience("R"), "Reception", "R"],
    [keyStageAudience("3"), "Key stage 3", "mixed"],
    [mixedAudience([]), "Mixed year groups", "mixed"],
    [mixedAudience(["9", "10"]), "Years 9 and 10", "mixed"],
    [mixedAudience(["7", "8", "9"]), "Years 7, 8 and 9", "mixed"],
    [mixedAudience(["R", "1"]), "Reception and 1", "mixed"],
    [mixedAudience(["9"]), "Year 9", "9"],
    [ageRangeAudience(16, 25), "Ages 16 to 25", "mixed"],
  ])("%j is called %s and counts in cohort %s", (audience, label, cohort) => {
    expect(describeAudience(audience)).toBe(label);
    expect(cohortOf(audience)).toBe(cohort);
  });

  it("knows the year groups of a key stage", () => {
    expect(keyStageAudience("4").yearGroups).toEqual(["10", "11"]);
  });

  it("tells year groups and cohorts from other text", () => {
    expect(isYearGroup("13")).toBe(true);
    expect(isYearGroup("14")).toBe(false);
    expect(isYearGroup("mixed")).toBe(false);
    expect(isCohortYear("mixed")).toBe(true);
    expect(isCohortYear("R")).toBe(true);
    expect(isCohortYear("")).toBe(false);
  });
});
