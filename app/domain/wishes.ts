import { formatDay, formatMinutes, weekdayOf, type Day } from "~/lib/london-time";
import { assertNever } from "~/lib/assert-never";

export type WishKind = "date" | "range" | "weekday";
export type PartOfDay = "any" | "morning" | "afternoon" | "start_time";

/**
 * What suits the school; a request carries one to five in order of preference. A date has equal ends;
 * `weekday` (ISO, 1 is Monday) belongs to "weekday", `startMinutes` (local) to "start_time".
 */
export type Wish = {
  kind: WishKind;
  fromOn: Day;
  toOn: Day;
  weekday: number | null;
  partOfDay: PartOfDay;
  startMinutes: number | null;
  periodLabel: string;
};

export const MOST_WISHES = 5;

/** Morning ends at 12:00 (product.md, defaults). Local minutes from midnight. */
export const MORNING_ENDS_MINUTES = 12 * 60;

/** A start this near to the wished one still keeps the wish: bell times rarely fall on round figures. */
export const START_TIME_TOLERANCE_MINUTES = 15;

const WEEKDAY_PLURALS = ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"];

/** True when sessions from start to end (local minutes) on this day keep the wish. */
export function wishMatches(wish: Wish, day: Day, startMinutes: number, endMinutes: number): boolean {
  return dayMatches(wish, day) && partOfDayMatches(wish, startMinutes, endMinutes);
}

/** "Monday 23 November 2026, morning" */
export function describeWish(wish: Wish): string {
  const period = wish.periodLabel === "" ? "" : ` (${wish.periodLabel})`;
  return `${describeDays(wish)}, ${describePartOfDay(wish)}${period}`;
}

function dayMatches(wish: Wish, day: Day): boolean {
  if (day < wish.fromOn || day > wish.toOn) return false;
  return wish.kind !== "weekday" || weekdayOf(day) === wish.weekday;
}

function partOfDayMatches(wish: Wish, startMinutes: number, endMinutes: number): boolean {
  switch (wish.partOfDay) {
    case "any":
      return true;
    case "morning":
      return endMinutes <= MORNING_ENDS_MINUTES;
    case "afternoon":
      return startMinutes >= MORNING_ENDS_MINUTES;
    case "start_time":
      return Math.abs(startMinutes - (wish.startMinutes ?? startMinutes)) <= START_TIME_TOLERANCE_MINUTES;
    default:
      return assertNever(wish.partOfDay);
  }
}

function describeDays(wish: Wish): string {
  const range = `${formatDay(wish.fromOn)} to ${formatDay(wish.toOn)}`;
  switch (wish.kind) {
    case "date":
      return formatDay(wish.fromOn);
    case "range":
      return range;
    case "weekday":
      return `${WEEKDAY_PLURALS[(wish.weekday ?? 1) - 1] ?? ""}, ${range}`;
    default:
      return assertNever(wish.kind);
  }
}

function describePartOfDay(wish: Wish): string {
  switch (wish.partOfDay) {
    case "any":
      return "any time of day";
    case "morning":
      return "morning";
    case "afternoon":
      return "afternoon";
    case "start_time":
      return `starting at ${formatMinutes(wish.startMinutes ?? 0)}`;
    default:
      return assertNever(wish.partOfDay);
  }
}
