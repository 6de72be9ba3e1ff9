import { dayValues } from "~/components/ui/date-parts";
import { YEAR_GROUPS, type YearGroup } from "~/domain/groups";
import type { FormValues } from "~/lib/form-data";
import { formatMinutes, type Day } from "~/lib/london-time";

const EMPTY_ROWS = 3;
const LEAST_BELL_ROWS = 7;

export const YEAR_GROUP_CHOICES = YEAR_GROUPS.map((value) => ({
  value,
  label: value === "R" ? "Reception" : `Year ${value}`,
}));

export type KeptView = {
  opensAtMinutes: number | null;
  closesAtMinutes: number | null;
  targeted: boolean;
  bellTimes: readonly { label: string; startMinutes: number; endMinutes: number }[];
  closedDays: readonly { onDate: Day; label: string }[];
  quietPeriods: readonly {
    label: string;
    startsOn: Day;
    endsOn: Day;
    yearGroups: readonly YearGroup[];
    hallOnly: boolean;
  }[];
};

/** How many rows the form shows: those that are filled, and some for more. */
export function keptRows({ bellTimes, closedDays, quietPeriods }: KeptView) {
  return {
    bellTimes: Math.max(LEAST_BELL_ROWS, bellTimes.length + 2),
    closedDays: closedDays.length + EMPTY_ROWS,
    quietPeriods: quietPeriods.length + 2,
  };
}

/** What is kept, as if it had been typed. */
export function keptValues(kept: KeptView): FormValues {
  const time = (minutes: number | null): string => (minutes === null ? "" : formatMinutes(minutes));
  const values: FormValues = {
    opens: time(kept.opensAtMinutes),
    closes: time(kept.closesAtMinutes),
    targeted: kept.targeted ? "yes" : "",
  };
  const rows: FormValues[] = [
    ...kept.bellTimes.map(({ label, startMinutes, endMinutes }, index) => ({
      [`bellTimes.${index}.label`]: label,
      [`bellTimes.${index}.start`]: time(startMinutes),
      [`bellTimes.${index}.end`]: time(endMinutes),
    })),
    ...kept.closedDays.map(({ onDate, label }, index) => ({
      [`closedDays.${index}.label`]: label,
      ...dayValues(`closedDays.${index}.on`, onDate),
    })),
    ...kept.quietPeriods.map(({ label, startsOn, endsOn, yearGroups, hallOnly }, index) => ({
      [`quietPeriods.${index}.label`]: label,
      [`quietPeriods.${index}.yearGroups`]: [...yearGroups],
      [`quietPeriods.${index}.hallOnly`]: hallOnly ? "yes" : "",
      ...dayValues(`quietPeriods.${index}.from`, startsOn),
      ...dayValues(`quietPeriods.${index}.to`, endsOn),
    })),
  ];
  for (const row of rows) Object.assign(values, row);
  return values;
}
