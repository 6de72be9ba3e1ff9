import { json, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireStaff } from "~/auth/viewer.server";
import { CampaignList } from "~/components/campaign/campaign-list";
import { listCampaigns } from "~/data/campaigns.server";
import { dayOf } from "~/lib/london-time";

export const meta: MetaFunction = () => [{ title: "Campaigns - Knife Crime Awareness sessions" }];

export async function loader({ request, context: { deps } }: LoaderFunctionArgs) {
  await requireStaff(request, deps, ["manager"]);
  return json({ campaigns: await listCampaigns(deps.db), today: dayOf(deps.now()) });
}

export default function CampaignsRoute() {
  return <CampaignList {...useLoaderData<typeof loader>()} />;
}
