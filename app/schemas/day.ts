import { dayFromParts } from "~/lib/form-data";
import { isDay, type Day } from "~/lib/london-time";

/** The day asked for in an address: `?day=2026-11-23`, or the three parts of a date field. Null without a real one. */
export function askedDay(url: string, field = "on"): Day | null {
  const query = new URL(url).searchParams;
  const day = query.get("day") ?? "";
  if (isDay(day)) return day;
  const part = (name: string) => query.get(`${field}.${name}`) ?? "";
  return dayFromParts({ day: part("day"), month: part("month"), year: part("year") });
}
