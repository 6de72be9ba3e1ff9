import { readFile } from "node:fs/promises";
import ICAL from "ical.js";
import { csvRecords, type CsvRecord } from "~/lib/csv-records.server";
import { addDays, dayOf, daysFromTo, formatMinutes, instantAt, isDay, minutesOf, type Day } from "~/lib/london-time";

/** The file begins like a calendar and is none. */
export class UnreadableCalendar extends Error {
  constructor() {
    super("The file cannot be read as iCalendar");
  }
}

/** Days around today whose repeated shifts are written out: rosters are imported week by week. */
const DAYS_BACK = 31;
const DAYS_AHEAD = 400;
/** Of all series of a file together: more is no roster, and would keep the service busy. */
const MOST_REPEATS = 30_000;
const LONGEST_SHIFT_MS = 24 * 60 * 60 * 1000;
/** What Outlook and others call it; a calendar without a zone of its own is London's too. */
const LONDON_NAMES = new Set(["", "Europe/London", "GMT Standard Time", "GMT"]);

type Shift = { line: number; email: string; day: Day; start: string; end: string };

type Reading = { whose: string; today: Day };

/** The records of a roster file, CSV or iCalendar by what it begins with. Throws UnreadableCsv, UnreadableCalendar. */
export async function rosterRecords(path: string, reading: Reading): Promise<CsvRecord[]> {
  const text = await readFile(path, "utf8");
  if (/^\uFEFF?\s*BEGIN:VCALENDAR/i.test(text)) return calendarRosterRecords(text, reading);
  const records: CsvRecord[] = [];
  for await (const record of csvRecords(path)) records.push(record);
  return records;
}

/**
 * A duty calendar (RFC 5545) as the records of a roster file (docs/roster.md), header first; `line` is the number of the
 * event. Who works is the event's ATTENDEEs, else its ORGANIZER, else `whose`. An event of whole days is rest, and so
 * is each day between somebody's first and last event that has none. Throws UnreadableCalendar.
 */
export function calendarRosterRecords(text: string, { whose, today }: Reading): CsvRecord[] {
  const horizon = { from: addDays(today, -DAYS_BACK), to: addDays(today, DAYS_AHEAD), repeatsLeft: MOST_REPEATS };
  const shifts = parse(text)
    .getAllSubcomponents("vevent")
    .flatMap((component, index) => shiftsOf(component, { line: index + 1, whose }, horizon));
  const records = [...shifts, ...restsBetween(shifts)];
  return [
    { line: 0, cells: ["email", "date", "start", "end"] },
    ...records.map(({ line, email, day, start, end }) => ({ line, cells: [email, day, start, end] })),
  ];
}

function parse(text: string): ICAL.Component {
  try {
    const parsed: unknown = ICAL.parse(text.replace(/^\uFEFF/, ""));
    if (!Array.isArray(parsed) || parsed[0] !== "vcalendar") throw new UnreadableCalendar();
    return new ICAL.Component(parsed);
  } catch {
    throw new UnreadableCalendar();
  }
}

/** What of repeating shifts is written out; `repeatsLeft` is counted down. */
type Horizon = { from: Day; to: Day; repeatsLeft: number };

function shiftsOf(
  component: ICAL.Component,
  { line, whose }: { line: number; whose: string },
  horizon: Horizon,
): Shift[] {
  const event = new ICAL.Event(component, { strictExceptions: true });
  // An exception stands in for its occurrence where the series is written out.
  if (event.isRecurrenceException()) return [];
  if (String(component.getFirstPropertyValue("status") ?? "").toUpperCase() === "CANCELLED") return [];
  const people = peopleOf(component, whose);
  const zone = String(component.getFirstProperty("dtstart")?.getFirstParameter("tzid") ?? "");
  return occurrencesOf(event, horizon).flatMap(({ startDate, endDate }) =>
    people.flatMap((email) => timesOf(startDate, endDate, zone).map((times) => ({ line, email, ...times }))),
  );
}

function peopleOf(component: ICAL.Component, whose: string): string[] {
  const addressesOf = (name: string): string[] =>
    component
      .getAllProperties(name)
      .map((property) => String(property.getFirstValue() ?? "").replace(/^mailto:/i, "").trim())
      .filter((address) => address.includes("@"));
  const attendees = addressesOf("attendee");
  if (attendees.length > 0) return attendees;
  const organizers = addressesOf("organizer");
  return organizers.length > 0 ? organizers : [whose];
}

type Occurrence = { startDate: ICAL.Time; endDate: ICAL.Time };

function occurrencesOf(event: ICAL.Event, horizon: Horizon): Occurrence[] {
  if (!event.startDate) return [];
  if (!event.isRecurring()) return [{ startDate: event.startDate, endDate: event.endDate }];
  const found: Occurrence[] = [];
  const iterator = event.iterator();
  for (let next = iterator.next(); next && dayIn(next) <= horizon.to; next = iterator.next()) {
    if (horizon.repeatsLeft === 0) throw new UnreadableCalendar();
    horizon.repeatsLeft -= 1;
    if (dayIn(next) < horizon.from) continue;
    const { startDate, endDate } = event.getOccurrenceDetails(next);
    found.push({ startDate, endDate });
  }
  return found;
}

function timesOf(start: ICAL.Time, end: ICAL.Time, zone: string): { day: Day; start: string; end: string }[] {
  if (start.isDate) {
    const [first, until] = [dayIn(start), dayIn(end)];
    // DTEND of whole days is the first day after them (RFC 5545, 3.6.1).
    const last = until > first ? addDays(until, -1) : first;
    return daysFromTo(first, last).map((day) => ({ day, start: "", end: "" }));
  }
  const [begins, ends] = [instantOf(start, zone), instantOf(end, zone)];
  if (!begins || !ends) return [{ day: dayIn(start), start: `zone ${zone}`, end: "" }];
  const length = ends.getTime() - begins.getTime();
  // More than a day is no shift: read as one row its end would lie on the next day.
  if (length <= 0 || length > LONGEST_SHIFT_MS) return [{ day: dayOf(begins), start: "no shift", end: "" }];
  const [startMinutes, endMinutes] = [minutesOf(begins), minutesOf(ends)];
  return [
    { day: dayOf(begins), start: formatMinutes(startMinutes), end: endMinutes === 0 ? "24:00" : formatMinutes(endMinutes) },
  ];
}

/** Null for a zone that neither the file nor this service knows. */
function instantOf(time: ICAL.Time, zone: string): Date | null {
  if (time.zone.tzid !== "floating") return time.toJSDate();
  return LONDON_NAMES.has(zone) ? instantAt(dayIn(time), time.hour * 60 + time.minute) : null;
}

function dayIn({ year, month, day }: ICAL.Time): Day {
  return [String(year).padStart(4, "0"), String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-");
}

function restsBetween(shifts: readonly Shift[]): Shift[] {
  return [...new Set(shifts.map(({ email }) => email))].flatMap((email) => {
    const own = shifts.filter((shift) => shift.email === email && isDay(shift.day));
    own.sort((one, other) => one.day.localeCompare(other.day));
    const [first, last] = [own[0], own.at(-1)];
    if (!first || !last) return [];
    const named = new Set(own.map(({ day }) => day));
    return daysFromTo(first.day, last.day)
      .filter((day) => !named.has(day))
      .map((day) => ({ line: first.line, email, day, start: "", end: "" }));
  });
}
