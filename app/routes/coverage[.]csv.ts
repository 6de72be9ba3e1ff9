import type { LoaderFunctionArgs } from "@remix-run/node";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { definitionOf } from "~/components/coverage/definition";
import { isForPublication } from "~/schemas/reach";
import { coverageCsv } from "~/services/coverage-export.server";

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager", "coordinator", "analyst"]);
  const audience = hasAnyRole(viewer, ["manager", "coordinator"]) ? "team" : "analyst";
  const publication = isForPublication(new URL(request.url).searchParams);
  return new Response(await coverageCsv({ audience, publication }, definitionOf, deps), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": 'attachment; filename="coverage.csv"',
      "Cache-Control": "private, no-store",
    },
  });
}
