import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { CoveragePage } from "~/components/coverage/coverage-page";
import { listAreasOn } from "~/data/priority-areas.server";
import { areasOf } from "~/domain/area";
import { schoolsToApproach, type CoveredSchool } from "~/domain/coverage";
import { dayOf } from "~/lib/london-time";
import { coverageReport } from "~/services/coverage-report.server";

export const handle = { wide: true };
export const meta: MetaFunction = () => [{ title: "Coverage - Knife Crime Awareness sessions" }];

const APPROACH_SHOWN = 50;
/** Of a whole country the map would be a page of megabytes: a district at a time, then. */
const MOST_POINTS = 2_000;

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager", "coordinator", "analyst"]);
  const asked = new URL(request.url).searchParams.get("district");
  const { schools, total, byDistrict, year, recentFrom } = await coverageReport(deps);
  const district = byDistrict.find(({ key }) => key === asked) ?? null;
  const own = district ? schools.filter(({ districtCode }) => (districtCode ?? "") === district.key) : schools;
  const mayReadAreas = hasAnyRole(viewer, ["manager", "coordinator"]);
  const areas = mayReadAreas ? await listAreasOn(deps.db, dayOf(deps.now())) : [];
  const toApproach = schoolsToApproach(own, (school) => areasOf(school, areas));
  return json({
    year,
    recentFrom,
    total,
    byDistrict,
    district: district && { key: district.key, name: district.name },
    points: own.length > MOST_POINTS ? null : own.map(pointOf),
    toApproach: { count: toApproach.length, shown: toApproach.slice(0, APPROACH_SHOWN) },
    showsAreas: areas.length > 0,
  });
}

const pointOf = ({ id, easting, northing, when }: CoveredSchool) => ({ id, easting, northing, when });

export default function Coverage() {
  return <CoveragePage {...useLoaderData<typeof loader>()} />;
}
