import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { ReachPage } from "~/components/reach/reach-page";
import { readPeriodChoice } from "~/schemas/reach";
import { reachPage } from "~/services/reach-page.server";

export const handle = { wide: true };
export const meta: MetaFunction = () => [{ title: "Reach - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager", "coordinator", "analyst"]);
  const audience = hasAnyRole(viewer, ["manager", "coordinator"]) ? "team" : "analyst";
  const choice = readPeriodChoice(new URL(request.url).searchParams.get("period"));
  return json({
    ...(await reachPage({ choice, audience }, deps)),
    canPublish: hasAnyRole(viewer, ["manager"]),
    seesVisits: audience === "team",
  });
}

export default function Reach() {
  return <ReachPage {...useLoaderData<typeof loader>()} />;
}
