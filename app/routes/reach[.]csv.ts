import type { LoaderFunctionArgs } from "@remix-run/node";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { toCsv } from "~/lib/csv";
import { isForPublication, readGroupFilter, readPeriodChoice } from "~/schemas/reach";
import { reachExport } from "~/services/reach-export.server";

/** One table of the reach pages, the list of what was counted unless another is named, below what explains it. */
export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager", "coordinator", "analyst"]);
  const audience = hasAnyRole(viewer, ["manager", "coordinator"]) ? "team" : "analyst";
  const query = new URL(request.url).searchParams;
  const choice = readPeriodChoice(query.get("period"));
  const publication = isForPublication(query);
  const only = query.get("table") ?? "counted";
  const { period, about, tables } = await reachExport({ choice, audience, publication, filter: readGroupFilter(query), only }, deps);
  const table = tables.find(({ id }) => id === only);
  if (!table) throw new Response("There is no such table.", { status: 404 });
  const name = only === "counted" ? "students-reached" : `students-reached-${table.id.toLowerCase()}`;
  return new Response(toCsv([...about, ["Table", table.title], [], table.header, ...table.rows]), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${name}-${period.startsOn}-to-${period.endsOn}.csv"`,
      "Cache-Control": "private, no-store",
    },
  });
}
