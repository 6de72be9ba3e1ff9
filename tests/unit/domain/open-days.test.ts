import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  answerByDay,
  bankHolidays,
  describeClosed,
  isOpenDay,
  isWorkingDay,
  schoolDaysBetween,
  type SchoolCalendar,
} from "~/domain/open-days";

const PUBLISHED = "../shared/data/facts/bank-holidays.json";

function aCalendar(over: Partial<SchoolCalendar> = {}): SchoolCalendar {
  return {
    kind: "school",
    terms: [
      { startsOn: "2026-08-26", endsOn: "2026-10-16" },
      { startsOn: "2026-10-26", endsOn: "2026-12-18" },
    ],
    closedDays: [{ onDate: "2026-11-27", label: "Staff training" }],
    ...over,
  };
}

describe("bank holidays", () => {
  it("moves a Boxing Day on a Saturday to the Monday", () => {
    const days = bankHolidays(2026).map((holiday) => holiday.onDate);
    expect(days).toContain("2026-12-28");
    expect(days).not.toContain("2026-12-26");
    expect(isWorkingDay("2026-12-28")).toBe(false);
    expect(isWorkingDay("2026-12-29")).toBe(true);
  });

  it.runIf(existsSync(PUBLISHED))("agrees with the list published by GOV.UK", () => {
    const published: { "england-and-wales": { events: { date: string }[] } } = JSON.parse(
      readFileSync(PUBLISHED, "utf8"),
    );
    const days = published["england-and-wales"].events.map((event) => event.date);
    const years = [...new Set(days.map((day) => Number(day.slice(0, 4))))];
    expect(years.length).toBeGreaterThan(5);
    const ours = years.flatMap((year) => bankHolidays(year).map((holiday) => holiday.onDate));
    expect([...ours].sort()).toEqual([...days].sort());
  });
});

describe("answer-by day", () => {
  it("is five working days after the day of proof", () => {
    expect(answerByDay("2026-11-23")).toBe("2026-11-30");
  });

  it("does not count a weekend on which the address was proven", () => {
    expect(answerByDay("2026-11-21")).toBe("2026-11-27");
  });

  it("stands still on bank holidays", () => {
    expect(answerByDay("2026-12-23")).toBe("2027-01-04");
  });

  it("does not stand still in school holidays", () => {
    expect(answerByDay("2026-10-19")).toBe("2026-10-26");
  });
});

describe("open days", () => {
  it("are weekdays in term", () => {
    expect(isOpenDay(aCalendar(), "2026-11-23")).toEqual({ open: true, assumed: false });
  });

  it.each([
    ["2026-11-28", "weekend"],
    ["2026-08-31", "bank_holiday"],
    ["2026-10-20", "outside_term"],
    ["2026-11-27", "closed_day"],
  ])("are not %s: %s", (day, reason) => {
    expect(isOpenDay(aCalendar(), day)).toMatchObject({ open: false, reason });
  });

  it("are assumed where no terms are entered for that academic year", () => {
    expect(isOpenDay(aCalendar(), "2027-09-13")).toEqual({ open: true, assumed: true });
    expect(isOpenDay(aCalendar({ terms: [] }), "2026-11-23")).toEqual({ open: true, assumed: true });
    expect(isOpenDay(aCalendar({ terms: [] }), "2026-11-28")).toMatchObject({ open: false });
  });

  it("do not bind youth settings except for closed days of their own", () => {
    const youth = aCalendar({ kind: "youth" });
    expect(isOpenDay(youth, "2026-11-28")).toEqual({ open: true, assumed: false });
    expect(isOpenDay(youth, "2026-10-20")).toEqual({ open: true, assumed: false });
    expect(isOpenDay(youth, "2026-11-27")).toMatchObject({ open: false, reason: "closed_day" });
  });

  it("are counted from the day after, over weekends and closed days", () => {
    expect(schoolDaysBetween(aCalendar(), "2026-11-23", "2026-11-30")).toBe(4);
    expect(schoolDaysBetween(aCalendar(), "2026-11-23", "2026-11-23")).toBe(0);
    expect(schoolDaysBetween(aCalendar(), "2026-10-16", "2026-10-27")).toBe(2);
  });

  it("are ordinary working days before a day on which the school is closed, which counts itself", () => {
    const beforeChristmas = aCalendar({ terms: [{ startsOn: "2026-11-02", endsOn: "2026-12-18" }] });
    expect(schoolDaysBetween(beforeChristmas, "2026-12-17", "2026-12-30")).toBe(7);
    expect(schoolDaysBetween(beforeChristmas, "2026-12-29", "2026-12-30")).toBe(1);
    expect(schoolDaysBetween(beforeChristmas, "2026-12-30", "2026-12-30")).toBe(0);
    expect(schoolDaysBetween(aCalendar(), "2026-11-26", "2026-11-28")).toBe(2);
    expect(schoolDaysBetween(aCalendar(), "2026-11-27", "2026-11-28")).toBe(1);
  });

  it("say why not", () => {
    expect(describeClosed({ open: false, reason: "closed_day", label: "Staff training" })).toBe(
      "has a closed day (Staff training)",
    );
  });
});
