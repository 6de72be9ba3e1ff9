import type { Db, Tx } from "~/data/db.server";
import { isConstraintViolation } from "~/data/transaction.server";
import type { Format } from "~/domain/formats";

export type FormatFigures = Omit<Format, "id"> & { description: string; position: number };
export type FormatRow = FormatFigures & { id: string; code: string; retiredAt: Date | null; version: number };

const formatSelect = {
  id: true,
  code: true,
  name: true,
  description: true,
  minMinutes: true,
  maxMinutes: true,
  defaultMinutes: true,
  largestGroup: true,
  presentersNeeded: true,
  setUpMinutes: true,
  packDownMinutes: true,
  wholeCohort: true,
  position: true,
  retiredAt: true,
  version: true,
} as const;

const inOrder = [{ position: "asc" as const }, { name: "asc" as const }];

/** Formats that can be asked for, in the managers' order. */
export async function listFormats(db: Db | Tx): Promise<FormatRow[]> {
  return db.format.findMany({ where: { retiredAt: null }, orderBy: inOrder, select: formatSelect });
}

/** With those that are no longer offered. */
export async function listAllFormats(db: Db | Tx): Promise<FormatRow[]> {
  return db.format.findMany({ orderBy: inOrder, select: formatSelect });
}

export async function findFormat(db: Db | Tx, id: string): Promise<FormatRow | null> {
  return db.format.findUnique({ where: { id }, select: formatSelect });
}

/** Refused when a format, also a retired one, has the same code. */
export async function createFormat(
  tx: Tx,
  format: FormatFigures & { code: string },
): Promise<{ ok: true; id: string } | { ok: false; reason: "name_taken" }> {
  try {
    const { id } = await tx.format.create({ data: format, select: { id: true } });
    return { ok: true, id };
  } catch (error) {
    if (isConstraintViolation(error, "format_code_key")) return { ok: false, reason: "name_taken" };
    throw error;
  }
}

/** False when somebody has changed the format since that version. */
export async function updateFormat(
  tx: Tx,
  where: { id: string; version: number },
  data: Partial<FormatFigures> & { retiredAt?: Date | null },
): Promise<boolean> {
  const { count } = await tx.format.updateMany({ where, data: { ...data, version: { increment: 1 } } });
  return count === 1;
}
