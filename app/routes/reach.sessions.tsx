import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { hasAnyRole, requireStaff } from "~/auth/viewer.server";
import { CountedPage } from "~/components/reach/counted-page";
import { isForPublication, readGroupFilter, readPage, readPeriodChoice } from "~/schemas/reach";
import { countedGroups } from "~/services/counted-groups.server";
import { reachSelection } from "~/services/reach-selection.server";

export const handle = { wide: true };
export const meta: MetaFunction = () => [{ title: "What was counted - Knife Crime Awareness sessions" }];

const PAGE_SIZE = 50;

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  const viewer = await requireStaff(request, deps, ["manager", "coordinator", "analyst"]);
  const audience = hasAnyRole(viewer, ["manager", "coordinator"]) ? "team" : "analyst";
  const query = new URL(request.url).searchParams;
  const choice = readPeriodChoice(query.get("period"));
  const filter = readGroupFilter(query);
  const wanted = readPage(query.get("page"));
  const from = (wanted - 1) * PAGE_SIZE;
  const publication = isForPublication(query);
  const input = { choice, audience, publication, filter } as const;
  const counted = await countedGroups({ ...input, pick: { from, count: PAGE_SIZE } }, deps);
  const { narrowed } = await reachSelection(input, deps);
  const pageCount = Math.max(1, Math.ceil(counted.total / PAGE_SIZE));
  return json({ ...counted, narrowed, publication, page: Math.min(wanted, pageCount), pageCount });
}

export default function ReachSessions() {
  return <CountedPage {...useLoaderData<typeof loader>()} />;
}
