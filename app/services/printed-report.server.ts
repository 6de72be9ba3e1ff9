import type { Deps } from "~/services/deps";
import { reachCharts, type ChartView } from "~/services/reach-charts.server";
import type { PeriodChoice, ReachAudience } from "~/services/reach-periods.server";
import { reachReport, type ReachReport } from "~/services/reach-report.server";

export type PrintedReport = ReachReport & { charts: ChartView[]; schoolCount: number };

/** The report as it is handed upward, on paper or as a PDF: figures, charts and parts, and no list of sessions. */
export async function printedReport(
  input: { choice: PeriodChoice | null; audience: ReachAudience },
  deps: Pick<Deps, "db" | "now">,
): Promise<PrintedReport> {
  const report = await reachReport(input, deps);
  const charts = await reachCharts({ report, audience: input.audience, withYears: true }, deps);
  const schoolCount = report.bySchool.filter(({ figure }) => figure > 0).length;
  return { ...report, targeted: null, missing: null, charts, schoolCount };
}
