import { addDays, daysBetween, formatMinutes, mondayOf, weekdayOf, type Day } from "~/lib/london-time";

/** A stretch of one local day, in minutes from midnight. */
export type MinuteSpan = { startMinutes: number; endMinutes: number };

/** `week` counts from 0 within the cycle, `weekday` is ISO (1 is Monday). */
export type WorkingPatternDay = MinuteSpan & { week: number; weekday: number };

/** A pattern holds from its first day until the next pattern's; weeks count from the Monday `anchorOn`. */
export type WorkingPattern = {
  validFromOn: Day;
  anchorOn: Day;
  cycleWeeks: number;
  days: readonly WorkingPatternDay[];
  /** The last day of a stretch from a roster file, which comes before all hand-made patterns; null for those. */
  validToOn?: Day | null;
};

/** How a person tells a cycle: whole weeks from a Monday, or days from the pattern's first day ("six on, four off"). */
export type Cycle = {
  unit: "weeks" | "days";
  length: number;
  /** One entry a day of the cycle; empty for a day off. */
  rows: readonly (readonly MinuteSpan[])[];
};

export const LONGEST_CYCLE = { weeks: 10, days: 28 } as const;

export type WorkingHours = { spans: readonly MinuteSpan[]; assumed: boolean };

/** Where nothing was entered: weekdays 08:00 to 16:00 (product.md, defaults). */
export const DEFAULT_WORKING_SPAN: MinuteSpan = { startMinutes: 8 * 60, endMinutes: 16 * 60 };

/** When a presenter can work on a day, in order. `assumed` when no pattern holds yet on that day. */
export function workingHoursOn(patterns: readonly WorkingPattern[], day: Day): WorkingHours {
  const pattern = patternOn(patterns, day);
  if (!pattern) return { spans: weekdayOf(day) <= 5 ? [DEFAULT_WORKING_SPAN] : [], assumed: true };
  const week = weekOfCycle(pattern, day);
  const weekday = weekdayOf(day);
  const spans = pattern.days
    .filter((entry) => entry.week === week && entry.weekday === weekday)
    .map(({ startMinutes, endMinutes }) => ({ startMinutes, endMinutes }))
    .sort((one, other) => one.startMinutes - other.startMinutes);
  return { spans: joinTouching(spans), assumed: false };
}

/** True when one working span covers the whole stretch. */
export function isWithinWorkingHours(hours: WorkingHours, span: MinuteSpan): boolean {
  return hours.spans.some(
    (working) => working.startMinutes <= span.startMinutes && span.endMinutes <= working.endMinutes,
  );
}

/** "08:00 to 12:00 and 13:00 to 16:00", or "does not work" without any. */
export function describeWorkingHours(hours: WorkingHours): string {
  if (hours.spans.length === 0) return "does not work";
  return hours.spans
    .map((span) => `${formatMinutes(span.startMinutes)} to ${formatMinutes(span.endMinutes)}`)
    .join(" and ");
}

/**
 * A cycle as a pattern in weeks. A cycle of days that are not whole weeks comes round on the same weekdays after as many
 * weeks as it has days: ten days are kept as ten weeks (docs/decisions/015).
 */
export function patternOfCycle(cycle: Cycle, validFromOn: Day): WorkingPattern {
  const anchorOn = mondayOf(validFromOn);
  const byDays = cycle.unit === "days";
  const cycleWeeks = byDays && cycle.length % 7 !== 0 ? cycle.length : byDays ? cycle.length / 7 : cycle.length;
  const offset = byDays ? daysBetween(anchorOn, validFromOn) : 0;
  const period = byDays ? cycle.length : cycle.length * 7;
  const days = Array.from({ length: cycleWeeks * 7 }, (_, index): WorkingPatternDay[] => {
    const spans = cycle.rows[(((index - offset) % period) + period) % period] ?? [];
    return spans.map((span) => ({ ...span, week: Math.floor(index / 7), weekday: (index % 7) + 1 }));
  });
  return { validFromOn, anchorOn, cycleWeeks, days: days.flat() };
}

/** The shortest telling of a pattern, from its first day that is not before `fromOn`. */
export function cycleOfPattern(pattern: WorkingPattern, fromOn: Day): Cycle & { fromOn: Day } {
  const firstOn = fromOn > pattern.validFromOn ? fromOn : pattern.validFromOn;
  const spansOn = (day: Day): readonly MinuteSpan[] =>
    workingHoursOn([{ ...pattern, validFromOn: mondayOf(firstOn), validToOn: null }], day).spans;
  const monday = mondayOf(firstOn);
  const all = Array.from({ length: pattern.cycleWeeks * 7 }, (_, index) => spansOn(addDays(monday, index)));
  const period = shortestPeriod(all.map((spans) => JSON.stringify(spans)));
  const byDays = period > 1 && period % 7 !== 0 && period <= LONGEST_CYCLE.days;
  const length = byDays ? period : period === 1 ? 1 : period % 7 === 0 ? period / 7 : pattern.cycleWeeks;
  const rows = Array.from({ length: byDays ? length : length * 7 }, (_, index) =>
    spansOn(addDays(byDays ? firstOn : monday, index)),
  );
  return { unit: byDays ? "days" : "weeks", length, rows, fromOn: firstOn };
}

function shortestPeriod(texts: readonly string[]): number {
  for (let period = 1; period < texts.length; period += 1) {
    if (texts.length % period !== 0) continue;
    if (texts.every((text, index) => text === texts[index % period])) return period;
  }
  return texts.length;
}

function patternOn(patterns: readonly WorkingPattern[], day: Day): WorkingPattern | null {
  let newest: WorkingPattern | null = null;
  for (const pattern of patterns) {
    if (pattern.validFromOn > day || (pattern.validToOn && pattern.validToOn < day)) continue;
    if (newest === null || comesBefore(pattern, newest)) newest = pattern;
  }
  return newest;
}

function comesBefore(one: WorkingPattern, other: WorkingPattern): boolean {
  const [rostered, otherRostered] = [Boolean(one.validToOn), Boolean(other.validToOn)];
  return rostered === otherRostered ? one.validFromOn > other.validFromOn : rostered;
}

function weekOfCycle(pattern: WorkingPattern, day: Day): number {
  const sinceMonday = daysBetween(pattern.anchorOn, day) + weekdayOf(pattern.anchorOn) - 1;
  const weeks = Math.floor(sinceMonday / 7);
  return ((weeks % pattern.cycleWeeks) + pattern.cycleWeeks) % pattern.cycleWeeks;
}

function joinTouching(spans: readonly MinuteSpan[]): MinuteSpan[] {
  const joined: MinuteSpan[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last && span.startMinutes <= last.endMinutes) {
      last.endMinutes = Math.max(last.endMinutes, span.endMinutes);
    } else {
      joined.push({ ...span });
    }
  }
  return joined;
}
