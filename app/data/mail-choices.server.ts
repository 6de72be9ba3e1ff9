import type { Db, Tx } from "~/data/db.server";
import type { StaffRole } from "~/domain/roles";

/** Occasions that somebody does not want. */
export async function listRefusedOccasions(db: Db | Tx, accountId: string): Promise<string[]> {
  const rows = await db.mailRefused.findMany({ where: { accountId }, select: { occasion: true } });
  return rows.map(({ occasion }) => occasion);
}

/** Of these occasions exactly those are refused from now on. */
export async function saveRefusedOccasions(
  tx: Tx,
  input: { accountId: string; among: readonly string[]; refused: readonly string[]; now: Date },
): Promise<void> {
  const { accountId, among, refused, now } = input;
  const wanted = among.filter((occasion) => !refused.includes(occasion));
  await tx.mailRefused.deleteMany({ where: { accountId, occasion: { in: wanted } } });
  await tx.mailRefused.createMany({
    data: refused.map((occasion) => ({ accountId, occasion, since: now })),
    skipDuplicates: true,
  });
}

export type MailRecipient = { accountId: string; email: string; name: string };

/** Everybody of a role who may sign in and has not refused this occasion. */
export async function listMailRecipients(
  db: Db | Tx,
  where: { role: StaffRole; occasion: string },
): Promise<MailRecipient[]> {
  const rows = await db.account.findMany({
    where: {
      disabledAt: null,
      erasedAt: null,
      roles: { some: { role: where.role } },
      mailsRefused: { none: { occasion: where.occasion } },
    },
    orderBy: [{ name: "asc" }, { email: "asc" }],
    select: { id: true, email: true, name: true },
  });
  return rows.map(({ id, email, name }) => ({ accountId: id, email, name: name || email }));
}

/** Which of these people have refused this occasion. */
export async function whoRefuses(
  db: Db | Tx,
  where: { accountIds: readonly string[]; occasion: string },
): Promise<ReadonlySet<string>> {
  const { occasion, accountIds } = where;
  const rows = await db.mailRefused.findMany({
    where: { occasion, accountId: { in: [...accountIds] } },
    select: { accountId: true },
  });
  return new Set(rows.map(({ accountId }) => accountId));
}

/**
 * Decides a mail of the clock: true for the first who asks about this key, false for everybody after. In the transaction
 * that queues it, so that a mail is decided if and only if it leaves (rules 7 and 10).
 */
export async function decideClockMail(
  tx: Tx,
  mail: { occasion: string; about: string; accountId: string; now: Date },
): Promise<boolean> {
  const { now, ...key } = mail;
  const { count } = await tx.clockMail.createMany({ data: [{ ...key, decidedAt: now }], skipDuplicates: true });
  return count === 1;
}
