import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { YearsPage } from "~/components/reach/years-page";
import { readPeriodChoice } from "~/schemas/reach";
import { reachYears } from "~/services/reach-years.server";

export const handle = { wide: true };
export const meta: MetaFunction = () => [{ title: "Years side by side - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager", "coordinator", "analyst"]);
  const choice = readPeriodChoice(new URL(request.url).searchParams.get("period"));
  return json({ years: await reachYears(choice, deps) });
}

export default function ReachYears() {
  return <YearsPage {...useLoaderData<typeof loader>()} />;
}
