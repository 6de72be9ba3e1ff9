import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { EvidencePage } from "~/components/evidence/evidence-page";
import { evidenceReport } from "~/services/evidence-report.server";

export const handle = { wide: true };
export const meta: MetaFunction = () => [
  { title: "What schools and students say - Knife Crime Awareness sessions" },
];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager", "coordinator", "analyst"]);
  const audience = hasAnyRole(viewer, ["manager", "coordinator"]) ? "team" : "analyst";
  const period = new URL(request.url).searchParams.get("period");
  const report = await evidenceReport({ period, audience }, deps);
  if (!report) throw new Response("There is no such period.", { status: 404 });
  return json(report);
}

export default function EvidenceRoute() {
  return <EvidencePage {...useLoaderData<typeof loader>()} />;
}
