import type { Db, Tx } from "~/data/db.server";

/** Campaign and funder of a request or a visit. */
export type Tags = { campaignId: string | null; funderId: string | null };

const SELECT = { campaignId: true, funderId: true } as const;

/** Locked until the transaction ends: of two who tag at once the later one sees what the first wrote. */
export async function lockTagsOfVisit(tx: Tx, visitId: string): Promise<(Tags & { requestId: string | null }) | null> {
  await tx.$queryRaw`SELECT id FROM visit WHERE id = ${visitId}::uuid FOR NO KEY UPDATE`;
  return tx.visit.findUnique({ where: { id: visitId }, select: { ...SELECT, requestId: true } });
}

export async function lockTagsOfRequest(tx: Tx, reference: string): Promise<(Tags & { id: string }) | null> {
  await tx.$queryRaw`SELECT id FROM booking_request WHERE reference = ${reference} FOR NO KEY UPDATE`;
  return tx.bookingRequest.findFirst({
    where: { reference, provenAt: { not: null } },
    select: { ...SELECT, id: true },
  });
}

/** The names of what a request or a visit is tagged with; null where it has no such tag. */
export async function readTagNames(
  db: Db,
  { campaignId, funderId }: Tags,
): Promise<{ campaign: string | null; funder: string | null }> {
  const select = { name: true } as const;
  const campaign = campaignId === null ? null : await db.campaign.findUnique({ where: { id: campaignId }, select });
  const funder = funderId === null ? null : await db.funder.findUnique({ where: { id: funderId }, select });
  return { campaign: campaign?.name ?? null, funder: funder?.name ?? null };
}

export async function tagVisit(tx: Tx, visitId: string, tags: Tags): Promise<void> {
  await tx.visit.update({ where: { id: visitId }, data: tags, select: { id: true } });
}

/** Tags say nothing to the school: the request keeps its version, so that nobody's plan is refused for one. */
export async function tagRequest(tx: Tx, requestId: string, tags: Tags): Promise<void> {
  await tx.bookingRequest.update({ where: { id: requestId }, data: tags, select: { id: true } });
}

/** The visits of a request that stand, by id. */
export async function listStandingVisits(tx: Tx, requestId: string): Promise<string[]> {
  const rows = await tx.visit.findMany({
    where: { requestId, status: { in: ["pencilled", "scheduled", "completed"] } },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}
