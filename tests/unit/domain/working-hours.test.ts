import { describe, expect, it } from "vitest";
import {
  describeWorkingHours,
  isWithinWorkingHours,
  workingHoursOn,
  type WorkingPattern,
} from "~/domain/working-hours";

const everyWeek: WorkingPattern = {
  validFromOn: "2026-09-01",
  anchorOn: "2026-08-31",
  cycleWeeks: 1,
  days: [
    { week: 0, weekday: 1, startMinutes: 780, endMinutes: 960 },
    { week: 0, weekday: 1, startMinutes: 480, endMinutes: 720 },
    { week: 0, weekday: 2, startMinutes: 480, endMinutes: 720 },
    { week: 0, weekday: 2, startMinutes: 720, endMinutes: 900 },
  ],
};

const fortnightly: WorkingPattern = {
  validFromOn: "2027-01-04",
  anchorOn: "2027-01-04",
  cycleWeeks: 2,
  days: [{ week: 1, weekday: 3, startMinutes: 600, endMinutes: 1080 }],
};

describe("working hours", () => {
  it("are assumed on weekdays where nothing was entered", () => {
    expect(workingHoursOn([], "2026-11-23")).toEqual({
      spans: [{ startMinutes: 480, endMinutes: 960 }],
      assumed: true,
    });
    expect(workingHoursOn([], "2026-11-28")).toEqual({ spans: [], assumed: true });
    expect(workingHoursOn([everyWeek], "2026-08-31").assumed).toBe(true);
  });

  it("list the spans of a day in order and join those that touch", () => {
    expect(workingHoursOn([everyWeek], "2026-11-23").spans).toEqual([
      { startMinutes: 480, endMinutes: 720 },
      { startMinutes: 780, endMinutes: 960 },
    ]);
    expect(workingHoursOn([everyWeek], "2026-11-24").spans).toEqual([{ startMinutes: 480, endMinutes: 900 }]);
    expect(workingHoursOn([everyWeek], "2026-11-25")).toEqual({ spans: [], assumed: false });
  });

  it("follow a cycle of weeks from its anchor, also before it and across the clock change", () => {
    const patterns = [fortnightly];
    expect(workingHoursOn(patterns, "2027-01-06").spans).toEqual([]);
    expect(workingHoursOn(patterns, "2027-01-13").spans).toHaveLength(1);
    expect(workingHoursOn(patterns, "2027-03-24").spans).toHaveLength(1);
    expect(workingHoursOn(patterns, "2027-03-31").spans).toHaveLength(0);
    const anchoredLater = { ...fortnightly, anchorOn: "2027-02-01" };
    expect(workingHoursOn([anchoredLater], "2027-01-06").spans).toEqual([]);
    expect(workingHoursOn([anchoredLater], "2027-01-13").spans).toHaveLength(1);
  });

  it("change when a newer pattern begins, in whatever order they were entered", () => {
    for (const patterns of [
      [everyWeek, fortnightly],
      [fortnightly, everyWeek],
    ]) {
      expect(workingHoursOn(patterns, "2026-12-28").spans).toHaveLength(2);
      expect(workingHoursOn(patterns, "2027-01-04").spans).toHaveLength(0);
    }
  });

  it("cover a stretch only when one span covers all of it", () => {
    const monday = workingHoursOn([everyWeek], "2026-11-23");
    expect(isWithinWorkingHours(monday, { startMinutes: 480, endMinutes: 720 })).toBe(true);
    expect(isWithinWorkingHours(monday, { startMinutes: 700, endMinutes: 800 })).toBe(false);
    expect(describeWorkingHours(monday)).toBe("08:00 to 12:00 and 13:00 to 16:00");
    expect(describeWorkingHours({ spans: [], assumed: false })).toBe("does not work");
  });
});
