import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { ReachPage } from "~/components/reach/reach-page";
import { readPeriodChoice } from "~/schemas/reach";
import { reachCharts } from "~/services/reach-charts.server";
import { listPeriods, reachReport } from "~/services/reach-report.server";

export const handle = { wide: true };
export const meta: MetaFunction = () => [{ title: "Reach - Knife Crime Awareness sessions" }];

/** A region has hundreds of schools: the others stand on the page of what was counted. */
const SCHOOLS_SHOWN = 20;

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager", "coordinator", "analyst"]);
  const audience = hasAnyRole(viewer, ["manager", "coordinator"]) ? "team" : "analyst";
  const choice = readPeriodChoice(new URL(request.url).searchParams.get("period"));
  const report = await reachReport({ choice, audience }, deps);
  return json({
    ...report,
    bySchool: report.bySchool.slice(0, SCHOOLS_SHOWN),
    missing: report.missing && { count: report.missing.length, visits: report.missing.slice(0, SCHOOLS_SHOWN) },
    charts: await reachCharts({ report, audience, withYears: false }, deps),
    periods: await listPeriods(deps),
    canPublish: hasAnyRole(viewer, ["manager"]),
    seesVisits: audience === "team",
  });
}

export default function Reach() {
  return <ReachPage {...useLoaderData<typeof loader>()} />;
}
