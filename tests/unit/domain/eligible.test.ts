import { describe, expect, it } from "vitest";
import {
  DEFAULT_ELIGIBLE,
  describeYears,
  eligibleStudents,
  isEligible,
  settingKindOf,
  yearGroupsOf,
  type EligibilityFacts,
} from "~/domain/eligible";

const SCHOOL: EligibilityFacts = {
  kind: "school",
  typeName: "Academy converter",
  phase: "Secondary",
  lowAge: 11,
  highAge: 16,
  pupils: 900,
  secondaryPupils: 890,
};
const school = (over: Partial<EligibilityFacts>): EligibilityFacts => ({ ...SCHOOL, ...over });

describe("whom the programme is for", () => {
  it.each([
    ["11 to 16", 11, 16, ["7", "8", "9", "10", "11"]],
    ["14 to 19", 14, 19, ["10", "11", "12", "13"]],
    ["4 to 11", 4, 11, ["R", "1", "2", "3", "4", "5", "6"]],
    ["10 to 14", 10, 14, ["6", "7", "8", "9"]],
    ["16 to 19", 16, 19, ["12", "13"]],
  ])("reads the year groups of ages %s", (_ages, lowAge, highAge, years) => {
    expect(yearGroupsOf(school({ lowAge, highAge }))).toEqual(years);
  });

  it("takes phases where the register has no ages, and guesses nothing where it has neither", () => {
    const bare = { lowAge: null, highAge: null };
    expect(isEligible(school(bare), DEFAULT_ELIGIBLE)).toBe(true);
    expect(isEligible(school({ ...bare, phase: "" }), DEFAULT_ELIGIBLE)).toBe(false);
    expect(isEligible(school({ ...bare, phase: "Primary" }), DEFAULT_ELIGIBLE)).toBe(false);
  });

  it.each([
    ["Community special school", "", "special"],
    ["Other independent special school", "", "special"],
    ["Pupil referral unit", "", "alternative"],
    ["Academy alternative provision converter", "", "alternative"],
    ["Other independent school", "", "independent"],
    ["Community school", "Primary", "primary"],
    ["Further education", "16 plus", "college"],
    ["Academy converter", "All-through", "mainstream"],
    ["Something new", "", "other"],
  ])("knows a %s (%s)", (typeName, phase, kind) => {
    expect(settingKindOf({ kind: "school", typeName, phase })).toBe(kind);
  });

  it("leaves youth settings out until they are chosen, whatever their year groups", () => {
    const youth = school({ kind: "youth", typeName: "Youth setting", phase: "", lowAge: null, highAge: null });
    expect(isEligible(youth, DEFAULT_ELIGIBLE)).toBe(false);
    expect(isEligible(youth, { yearGroups: ["9"], kinds: ["youth"] })).toBe(true);
    expect(eligibleStudents(youth, { yearGroups: ["9"], kinds: ["youth"] })).toBeNull();
  });
});

describe("how many they are", () => {
  const asked = (...yearGroups: ("7" | "8" | "9" | "10" | "11" | "12" | "13")[]) => ({ yearGroups, kinds: DEFAULT_ELIGIBLE.kinds });

  it("takes the register's number of years 7 to 11 where just those are asked for, of the school's own years", () => {
    expect(eligibleStudents(SCHOOL, DEFAULT_ELIGIBLE)).toBe(890);
    expect(eligibleStudents(school({ highAge: 18 }), DEFAULT_ELIGIBLE)).toBe(890);
    expect(eligibleStudents(school({ lowAge: 14 }), asked("10", "11"))).toBe(890);
  });

  it("takes the whole school where all of its years are asked for", () => {
    expect(eligibleStudents(school({ highAge: 18 }), asked("7", "8", "9", "10", "11", "12", "13"))).toBe(900);
  });

  it("adds up what the school said of each year, and says nothing where one is missing", () => {
    const rolls = new Map([["8", 150], ["9", 170]] as const);
    expect(eligibleStudents(SCHOOL, asked("8", "9"), rolls)).toBe(320);
    expect(eligibleStudents(SCHOOL, asked("8", "9", "10"), rolls)).toBeNull();
    expect(eligibleStudents(school({ secondaryPupils: null, pupils: null }), DEFAULT_ELIGIBLE, rolls)).toBeNull();
    expect(eligibleStudents(school({ secondaryPupils: 0 }), DEFAULT_ELIGIBLE)).toBe(900);
  });

  it("is told in words", () => {
    expect(describeYears(["9"])).toBe("year 9");
    expect(describeYears(["11", "7", "8", "10", "9"])).toBe("years 7 to 11");
    expect(describeYears(["R", "6", "8", "9"])).toBe("years Reception, 6 and 8 to 9");
  });
});
