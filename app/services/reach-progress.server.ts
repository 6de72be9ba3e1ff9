import { KEPT_BACK, type Shown } from "~/domain/small-numbers";
import { monthOf, type Day } from "~/lib/london-time";
import type { ReachReport } from "~/services/reach-report.server";

export type MonthEnd = {
  month: string;
  endsOn: Day;
  /** Students that an even pace over school days has reached by then. */
  due: number;
  /** Students reached by then (exact); null for a month to come. */
  reached: Shown | null;
};

/** What was reached by the end of each month beside the even pace; empty without a target or before anything was counted. */
export function progressByMonth(report: ReachReport, today: Day): MonthEnd[] {
  const { target, pace, byMonth, paceByMonth } = report;
  if (target === null || pace === null || byMonth.length === 0) return [];
  // The difference of two months' ends would tell a month that is hidden: only the last end is shown then.
  const monthsShown = report.breakdowns.find(({ dimension }) => dimension === "month")?.parts ?? [];
  const isHidden = monthsShown.some(({ figure }) => typeof figure === "string");
  const last = paceByMonth.filter(({ month }) => month <= monthOf(today)).at(-1)?.month;
  return paceByMonth.map(({ month, endsOn, due }) => {
    if (month > monthOf(today)) return { month, endsOn, due, reached: null };
    if (isHidden && month !== last) return { month, endsOn, due, reached: KEPT_BACK };
    const figure = byMonth.filter(({ key }) => key <= month).reduce((sum, part) => sum + part.figure, 0);
    return { month, endsOn, due, reached: figure };
  });
}
