import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { SupportList } from "~/components/support/support-list";
import { listAllSupport } from "~/data/support-providers.server";

export const meta: MetaFunction = () => [{ title: "Support directory - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  return json({ providers: await listAllSupport(deps.db) });
}

export default function SupportAdminRoute() {
  return <SupportList {...useLoaderData<typeof loader>()} />;
}
