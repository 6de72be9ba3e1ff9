import type { Db, Tx } from "~/data/db.server";
import { Prisma } from "~/data/generated/client";

/** Of the mail `m`: nothing of it waits to leave, and it was not forgotten before. */
const CAN_GO = Prisma.sql`m.to_address <> '' AND m.status NOT IN ('queued', 'sending')`;

/** Of the mail `m`: written so long ago that what it says may go, once what it is about has ended too. */
export const mailCanGo = (before: Date): Prisma.Sql => Prisma.sql`(${CAN_GO} AND m.created_at < ${before}::timestamptz)`;

/** Takes out whom mails went to and what they said; occasion, state, times and Message-ID stay. Answers how many. */
async function forget(tx: Tx, which: Prisma.Sql): Promise<number> {
  return tx.$executeRaw`
    UPDATE outgoing_mail AS m SET to_address = '', to_name = '', subject = '', body_html = '', body_text = '',
           ics_content = NULL, ics_method = NULL, last_answer = NULL
    WHERE ${which}`;
}

/** Mails about a request or its visits, to whomever. */
export async function forgetMailsAbout(
  tx: Tx,
  about: { requestId: string | null; visitIds: readonly string[]; before: Date },
): Promise<number> {
  return forget(
    tx,
    Prisma.sql`(m.request_id = ${about.requestId}::uuid OR m.visit_id = ANY(${[...about.visitIds]}::uuid[])) AND ${mailCanGo(about.before)}`,
  );
}

/** Everything that was ever sent to an address, however lately. */
export async function forgetMailsTo(tx: Tx, address: string): Promise<number> {
  return forget(tx, Prisma.sql`m.to_address = ${address}::citext AND ${CAN_GO}`);
}

/** Old mails about no request and no visit, the oldest first; an invitation stays for as long as one can ask by it. */
export async function listLooseMails(
  db: Db | Tx,
  where: { before: Date; now: Date; limit: number },
): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT m.id::text AS id FROM outgoing_mail m
    WHERE m.request_id IS NULL AND m.visit_id IS NULL AND ${mailCanGo(where.before)}
      AND NOT EXISTS (SELECT 1 FROM school_approach a JOIN capability c ON c.approach_id = a.id
                      WHERE a.mail_id = m.id AND c.purpose = 'start_request' AND c.expires_at > ${where.now}::timestamptz)
    ORDER BY m.created_at, m.id LIMIT ${where.limit}`;
  return rows.map(({ id }) => id);
}

/** Of these mails, those that still wait for nothing. */
export async function forgetMails(tx: Tx, ids: readonly string[]): Promise<number> {
  return forget(tx, Prisma.sql`m.id = ANY(${[...ids]}::uuid[]) AND ${CAN_GO}`);
}
