import { cycleOfPattern, DEFAULT_WORKING_SPAN, type Cycle, type WorkingPattern } from "~/domain/working-hours";
import { partsFromDay, textOf, type FormValues } from "~/lib/form-data";
import { formatMinutes, type Day } from "~/lib/london-time";

/** More stretches than these in one day nobody works. */
const MOST_STRETCHES = 2;

const DEFAULT_CYCLE: Cycle = {
  unit: "weeks",
  length: 1,
  rows: Array.from({ length: 7 }, (_, index) => (index < 5 ? [DEFAULT_WORKING_SPAN] : [])),
};

/** The form as it is first shown: the newest hand-made hours, or the assumed ones, from today on. */
export function workingPatternValues(patterns: readonly WorkingPattern[], today: Day): FormValues {
  const newest = patterns.find(({ validToOn }) => !validToOn);
  const cycle = newest ? cycleOfPattern(newest, today) : { ...DEFAULT_CYCLE, fromOn: today };
  const from = partsFromDay(cycle.fromOn);
  const values: FormValues = {
    "validFrom.day": from.day,
    "validFrom.month": from.month,
    "validFrom.year": from.year,
    unit: cycle.unit,
    length: String(cycle.length),
    shown: `${cycle.length} ${cycle.unit}`,
  };
  for (const [index, spans] of cycle.rows.entries()) {
    for (const [stretch, span] of spans.slice(0, MOST_STRETCHES).entries()) {
      const { start, end } = stretchFields(index, stretch);
      values[start] = formatMinutes(span.startMinutes);
      values[end] = span.endMinutes === 1440 ? "24:00" : formatMinutes(span.endMinutes);
    }
  }
  return cycle.rows.some((spans) => spans.length > 1) ? secondStretchShown(values) : values;
}

/** As typed, with as many days as the cycle has: "shown" tells the form how many to draw. */
export function resizedPattern(values: FormValues, cycle: { unit: "weeks" | "days"; length: number }): FormValues {
  return { ...values, shown: `${cycle.length} ${cycle.unit}` };
}

/** The first week's times in every week of the cycle. */
export function firstWeekCopied(values: FormValues, weeks: number): FormValues {
  const copied: FormValues = {};
  for (let index = 7; index < weeks * 7; index += 1) {
    for (let stretch = 0; stretch < MOST_STRETCHES; stretch += 1) {
      const [from, to] = [stretchFields(index % 7, stretch), stretchFields(index, stretch)];
      copied[to.start] = textOf(values, from.start);
      copied[to.end] = textOf(values, from.end);
    }
  }
  return { ...values, ...copied };
}

/** The same form with a second start and end for each day. */
export function secondStretchShown(values: FormValues): FormValues {
  return { ...values, stretches: String(MOST_STRETCHES) };
}

/** How many starts and ends the form draws for each day. */
export function shownStretches(values: FormValues): number {
  return textOf(values, "stretches") === String(MOST_STRETCHES) ? MOST_STRETCHES : 1;
}

/** Names of a stretch's two fields; both counted from 0. */
export function stretchFields(day: number, stretch: number): { start: string; end: string } {
  const suffix = stretch === 0 ? "" : "2";
  return { start: `days.${day}.start${suffix}`, end: `days.${day}.end${suffix}` };
}

/** How many days the form draws, and in which unit. */
export function shownCycle(values: FormValues): { unit: "weeks" | "days"; length: number } {
  const [, length = "1", unit = "weeks"] = /^(\d{1,2}) (weeks|days)$/.exec(textOf(values, "shown")) ?? [];
  return { unit: unit === "days" ? "days" : "weeks", length: Number(length) };
}
