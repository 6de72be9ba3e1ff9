import { formatDay, type Day } from "~/lib/london-time";

/** A stretch of calendar days that is reported on, both ends included. */
export type Period = { name: string; startsOn: Day; endsOn: Day };

/** Years of which each day lies in one; a campaign is a period by its own days. */
export type YearKind = "programme" | "academic" | "financial" | "calendar";
export type PeriodKind = YearKind | "campaign";

/** The year of a kind that a day lies in, or a campaign by the word in its address. */
export type PeriodChoice = { kind: YearKind; onDay: Day } | { kind: "campaign"; slug: string };

/** The target of a programme year unless a manager sets another (product.md, words). */
export const DEFAULT_TARGET = 10_000;

/** "2026/27": academic years start on 1 August, since local terms start in late August. */
export function academicYearOf(day: Day): string {
  return yearName(firstYearOf(day, 8));
}

/** The last day of the academic year after a day's own: further ahead nobody plans. */
export function nextAcademicYearEndsOn(day: Day): Day {
  return `${firstYearOf(day, 8) + 2}-07-31`;
}

/** The programme year of a day where managers entered none: 1 August to 31 July. */
export function programmeYearOf(day: Day): Period {
  return yearFrom(firstYearOf(day, 8), 8, "Programme year");
}

/** 1 April to 31 March. */
export function financialYearOf(day: Day): Period {
  return yearFrom(firstYearOf(day, 4), 4, "Financial year");
}

export function calendarYearOf(day: Day): Period {
  const year = Number(day.slice(0, 4));
  return { name: `Calendar year ${year}`, startsOn: `${year}-01-01`, endsOn: `${year}-12-31` };
}

export function isInPeriod(period: Pick<Period, "startsOn" | "endsOn">, day: Day): boolean {
  return day >= period.startsOn && day <= period.endsOn;
}

/** "Programme year 2026/27 (Saturday 1 August 2026 to Saturday 31 July 2027)" */
export function describePeriod(period: Period): string {
  return `${period.name} (${formatDay(period.startsOn)} to ${formatDay(period.endsOn)})`;
}

function firstYearOf(day: Day, firstMonth: number): number {
  const year = Number(day.slice(0, 4));
  return Number(day.slice(5, 7)) >= firstMonth ? year : year - 1;
}

function yearFrom(year: number, firstMonth: 4 | 8, label: string): Period {
  const startsOn = `${year}-${String(firstMonth).padStart(2, "0")}-01`;
  const endsOn = firstMonth === 8 ? `${year + 1}-07-31` : `${year + 1}-03-31`;
  return { name: `${label} ${yearName(year)}`, startsOn, endsOn };
}

function yearName(year: number): string {
  return `${year}/${String((year + 1) % 100).padStart(2, "0")}`;
}
