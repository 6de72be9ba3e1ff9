import type { Db, Tx } from "~/data/db.server";
import { DRAFT_SHAPE, isDraftAnswers, type DraftAnswers } from "~/domain/request-draft";

export type Draft = { id: string; answers: DraftAnswers; sentAt: Date | null };

type Owner = { id: string; browserHash: string; now: Date };

/** A draft for the browser that it belongs to; null when it has run out. */
export async function findDraft(db: Db | Tx, owner: Owner): Promise<Draft | null> {
  const { id, browserHash, now } = owner;
  const row = await db.requestDraft.findFirst({
    where: { id, browserHash, expiresAt: { gt: now } },
    select: { id: true, answers: true },
  });
  if (!row) return null;
  const sent = await db.bookingRequest.findUnique({ where: { id }, select: { createdAt: true } });
  const answers = isDraftAnswers(row.answers) ? row.answers : emptyAnswers();
  return { id, answers, sentAt: sent?.createdAt ?? null };
}

export function emptyAnswers(): DraftAnswers {
  return { shape: DRAFT_SHAPE };
}

/** Like findDraft, and holds the row until the transaction ends: a second click waits for the first. */
export async function lockDraft(tx: Tx, owner: Owner): Promise<Draft | null> {
  await tx.$queryRaw`SELECT "id" FROM "request_draft" WHERE "id" = ${owner.id}::uuid FOR UPDATE`;
  return findDraft(tx, owner);
}

export async function createDraft(
  tx: Tx,
  draft: { id: string; browserHash: string; answers: DraftAnswers; expiresAt: Date; now: Date },
): Promise<void> {
  const { now, ...row } = draft;
  await tx.requestDraft.create({ data: { ...row, createdAt: now }, select: { id: true } });
}

export async function updateDraft(
  tx: Tx,
  draft: { id: string; answers: DraftAnswers; expiresAt: Date },
): Promise<void> {
  const { id, ...data } = draft;
  await tx.requestDraft.update({ where: { id }, data, select: { id: true } });
}

export async function deleteDraft(db: Db | Tx, owner: { id: string; browserHash: string }): Promise<void> {
  await db.requestDraft.deleteMany({ where: owner });
}

/** What a request was made from, in whatever browser it is proven; null when the draft has gone. */
export async function findDraftAnswers(tx: Tx, id: string): Promise<DraftAnswers | null> {
  const row = await tx.requestDraft.findUnique({ where: { id }, select: { answers: true } });
  return row && isDraftAnswers(row.answers) ? row.answers : null;
}

/** A proven request needs its draft no more. */
export async function deleteProvenDraft(tx: Tx, id: string): Promise<void> {
  await tx.requestDraft.deleteMany({ where: { id } });
}

/** What nobody finished is personal data without a purpose. */
export async function deleteExpiredDrafts(db: Db | Tx, now: Date): Promise<void> {
  await db.requestDraft.deleteMany({ where: { expiresAt: { lte: now } } });
}
