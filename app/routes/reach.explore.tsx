import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { ExplorePage } from "~/components/reach/explore-page";
import { isForPublication, readGroupFilter, readPeriodChoice } from "~/schemas/reach";
import { reachSelection } from "~/services/reach-selection.server";

export const handle = { wide: true };
export const meta: MetaFunction = () => [{ title: "Reach by choice - Knife Crime Awareness sessions" }];

/** A country has thousands of schools: the file has them all. */
const PARTS_SHOWN = 100;

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager", "coordinator", "analyst"]);
  const audience = hasAnyRole(viewer, ["manager", "coordinator"]) ? "team" : "analyst";
  const query = new URL(request.url).searchParams;
  const publication = isForPublication(query);
  const choice = readPeriodChoice(query.get("period"));
  const selection = await reachSelection({ choice, audience, publication, filter: readGroupFilter(query) }, deps);
  const breakdowns = selection.breakdowns.map((each) => ({ ...each, parts: each.parts.slice(0, PARTS_SHOWN) }));
  return json({ ...selection, breakdowns, publication, isTeam: audience === "team" });
}

export default function ReachExplore() {
  return <ExplorePage {...useLoaderData<typeof loader>()} />;
}
