import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { SupportPage } from "~/components/support/support-page";
import { listSupport } from "~/data/support-providers.server";

export const meta: MetaFunction = () => [
  { title: "Support for young people near you - Knife Crime Awareness sessions" },
];

export async function loader({ context: { deps } }: LoaderFunctionArgs) {
  return json({ providers: await listSupport(deps.db) });
}

export default function SupportRoute() {
  return <SupportPage {...useLoaderData<typeof loader>()} />;
}
