import type { PlanRow } from "~/domain/plan-rows";
import type { FormValues } from "~/lib/form-data";
import { formatMinutes, isDay, parseTimeOfDay } from "~/lib/london-time";

/** A proposed running order as the fields of the planning form. */
export function planValues(rows: readonly PlanRow[], groups: readonly { id: string }[]): FormValues {
  const values: FormValues = {};
  for (const [index, { id }] of groups.entries()) {
    const row = rows.find((candidate) => candidate.groupId === id);
    if (!row) continue;
    values[`rows.${index}.groupId`] = id;
    values[`rows.${index}.start`] = formatMinutes(row.startMinutes);
    values[`rows.${index}.minutes`] = String(row.lengthMinutes);
    values[`rows.${index}.room`] = row.room;
    values[`rows.${index}.presenters`] = [...row.presenterIds];
  }
  return values;
}

/** What was typed, moved so that the first session starts at "2026-11-24T09:10" (local); nonsense moves nothing. */
export function shiftedValues(values: FormValues, moveTo: string): FormValues {
  const [onDate = "", time = ""] = moveTo.split("T");
  const target = parseTimeOfDay(time);
  if (!isDay(onDate) || target === null) return values;
  const starts = Object.entries(values).flatMap(([name, value]) => {
    const minutes = /^rows\.\d+\.start$/.test(name) && typeof value === "string" ? parseTimeOfDay(value) : null;
    return minutes === null ? [] : [{ name, minutes }];
  });
  const by = target - Math.min(...starts.map(({ minutes }) => minutes));
  const moved = Object.fromEntries(starts.map(({ name, minutes }) => [name, formatMinutes(minutes + by)]));
  return { ...values, ...moved, onDate };
}
