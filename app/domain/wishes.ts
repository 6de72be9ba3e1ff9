import { formatDay, formatMinutes, weekdayOf, type Day, type Weekday } from "~/lib/london-time";
import { assertNever } from "~/lib/assert-never";

export type WishDays =
  | { kind: "date"; on: Day }
  | { kind: "range"; startsOn: Day; endsOn: Day }
  | { kind: "weekday"; weekday: Weekday; startsOn: Day; endsOn: Day };

export type PartOfDay =
  | { kind: "any" }
  | { kind: "morning" }
  | { kind: "afternoon" }
  | { kind: "start_time"; startMinutes: number };

/** What suits the school. A request carries one to five, in order of preference. */
export type Wish = { days: WishDays; partOfDay: PartOfDay };

export const MOST_WISHES = 5;

/** Morning ends at 12:00 (product.md, defaults). Local minutes from midnight. */
export const MORNING_ENDS_MINUTES = 12 * 60;

/** A start this near to the wished one still keeps the wish: bell times rarely fall on round figures. */
export const START_TIME_TOLERANCE_MINUTES = 15;

const WEEKDAY_PLURALS: Readonly<Record<Weekday, string>> = {
  1: "Mondays",
  2: "Tuesdays",
  3: "Wednesdays",
  4: "Thursdays",
  5: "Fridays",
  6: "Saturdays",
  7: "Sundays",
};

/** True when sessions from start to end (local minutes) on this day keep the wish. */
export function wishMatches(wish: Wish, day: Day, startMinutes: number, endMinutes: number): boolean {
  return dayMatches(wish.days, day) && partOfDayMatches(wish.partOfDay, startMinutes, endMinutes);
}

/** "Monday 23 November 2026, morning" */
export function describeWish(wish: Wish): string {
  return `${describeDays(wish.days)}, ${describePartOfDay(wish.partOfDay)}`;
}

/** The first and last day that a wish allows. */
export function daysOfWish(wish: Wish): { startsOn: Day; endsOn: Day } {
  return wish.days.kind === "date"
    ? { startsOn: wish.days.on, endsOn: wish.days.on }
    : { startsOn: wish.days.startsOn, endsOn: wish.days.endsOn };
}

function dayMatches(days: WishDays, day: Day): boolean {
  switch (days.kind) {
    case "date":
      return day === days.on;
    case "range":
      return day >= days.startsOn && day <= days.endsOn;
    case "weekday":
      return day >= days.startsOn && day <= days.endsOn && weekdayOf(day) === days.weekday;
    default:
      return assertNever(days);
  }
}

function partOfDayMatches(part: PartOfDay, startMinutes: number, endMinutes: number): boolean {
  switch (part.kind) {
    case "any":
      return true;
    case "morning":
      return endMinutes <= MORNING_ENDS_MINUTES;
    case "afternoon":
      return startMinutes >= MORNING_ENDS_MINUTES;
    case "start_time":
      return Math.abs(startMinutes - part.startMinutes) <= START_TIME_TOLERANCE_MINUTES;
    default:
      return assertNever(part);
  }
}

function describeDays(days: WishDays): string {
  switch (days.kind) {
    case "date":
      return formatDay(days.on);
    case "range":
      return `${formatDay(days.startsOn)} to ${formatDay(days.endsOn)}`;
    case "weekday":
      return `${WEEKDAY_PLURALS[days.weekday]}, ${formatDay(days.startsOn)} to ${formatDay(days.endsOn)}`;
    default:
      return assertNever(days);
  }
}

function describePartOfDay(part: PartOfDay): string {
  switch (part.kind) {
    case "any":
      return "any time of day";
    case "morning":
      return "morning";
    case "afternoon":
      return "afternoon";
    case "start_time":
      return `starting at ${formatMinutes(part.startMinutes)}`;
    default:
      return assertNever(part);
  }
}
