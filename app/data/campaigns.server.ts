import { dayFromColumn, dayToColumn } from "~/data/day";
import type { Db, Tx } from "~/data/db.server";
import { isConstraintViolation } from "~/data/transaction.server";
import type { Campaign, CampaignWords } from "~/domain/campaign";

const SELECT = {
  id: true,
  name: true,
  slug: true,
  startsOn: true,
  endsOn: true,
  target: true,
  description: true,
  version: true,
  retiredAt: true,
} as const;

type Columns = Omit<Campaign, "startsOn" | "endsOn" | "retired"> & { startsOn: Date; endsOn: Date; retiredAt: Date | null };

const toCampaign = ({ startsOn, endsOn, retiredAt, ...row }: Columns): Campaign => ({
  ...row,
  startsOn: dayFromColumn(startsOn),
  endsOn: dayFromColumn(endsOn),
  retired: retiredAt !== null,
});

/** The newest first, those out of use among them: their figures stay. */
export async function listCampaigns(db: Db | Tx): Promise<Campaign[]> {
  const rows = await db.campaign.findMany({ orderBy: [{ startsOn: "desc" }, { id: "desc" }], select: SELECT });
  return rows.map(toCampaign);
}

export async function findCampaign(db: Db | Tx, where: { id: string } | { slug: string }): Promise<Campaign | null> {
  const row = await db.campaign.findUnique({ where, select: SELECT });
  return row && toCampaign(row);
}

/** Whether an address is in use by this word already. */
export async function isSlugTaken(tx: Tx, slug: string): Promise<boolean> {
  return (await tx.campaign.count({ where: { slug } })) > 0;
}

type Written = { ok: true; id: string } | { ok: false; reason: "name_taken" | "changed_meanwhile" };

export async function createCampaign(tx: Tx, words: CampaignWords, slug: string): Promise<Written> {
  return refusingTakenName(async () => {
    const { id } = await tx.campaign.create({ data: { ...toColumns(words), slug }, select: { id: true } });
    return { ok: true, id };
  });
}

/** Compare-and-set on the version. */
export async function updateCampaign(
  tx: Tx,
  where: { id: string; version: number },
  change: CampaignWords | { retiredAt: Date | null },
): Promise<Written> {
  const data = "retiredAt" in change ? change : toColumns(change);
  return refusingTakenName(async () => {
    const { count } = await tx.campaign.updateMany({ where, data: { ...data, version: where.version + 1 } });
    return count === 1 ? { ok: true, id: where.id } : { ok: false, reason: "changed_meanwhile" };
  });
}

async function refusingTakenName(write: () => Promise<Written>): Promise<Written> {
  try {
    return await write();
  } catch (error) {
    if (isConstraintViolation(error, "campaign_name_key")) return { ok: false, reason: "name_taken" };
    throw error;
  }
}

function toColumns({ startsOn, endsOn, ...words }: CampaignWords) {
  return { ...words, startsOn: dayToColumn(startsOn), endsOn: dayToColumn(endsOn) };
}
