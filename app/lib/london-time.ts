import { Temporal } from "temporal-polyfill";

/** A calendar day as ISO text, "2026-11-23". Days compare correctly as text. */
export type Day = string;

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const LONDON = "Europe/London";
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const MOST_KEPT_DAYS = 5_000;
const offsets = new Map<Day, number | null>();
const midnights = new Map<Day, number>();
const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];
const WEEKDAY_NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTH_NAMES = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** The calendar day in London at this instant. */
export function dayOf(instant: Date): Day {
  return inLondon(instant).toISOString().slice(0, 10);
}

/** Local minutes from midnight in London at this instant, seconds dropped. */
export function minutesOf(instant: Date): number {
  const local = inLondon(instant);
  return local.getUTCHours() * 60 + local.getUTCMinutes();
}

/**
 * The instant of a local time in London. Minutes past 1440 run into the next day.
 * A time that the spring change skips moves on by an hour (01:30 becomes 02:30);
 * a time that the autumn change repeats is the first of the two (summer time).
 */
export function instantAt(day: Day, minutes: number): Date {
  const offset = minutes >= 0 && minutes <= 24 * 60 ? wholeDayOffset(day) : null;
  if (offset !== null) return new Date(utcMidnight(day) + minutes * MINUTE - offset);
  const local = Temporal.PlainDate.from(day).toPlainDateTime().add({ minutes });
  return new Date(local.toZonedDateTime(LONDON, { disambiguation: "compatible" }).epochMilliseconds);
}

export function addDays(day: Day, days: number): Day {
  return new Date(utcMidnight(day) + days * DAY).toISOString().slice(0, 10);
}

/** Whole calendar days from the first day to the second; negative when the second is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return (utcMidnight(to) - utcMidnight(from)) / DAY;
}

/** Every day from the first to the last, both included; empty when the last is earlier. */
export function daysFromTo(from: Day, to: Day): Day[] {
  const days: Day[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

export function weekdayOf(day: Day): Weekday {
  // The first of January 1970 was a Thursday.
  return WEEKDAYS[(((utcMidnight(day) / DAY + 3) % 7) + 7) % 7] ?? 1;
}

export function mondayOf(day: Day): Day {
  return addDays(day, 1 - weekdayOf(day));
}

/** True for an existing calendar day written "YYYY-MM-DD". */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text);
}

/** "2026-11" */
export function monthOf(day: Day): string {
  return day.slice(0, 7);
}

/** "Monday 23 November 2026" */
export function formatDay(day: Day): string {
  const { year, month, dayOfMonth } = partsOf(day);
  return `${weekdayName(day)} ${dayOfMonth} ${monthName(month)} ${year}`;
}

/** "Mon 23 Nov" */
export function formatShortDay(day: Day): string {
  const { month, dayOfMonth } = partsOf(day);
  return `${weekdayName(day).slice(0, 3)} ${dayOfMonth} ${monthName(month).slice(0, 3)}`;
}

/** "2026-11" becomes "November 2026". */
export function formatMonth(month: string): string {
  const [year, number] = month.split("-");
  return `${monthName(Number(number))} ${year ?? ""}`;
}

/** Local minutes from midnight as "09:10". */
export function formatMinutes(minutes: number): string {
  const ofDay = ((Math.floor(minutes) % 1440) + 1440) % 1440;
  return `${twoDigits(Math.floor(ofDay / 60))}:${twoDigits(ofDay % 60)}`;
}

/** The London time of day of an instant as "09:10". */
export function formatInstantTime(instant: Date): string {
  return formatMinutes(minutesOf(instant));
}

/** "Monday 23 November 2026 at 09:10" */
export function formatInstant(instant: Date): string {
  return `${formatDay(dayOf(instant))} at ${formatInstantTime(instant)}`;
}

/** "Monday 23 November 2026, 09:10 to 12:00": from one instant to another of the same day. */
export function formatSpan(startsAt: Date, endsAt: Date): string {
  return `${formatDay(dayOf(startsAt))}, ${formatInstantTime(startsAt)} to ${formatInstantTime(endsAt)}`;
}

/**
 * Reads a time of day as people type it ("9:10", "09.10", "0910", "9am", "1.30 pm", "noon")
 * into local minutes from midnight. Null when it is no time, or could mean morning or afternoon ("9").
 */
export function parseTimeOfDay(text: string): number | null {
  const typed = text.trim().toLowerCase();
  if (typed === "noon" || typed === "midday" || typed === "12 noon") return 12 * 60;
  const match = /^(\d{1,2}?)(?:[:.\s]?(\d{2}))?\s*([ap]\.?m\.?)?$/.exec(typed);
  if (!match) return null;
  const [, hourText, minuteText, halfText] = match;
  if (minuteText === undefined && halfText === undefined) return null;
  const minute = Number(minuteText ?? "0");
  const hour = hourOfDay(Number(hourText), halfText);
  return hour === null || hour > 23 || minute > 59 ? null : hour * 60 + minute;
}

function hourOfDay(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half.startsWith("p") ? 12 : 0);
}

/** The London clock at an instant, read as if it were UTC. */
function inLondon(instant: Date): Date {
  const utcDay = instant.toISOString().slice(0, 10);
  // London is never west of UTC since 1972, and changes its clocks at 01:00 UTC: its day with the same name has the
  // offset of the UTC day, unless that is a day of change.
  const offset = wholeDayOffset(utcDay) ?? offsetAt(instant);
  return new Date(instant.getTime() + offset);
}

function offsetAt(instant: Date): number {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(LONDON);
  return zoned.offsetNanoseconds / 1_000_000;
}

/**
 * London's distance from UTC in milliseconds, or null on the two days on which it changes. Kept, since
 * pages of a month of presenters ask thousands of times and the time zone answers slowly.
 */
function wholeDayOffset(day: Day): number | null {
  const known = offsets.get(day);
  if (known !== undefined) return known;
  const date = Temporal.PlainDate.from(day);
  const starts = date.toZonedDateTime(LONDON).offsetNanoseconds;
  const ends = date.add({ days: 1 }).toZonedDateTime(LONDON).offsetNanoseconds;
  return keep(offsets, day, starts === ends ? starts / 1_000_000 : null);
}

/** Kept, since a search asks for the same hundred days a thousand times. */
function utcMidnight(day: Day): number {
  return midnights.get(day) ?? keep(midnights, day, Date.parse(day));
}

function keep<Value>(kept: Map<Day, Value>, day: Day, value: Value): Value {
  if (kept.size >= MOST_KEPT_DAYS) kept.clear();
  kept.set(day, value);
  return value;
}

function partsOf(day: Day): { year: number; month: number; dayOfMonth: number } {
  const [year, month, dayOfMonth] = day.split("-").map(Number);
  return { year: year ?? NaN, month: month ?? NaN, dayOfMonth: dayOfMonth ?? NaN };
}

function weekdayName(day: Day): string {
  return WEEKDAY_NAMES[weekdayOf(day) - 1] ?? "";
}

function monthName(month: number): string {
  return MONTH_NAMES[month - 1] ?? "";
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
