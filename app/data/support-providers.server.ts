import type { Db, Tx } from "~/data/db.server";
import type { SupportWords } from "~/domain/support";

export type SupportProvider = SupportWords & { id: string; version: number; retired: boolean };

const WORDS = { name: true, area: true, lowAge: true, highAge: true, offer: true, link: true, phone: true } as const;
const SELECT = { id: true, version: true, retiredAt: true, ...WORDS } as const;

/** Those that schools may turn to, by name. */
export async function listSupport(db: Db): Promise<SupportProvider[]> {
  const where = { retiredAt: null };
  const rows = await db.supportProvider.findMany({ where, orderBy: [{ name: "asc" }, { id: "asc" }], select: SELECT });
  return rows.map(toProvider);
}

/** Those on the page first, then those taken off. */
export async function listAllSupport(db: Db): Promise<SupportProvider[]> {
  const rows = await db.supportProvider.findMany({ orderBy: [{ name: "asc" }, { id: "asc" }], select: SELECT });
  const all = rows.map(toProvider);
  return [...all.filter(({ retired }) => !retired), ...all.filter(({ retired }) => retired)];
}

export async function findSupport(db: Db | Tx, id: string): Promise<SupportProvider | null> {
  const row = await db.supportProvider.findUnique({ where: { id }, select: SELECT });
  return row && toProvider(row);
}

export async function createSupport(tx: Tx, input: { words: SupportWords; now: Date }): Promise<string> {
  const data = { ...input.words, updatedAt: input.now };
  const { id } = await tx.supportProvider.create({ data, select: { id: true } });
  return id;
}

/** Compare-and-set on the version: false when somebody was faster. */
export async function updateSupport(
  tx: Tx,
  where: { id: string; version: number },
  change: { words?: SupportWords; retiredAt?: Date | null; now: Date },
): Promise<boolean> {
  const { words, now, ...rest } = change;
  const data = { ...words, ...rest, updatedAt: now, version: where.version + 1 };
  const { count } = await tx.supportProvider.updateMany({ where, data });
  return count === 1;
}

function toProvider({ retiredAt, ...row }: Omit<SupportProvider, "retired"> & { retiredAt: Date | null }): SupportProvider {
  return { ...row, retired: retiredAt !== null };
}
