import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { PrintPage } from "~/components/reach/print-page";
import { readPeriodChoice } from "~/schemas/reach";
import { printedReport } from "~/services/printed-report.server";

export const handle = { wide: true };
export const meta: MetaFunction = () => [{ title: "Students reached, to print - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager", "coordinator", "analyst"]);
  const audience = hasAnyRole(viewer, ["manager", "coordinator"]) ? "team" : "analyst";
  const choice = readPeriodChoice(new URL(request.url).searchParams.get("period"));
  return json(await printedReport({ choice, audience }, deps));
}

export default function ReachPrint() {
  return <PrintPage {...useLoaderData<typeof loader>()} />;
}
