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

/** The visit's own values with another day, start, presenter or end, as a drag in the calendar proposes them. */
export function proposedValues(
  current: FormValues,
  proposed: {
    onDate: Day | null;
    startMinutes: number | null;
    swap: { from: string; to: string } | null;
    longerMinutes: number;
  },
): FormValues {
  const { onDate, startMinutes, swap, longerMinutes } = proposed;
  const shifted = startMinutes === null ? current : (shiftedTo(current, formatMinutes(startMinutes)) ?? current);
  const lengthened = longerMinutes === 0 ? shifted : lengthenedValues(shifted, longerMinutes);
  const swapped = swap ? swappedValues(lengthened, swap) : lengthened;
  return onDate === null ? swapped : { ...swapped, ...dayValues(onDate) };
}

/** One presenter in place of another wherever the first one stands. */
function swappedValues(values: FormValues, { from, to }: { from: string; to: string }): FormValues {
  const swapped: FormValues = { ...values };
  for (const [name, value] of Object.entries(values)) {
    if (!/^rows\.\d+\.presenters$/.test(name) || typeof value === "string") continue;
    swapped[name] = [...new Set(value.map((id) => (id === from ? to : id)))];
  }
  return swapped;
}

/** The sessions that end last end so many minutes later. */
function lengthenedValues(values: FormValues, byMinutes: number): FormValues {
  const ends = Object.keys(values).flatMap((name) => {
    const row = /^(rows\.\d+)\.start$/.exec(name)?.[1];
    const start = row === undefined ? null : parseTimeOfDay(textOf(values, name));
    if (row === undefined || start === null) return [];
    const minutes = Number(textOf(values, `${row}.minutes`));
    return [{ field: `${row}.minutes`, minutes, end: start + minutes }];
  });
  const last = Math.max(...ends.map(({ end }) => end));
  const lengthened: FormValues = { ...values };
  for (const { field, minutes, end } of ends) {
    if (end === last) lengthened[field] = String(minutes + byMinutes);
  }
  return lengthened;
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
