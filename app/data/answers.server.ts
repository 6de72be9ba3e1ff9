import type { Db, Tx } from "~/data/db.server";
import { hashSecret } from "~/lib/secret.server";
import type { Answer, AnswerState, Participation } from "~/domain/answers";

export type Invited = AnswerState & {
  id: string;
  accountId: string | null;
  name: string;
  email: string;
  role: "contact" | "presenter";
  participation: Participation;
  note: string;
};

/** One of several ways in which an answer names its person. */
export type WhoAnswers = { accountId: string } | { email: string };

/** Who is invited to a visit at the moment; null for somebody who never was, or was taken out again. */
export async function findInvited(db: Db | Tx, visitId: string, who: WhoAnswers): Promise<Invited | null> {
  const row = await db.visitAttendee.findFirst({
    where: { visitId, removedAt: null, ...who },
    orderBy: { addedAt: "asc" },
    select: {
      id: true,
      accountId: true,
      name: true,
      email: true,
      role: true,
      participation: true,
      answerNote: true,
      lastSequenceSent: true,
      lastSequenceReplied: true,
      lastDtstampRepliedAt: true,
    },
  });
  if (!row) return null;
  const { answerNote, lastSequenceSent, lastSequenceReplied, lastDtstampRepliedAt, ...invited } = row;
  return {
    ...invited,
    note: answerNote,
    sequenceSent: lastSequenceSent,
    sequenceReplied: lastSequenceReplied,
    dtstampRepliedAt: lastDtstampRepliedAt,
  };
}

/** Answers and changes of one visit take turns. False where there is no such visit. */
export async function lockVisit(tx: Tx, visitId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`SELECT 1 FROM visit WHERE id = ${visitId}::uuid FOR UPDATE`;
  return rows.length === 1;
}

export async function saveAnswer(
  tx: Tx,
  attendeeId: string,
  answer: { answer: Answer; note: string; sequence: number; dtstampAt: Date },
): Promise<void> {
  await tx.visitAttendee.update({
    where: { id: attendeeId },
    data: {
      participation: answer.answer,
      answerNote: answer.note,
      lastSequenceReplied: answer.sequence,
      lastDtstampRepliedAt: answer.dtstampAt,
    },
    select: { id: true },
  });
}

/** Whom a link speaks for and of which SEQUENCE; null where nobody made it, or it has run out. */
export async function findAnswerLink(
  db: Db | Tx,
  where: { token: string; now: Date },
): Promise<{ accountId: string; visitId: string; sequence: number } | null> {
  const row = await db.capability.findFirst({
    where: { tokenHash: hashSecret(where.token), purpose: "answer_invitation", expiresAt: { gt: where.now } },
    select: { accountId: true, visitId: true, sequence: true },
  });
  return row?.accountId && row.visitId ? { accountId: row.accountId, visitId: row.visitId, sequence: row.sequence ?? 0 } : null;
}

