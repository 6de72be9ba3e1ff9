import { findCampaign } from "~/data/campaigns.server";
import type { Tx } from "~/data/db.server";
import { findFunder } from "~/data/funders.server";
import { addHistory, type Actor } from "~/data/history.server";
import {
  listStandingVisits,
  lockTagsOfRequest,
  lockTagsOfVisit,
  tagRequest,
  tagVisit,
  type Tags,
} from "~/data/tags.server";
import { transact } from "~/data/transaction.server";
import type { Deps } from "~/services/deps";

export type SetTagsResult = { ok: true } | { ok: false; reason: "not_found" | "no_such_campaign" | "no_such_funder" };

export const TAG_REFUSALS = {
  no_such_campaign: { campaignId: "This campaign is not in use any more. Choose another one" },
  no_such_funder: { funderId: "This funder is not in use any more. Choose another one" },
} as const;

type TagDeps = Pick<Deps, "db" | "now">;

/** Says which campaign and funder a visit belongs to; its figures follow at once. What is out of use may stay, not come. */
export async function tagOneVisit(
  input: { visitId: string; tags: Tags; actor: Actor },
  deps: TagDeps,
): Promise<SetTagsResult> {
  const { visitId, tags, actor } = input;
  return transact(deps.db, async (tx): Promise<SetTagsResult> => {
    const before = await lockTagsOfVisit(tx, visitId);
    if (!before) return { ok: false, reason: "not_found" };
    const refused = await refusal(tx, before, tags);
    if (refused) return refused;
    await writeVisit(tx, { visitId, before, tags, actor, at: deps.now() });
    return { ok: true };
  });
}

/** The same of a request, which hands its tags to the visits planned from it; where asked, to those it has already. */
export async function tagOneRequest(
  input: { reference: string; tags: Tags; alsoVisits: boolean; actor: Actor },
  deps: TagDeps,
): Promise<SetTagsResult> {
  const { reference, tags, alsoVisits, actor } = input;
  const at = deps.now();
  return transact(deps.db, async (tx): Promise<SetTagsResult> => {
    const before = await lockTagsOfRequest(tx, reference);
    if (!before) return { ok: false, reason: "not_found" };
    const refused = await refusal(tx, before, tags);
    if (refused) return refused;
    if (differ(before, tags)) {
      await tagRequest(tx, before.id, tags);
      const subject = { subject: "request" as const, subjectId: before.id, requestId: before.id };
      await addHistory(tx, { at, actor, ...subject, action: "tags_changed", detail: changeOf(before, tags) });
    }
    for (const visitId of alsoVisits ? await listStandingVisits(tx, before.id) : []) {
      const visit = await lockTagsOfVisit(tx, visitId);
      if (visit) await writeVisit(tx, { visitId, before: visit, tags, actor, at });
    }
    return { ok: true };
  });
}

async function writeVisit(
  tx: Tx,
  change: { visitId: string; before: Tags & { requestId: string | null }; tags: Tags; actor: Actor; at: Date },
): Promise<void> {
  const { visitId, before, tags, actor, at } = change;
  if (!differ(before, tags)) return;
  await tagVisit(tx, visitId, tags);
  await addHistory(tx, {
    at,
    actor,
    subject: "visit",
    subjectId: visitId,
    visitId,
    requestId: before.requestId,
    action: "tags_changed",
    detail: changeOf(before, tags),
  });
}

async function refusal(tx: Tx, before: Tags, tags: Tags): Promise<Extract<SetTagsResult, { ok: false }> | null> {
  if (tags.campaignId !== null && tags.campaignId !== before.campaignId) {
    const campaign = await findCampaign(tx, { id: tags.campaignId });
    if (!campaign || campaign.retired) return { ok: false, reason: "no_such_campaign" };
  }
  if (tags.funderId !== null && tags.funderId !== before.funderId) {
    const funder = await findFunder(tx, tags.funderId);
    if (!funder || funder.retired) return { ok: false, reason: "no_such_funder" };
  }
  return null;
}

const differ = (one: Tags, other: Tags): boolean =>
  one.campaignId !== other.campaignId || one.funderId !== other.funderId;

const changeOf = (before: Tags, tags: Tags) => ({
  fromCampaignId: before.campaignId,
  fromFunderId: before.funderId,
  campaignId: tags.campaignId,
  funderId: tags.funderId,
});
