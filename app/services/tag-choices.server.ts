import { listCampaigns } from "~/data/campaigns.server";
import { listFunders } from "~/data/funders.server";
import type { Tags } from "~/data/tags.server";
import type { Deps } from "~/services/deps";

type Choice = { value: string; label: string };

/** What a request or visit may be tagged with: what is in use, and what it is tagged with already. */
export async function tagChoices(
  chosen: Tags,
  deps: Pick<Deps, "db">,
): Promise<{ campaigns: Choice[]; funders: Choice[] }> {
  const [campaigns, funders] = [await listCampaigns(deps.db), await listFunders(deps.db)];
  const offered = (rows: readonly { id: string; name: string; retired: boolean }[], own: string | null): Choice[] =>
    rows
      .filter(({ id, retired }) => !retired || id === own)
      .map(({ id, name, retired }) => ({ value: id, label: retired ? `${name} (out of use)` : name }));
  return { campaigns: offered(campaigns, chosen.campaignId), funders: offered(funders, chosen.funderId) };
}
