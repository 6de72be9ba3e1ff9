import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { FunderList } from "~/components/funder/funder-list";
import { listFunders } from "~/data/funders.server";

export const meta: MetaFunction = () => [{ title: "Funders - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  return json({ funders: await listFunders(deps.db) });
}

export default function FundersRoute() {
  return <FunderList {...useLoaderData<typeof loader>()} />;
}
