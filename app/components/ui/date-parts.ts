import type { DateParts } from "~/components/ui/date-field";
import { partsFromDay, textOf, type FormValues } from "~/lib/form-data";
import type { Day } from "~/lib/london-time";

/** What was typed into a date field. */
export function dateParts(values: FormValues | undefined, name: string): DateParts {
  const part = (key: string): string => textOf(values, `${name}.${key}`);
  return { day: part("day"), month: part("month"), year: part("year") };
}

/** A day as if it had been typed. */
export function dayValues(name: string, day: Day): FormValues {
  return Object.fromEntries(Object.entries(partsFromDay(day)).map(([key, text]) => [`${name}.${key}`, text]));
}
