import type { Db, Tx } from "~/data/db.server";

export type AskedMove = { askedAt: Date; note: string };

/** A school's open wish for another date of this visit; null where there is none. */
export async function findAskedMove(db: Db | Tx, visitId: string): Promise<AskedMove | null> {
  return db.askedMove.findFirst({ where: { visitId, settledAt: null }, select: { askedAt: true, note: true } });
}

/** Asking again replaces what was asked before. */
export async function saveAskedMove(
  tx: Tx,
  input: { visitId: string; askedById: string; note: string; now: Date },
): Promise<void> {
  const { visitId, now, ...columns } = input;
  const row = { ...columns, askedAt: now, settledAt: null, settledById: null };
  await tx.askedMove.upsert({ where: { visitId }, create: { visitId, ...row }, update: row, select: { visitId: true } });
}

/** False where nothing was open. */
export async function settleAskedMove(
  tx: Tx,
  input: { visitId: string; settledById: string | null; now: Date },
): Promise<boolean> {
  const { count } = await tx.askedMove.updateMany({
    where: { visitId: input.visitId, settledAt: null },
    data: { settledAt: input.now, settledById: input.settledById },
  });
  return count === 1;
}
