import { describe, expect, it } from "vitest";
import {
  cycleOfPattern,
  describeWorkingHours,
  isWithinWorkingHours,
  LONGEST_CYCLE,
  patternOfCycle,
  workingHoursOn,
  type WorkingPattern,
} from "~/domain/working-hours";
import { addDays } from "~/lib/london-time";

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

describe("a cycle of days", () => {
  const early = { startMinutes: 420, endMinutes: 900 };
  const sixOnFourOff = Array.from({ length: 10 }, (_, index) => (index < 6 ? [early] : []));

  it("comes round for years, also over clock changes and leap days", () => {
    const pattern = patternOfCycle({ unit: "days", length: 10, rows: sixOnFourOff }, "2026-12-02");
    expect(pattern).toMatchObject({ anchorOn: "2026-11-30", cycleWeeks: 10 });
    for (let days = 0; days < 800; days += 1) {
      const { spans } = workingHoursOn([pattern], addDays("2026-12-02", days));
      expect(spans, `day ${days}`).toEqual(days % 10 < 6 ? [early] : []);
    }
  });

  it("is told again as it was entered, for each length and from any later day", () => {
    for (let length = 2; length <= LONGEST_CYCLE.days; length += 1) {
      const rows = Array.from({ length }, (_, index) => (index === 0 ? [early] : []));
      const told = cycleOfPattern(patternOfCycle({ unit: "days", length, rows }, "2026-12-02"), "2026-12-02");
      if (length % 7 === 0) expect(told).toMatchObject({ unit: "weeks", length: length / 7 });
      else expect(told).toEqual({ unit: "days", length, rows, fromOn: "2026-12-02" });
    }
    const pattern = patternOfCycle({ unit: "days", length: 10, rows: sixOnFourOff }, "2026-12-02");
    const later = cycleOfPattern(pattern, "2027-01-04");
    expect(patternOfCycle(later, later.fromOn).days.length).toBe(pattern.days.length);
    expect(workingHoursOn([patternOfCycle(later, later.fromOn)], "2027-01-07")).toEqual(
      workingHoursOn([pattern], "2027-01-07"),
    );
  });

  it("of weeks is told in weeks", () => {
    expect(cycleOfPattern(fortnightly, "2027-01-04")).toMatchObject({ unit: "weeks", length: 2 });
  });
});

describe("days from a roster", () => {
  it("come before patterns, also later ones, and only as long as they hold", () => {
    const roster: WorkingPattern = { ...everyWeek, validFromOn: "2027-01-04", validToOn: "2027-01-10", days: [] };
    const newer: WorkingPattern = { ...everyWeek, validFromOn: "2027-01-05" };
    expect(workingHoursOn([newer, roster, everyWeek], "2027-01-05")).toEqual({ spans: [], assumed: false });
    expect(workingHoursOn([newer, roster, everyWeek], "2027-01-11").spans).toHaveLength(2);
  });
});
