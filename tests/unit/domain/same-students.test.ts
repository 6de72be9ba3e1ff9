import { describe, expect, it } from "vitest";
import type { YearGroup } from "~/domain/groups";
import { mayHoldSameStudents } from "~/domain/same-students";

const on = (onDate: string, ...yearGroups: YearGroup[]) => ({ onDate, yearGroups });

describe("the same students as in an earlier session", () => {
  it("sat in the same year group within a school year", () => {
    expect(mayHoldSameStudents(on("2026-11-23", "9"), on("2026-09-10", "9"))).toBe(true);
    expect(mayHoldSameStudents(on("2026-11-23", "9"), on("2026-09-10", "10"))).toBe(false);
  });

  it("sat one year group lower the school year before", () => {
    expect(mayHoldSameStudents(on("2026-11-23", "9"), on("2026-06-30", "8"))).toBe(true);
    expect(mayHoldSameStudents(on("2026-11-23", "9"), on("2026-06-30", "9"))).toBe(false);
    expect(mayHoldSameStudents(on("2026-11-23", "9"), on("2025-06-30", "7"))).toBe(true);
  });

  it("may be some of a group that spans year groups, and of any group whose years are not known", () => {
    expect(mayHoldSameStudents(on("2026-11-23", "10", "11"), on("2026-09-10", "9", "10"))).toBe(true);
    expect(mayHoldSameStudents(on("2026-11-23"), on("2026-09-10", "9"))).toBe(true);
    expect(mayHoldSameStudents(on("2026-11-23", "9"), on("2026-09-10"))).toBe(true);
  });

  it("nobody sat below Reception", () => {
    expect(mayHoldSameStudents(on("2026-11-23", "R"), on("2026-06-30", "R"))).toBe(false);
  });
});
