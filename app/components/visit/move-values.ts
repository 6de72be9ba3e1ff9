import { planValues, shiftedValues } from "~/components/booking-request/plan-values";
import type { PlanRow } from "~/domain/plan-rows";
import { partsFromDay, textOf, type FormValues } from "~/lib/form-data";
import { formatMinutes, parseTimeOfDay, type Day } from "~/lib/london-time";

/** A visit as it is, as the fields of the form that moves it. */
export function moveValues(visit: {
  version: number;
  seen: string;
  onDate: Day;
  rows: readonly PlanRow[];
}): FormValues {
  return {
    ...planValues(visit.rows, visit.rows.map(({ groupId }) => ({ id: groupId }))),
    ...dayValues(visit.onDate),
    version: String(visit.version),
    seen: visit.seen,
  };
}

/** The visit's own values with another day or another start of the first session. */
export function proposedValues(
  current: FormValues,
  proposed: { onDate: Day | null; startMinutes: number | null },
): FormValues {
  const { onDate, startMinutes } = proposed;
  const shifted = startMinutes === null ? current : (shiftedTo(current, formatMinutes(startMinutes)) ?? current);
  return onDate === null ? shifted : { ...shifted, ...dayValues(onDate) };
}

/** What was typed, moved to "2026-11-24T09:10" as the first session's start; nonsense moves nothing. */
export function movedValues(values: FormValues, moveTo: string): FormValues {
  const { onDate, ...moved } = shiftedValues(values, moveTo);
  return typeof onDate === "string" ? { ...moved, ...dayValues(onDate) } : values;
}

/** What was typed with all sessions shifted; null when the time is none. */
export function shiftedTo(values: FormValues, start: string): FormValues | null {
  const minutes = parseTimeOfDay(start);
  if (minutes === null) return null;
  const { onDate: _day, ...shifted } = shiftedValues(values, `2026-01-01T${formatMinutes(minutes)}`);
  return { ...shifted, shiftTo: "" };
}

/** Typed values of a form that met a newer visit: what was typed stays, what it is compared with is the newest. */
export function renewedValues(typed: FormValues, current: FormValues): FormValues {
  return { ...typed, version: textOf(current, "version"), seen: textOf(current, "seen") };
}

function dayValues(onDate: Day): FormValues {
  const { day, month, year } = partsFromDay(onDate);
  return { "on.day": day, "on.month": month, "on.year": year };
}
