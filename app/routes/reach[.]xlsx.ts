import type { LoaderFunctionArgs } from "@remix-run/node";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { isForPublication, readGroupFilter, readPeriodChoice } from "~/schemas/reach";
import { reachExport } from "~/services/reach-export.server";
import { reachWorkbook } from "~/services/reach-workbook.server";

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager", "coordinator", "analyst"]);
  const audience = hasAnyRole(viewer, ["manager", "coordinator"]) ? "team" : "analyst";
  const query = new URL(request.url).searchParams;
  const choice = readPeriodChoice(query.get("period"));
  const input = { choice, audience, publication: isForPublication(query), filter: readGroupFilter(query) } as const;
  const exported = await reachExport(input, deps);
  const { startsOn, endsOn } = exported.period;
  return new Response(await reachWorkbook(exported), {
    headers: {
      "Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "Content-Disposition": `attachment; filename="students-reached-${startsOn}-to-${endsOn}.xlsx"`,
      "Cache-Control": "private, no-store",
    },
  });
}
