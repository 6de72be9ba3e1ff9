import type { PeriodChoice } from "~/domain/programme-year";
import { reachCharts } from "~/services/reach-charts.server";
import { listPeriods, readPeriodFrame, type ReachAudience } from "~/services/reach-periods.server";
import { reachReport } from "~/services/reach-report.server";
import { reachLikeBefore } from "~/services/reach-years.server";
import { recalled } from "~/services/recalled.server";

/** A region has hundreds of schools: the others stand on the page of what was counted. */
const SCHOOLS_SHOWN = 20;

/** The report as the page shows it, with its charts and the periods to choose from; read anew after each commit. */
export const reachPage = recalled(async (input: { choice: PeriodChoice | null; audience: ReachAudience }, deps) => {
  const frame = await readPeriodFrame(deps);
  const report = await reachReport({ ...input, frame }, deps);
  // What is exact may be hidden from this viewer: the page gets what may be shown.
  const { byMonth: _m, byDistrict: _d, byYearGroup: _y, bySchool: _s, ...shown } = report;
  return {
    ...shown,
    breakdowns: report.breakdowns.map((each) =>
      each.dimension === "school" ? { ...each, parts: each.parts.slice(0, SCHOOLS_SHOWN) } : each,
    ),
    schoolsListed: report.bySchool.length,
    missing: report.missing && { count: report.missing.length, visits: report.missing.slice(0, SCHOOLS_SHOWN) },
    charts: await reachCharts({ report, withYears: false }, deps),
    periods: await listPeriods(deps, frame),
    likeBefore: await reachLikeBefore(report, deps, frame),
  };
});
