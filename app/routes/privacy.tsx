import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { PrivacyPage } from "~/components/information/privacy-page";
import { programme } from "~/config/programme";
import { publicWording } from "~/services/public-wording.server";

export const meta: MetaFunction = () => [{ title: `Privacy - ${programme.serviceName}` }];

export async function loader({ context: { deps } }: LoaderFunctionArgs) {
  return json({ wording: await publicWording(deps) });
}

export default function Privacy() {
  const { wording } = useLoaderData<typeof loader>();
  return <PrivacyPage wording={wording} retentionMonths={wording.retentionMonths} />;
}
