import { paths } from "~/config/paths";
import { DAY_MINUTES, type AwayPeriod } from "~/domain/away";
import { partsFromDay, type FormValues } from "~/lib/form-data";
import { formatDay, formatMinutes, type Day } from "~/lib/london-time";

const ASKED = ["presenters", "from.day", "from.month", "from.year", "start", "to.day", "to.month", "to.year", "end"];

/** Of a form's values, who and when. */
export function askedOf(values: FormValues): FormValues {
  return Object.fromEntries(Object.entries(values).filter(([name]) => ASKED.includes(name)));
}

/** The page of these people and this time. */
export function awayHref(asked: FormValues): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) {
    for (const text of typeof value === "string" ? [value] : value) query.append(name, text);
  }
  return `${paths.away()}?${query.toString()}`;
}

/** Whole day today: what is asked most. */
export function todayValues(today: Day): FormValues {
  const { day, month, year } = partsFromDay(today);
  return { "from.day": day, "from.month": month, "from.year": year };
}

/** "Monday 23 November 2026, from 13:00", "Monday 23 November 2026 to Tuesday 24 November 2026" */
export function describePeriod({ fromOn, startMinutes, toOn, endMinutes }: AwayPeriod): string {
  const starts = startMinutes === 0 ? "" : `, from ${formatMinutes(startMinutes)}`;
  const ends = endMinutes === DAY_MINUTES ? "" : ` until ${formatMinutes(endMinutes)}`;
  if (fromOn !== toOn) return `${formatDay(fromOn)}${starts} to ${formatDay(toOn)}${ends && `,${ends}`}`;
  if (!starts && !ends) return `${formatDay(fromOn)}, the whole day`;
  return `${formatDay(fromOn)}${starts}${starts ? ends : ends && `,${ends}`}`;
}
