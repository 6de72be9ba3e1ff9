import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { YearsPage } from "~/components/reach/years-page";
import { dayOf } from "~/lib/london-time";
import { readPeriodChoice } from "~/schemas/reach";
import { reachYears, strategyProgress } from "~/services/reach-years.server";

export const handle = { wide: true };
export const meta: MetaFunction = () => [{ title: "Years side by side - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager", "coordinator", "analyst"]);
  const choice = readPeriodChoice(new URL(request.url).searchParams.get("period"));
  const isManager = hasAnyRole(viewer, ["manager"]);
  const [years, strategy] = [await reachYears(choice, deps), await strategyProgress(deps)];
  return json({ years, strategy, today: dayOf(deps.now()), maySetStrategy: isManager });
}

export default function ReachYears() {
  return <YearsPage {...useLoaderData<typeof loader>()} />;
}
