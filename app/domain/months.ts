import { addDays, monthOf, type Day } from "~/lib/london-time";

export type MonthEnd = { month: string; endsOn: Day };

/** The months of a span with their last day inside it. */
export function monthsOf(span: { startsOn: Day; endsOn: Day }): MonthEnd[] {
  const months: MonthEnd[] = [];
  let day = span.startsOn;
  while (day <= span.endsOn) {
    const month = monthOf(day);
    const next = firstOfNext(month);
    const endsOn = next > span.endsOn ? span.endsOn : addDays(next, -1);
    months.push({ month, endsOn });
    day = next;
  }
  return months;
}

function firstOfNext(month: string): Day {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return number === 12 ? `${year + 1}-01-01` : `${year}-${String(number + 1).padStart(2, "0")}-01`;
}
