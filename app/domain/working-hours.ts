import { daysBetween, formatMinutes, mondayOf, weekdayOf, type Day } from "~/lib/london-time";

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
};

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

function patternOn(patterns: readonly WorkingPattern[], day: Day): WorkingPattern | null {
  let newest: WorkingPattern | null = null;
  for (const pattern of patterns) {
    const holds = pattern.validFromOn <= day;
    if (holds && (newest === null || pattern.validFromOn > newest.validFromOn)) newest = pattern;
  }
  return newest;
}

function weekOfCycle(pattern: WorkingPattern, day: Day): number {
  const weeks = Math.floor(daysBetween(mondayOf(pattern.anchorOn), day) / 7);
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
