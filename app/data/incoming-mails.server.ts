import type { Db, Tx } from "~/data/db.server";

export type IncomingMailKind = "answer" | "bounce" | "other";
export type IncomingMailOutcome = "applied" | "stale" | "unmatched";

export type NewIncomingMail = {
  uidValidity: bigint;
  uid: bigint;
  fromAddress: string;
  subject: string;
  arrivedAt: Date;
  readAt: Date;
  kind: IncomingMailKind;
  outcome: IncomingMailOutcome;
  reason: string;
  visitId: string | null;
  mailId: string | null;
};

/** The message that was read last; null before the first. A mailbox that was made anew has another UIDVALIDITY. */
export async function findLastRead(db: Db): Promise<{ uidValidity: bigint; uid: bigint } | null> {
  return db.incomingMail.findFirst({
    orderBy: [{ readAt: "desc" }, { id: "desc" }],
    select: { uidValidity: true, uid: true },
  });
}

export async function isMailKnown(tx: Tx, place: { uidValidity: bigint; uid: bigint }): Promise<boolean> {
  return (await tx.incomingMail.count({ where: place })) > 0;
}

export async function createIncomingMail(tx: Tx, mail: NewIncomingMail): Promise<void> {
  await tx.incomingMail.create({ data: mail, select: { id: true } });
}

const TO_LOOK_AT = { outcome: { not: "applied" }, settledAt: null } as const;

/** Newest first: what a person has to look at, or everything that was read. */
export async function listIncomingMails(db: Db, which: { open: boolean; most: number }) {
  return db.incomingMail.findMany({
    where: which.open ? TO_LOOK_AT : {},
    orderBy: [{ arrivedAt: "desc" }, { id: "desc" }],
    take: which.most,
    select: {
      id: true,
      fromAddress: true,
      subject: true,
      arrivedAt: true,
      kind: true,
      outcome: true,
      reason: true,
      visitId: true,
      mailId: true,
      settledAt: true,
    },
  });
}

export async function countOpenIncomingMails(db: Db): Promise<number> {
  return db.incomingMail.count({ where: TO_LOOK_AT });
}

/** False where somebody was quicker, or a program has done what the message asked for. */
export async function settleIncomingMail(tx: Tx, input: { id: string; accountId: string; now: Date }): Promise<boolean> {
  const { count } = await tx.incomingMail.updateMany({
    where: { id: input.id, ...TO_LOOK_AT },
    data: { settledAt: input.now, settledById: input.accountId },
  });
  return count === 1;
}

/** Names and subjects of what arrived are not kept for longer than they can be of use; the newest shows where to go on. */
export async function forgetIncomingMails(tx: Tx, before: Date): Promise<void> {
  const last = await tx.incomingMail.findFirst({ orderBy: [{ readAt: "desc" }, { id: "desc" }], select: { id: true } });
  if (last) await tx.incomingMail.deleteMany({ where: { readAt: { lt: before }, id: { not: last.id } } });
}

export async function findVisitIdOfCalendar(tx: Tx, calendarUid: string): Promise<string | null> {
  const visit = await tx.visit.findUnique({ where: { calendarUid }, select: { id: true } });
  return visit?.id ?? null;
}
