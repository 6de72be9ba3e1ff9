import type { PeriodChoice } from "~/domain/programme-year";
import type { Deps } from "~/services/deps";
import { reachCharts, type ChartView } from "~/services/reach-charts.server";
import type { ReachAudience } from "~/services/reach-periods.server";
import { reachReport, type ReachReport } from "~/services/reach-report.server";
import { reachLikeBefore, type ReachLikeBefore } from "~/services/reach-years.server";

export type PrintedReport = Omit<ReachReport, "byMonth" | "byDistrict" | "byYearGroup" | "bySchool"> & {
  charts: ChartView[];
  likeBefore: ReachLikeBefore | null;
};

/**
 * The report as it is handed upward, on paper or as a PDF: figures, charts and parts, and no list of sessions. Whoever
 * prints it, it shows what may be published: no priority areas, and small numbers as the setting says.
 */
export async function printedReport(
  input: { choice: PeriodChoice | null; audience: ReachAudience },
  deps: Pick<Deps, "db" | "now">,
): Promise<PrintedReport> {
  const report = await reachReport({ ...input, publication: true }, deps);
  const { byMonth: _m, byDistrict: _d, byYearGroup: _y, bySchool: _s, ...shown } = report;
  const charts = await reachCharts({ report, withYears: true }, deps);
  const likeBefore = await reachLikeBefore(report, deps);
  return { ...shown, targeted: null, missing: null, charts, likeBefore };
}
