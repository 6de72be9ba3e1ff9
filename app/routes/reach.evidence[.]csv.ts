import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireStaff } from "~/auth/viewer.server";
import { toCsv } from "~/lib/csv";
import { formatInstant } from "~/lib/london-time";
import { evidenceCsvRows } from "~/services/evidence-export.server";
import { evidenceReport } from "~/services/evidence-report.server";

/** Figures alone and as they may be handed on, whoever asks: exact ones and what schools wrote stand in the team's workbook. */
export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager", "coordinator", "analyst"]);
  const period = new URL(request.url).searchParams.get("period");
  const report = await evidenceReport({ period, audience: "analyst" }, deps);
  if (!report) throw new Response("There is no such period.", { status: 404 });
  const { startsOn, endsOn } = report.period;
  return new Response(toCsv(evidenceCsvRows(report, formatInstant(deps.now()))), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="what-schools-say-${startsOn}-to-${endsOn}.csv"`,
      "Cache-Control": "private, no-store",
    },
  });
}
