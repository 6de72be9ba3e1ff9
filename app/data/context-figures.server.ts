import { dayFromColumn, dayToColumn } from "~/data/day";
import type { Db, Tx } from "~/data/db.server";
import type { ContextWords } from "~/domain/context-figure";

export type ContextFigure = ContextWords & { id: string; version: number; retired: boolean };

const SELECT = {
  id: true,
  label: true,
  area: true,
  period: true,
  figure: true,
  source: true,
  link: true,
  asAtOn: true,
  version: true,
  retiredAt: true,
} as const;

const ORDER = [{ label: "asc" as const }, { asAtOn: "desc" as const }, { id: "asc" as const }];

type Row = Omit<ContextFigure, "figure" | "asAtOn" | "retired"> & { figure: { toString(): string }; asAtOn: Date; retiredAt: Date | null };

const toFigure = ({ figure, asAtOn, retiredAt, ...row }: Row): ContextFigure => ({
  ...row,
  figure: Number(figure.toString()),
  asAtOn: dayFromColumn(asAtOn),
  retired: retiredAt !== null,
});

/** Those that stand beside the headline. */
export async function listContext(db: Db | Tx): Promise<ContextFigure[]> {
  return (await db.contextFigure.findMany({ where: { retiredAt: null }, orderBy: ORDER, select: SELECT })).map(toFigure);
}

/** Those in use first. */
export async function listAllContext(db: Db): Promise<ContextFigure[]> {
  const all = (await db.contextFigure.findMany({ orderBy: ORDER, select: SELECT })).map(toFigure);
  return [...all.filter(({ retired }) => !retired), ...all.filter(({ retired }) => retired)];
}

export async function findContext(db: Db | Tx, id: string): Promise<ContextFigure | null> {
  const row = await db.contextFigure.findUnique({ where: { id }, select: SELECT });
  return row && toFigure(row);
}

export async function createContext(tx: Tx, input: { words: ContextWords; now: Date }): Promise<string> {
  const { asAtOn, ...words } = input.words;
  const data = { ...words, asAtOn: dayToColumn(asAtOn), updatedAt: input.now };
  return (await tx.contextFigure.create({ data, select: { id: true } })).id;
}

/** Compare-and-set on the version: false when somebody was faster. */
export async function updateContext(
  tx: Tx,
  where: { id: string; version: number },
  change: { words?: ContextWords; retiredAt?: Date | null; now: Date },
): Promise<boolean> {
  const { words, now, ...rest } = change;
  const columns = words ? { ...words, asAtOn: dayToColumn(words.asAtOn) } : {};
  const data = { ...columns, ...rest, updatedAt: now, version: where.version + 1 };
  return (await tx.contextFigure.updateMany({ where, data })).count === 1;
}
