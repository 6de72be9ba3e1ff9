import type { LoaderFunctionArgs } from "@remix-run/node";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { formatInstant } from "~/lib/london-time";
import { isForPublication } from "~/schemas/reach";
import { evidenceWorkbook } from "~/services/evidence-export.server";
import { evidenceReport } from "~/services/evidence-report.server";

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager", "coordinator", "analyst"]);
  const audience = hasAnyRole(viewer, ["manager", "coordinator"]) ? "team" : "analyst";
  const query = new URL(request.url).searchParams;
  const period = query.get("period");
  const report = await evidenceReport({ period, audience, publication: isForPublication(query) }, deps);
  if (!report) throw new Response("There is no such period.", { status: 404 });
  const { startsOn, endsOn } = report.period;
  return new Response(await evidenceWorkbook(report, formatInstant(deps.now())), {
    headers: {
      "Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "Content-Disposition": `attachment; filename="what-schools-say-${startsOn}-to-${endsOn}.xlsx"`,
      "Cache-Control": "private, no-store",
    },
  });
}
