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

/** Reasons of the team alone: no school cancels for them. */
const TEAM_REASONS: readonly string[] = ["cancel.officer_called_away", "cancel.school_asked"];

/** The reasons that a school is offered for cancelling. */
export async function listSchoolsCancelReasons(db: Db | Tx): Promise<ReasonOption[]> {
  return (await listReasons(db, "cancel")).filter(({ code }) => !TEAM_REASONS.includes(code));
}

/** Of the codes given, those that are reasons of this kind. */
export async function listReasonCodes(db: Db | Tx, kind: ReasonKind, codes: readonly string[]): Promise<string[]> {
  const rows = await db.reason.findMany({ where: { kind, code: { in: [...codes] } }, select: { code: true } });
  return rows.map(({ code }) => code);
}
