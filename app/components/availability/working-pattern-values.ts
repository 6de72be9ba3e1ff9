import { cycleOfPattern, DEFAULT_WORKING_SPAN, type Cycle, type WorkingPattern } from "~/domain/working-hours";
import { partsFromDay, textOf, type FormValues } from "~/lib/form-data";
import { formatMinutes, type Day } from "~/lib/london-time";

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
  for (const [index, [span]] of cycle.rows.entries()) {
    if (!span) continue;
    values[`days.${index}.start`] = formatMinutes(span.startMinutes);
    values[`days.${index}.end`] = span.endMinutes === 1440 ? "24:00" : formatMinutes(span.endMinutes);
  }
  return values;
}

/** As typed, with as many days as the cycle has: "shown" tells the form how many to draw. */
export function resizedPattern(values: FormValues, cycle: { unit: "weeks" | "days"; length: number }): FormValues {
  return { ...values, shown: `${cycle.length} ${cycle.unit}` };
}

/** The first week's times in every week of the cycle. */
export function firstWeekCopied(values: FormValues, weeks: number): FormValues {
  const copied: FormValues = {};
  for (let index = 7; index < weeks * 7; index += 1) {
    for (const end of ["start", "end"]) copied[`days.${index}.${end}`] = textOf(values, `days.${index % 7}.${end}`);
  }
  return { ...values, ...copied };
}

/** How many days the form draws, and in which unit. */
export function shownCycle(values: FormValues): { unit: "weeks" | "days"; length: number } {
  const [, length = "1", unit = "weeks"] = /^(\d{1,2}) (weeks|days)$/.exec(textOf(values, "shown")) ?? [];
  return { unit: unit === "days" ? "days" : "weeks", length: Number(length) };
}
