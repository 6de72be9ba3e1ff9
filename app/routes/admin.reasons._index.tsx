import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { ReasonList } from "~/components/reason/reason-list";
import { listAllReasons } from "~/data/reason-codes.server";

export const meta: MetaFunction = () => [{ title: "Reasons - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  return json({ reasons: await listAllReasons(deps.db) });
}

export default function ReasonsRoute() {
  return <ReasonList {...useLoaderData<typeof loader>()} />;
}
