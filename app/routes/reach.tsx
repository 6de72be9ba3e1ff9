import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { ReachPage } from "~/components/reach/reach-page";
import { readPage, readPeriodChoice } from "~/schemas/reach";
import { listPeriods, reachReport } from "~/services/reach-report.server";

export const handle = { wide: true };
export const meta: MetaFunction = () => [{ title: "Reach - Knife Crime Awareness sessions" }];

const PAGE_SIZE = 50;

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager", "coordinator", "analyst"]);
  const audience = hasAnyRole(viewer, ["manager", "coordinator"]) ? "team" : "analyst";
  const query = new URL(request.url).searchParams;
  const choice = readPeriodChoice(query.get("period"));
  const report = await reachReport({ choice, audience }, deps);
  const countedTotal = report.counted.length;
  const pageCount = Math.max(1, Math.ceil(countedTotal / PAGE_SIZE));
  const page = Math.min(readPage(query.get("page")), pageCount);
  const counted = report.counted.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  return json({ ...report, counted, countedTotal, page, pageCount, periods: await listPeriods(deps) });
}

export default function Reach() {
  return <ReachPage {...useLoaderData<typeof loader>()} />;
}
