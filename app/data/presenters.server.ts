import { optionalDayFromColumn } from "~/data/day";
import type { Db, Tx } from "~/data/db.server";

export type PresenterRow = {
  id: string;
  name: string;
  email: string;
  baseName: string;
  baseEasting: number | null;
  baseNorthing: number | null;
  startedOn: string | null;
  endedOn: string | null;
};

/** Presenters who can be booked: the role is granted and the account is in use. By name. */
export async function listPresenters(db: Db | Tx, ids?: readonly string[]): Promise<PresenterRow[]> {
  const rows = await db.presenter.findMany({
    where: {
      account: { disabledAt: null, roles: { some: { role: "presenter" } } },
      ...(ids ? { accountId: { in: [...ids] } } : {}),
    },
    orderBy: [{ account: { name: "asc" } }, { accountId: "asc" }],
    select: {
      accountId: true,
      baseName: true,
      baseEasting: true,
      baseNorthing: true,
      startedOn: true,
      endedOn: true,
      account: { select: { name: true, email: true } },
    },
  });
  return rows.map(({ accountId, account, startedOn, endedOn, ...base }) => ({
    id: accountId,
    name: account.name || account.email,
    email: account.email,
    ...base,
    startedOn: optionalDayFromColumn(startedOn),
    endedOn: optionalDayFromColumn(endedOn),
  }));
}

/** Who is qualified for one format, and who likes to give it. Whoever is not named is qualified, and never said. */
export async function listFormatWishes(
  db: Db | Tx,
  formatId: string,
): Promise<{ presenterId: string; qualified: boolean; likes: boolean }[]> {
  return db.presenterFormat.findMany({
    where: { formatId },
    select: { presenterId: true, qualified: true, likes: true },
  });
}
