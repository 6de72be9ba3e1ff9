import type { Db, Tx } from "~/data/db.server";

export type ReasonKind = "decline" | "cancel" | "move" | "not_delivered";
export type ReasonOption = { code: string; label: string; forSchool: string };

/** Reasons on offer, in the managers' order. */
export async function listReasons(db: Db | Tx, kind: ReasonKind): Promise<ReasonOption[]> {
  return db.reason.findMany({
    where: { kind, retiredAt: null },
    orderBy: [{ position: "asc" }, { code: "asc" }],
    select: { code: true, label: true, forSchool: true },
  });
}

/** Of the codes given, those that are reasons of this kind. */
export async function listReasonCodes(db: Db | Tx, kind: ReasonKind, codes: readonly string[]): Promise<string[]> {
  const rows = await db.reason.findMany({ where: { kind, code: { in: [...codes] } }, select: { code: true } });
  return rows.map(({ code }) => code);
}
