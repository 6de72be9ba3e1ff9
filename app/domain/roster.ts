import type { MinuteSpan, WorkingPattern } from "~/domain/working-hours";
import { addDays, daysBetween, isDay, mondayOf, parseTimeOfDay, weekdayOf, type Day } from "~/lib/london-time";

/** One presenter's hours on one day; without spans a rest day. */
export type RosterDay = { presenterId: string; day: Day; spans: readonly MinuteSpan[] };
export type BadRosterRow = { line: number; problem: string };
export type RosterReading =
  | { ok: true; read: number; days: RosterDay[]; badRows: BadRosterRow[] }
  | { ok: false; missing: string[] };

const COLUMNS = ["email", "date", "start", "end"] as const;
const MINUTES_OF_DAY = 24 * 60;
/** A stretch is kept as one cycle, and a cycle has at most 52 weeks. */
const LONGEST_STRETCH_DAYS = 51 * 7;

type Shift = { presenterId: string; day: Day; start: number | null; end: number | null };

/**
 * Reads a duty system's rows (docs/roster.md): columns email, date, start, end in any order, others are left alone. A
 * shift that ends at or before its start ends on the next day, and counts there when the file has that day too.
 */
export function readRoster(
  records: readonly { line: number; cells: readonly string[] }[],
  presenters: readonly { id: string; email: string }[],
): RosterReading {
  const header = (records[0]?.cells ?? []).map((cell) => cell.trim().toLowerCase());
  const missing = COLUMNS.filter((column) => !header.includes(column));
  if (missing.length > 0) return { ok: false, missing };
  const idOf = new Map(presenters.map(({ id, email }) => [email.toLowerCase(), id]));
  const badRows: BadRosterRow[] = [];
  const shifts: Shift[] = [];
  for (const { line, cells } of records.slice(1)) {
    const cell = (column: (typeof COLUMNS)[number]): string => (cells[header.indexOf(column)] ?? "").trim();
    const shift = readShift(cell("email"), cell("date"), cell("start"), cell("end"), idOf);
    if (typeof shift === "string") noteProblem(badRows, { line, problem: shift });
    else shifts.push(shift);
  }
  return { ok: true, read: shifts.length, days: daysOf(shifts), badRows };
}

/** One event of a calendar may stand for many days with one fault. */
function noteProblem(badRows: BadRosterRow[], { line, problem }: BadRosterRow): void {
  if (!badRows.some((bad) => bad.line === line && bad.problem === problem)) badRows.push({ line, problem });
}

function readShift(
  email: string,
  date: string,
  start: string,
  end: string,
  idOf: ReadonlyMap<string, string>,
): Shift | string {
  const presenterId = idOf.get(email.toLowerCase());
  if (presenterId === undefined) return email === "" ? "No address is given" : "No presenter has this address";
  const british = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(date);
  const day = british ? `${british[3]}-${british[2]}-${british[1]}` : date;
  if (!isDay(day)) return "The date must be like 2026-11-23 or 23/11/2026";
  if (start === "" && end === "") return { presenterId, day, start: null, end: null };
  const [from, to] = [parseTimeOfDay(start), end === "24:00" ? MINUTES_OF_DAY : parseTimeOfDay(end)];
  if (from === null || to === null) return "Start and end must be times like 07:00, or both empty for a rest day";
  return { presenterId, day, start: from, end: to };
}

function daysOf(shifts: readonly Shift[]): RosterDay[] {
  const found = new Map<string, { presenterId: string; day: Day; spans: MinuteSpan[] }>();
  const keyOf = (presenterId: string, day: Day): string => `${presenterId} ${day}`;
  for (const { presenterId, day } of shifts) found.set(keyOf(presenterId, day), { presenterId, day, spans: [] });
  const add = (presenterId: string, day: Day, startMinutes: number, endMinutes: number): void => {
    const spans = found.get(keyOf(presenterId, day))?.spans;
    // The same row twice is one shift.
    if (endMinutes <= startMinutes || spans?.some((span) => span.startMinutes === startMinutes)) return;
    spans?.push({ startMinutes, endMinutes });
  };
  for (const { presenterId, day, start, end } of shifts) {
    if (start === null || end === null) continue;
    add(presenterId, day, start, end > start ? end : MINUTES_OF_DAY);
    if (end <= start) add(presenterId, addDays(day, 1), 0, end);
  }
  return [...found.values()];
}

export type RosterStretch = WorkingPattern & { validToOn: Day };

/** The days that rosters cover, as patterns with a last day: a day that no roster names ends a stretch. */
export function rosterStretches(days: readonly Pick<RosterDay, "day" | "spans">[]): RosterStretch[] {
  const runs: Pick<RosterDay, "day" | "spans">[][] = [];
  for (const entry of [...days].sort((one, other) => one.day.localeCompare(other.day))) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    const goesOn = last !== undefined && daysBetween(last.day, entry.day) === 1;
    if (run && goesOn && run.length < LONGEST_STRETCH_DAYS) run.push(entry);
    else runs.push([entry]);
  }
  return runs.flatMap((run) => {
    const [first, last] = [run[0], run.at(-1)];
    if (!first || !last) return [];
    const anchorOn = mondayOf(first.day);
    const weekOf = (day: Day): number => Math.floor(daysBetween(anchorOn, day) / 7);
    const entries = run.flatMap(({ day, spans }) =>
      spans.map((span) => ({ ...span, week: weekOf(day), weekday: weekdayOf(day) })),
    );
    return [
      { validFromOn: first.day, validToOn: last.day, anchorOn, cycleWeeks: weekOf(last.day) + 1, days: entries },
    ];
  });
}
