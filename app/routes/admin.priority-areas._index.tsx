import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { AreaList, type AreaLine } from "~/components/area/area-list";
import { listPriorityAreas, type PriorityArea } from "~/data/priority-areas.server";
import { isAreaValidOn } from "~/domain/area";
import { dayOf, type Day } from "~/lib/london-time";

export const meta: MetaFunction = () => [{ title: "Priority areas - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  const today = dayOf(deps.now());
  const areas = await listPriorityAreas(deps.db);
  return json({ areas: areas.map((area) => lineOf(area, today)) });
}

function lineOf(area: PriorityArea, today: Day): AreaLine {
  const { id, name, startsOn, endsOn, shape, retired } = area;
  const radiusMetres = shape.kind === "circle" ? shape.radiusMetres : null;
  const state = retired ? "retired" : isAreaValidOn(area, today) ? "counts" : "not_now";
  return { id, name, startsOn, endsOn, radiusMetres, state };
}

export default function PriorityAreasRoute() {
  return <AreaList {...useLoaderData<typeof loader>()} />;
}
