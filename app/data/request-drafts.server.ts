import type { Db, Tx } from "~/data/db.server";
import { DRAFT_SHAPE, isDraftAnswers, type DraftAnswers, type DraftPurpose } from "~/domain/request-draft";

export type Draft = {
  id: string;
  purpose: DraftPurpose;
  /** Whose it is, where somebody signed in began it; it is read only while that account is signed in. */
  accountId: string | null;
  /** With "change": the request, and its version when the change began. */
  forRequestId: string | null;
  forVersion: number | null;
  answers: DraftAnswers;
  sentAt: Date | null;
};

type Owner = { id: string; browserHash: string; now: Date };

const DRAFT = {
  id: true,
  purpose: true,
  accountId: true,
  forRequestId: true,
  forVersion: true,
  answers: true,
} as const;

/** A draft for the browser that it belongs to; null when it has run out. */
export async function findDraft(db: Db | Tx, owner: Owner): Promise<Draft | null> {
  const { id, browserHash, now } = owner;
  const row = await db.requestDraft.findFirst({ where: { id, browserHash, expiresAt: { gt: now } }, select: DRAFT });
  if (!row) return null;
  const { answers, ...columns } = row;
  const isReadable = isDraftAnswers(answers);
  // What was begun from a request, or for a school, makes no sense without what it began with.
  if (!isReadable && row.purpose !== "new") return null;
  const sent = await db.bookingRequest.findUnique({ where: { id }, select: { createdAt: true } });
  return { ...columns, answers: isReadable ? answers : emptyAnswers(), sentAt: sent?.createdAt ?? null };
}

/** The first of these drafts that this browser may read now: nobody's in particular, or the viewer's own. */
export async function findFirstDraft(
  db: Db | Tx,
  owner: { ids: readonly string[]; browserHash: string; accountId: string | null; now: Date },
): Promise<Draft | null> {
  for (const id of owner.ids) {
    const draft = await findDraft(db, { ...owner, id });
    const isDone = draft?.purpose === "change" && draft.answers.sent === true;
    if (draft && !isDone && (draft.accountId === null || draft.accountId === owner.accountId)) return draft;
  }
  return null;
}

export function emptyAnswers(): DraftAnswers {
  return { shape: DRAFT_SHAPE };
}

/** Like findDraft, and holds the row until the transaction ends: a second click waits for the first. */
export async function lockDraft(tx: Tx, owner: Owner): Promise<Draft | null> {
  await tx.$queryRaw`SELECT "id" FROM "request_draft" WHERE "id" = ${owner.id}::uuid FOR UPDATE`;
  return findDraft(tx, owner);
}

/** The draft by which somebody is changing a request already, in this browser. */
export async function findChangeDraft(
  tx: Tx,
  of: { requestId: string; version: number; accountId: string; browserHash: string; now: Date },
): Promise<{ id: string; wasSent: boolean } | null> {
  const row = await tx.requestDraft.findFirst({
    where: {
      purpose: "change",
      forRequestId: of.requestId,
      forVersion: of.version,
      accountId: of.accountId,
      browserHash: of.browserHash,
      expiresAt: { gt: of.now },
    },
    select: { id: true, answers: true },
  });
  return row && isDraftAnswers(row.answers) ? { id: row.id, wasSent: row.answers.sent === true } : null;
}

export async function createDraft(
  tx: Tx,
  draft: {
    id: string;
    browserHash: string;
    purpose?: DraftPurpose;
    accountId?: string;
    forRequestId?: string;
    forVersion?: number;
    answers: DraftAnswers;
    expiresAt: Date;
    now: Date;
  },
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

/** What somebody began while signed in does not stay in the browser that they leave. */
export async function deleteDraftsOfAccount(
  db: Db | Tx,
  owner: { accountId: string; browserHash: string },
): Promise<void> {
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

/** What nobody finished is personal data without a purpose. Answers how many there were. */
export async function deleteExpiredDrafts(db: Db | Tx, now: Date): Promise<number> {
  const { count } = await db.requestDraft.deleteMany({ where: { expiresAt: { lte: now } } });
  return count;
}
