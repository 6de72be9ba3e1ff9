import type { LoaderFunctionArgs } from "@remix-run/node";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { toCsv } from "~/lib/csv";
import { readPeriodChoice } from "~/schemas/reach";
import { allCountedGroups } from "~/services/counted-groups.server";
import { reachCsvRows } from "~/services/reach-csv.server";
import { reachReport } from "~/services/reach-report.server";

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager", "coordinator", "analyst"]);
  const audience = hasAnyRole(viewer, ["manager", "coordinator"]) ? "team" : "analyst";
  const choice = readPeriodChoice(new URL(request.url).searchParams.get("period"));
  const report = await reachReport({ choice, audience }, deps);
  const groups = await allCountedGroups({ choice, audience }, deps);
  const { startsOn, endsOn } = report.period;
  return new Response(toCsv(reachCsvRows(report, groups)), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="students-reached-${startsOn}-to-${endsOn}.csv"`,
      "Cache-Control": "private, no-store",
    },
  });
}
