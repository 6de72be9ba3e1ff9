import type { Db, Tx } from "~/data/db.server";

/** A mail that came back, or that a server refused for good. */
export type RefusedMail = {
  id: string;
  occasion: string;
  toAddress: string;
  toName: string;
  subject: string;
  requestId: string | null;
  requestReference: string | null;
  visitId: string | null;
};

const REFUSED = {
  id: true,
  occasion: true,
  toAddress: true,
  toName: true,
  subject: true,
  requestId: true,
  request: { select: { reference: true } },
  visitId: true,
} as const;

function toRefused<Row extends { request: { reference: string } | null }>({ request, ...row }: Row) {
  return { ...row, requestReference: request?.reference ?? null };
}

export async function getRefusedMail(tx: Tx, id: string): Promise<RefusedMail> {
  return toRefused(await tx.outgoingMail.findUniqueOrThrow({ where: { id }, select: REFUSED }));
}

/** Of the mails that a delivery report names, the one that it is about. */
export async function findMailOfReport(tx: Tx, messageIds: readonly string[]): Promise<RefusedMail | null> {
  const row = await tx.outgoingMail.findFirst({
    where: { messageId: { in: [...messageIds] } },
    orderBy: { id: "desc" },
    select: REFUSED,
  });
  return row && toRefused(row);
}

/** What a server said afterwards of a mail that it had taken: it is failed now, for a person to look at. */
export async function markReturned(tx: Tx, id: string, answer: string): Promise<boolean> {
  const { count } = await tx.outgoingMail.updateMany({
    where: { id, status: "sent" },
    data: { status: "failed", lastAnswer: answer },
  });
  return count === 1;
}

/** Marks the address as one that mail does not reach; false where it bears the mark already, or is nobody's account. */
export async function markAddressRefused(tx: Tx, email: string, now: Date): Promise<boolean> {
  const { count } = await tx.account.updateMany({ where: { email, mailRefusedAt: null }, data: { mailRefusedAt: now } });
  return count === 1;
}

/** Takes the mark off again: of this address, or of this account. */
export async function clearAddressRefused(tx: Tx, where: { email: string } | { id: string }): Promise<void> {
  await tx.account.updateMany({ where: { ...where, mailRefusedAt: { not: null } }, data: { mailRefusedAt: null } });
}

/** People whom mail does not reach, the newest mark first. */
export async function listRefusedAddresses(db: Db): Promise<{ accountId: string; email: string; name: string; since: Date }[]> {
  const rows = await db.account.findMany({
    where: { mailRefusedAt: { not: null }, erasedAt: null },
    orderBy: [{ mailRefusedAt: "desc" }, { email: "asc" }],
    take: 200,
    select: { id: true, email: true, name: true, mailRefusedAt: true },
  });
  return rows.flatMap(({ id, email, name, mailRefusedAt }) => (mailRefusedAt ? [{ accountId: id, email, name, since: mailRefusedAt }] : []));
}
