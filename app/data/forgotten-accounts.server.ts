import type { Db, Tx } from "~/data/db.server";
import { forgetMailsTo } from "~/data/forgotten-mails.server";
import { toPage, type Page, type PageOf, type PageRow } from "~/data/forgotten-pages.server";
import { Prisma } from "~/data/generated/client";
import { MATTER_OF_VISIT_ENDED_AT, REQUEST_ENDED_AT } from "~/data/matter-ends.server";
import { forgottenAddress } from "~/domain/retention";

/**
 * Of the account `a`: a school's contact with whom nothing was going on since this instant, and to whom no mail is on its
 * way. A calendar program that reads a feed is not its owner.
 */
const isPastContact = (before: Date): Prisma.Sql => Prisma.sql`a.erased_at IS NULL AND a.created_at < ${before}::timestamptz
  AND NOT EXISTS (SELECT 1 FROM role_grant g WHERE g.account_id = a.id)
  AND NOT EXISTS (SELECT 1 FROM presenter p WHERE p.account_id = a.id)
  AND NOT EXISTS (SELECT 1 FROM sign_in s WHERE s.account_id = a.id AND s.last_seen_at >= ${before}::timestamptz)
  AND NOT EXISTS (SELECT 1 FROM capability k WHERE k.account_id = a.id AND k.used_at >= ${before}::timestamptz)
  AND NOT EXISTS (SELECT 1 FROM school_membership h WHERE h.account_id = a.id
                  AND GREATEST(h.requested_at, h.decided_at) >= ${before}::timestamptz)
  AND NOT EXISTS (SELECT 1 FROM request_message w WHERE w.author_id = a.id AND w.written_at >= ${before}::timestamptz)
  AND NOT EXISTS (SELECT 1 FROM booking_request r WHERE r.entered_by_id = a.id AND ${REQUEST_ENDED_AT} >= ${before}::timestamptz)
  AND NOT EXISTS (SELECT 1 FROM request_contact c JOIN booking_request r ON r.id = c.request_id
                  WHERE c.account_id = a.id AND ${REQUEST_ENDED_AT} >= ${before}::timestamptz)
  AND NOT EXISTS (SELECT 1 FROM visit_contact c JOIN visit v ON v.id = c.visit_id
                  WHERE c.account_id = a.id AND ${MATTER_OF_VISIT_ENDED_AT} >= ${before}::timestamptz)
  AND NOT EXISTS (SELECT 1 FROM visit_attendee c JOIN visit v ON v.id = c.visit_id
                  WHERE c.account_id = a.id AND ${MATTER_OF_VISIT_ENDED_AT} >= ${before}::timestamptz)
  AND NOT EXISTS (SELECT 1 FROM outgoing_mail m WHERE m.to_address = a.email AND m.status IN ('queued', 'sending'))`;

/** A page of the accounts that are old enough, by id, with the contacts among them whose last matter ended before this instant. */
export async function readContactsToForget(db: Db | Tx, { before, after, limit }: PageOf): Promise<Page> {
  const rows = await db.$queryRaw<PageRow[]>`
    SELECT a.id::text AS id, (${isPastContact(before)}) AS due
    FROM (SELECT * FROM account WHERE erased_at IS NULL AND created_at < ${before}::timestamptz AND id > ${after}::uuid
          ORDER BY id LIMIT ${limit}) a
    ORDER BY a.id`;
  return toPage(rows, limit);
}

/**
 * Takes everything out of an account but its row, which history and bookings name, and all that it could still do. False
 * where somebody is booking with its address now, or something has happened since it was listed.
 */
export async function forgetContact(tx: Tx, id: string, times: { before: Date; now: Date }): Promise<boolean> {
  const locked = await tx.$queryRaw<unknown[]>`SELECT 1 FROM account WHERE id = ${id}::uuid FOR UPDATE SKIP LOCKED`;
  if (locked.length === 0) return false;
  // A statement of its own: it sees what those have committed who held the account until now.
  const [account] = await tx.$queryRaw<{ email: string }[]>`
    SELECT a.email::text AS email FROM account a WHERE a.id = ${id}::uuid AND ${isPastContact(times.before)}`;
  if (!account) return false;
  await endAccess(tx, id);
  await forgetMailsTo(tx, account.email);
  await forgetCopies(tx, id);
  // Who was once of the team stays by name where their work is signed with it.
  await tx.$executeRaw`
    UPDATE account AS a SET email = ${forgottenAddress(id)}, phone = NULL, mail_refused_at = NULL,
      name = CASE WHEN EXISTS (SELECT 1 FROM history_entry h WHERE h.subject = 'account' AND h.subject_id = a.id
               AND h.action IN ('role_granted', 'role_removed', 'person_added', 'person_changed')) THEN a.name ELSE '' END,
      erased_at = ${times.now}::timestamptz, disabled_at = COALESCE(a.disabled_at, ${times.now}::timestamptz)
    WHERE a.id = ${id}::uuid`;
  return true;
}

async function endAccess(tx: Tx, accountId: string): Promise<void> {
  const own = { where: { accountId } };
  await tx.signIn.deleteMany(own);
  await tx.capability.deleteMany(own);
  await tx.calendarFeed.deleteMany(own);
  await tx.requestDraft.deleteMany(own);
  await tx.schoolMembership.deleteMany(own);
  await tx.mailRefused.deleteMany(own);
}

/** The matters are blanked by themselves; whoever is forgotten first leaves no name in them either. */
async function forgetCopies(tx: Tx, accountId: string): Promise<void> {
  await tx.requestContact.updateMany({ where: { accountId }, data: { name: "", jobTitle: "", phone: "" } });
  await tx.visitContact.updateMany({ where: { accountId }, data: { name: "", phone: "" } });
  await tx.$executeRaw`
    UPDATE visit_attendee SET name = '', email = 'erased-' || id || '@invalid' WHERE account_id = ${accountId}::uuid`;
}
