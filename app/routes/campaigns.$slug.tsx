import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { openDraft } from "~/auth/request-draft.server";
import { CampaignPage } from "~/components/campaign/campaign-page";
import { paths } from "~/config/paths";
import { findCampaign } from "~/data/campaigns.server";
import { isPublic } from "~/domain/campaign";
import { dayOf } from "~/lib/london-time";
import { readSlug } from "~/schemas/campaign";
import type { Deps } from "~/services/deps";
import { saveDraft } from "~/services/save-draft.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.campaign.name ?? "Campaign"} - Knife Crime Awareness sessions` },
];

async function open(text: string | undefined, deps: Deps) {
  const slug = readSlug(text);
  const campaign = slug && (await findCampaign(deps.db, { slug }));
  if (!campaign || !isPublic(campaign)) throw new Response("There is no such page.", { status: 404 });
  return { campaign, isOver: campaign.endsOn < dayOf(deps.now()) };
}

export async function loader({ params, context: { deps } }: LoaderFunctionArgs) {
  const { campaign, isOver } = await open(params.slug, deps);
  // Target and figures are the team's.
  const { name, startsOn, endsOn, description } = campaign;
  return json({ campaign: { name, startsOn, endsOn, description }, isOver });
}

/** Begins a request that is tagged with the campaign. */
export async function action({ request, params, context: { deps } }: ActionFunctionArgs) {
  const { campaign, isOver } = await open(params.slug, deps);
  if (isOver) return redirect(paths.request.start(), 303);
  const { draftId, browserHash, headers } = await openDraft(request, deps);
  await saveDraft({ draftId, browserHash, answer: { campaignId: campaign.id } }, deps);
  return redirect(paths.request.start(), { status: 303, headers });
}

export default function CampaignRoute() {
  return <CampaignPage {...useLoaderData<typeof loader>()} />;
}
