import type { Db, Tx } from "~/data/db.server";
import { isConstraintViolation } from "~/data/transaction.server";

export type Funder = { id: string; name: string; version: number; retired: boolean };
/** What a funder paid for a programme year, in pence. */
export type FunderCost = { programmeYearId: string; costPence: number };

const SELECT = { id: true, name: true, version: true, retiredAt: true } as const;

const toFunder = ({ retiredAt, ...row }: Omit<Funder, "retired"> & { retiredAt: Date | null }): Funder => ({
  ...row,
  retired: retiredAt !== null,
});

/** Those in use first, by name; the others keep their figures. */
export async function listFunders(db: Db | Tx): Promise<Funder[]> {
  const rows = await db.funder.findMany({ orderBy: [{ name: "asc" }, { id: "asc" }], select: SELECT });
  const all = rows.map(toFunder);
  return [...all.filter(({ retired }) => !retired), ...all.filter(({ retired }) => retired)];
}

export async function findFunder(db: Db | Tx, id: string): Promise<Funder | null> {
  const row = await db.funder.findUnique({ where: { id }, select: SELECT });
  return row && toFunder(row);
}

export async function listCostsOfFunder(db: Db | Tx, funderId: string): Promise<FunderCost[]> {
  const rows = await db.funderCost.findMany({ where: { funderId }, select: { programmeYearId: true, costPence: true } });
  return rows.map(({ costPence, ...row }) => ({ ...row, costPence: Number(costPence) }));
}

/** What each funder paid for a programme year, by its id; a funder without an entry is left out. */
export async function listCostsOfYear(db: Db | Tx, programmeYearId: string): Promise<Map<string, number>> {
  const rows = await db.funderCost.findMany({ where: { programmeYearId }, select: { funderId: true, costPence: true } });
  return new Map(rows.map(({ funderId, costPence }) => [funderId, Number(costPence)]));
}

type Written = { ok: true; id: string } | { ok: false; reason: "name_taken" | "changed_meanwhile" };

export async function createFunder(tx: Tx, name: string): Promise<Written> {
  return refusingTakenName(async () => {
    const { id } = await tx.funder.create({ data: { name }, select: { id: true } });
    return { ok: true, id };
  });
}

/** Compare-and-set on the version. */
export async function updateFunder(
  tx: Tx,
  where: { id: string; version: number },
  change: { name: string } | { retiredAt: Date | null },
): Promise<Written> {
  return refusingTakenName(async () => {
    const { count } = await tx.funder.updateMany({ where, data: { ...change, version: where.version + 1 } });
    return count === 1 ? { ok: true, id: where.id } : { ok: false, reason: "changed_meanwhile" };
  });
}

/** What the years given cost; null takes an entry away. Years that are not given keep theirs. */
export async function setFunderCosts(
  tx: Tx,
  funderId: string,
  costs: readonly { programmeYearId: string; costPence: number | null }[],
): Promise<void> {
  await tx.funderCost.deleteMany({
    where: { funderId, programmeYearId: { in: costs.map(({ programmeYearId }) => programmeYearId) } },
  });
  await tx.funderCost.createMany({
    data: costs.flatMap(({ programmeYearId, costPence }) =>
      costPence === null ? [] : [{ funderId, programmeYearId, costPence }],
    ),
  });
}

async function refusingTakenName(write: () => Promise<Written>): Promise<Written> {
  try {
    return await write();
  } catch (error) {
    if (isConstraintViolation(error, "funder_name_key")) return { ok: false, reason: "name_taken" };
    throw error;
  }
}
