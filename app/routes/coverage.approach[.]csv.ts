import type { LoaderFunctionArgs } from "@remix-run/node";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { definitionOf } from "~/components/coverage/definition";
import { readApproachFilter } from "~/schemas/approach";
import { approachCsv } from "~/services/approach-export.server";

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager", "coordinator", "analyst"]);
  const audience = hasAnyRole(viewer, ["manager", "coordinator"]) ? "team" : "analyst";
  const { page: _page, ...filter } = readApproachFilter(request.url);
  return new Response(await approachCsv({ audience, filter }, ({ report }) => definitionOf(report), deps), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": 'attachment; filename="schools-to-approach.csv"',
      "Cache-Control": "private, no-store",
    },
  });
}
