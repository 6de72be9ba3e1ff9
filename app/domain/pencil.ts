import { isWorkingDay } from "~/domain/open-days";
import { programmeYearOf } from "~/domain/programme-year";
import { addDays, formatMonth, formatShortDay, monthOf, type Day } from "~/lib/london-time";

/** A stretch of time that a visit can be pencilled for. The value is "2027-01-01/2027-01-31". */
export type PencilSpan = { value: string; label: string; fromOn: Day; toOn: Day };

/** How long before its first day a pencilled visit is to be settled, unless said otherwise. */
export const SETTLE_DAYS_BEFORE = 28;

/** The months to the end of the next academic year, then the school's terms or half-terms as they are entered. */
export function pencilSpans(today: Day, terms: readonly { name: string; startsOn: Day; endsOn: Day }[]): PencilSpan[] {
  const lastOn = programmeYearOf(addDays(programmeYearOf(today).endsOn, 1)).endsOn;
  const months: PencilSpan[] = [];
  for (let fromOn = `${monthOf(today)}-01`; fromOn <= lastOn; fromOn = firstOfNextMonth(fromOn)) {
    const toOn = addDays(firstOfNextMonth(fromOn), -1);
    months.push({ value: `${fromOn}/${toOn}`, label: formatMonth(monthOf(fromOn)), fromOn, toOn });
  }
  const halfTerms = terms.map(({ name, startsOn, endsOn }) => ({
    value: `${startsOn}/${endsOn}`,
    label: `${name}: ${formatShortDay(startsOn)} to ${formatShortDay(endsOn)} ${endsOn.slice(0, 4)}`,
    fromOn: startsOn,
    toOn: endsOn,
  }));
  return [...months, ...halfTerms];
}

/** Four weeks before it begins; where that has passed, the next working day. */
export function settleByFor(fromOn: Day, today: Day): Day {
  const wanted = addDays(fromOn, -SETTLE_DAYS_BEFORE);
  let day = wanted > today ? wanted : addDays(today, 1);
  while (!isWorkingDay(day)) day = addDays(day, 1);
  return day;
}

function firstOfNextMonth(day: Day): Day {
  return `${monthOf(addDays(`${monthOf(day)}-28`, 4))}-01`;
}
