import { z } from "zod";
import type { ScheduleFilter } from "~/domain/calendar-item";
import { daysBetween, isDay, type Day } from "~/lib/london-time";

export const CALENDAR_VIEWS = ["day", "week", "hours", "month", "list"] as const;
export type CalendarView = (typeof CALENDAR_VIEWS)[number];

/** A month as the calendar draws it has six weeks. */
const MOST_DAYS = 45;

const filterSchema = z.object({
  presenter: z.uuid().nullable().catch(null),
  district: z.string().regex(/^[A-Z0-9]{1,9}$/).nullable().catch(null),
  state: z.enum(["scheduled", "completed", "cancelled"]).nullable().catch(null),
});

/** `?presenter=…&district=…&state=…`; nonsense counts as not given. */
export function readScheduleFilter(url: string): ScheduleFilter {
  const query = new URL(url).searchParams;
  const { presenter, district, state } = filterSchema.parse({
    presenter: query.get("presenter"),
    district: query.get("district"),
    state: query.get("state"),
  });
  return { presenterId: presenter, districtCode: district, status: state };
}

/** `?view=week`; the week where it is none. */
export function readCalendarView(url: string): CalendarView {
  return z.enum(CALENDAR_VIEWS).catch("week").parse(new URL(url).searchParams.get("view"));
}

/** `?from=2026-11-23&to=2026-11-29`, both included; null where they are no days, turned round or too far apart. */
export function readDaySpan(url: string): { fromOn: Day; toOn: Day } | null {
  const query = new URL(url).searchParams;
  const [fromOn, toOn] = [query.get("from") ?? "", query.get("to") ?? ""];
  if (!isDay(fromOn) || !isDay(toOn) || toOn < fromOn || daysBetween(fromOn, toOn) > MOST_DAYS) return null;
  return { fromOn, toOn };
}

/** The same filter as it stands in an address. */
export function filterQuery({ presenterId, districtCode, status }: ScheduleFilter): string {
  const given = Object.entries({ presenter: presenterId, district: districtCode, state: status });
  return new URLSearchParams(given.flatMap(([name, value]) => (value === null ? [] : [[name, value]]))).toString();
}
