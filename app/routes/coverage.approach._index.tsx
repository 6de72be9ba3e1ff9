import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { ApproachList } from "~/components/coverage/approach-list";
import { readApproachFilter } from "~/schemas/approach";
import { listSchoolsToApproach } from "~/services/schools-to-approach.server";

export const handle = { wide: true };
export const meta: MetaFunction = () => [{ title: "Schools to approach - Knife Crime Awareness sessions" }];

const PAGE_SIZE = 50;

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager", "coordinator", "analyst"]);
  const isTeam = hasAnyRole(viewer, ["manager", "coordinator"]);
  const { page, ...filter } = readApproachFilter(request.url);
  const { report, schools, withDetails, ...rest } = await listSchoolsToApproach({ audience: isTeam ? "team" : "analyst", filter }, deps);
  const { byDistrict, eligible, recentFrom } = report;
  return json({
    ...rest,
    filter,
    schools: withDetails(schools.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)),
    total: schools.length,
    page,
    pageCount: Math.max(1, Math.ceil(schools.length / PAGE_SIZE)),
    districts: byDistrict.map(({ key, name }) => ({ key, name })),
    isTeam,
    mayAsk: isTeam,
    definition: { eligible, recentFrom },
  });
}

export default function ApproachRoute() {
  return <ApproachList {...useLoaderData<typeof loader>()} />;
}
