import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { ContextList } from "~/components/context/context-list";
import { listAllContext } from "~/data/context-figures.server";

export const meta: MetaFunction = () => [{ title: "Context figures - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  return json({ figures: await listAllContext(deps.db) });
}

export default function ContextFiguresRoute() {
  return <ContextList {...useLoaderData<typeof loader>()} />;
}
