import type { Db, Tx } from "~/data/db.server";

/** The reasons in the managers' order, as the team reads them. */
export type AskedMove = { askedAt: Date; note: string; reasons: string[] };

/** A school's open wish for another date of this visit; null where there is none. */
export async function findAskedMove(db: Db | Tx, visitId: string): Promise<AskedMove | null> {
  const asked = await db.askedMove.findFirst({ where: { visitId, settledAt: null }, select: { askedAt: true, note: true } });
  if (!asked) return null;
  const given = await db.reasonGiven.findMany({
    where: givenWith(visitId, asked.askedAt),
    orderBy: [{ reason: { position: "asc" } }, { reasonCode: "asc" }],
    select: { reason: { select: { label: true } } },
  });
  return { ...asked, reasons: given.map(({ reason }) => reason.label) };
}

/** A visit carries the reasons of its moves as well: those of a wish were given at its very moment. */
const givenWith = (visitId: string, askedAt: Date) => ({ visitId, givenAt: askedAt, reason: { kind: "move" as const } });

/**
 * Asking again replaces what was asked before; the reasons of a wish that is settled stay with the visit. False where the
 * same is open already: a second click. The visit must be locked.
 */
export async function saveAskedMove(
  tx: Tx,
  input: { visitId: string; askedById: string; note: string; reasonCodes: readonly string[]; now: Date },
): Promise<boolean> {
  const { visitId, reasonCodes, now, ...columns } = input;
  const open = await tx.askedMove.findFirst({ where: { visitId, settledAt: null }, select: { askedAt: true, note: true } });
  if (open) {
    const where = givenWith(visitId, open.askedAt);
    const given = (await tx.reasonGiven.findMany({ where, select: { reasonCode: true } })).map(({ reasonCode }) => reasonCode);
    const areSame = given.length === reasonCodes.length && given.every((code) => reasonCodes.includes(code));
    if (areSame && open.note === input.note) return false;
    await tx.reasonGiven.deleteMany({ where });
  }
  const row = { ...columns, askedAt: now, settledAt: null, settledById: null };
  await tx.askedMove.upsert({ where: { visitId }, create: { visitId, ...row }, update: row, select: { visitId: true } });
  await tx.reasonGiven.createMany({ data: reasonCodes.map((reasonCode) => ({ reasonCode, visitId, givenAt: now })) });
  return true;
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
