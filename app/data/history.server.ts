import type { Tx } from "~/data/db.server";
import { shownName } from "~/domain/retention";

/** Who did it: a contact or a member of staff by account, or the service itself. */
export type Actor = { kind: "contact" | "staff"; accountId: string } | { kind: "system" };

export type HistoryInput = {
  at: Date;
  actor: Actor;
  subject: "request" | "visit" | "session" | "account" | "school" | "absence" | "working_pattern" | "format" | "term"
    | "programme_year" | "setting" | "membership" | "publication" | "mail" | "material"
    | "register_import" | "past_import" | "support" | "disclosure" | "priority_area" | "outline_import" | "campaign" | "funder"
    | "context_figure" | "reason";
  subjectId: string;
  requestId?: string | null;
  visitId?: string | null;
  action: string;
  from?: string | null;
  to?: string | null;
  /** Codes, ids, counts and times alone: erasing a person must never need a change here (rule 9, model.md). */
  detail?: Record<string, string | number | boolean | null | readonly (string | number)[]>;
};

/** Writes the history row of a change; call it in the change's own transaction (rule 7). */
export async function addHistory(tx: Tx, entry: HistoryInput): Promise<void> {
  await tx.historyEntry.create({
    data: {
      at: entry.at,
      actorKind: entry.actor.kind,
      actorId: entry.actor.kind === "system" ? null : entry.actor.accountId,
      subject: entry.subject,
      subjectId: entry.subjectId,
      requestId: entry.requestId ?? null,
      visitId: entry.visitId ?? null,
      action: entry.action,
      fromStatus: entry.from ?? null,
      toStatus: entry.to ?? null,
      detail: entry.detail ?? {},
    },
    select: { id: true },
  });
}

export type HistoryRow = {
  at: Date;
  actorKind: "contact" | "staff" | "system";
  actorName: string | null;
  action: string;
  fromStatus: string | null;
  toStatus: string | null;
  detail: unknown;
};

const HISTORY_LINE = {
  at: true,
  actorKind: true,
  action: true,
  fromStatus: true,
  toStatus: true,
  detail: true,
  actor: { select: { name: true, email: true } },
} as const;

/** History of a request and its visits, or of one visit, newest first. */
export async function listHistory(db: Tx, of: { requestId: string } | { visitId: string }): Promise<HistoryRow[]> {
  const rows = await db.historyEntry.findMany({ where: of, orderBy: { id: "desc" }, take: 500, select: HISTORY_LINE });
  return rows.map(toRow);
}

/** What happened to a visit, or to its request, after a row that somebody has seen; oldest first. */
export async function listHistorySince(db: Tx, since: { visitId: string; afterId: string }): Promise<HistoryRow[]> {
  const rows = await db.historyEntry.findMany({
    where: { id: { gt: BigInt(since.afterId) }, ...ofVisitOrItsRequest(since.visitId) },
    orderBy: { id: "asc" },
    take: 50,
    select: HISTORY_LINE,
  });
  return rows.map(toRow);
}

/** The newest row about a visit or its request, "0" before the first: what a form was filled in with knowledge of. */
export async function newestHistoryId(db: Tx, visitId: string): Promise<string> {
  const row = await db.historyEntry.findFirst({
    where: ofVisitOrItsRequest(visitId),
    orderBy: { id: "desc" },
    select: { id: true },
  });
  return String(row?.id ?? 0);
}

const ofVisitOrItsRequest = (visitId: string) => ({
  OR: [{ visitId }, { visitId: null, request: { visits: { some: { id: visitId } } } }],
});

function toRow({ actor, ...row }: Omit<HistoryRow, "actorName"> & { actor: { name: string; email: string } | null }) {
  return { ...row, actorName: actor && shownName(actor) };
}
