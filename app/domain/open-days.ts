import Holidays from "date-holidays";
import { academicYearOf } from "~/domain/programme-year";
import { assertNever } from "~/lib/assert-never";
import { addDays, weekdayOf, type Day } from "~/lib/london-time";

export type SchoolKind = "school" | "youth";

/** Days on which schools are open, both ends included. */
export type Term = { startsOn: Day; endsOn: Day };

export type ClosedDay = { onDate: Day; label: string };

/** When one setting is open. `terms` are the school's own, else its local authority's. */
export type SchoolCalendar = {
  kind: SchoolKind;
  terms: readonly Term[];
  closedDays: readonly ClosedDay[];
};

export type ClosedReason = "weekend" | "bank_holiday" | "outside_term" | "closed_day";

/** `assumed`: no terms are entered for that academic year, so an ordinary weekday is taken to be open. */
export type OpenDay = { open: true; assumed: boolean } | { open: false; reason: ClosedReason; label: string };

export type BankHoliday = { onDate: Day; name: string };

/** The team promises an answer within this many working days (product.md, defaults). */
export const ANSWER_WORKING_DAYS = 5;

const holidays = new Holidays("GB", "ENG");
const bankHolidaysByYear = new Map<number, ReadonlyMap<Day, string>>();

/**
 * Bank holidays of England with their substitute days, as GOV.UK lists them: one that falls on a weekend
 * and is moved appears on the day it moved to. Source: date-holidays.
 */
export function bankHolidays(year: number): BankHoliday[] {
  return [...bankHolidaysOf(year)].map(([onDate, name]) => ({ onDate, name }));
}

/** A weekday that is no bank holiday. School holidays do not matter here. */
export function isWorkingDay(day: Day): boolean {
  return weekdayOf(day) <= 5 && !bankHolidayName(day);
}

/** The day by which the team promises an answer. The day of proof is day 0. */
export function answerByDay(provenOn: Day, workingDays: number = ANSWER_WORKING_DAYS): Day {
  let day = provenOn;
  let remaining = workingDays;
  while (remaining > 0) {
    day = addDays(day, 1);
    if (isWorkingDay(day)) remaining -= 1;
  }
  return day;
}

/** Terms, weekends and bank holidays bind schools; youth settings close only on closed days of their own. */
export function isOpenDay(calendar: SchoolCalendar, day: Day): OpenDay {
  const closedDay = calendar.closedDays.find((closed) => closed.onDate === day);
  if (closedDay) return { open: false, reason: "closed_day", label: closedDay.label };
  if (calendar.kind === "youth") return { open: true, assumed: false };
  if (weekdayOf(day) > 5) return { open: false, reason: "weekend", label: "" };
  const bankHoliday = bankHolidayName(day);
  if (bankHoliday) return { open: false, reason: "bank_holiday", label: bankHoliday };
  if (calendar.terms.some((term) => day >= term.startsOn && day <= term.endsOn)) {
    return { open: true, assumed: false };
  }
  return hasTermsFor(calendar, day)
    ? { open: false, reason: "outside_term", label: "" }
    : { open: true, assumed: true };
}

/**
 * Open days after the first day up to a visit's day, which counts itself; 0 when that is not later. Up to a visit on a
 * day on which the school is closed these are ordinary working days: its calendar says nothing of who is there then, and
 * would leave no day between the end of term and the visit.
 */
export function schoolDaysBetween(calendar: SchoolCalendar, from: Day, visitOn: Day): number {
  const isClosedThen = !isOpenDay(calendar, visitOn).open;
  let count = 0;
  for (let day = addDays(from, 1); day <= visitOn; day = addDays(day, 1)) {
    if (day === visitOn || (isClosedThen ? isWorkingDay(day) : isOpenDay(calendar, day).open)) count += 1;
  }
  return count;
}

/** "is closed for the weekend": the end of a sentence that begins with the school's name. */
export function describeClosed(closed: Extract<OpenDay, { open: false }>): string {
  switch (closed.reason) {
    case "weekend":
      return "is closed at weekends";
    case "bank_holiday":
      return `is closed for the bank holiday (${closed.label})`;
    case "outside_term":
      return "is closed because the day is outside its terms";
    case "closed_day":
      return closed.label === "" ? "has a closed day" : `has a closed day (${closed.label})`;
    default:
      return assertNever(closed.reason);
  }
}

/** Terms of another year say nothing about this one: without any for it, the year counts as not entered. */
function hasTermsFor(calendar: SchoolCalendar, day: Day): boolean {
  const academicYear = academicYearOf(day);
  return calendar.terms.some(
    (term) => academicYearOf(term.startsOn) === academicYear || academicYearOf(term.endsOn) === academicYear,
  );
}

function bankHolidayName(day: Day): string | undefined {
  return bankHolidaysOf(Number(day.slice(0, 4))).get(day);
}

function bankHolidaysOf(year: number): ReadonlyMap<Day, string> {
  const known = bankHolidaysByYear.get(year);
  if (known) return known;
  const listed = new Map<Day, string>();
  for (const holiday of holidays.getHolidays(year)) {
    const onDate = holiday.date.slice(0, 10);
    if (holiday.type === "public" && weekdayOf(onDate) <= 5) listed.set(onDate, holiday.name);
  }
  bankHolidaysByYear.set(year, listed);
  return listed;
}
