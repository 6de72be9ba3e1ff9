import type { Db, Tx } from "~/data/db.server";

/** Where a presenter's day begins; a grid reference in OSGB metres, or none. */
export type PresenterBase = { baseName: string; baseEasting: number | null; baseNorthing: number | null };

const baseSelect = { baseName: true, baseEasting: true, baseNorthing: true } as const;

export async function findPresenterBase(db: Db | Tx, accountId: string): Promise<PresenterBase | null> {
  return db.presenter.findUnique({ where: { accountId }, select: baseSelect });
}

export async function updatePresenterBase(tx: Tx, accountId: string, base: PresenterBase): Promise<void> {
  await tx.presenter.update({ where: { accountId }, data: base, select: { accountId: true } });
}
