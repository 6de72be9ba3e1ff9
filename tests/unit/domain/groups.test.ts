import { describe, expect, it } from "vitest";
import { cohortOf, describeAudience, isYearGroup, yearGroupsOf, type Audience } from "~/domain/groups";

describe("groups", () => {
  it.each<[Audience, string, string]>([
    [{ kind: "year_group", yearGroup: "9" }, "Year 9", "9"],
    [{ kind: "year_group", yearGroup: "R" }, "Reception", "R"],
    [{ kind: "key_stage", keyStage: "3" }, "Key stage 3", "mixed"],
    [{ kind: "mixed", yearGroups: [] }, "Mixed year groups", "mixed"],
    [{ kind: "mixed", yearGroups: ["9", "10"] }, "Years 9 and 10", "mixed"],
    [{ kind: "mixed", yearGroups: ["7", "8", "9"] }, "Years 7, 8 and 9", "mixed"],
    [{ kind: "mixed", yearGroups: ["9"] }, "Year 9", "9"],
    [{ kind: "age_range", fromAge: 16, toAge: 25 }, "Ages 16 to 25", "mixed"],
  ])("%j is called %s and counts in cohort %s", (audience, label, cohort) => {
    expect(describeAudience(audience)).toBe(label);
    expect(cohortOf({ audience })).toBe(cohort);
  });

  it("knows the year groups of a key stage", () => {
    expect(yearGroupsOf({ kind: "key_stage", keyStage: "4" })).toEqual(["10", "11"]);
  });

  it("knows year groups from other text", () => {
    expect(isYearGroup("13")).toBe(true);
    expect(isYearGroup("14")).toBe(false);
  });
});
