import { createCampaign, findCampaign, isSlugTaken, updateCampaign } from "~/data/campaigns.server";
import type { Tx } from "~/data/db.server";
import { addHistory, type Actor } from "~/data/history.server";
import { transact } from "~/data/transaction.server";
import { slugOf, type CampaignWords } from "~/domain/campaign";
import type { Deps } from "~/services/deps";

type SaveDeps = Pick<Deps, "db" | "now">;

export type SaveCampaignResult =
  | { ok: true; id: string }
  | { ok: false; reason: "not_found" | "changed_meanwhile" | "name_taken" };

/** Adds or changes a campaign. Its address is made of its first name and stays: links to it are in mails and posters. */
export async function saveCampaign(
  input: { existing: { id: string; version: number } | null; words: CampaignWords; actor: Actor },
  deps: SaveDeps,
): Promise<SaveCampaignResult> {
  const { existing, words, actor } = input;
  return transact(deps.db, async (tx): Promise<SaveCampaignResult> => {
    if (existing && !(await findCampaign(tx, { id: existing.id }))) return { ok: false, reason: "not_found" };
    const written = existing
      ? await updateCampaign(tx, existing, words)
      : await createCampaign(tx, words, await freeSlug(tx, slugOf(words.name)));
    if (!written.ok) return written;
    await addHistory(tx, {
      at: deps.now(),
      actor,
      subject: "campaign",
      subjectId: written.id,
      action: existing ? "campaign_changed" : "campaign_added",
      detail: { startsOn: words.startsOn, endsOn: words.endsOn, target: words.target, isPublic: words.description !== "" },
    });
    return written;
  });
}

/** Takes a campaign off the choices and its page away, or puts both back; what was tagged with it stays. */
export async function retireCampaign(
  input: { id: string; version: number; retired: boolean; actor: Actor },
  deps: SaveDeps,
): Promise<SaveCampaignResult> {
  const { id, version, retired, actor } = input;
  const now = deps.now();
  return transact(deps.db, async (tx): Promise<SaveCampaignResult> => {
    if (!(await findCampaign(tx, { id }))) return { ok: false, reason: "not_found" };
    const written = await updateCampaign(tx, { id, version }, { retiredAt: retired ? now : null });
    if (!written.ok) return written;
    const action = retired ? "campaign_retired" : "campaign_used_again";
    await addHistory(tx, { at: now, actor, subject: "campaign", subjectId: id, action });
    return written;
  });
}

async function freeSlug(tx: Tx, wanted: string): Promise<string> {
  let slug = wanted;
  for (let number = 2; await isSlugTaken(tx, slug); number += 1) slug = `${wanted}-${number}`;
  return slug;
}
