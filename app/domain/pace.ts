import { isOpenDay, type Term } from "~/domain/open-days";
import { daysFromTo, type Day } from "~/lib/london-time";

export type Pace = {
  /** Students that an even pace over school days would have reached by the end of the day. */
  due: number;
  schoolDays: number;
  schoolDaysPast: number;
};

/** Days on which the schools of at least one local authority are open; weekdays where no terms are known. */
export function schoolDaysIn(
  span: { startsOn: Day; endsOn: Day },
  termsByAuthority: readonly (readonly Term[])[],
): Day[] {
  const lists = termsByAuthority.length === 0 ? [[]] : termsByAuthority;
  const calendars = lists.map((terms) => ({ kind: "school" as const, terms, closedDays: [] }));
  return daysFromTo(span.startsOn, span.endsOn).filter((day) =>
    calendars.some((calendar) => isOpenDay(calendar, day).open),
  );
}

/** A target spread evenly over school days, in order: holidays neither gain nor lose. Before the first day none is due. */
export function paceOn(target: number, schoolDays: readonly Day[], today: Day): Pace {
  const past = schoolDays.filter((day) => day <= today).length;
  const due = schoolDays.length === 0 ? 0 : (target * past) / schoolDays.length;
  return { due, schoolDays: schoolDays.length, schoolDaysPast: past };
}
