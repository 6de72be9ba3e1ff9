import { describe, expect, it } from "vitest";
import {
  academicYearOf,
  calendarYearOf,
  describePeriod,
  financialYearOf,
  isInPeriod,
  programmeYearOf,
} from "~/domain/programme-year";

describe("years", () => {
  it("starts the programme year and the academic year on 1 August", () => {
    expect(programmeYearOf("2026-08-01")).toEqual({
      name: "Programme year 2026/27",
      startsOn: "2026-08-01",
      endsOn: "2027-07-31",
    });
    expect(programmeYearOf("2026-07-31").startsOn).toBe("2025-08-01");
    expect(academicYearOf("2026-07-31")).toBe("2025/26");
    expect(academicYearOf("2026-08-01")).toBe("2026/27");
    expect(academicYearOf("2099-12-31")).toBe("2099/00");
  });

  it("starts the financial year on 1 April", () => {
    expect(financialYearOf("2027-03-31")).toEqual({
      name: "Financial year 2026/27",
      startsOn: "2026-04-01",
      endsOn: "2027-03-31",
    });
    expect(financialYearOf("2027-04-01").startsOn).toBe("2027-04-01");
  });

  it("knows the calendar year", () => {
    expect(calendarYearOf("2026-12-31")).toEqual({
      name: "Calendar year 2026",
      startsOn: "2026-01-01",
      endsOn: "2026-12-31",
    });
  });

  it("includes both ends of a period", () => {
    const period = programmeYearOf("2026-11-23");
    expect(isInPeriod(period, "2026-08-01")).toBe(true);
    expect(isInPeriod(period, "2027-07-31")).toBe(true);
    expect(isInPeriod(period, "2027-08-01")).toBe(false);
    expect(describePeriod(period)).toBe(
      "Programme year 2026/27 (Saturday 1 August 2026 to Saturday 31 July 2027)",
    );
  });
});
