import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { HelpPage } from "~/components/information/help-page";
import { programme } from "~/config/programme";
import { publicWording } from "~/services/public-wording.server";

export const meta: MetaFunction = () => [{ title: `Help and reporting - ${programme.serviceName}` }];

export async function loader({ context: { deps } }: LoaderFunctionArgs) {
  return json({ wording: await publicWording(deps) });
}

export default function Help() {
  const { wording } = useLoaderData<typeof loader>();
  return <HelpPage wording={wording} />;
}
