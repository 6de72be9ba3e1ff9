import type { Db, Tx } from "~/data/db.server";
import { Prisma } from "~/data/generated/client";
import { CODE_OCCASIONS, holdsCode } from "~/domain/outgoing-mail";

/** What stands in the history when somebody of the team knows that an address takes mail again. */
export const ADDRESS_WORKS = "address_works";

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

/**
 * A mail `m` that did not arrive at an address of nobody's account, as invitations go to, while nothing says that the
 * address works: no later mail was taken, and nobody of the team has said so. A code alone is awaited by its reader,
 * and of a mail whose address was removed nobody knows any more.
 */
const CAME_BACK_FROM_UNKNOWN = Prisma.sql`m."status" IN ('failed', 'given_up') AND m."occasion" <> ALL(${CODE_OCCASIONS})
  AND m."to_address" <> '' AND NOT EXISTS (SELECT 1 FROM "account" a WHERE a."email" = m."to_address")
  AND NOT EXISTS (SELECT 1 FROM "outgoing_mail" n
    WHERE n."to_address" = m."to_address" AND n."status" = 'sent' AND n."created_at" > m."created_at")
  AND NOT EXISTS (SELECT 1 FROM "history_entry" h
    WHERE h."subject" = 'mail' AND h."subject_id" = m."id" AND h."action" = ${ADDRESS_WORKS})`;

/** Marks the address as one that mail does not reach; false where that was known before this mail, or a code alone was asked for. */
export async function markAddressRefused(tx: Tx, mail: RefusedMail, now: Date): Promise<boolean> {
  const email = mail.toAddress;
  if ((await tx.account.count({ where: { email } })) > 0) {
    const { count } = await tx.account.updateMany({ where: { email, mailRefusedAt: null }, data: { mailRefusedAt: now } });
    return count === 1;
  }
  return !holdsCode(mail.occasion) && (await listMailsFromUnknown(tx, email)).every(({ id }) => id === mail.id);
}

async function listMailsFromUnknown(db: Db | Tx, email: string): Promise<{ id: string }[]> {
  return db.$queryRaw<{ id: string }[]>`
    SELECT m."id"::text AS "id" FROM "outgoing_mail" m
    WHERE m."to_address" = ${email}::citext AND ${CAME_BACK_FROM_UNKNOWN}`;
}

/** Whether mail to an address came back, and nothing says since that it works. */
export async function mailComesBack(db: Db | Tx, email: string): Promise<boolean> {
  if ((await db.account.count({ where: { email, mailRefusedAt: { not: null } } })) > 0) return true;
  return (await listMailsFromUnknown(db, email)).length > 0;
}

/** Takes the mark off the account with this address. */
export async function clearAddressRefused(tx: Tx, email: string): Promise<void> {
  await tx.account.updateMany({ where: { email, mailRefusedAt: { not: null } }, data: { mailRefusedAt: null } });
}

/** What bears the mark: an account, or mails to an address of nobody's. */
export type Marked = { of: "account"; id: string } | { of: "mails"; ids: string[] };

/** By the id in the list of refused addresses; null where there is no such account or mail. */
export async function findMarked(tx: Tx, id: string): Promise<Marked | null> {
  if ((await tx.account.count({ where: { id } })) > 0) return { of: "account", id };
  const mail = await tx.outgoingMail.findUnique({ where: { id }, select: { toAddress: true } });
  return mail && { of: "mails", ids: (await listMailsFromUnknown(tx, mail.toAddress)).map((each) => each.id) };
}

/** Takes the mark off an account; false where it bore none. */
export async function clearAccountRefused(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.account.updateMany({ where: { id, mailRefusedAt: { not: null } }, data: { mailRefusedAt: null } });
  return count === 1;
}

/** `id`: of the account, or of the newest mail that came back from an address of nobody's. */
export type RefusedAddress = { id: string; email: string; name: string; since: Date };

/** Whom mail does not reach, the newest mark first. */
export async function listRefusedAddresses(db: Db): Promise<RefusedAddress[]> {
  return db.$queryRaw<RefusedAddress[]>`
    SELECT x."id"::text AS "id", x."email"::text AS "email", x."name", x."since" FROM (
      SELECT a."id", a."email", a."name", a."mail_refused_at" AS "since" FROM "account" a
      WHERE a."mail_refused_at" IS NOT NULL AND a."erased_at" IS NULL
      UNION ALL
      SELECT * FROM (
        SELECT DISTINCT ON (m."to_address") m."id", m."to_address" AS "email", m."to_name" AS "name", m."created_at" AS "since"
        FROM "outgoing_mail" m WHERE ${CAME_BACK_FROM_UNKNOWN}
        ORDER BY m."to_address", m."created_at" DESC) unknown) x
    ORDER BY x."since" DESC, x."email" LIMIT 200`;
}
