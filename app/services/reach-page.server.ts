import { reachCharts } from "~/services/reach-charts.server";
import { listPeriods, type PeriodChoice, type ReachAudience } from "~/services/reach-periods.server";
import { reachReport } from "~/services/reach-report.server";
import { recalled } from "~/services/recalled.server";

/** A region has hundreds of schools: the others stand on the page of what was counted. */
const SCHOOLS_SHOWN = 20;

/** The report as the page shows it, with its charts and the periods to choose from; read anew after each commit. */
export const reachPage = recalled(async (input: { choice: PeriodChoice | null; audience: ReachAudience }, deps) => {
  const report = await reachReport(input, deps);
  return {
    ...report,
    bySchool: report.bySchool.slice(0, SCHOOLS_SHOWN),
    missing: report.missing && { count: report.missing.length, visits: report.missing.slice(0, SCHOOLS_SHOWN) },
    charts: await reachCharts({ report, audience: input.audience, withYears: false }, deps),
    periods: await listPeriods(deps),
  };
});
