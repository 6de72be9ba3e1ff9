import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  dayOf,
  daysBetween,
  daysFromTo,
  formatDay,
  formatInstant,
  formatInstantTime,
  formatMinutes,
  formatMonth,
  formatShortDay,
  instantAt,
  isDay,
  minutesOf,
  mondayOf,
  monthOf,
  parseTimeOfDay,
  weekdayOf,
} from "~/lib/london-time";

const SPRING_CHANGE = "2027-03-28";
const AUTUMN_CHANGE = "2026-10-25";

describe("instants and London time", () => {
  it("agrees with the platform's own calendar at any minute of fifty years", () => {
    const parts = new Intl.DateTimeFormat("en-CA", {
      timeZone: "Europe/London",
      dateStyle: "short",
      timeStyle: "short",
      hourCycle: "h23",
    });
    const minute = fc.integer({ min: Date.UTC(1990, 0) / 60_000, max: Date.UTC(2040, 0) / 60_000 });
    const nearChange = fc
      .tuple(fc.constantFrom(SPRING_CHANGE, AUTUMN_CHANGE), fc.integer({ min: -1_500, max: 2_000 }))
      .map(([day, minutes]) => Date.parse(`${day}T00:00:00Z`) / 60_000 + minutes);
    fc.assert(
      fc.property(fc.oneof(minute, nearChange), (minutes) => {
        const instant = new Date(minutes * 60_000);
        expect(`${dayOf(instant)}, ${formatInstantTime(instant)}`).toBe(parts.format(instant));
      }),
      { numRuns: 2_000 },
    );
  });

  it("is UTC in winter and an hour ahead in summer", () => {
    expect(instantAt("2026-11-23", 9 * 60 + 10).toISOString()).toBe("2026-11-23T09:10:00.000Z");
    expect(instantAt("2026-06-15", 9 * 60 + 10).toISOString()).toBe("2026-06-15T08:10:00.000Z");
  });

  it("keeps a morning session at its local time on both clock-change days", () => {
    expect(instantAt(SPRING_CHANGE, 9 * 60).toISOString()).toBe("2027-03-28T08:00:00.000Z");
    expect(instantAt(AUTUMN_CHANGE, 9 * 60).toISOString()).toBe("2026-10-25T09:00:00.000Z");
  });

  it("moves a skipped time on by an hour", () => {
    expect(instantAt(SPRING_CHANGE, 90).toISOString()).toBe("2027-03-28T01:30:00.000Z");
    expect(minutesOf(instantAt(SPRING_CHANGE, 90))).toBe(150);
  });

  it("takes the first of a repeated time", () => {
    expect(instantAt(AUTUMN_CHANGE, 90).toISOString()).toBe("2026-10-25T00:30:00.000Z");
  });

  it("reads both halves of a repeated hour as the same local time", () => {
    expect(minutesOf(new Date("2026-10-25T00:30:00Z"))).toBe(90);
    expect(minutesOf(new Date("2026-10-25T01:30:00Z"))).toBe(90);
  });

  it("tells the London day, not the UTC day or the server's", () => {
    expect(dayOf(new Date("2026-06-30T23:30:00Z"))).toBe("2026-07-01");
    expect(dayOf(new Date("2026-12-31T23:59:59Z"))).toBe("2026-12-31");
    expect(dayOf(new Date("2027-01-01T00:00:00Z"))).toBe("2027-01-01");
  });

  it("agrees with the time zone at every hour of the days around both changes", () => {
    for (const change of [SPRING_CHANGE, AUTUMN_CHANGE]) {
      for (const day of [addDays(change, -1), change, addDays(change, 1)]) {
        for (let minutes = 180; minutes < 1440; minutes += 60) {
          expect([dayOf(instantAt(day, minutes)), minutesOf(instantAt(day, minutes))]).toEqual([
            day,
            minutes,
          ]);
        }
      }
      const hours = (instantAt(addDays(change, 1), 0).getTime() - instantAt(change, 0).getTime()) / 3_600_000;
      expect(hours).toBe(change === SPRING_CHANGE ? 23 : 25);
      expect(instantAt(change, 1440)).toEqual(instantAt(addDays(change, 1), 0));
    }
  });

  it("refuses a text that is no day", () => {
    expect(() => instantAt("2026-02-30", 540)).toThrow();
    expect(() => addDays("soon", 1)).toThrow();
  });

  it("runs minutes past midnight into the next day", () => {
    expect(instantAt("2026-12-31", 1440).toISOString()).toBe("2027-01-01T00:00:00.000Z");
  });
});

describe("calendar days", () => {
  it("counts over year ends, leap days and clock changes", () => {
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(addDays("2028-02-28", 1)).toBe("2028-02-29");
    expect(addDays("2027-01-01", -1)).toBe("2026-12-31");
    expect(daysBetween("2027-03-27", "2027-03-29")).toBe(2);
    expect(daysBetween("2026-11-23", "2026-11-20")).toBe(-3);
    expect(daysBetween("2026-08-01", "2027-08-01")).toBe(365);
  });

  it("lists days with both ends", () => {
    expect(daysFromTo("2026-12-30", "2027-01-01")).toEqual(["2026-12-30", "2026-12-31", "2027-01-01"]);
    expect(daysFromTo("2027-01-01", "2026-12-31")).toEqual([]);
  });

  it("knows weekdays and the Monday of a week", () => {
    expect(weekdayOf("2026-11-23")).toBe(1);
    expect(weekdayOf("2026-11-29")).toBe(7);
    expect(mondayOf("2026-11-29")).toBe("2026-11-23");
    expect(mondayOf("2026-11-23")).toBe("2026-11-23");
    expect(mondayOf("2027-01-01")).toBe("2026-12-28");
  });

  it.each(["2026-11-23", "2028-02-29"])("accepts the day %s", (text) => {
    expect(isDay(text)).toBe(true);
  });

  it.each([
    "2026-02-29",
    "2026-13-01",
    "2026-00-10",
    "2026-01-00",
    "26-01-01",
    "2026-1-1",
    "",
    "2026-11-23T00:00",
  ])("refuses %j as a day", (text) => {
    expect(isDay(text)).toBe(false);
  });
});

describe("words for times", () => {
  it("writes days, months and times", () => {
    expect(formatDay("2026-11-23")).toBe("Monday 23 November 2026");
    expect(formatShortDay("2026-11-23")).toBe("Mon 23 Nov");
    expect(monthOf("2026-11-23")).toBe("2026-11");
    expect(formatMonth("2026-11")).toBe("November 2026");
    expect(formatMinutes(550)).toBe("09:10");
    expect(formatMinutes(1440)).toBe("00:00");
    expect(formatInstantTime(new Date("2026-06-15T08:10:00Z"))).toBe("09:10");
    expect(formatInstant(new Date("2026-06-15T08:10:00Z"))).toBe("Monday 15 June 2026 at 09:10");
  });

  it.each([
    ["9:10", 550],
    ["09.10", 550],
    ["0910", 550],
    ["910", 550],
    ["9am", 540],
    ["9 AM", 540],
    ["12am", 0],
    ["12pm", 720],
    ["1.30 p.m.", 810],
    ["noon", 720],
    ["00:00", 0],
    ["23:59", 1439],
    ["11:05", 665],
  ])("reads %j", (text, minutes) => {
    expect(parseTimeOfDay(text)).toBe(minutes);
  });

  it.each(["", "9", "14", "24:00", "9:60", "13pm", "0am", "nine", "9:1", "12345", "9-10"])(
    "does not guess what %j means",
    (text) => {
      expect(parseTimeOfDay(text)).toBeNull();
    },
  );
});
