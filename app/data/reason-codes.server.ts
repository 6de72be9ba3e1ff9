import type { Db, Tx } from "~/data/db.server";
import { isConstraintViolation } from "~/data/transaction.server";
import type { ReasonKind } from "~/domain/reason";

export type ReasonOption = { code: string; label: string; forSchool: string };
export type ReasonWords = { label: string; forSchool: string; schoolChooses: boolean; position: number };
export type Reason = ReasonWords & { code: string; kind: ReasonKind; version: number; retired: boolean };

const OPTION = { code: true, label: true, forSchool: true } as const;
const ORDER = [{ position: "asc" }, { code: "asc" }] as const;
const SELECT = { ...OPTION, kind: true, schoolChooses: true, position: true, version: true, retiredAt: true } as const;

const toReason = ({ retiredAt, ...row }: Omit<Reason, "retired"> & { retiredAt: Date | null }): Reason => ({
  ...row,
  retired: retiredAt !== null,
});

/** Reasons on offer, in the managers' order; `given` are offered too, since they stand in the record that is changed. */
export async function listReasons(db: Db | Tx, kind: ReasonKind, given: readonly string[] = []): Promise<ReasonOption[]> {
  const where = { kind, OR: [{ retiredAt: null }, { code: { in: [...given] } }] };
  return db.reason.findMany({ where, orderBy: [...ORDER], select: OPTION });
}

/** The reasons that a school is offered for cancelling, or for asking for another date. */
export async function listSchoolsReasons(db: Db | Tx, kind: "cancel" | "move"): Promise<ReasonOption[]> {
  return db.reason.findMany({ where: { kind, retiredAt: null, schoolChooses: true }, orderBy: [...ORDER], select: OPTION });
}

/** Of the codes given, those that are reasons of this kind. */
export async function listReasonCodes(db: Db | Tx, kind: ReasonKind, codes: readonly string[]): Promise<string[]> {
  const rows = await db.reason.findMany({ where: { kind, code: { in: [...codes] } }, select: { code: true } });
  return rows.map(({ code }) => code);
}

/** All of them in the managers' order, those in use first. */
export async function listAllReasons(db: Db | Tx): Promise<Reason[]> {
  const all = (await db.reason.findMany({ orderBy: [...ORDER], select: SELECT })).map(toReason);
  return [...all.filter(({ retired }) => !retired), ...all.filter(({ retired }) => retired)];
}

export async function findReason(db: Db | Tx, code: string): Promise<Reason | null> {
  const row = await db.reason.findUnique({ where: { code }, select: SELECT });
  return row && toReason(row);
}

/** The reasons of a kind that are in use, locked so that two cannot retire the last two at the same moment. */
export async function lockReasonsInUse(tx: Tx, kind: ReasonKind): Promise<{ code: string; schoolChooses: boolean }[]> {
  await tx.$queryRaw`SELECT code FROM reason WHERE kind = ${kind}::reason_kind ORDER BY code FOR NO KEY UPDATE`;
  return tx.reason.findMany({ where: { kind, retiredAt: null }, select: { code: true, schoolChooses: true } });
}

type Written = { ok: true; code: string } | { ok: false; reason: "label_taken" | "changed_meanwhile" };

export async function createReason(tx: Tx, reason: ReasonWords & { code: string; kind: ReasonKind }): Promise<Written> {
  return refusingTakenLabel(async () => {
    const { code } = await tx.reason.create({ data: reason, select: { code: true } });
    return { ok: true, code };
  });
}

/** Compare-and-set on the version. */
export async function updateReason(
  tx: Tx,
  where: { code: string; version: number },
  change: ReasonWords | { retiredAt: Date | null },
): Promise<Written> {
  return refusingTakenLabel(async () => {
    const { count } = await tx.reason.updateMany({ where, data: { ...change, version: where.version + 1 } });
    return count === 1 ? { ok: true, code: where.code } : { ok: false, reason: "changed_meanwhile" };
  });
}

async function refusingTakenLabel(write: () => Promise<Written>): Promise<Written> {
  try {
    return await write();
  } catch (error) {
    if (isConstraintViolation(error, "reason_kind_label_key")) return { ok: false, reason: "label_taken" };
    throw error;
  }
}
