import { DEFAULT_WORKING_SPAN, type WorkingPattern } from "~/domain/working-hours";
import { partsFromDay, type FormValues } from "~/lib/form-data";
import { formatMinutes, type Day } from "~/lib/london-time";

/** The form as it is first shown: the newest hours, or the assumed ones, from today on. */
export function workingPatternValues(patterns: readonly WorkingPattern[], today: Day): FormValues {
  const from = partsFromDay(today);
  const values: FormValues = {
    "validFrom.day": from.day,
    "validFrom.month": from.month,
    "validFrom.year": from.year,
  };
  const newest = patterns[0];
  for (let index = 0; index < 7; index += 1) {
    const span = newest
      ? newest.days.find(({ week, weekday }) => week === 0 && weekday === index + 1)
      : index < 5
        ? DEFAULT_WORKING_SPAN
        : undefined;
    if (!span) continue;
    values[`days.${index}.start`] = formatMinutes(span.startMinutes);
    values[`days.${index}.end`] = span.endMinutes === 1440 ? "24:00" : formatMinutes(span.endMinutes);
  }
  return values;
}
