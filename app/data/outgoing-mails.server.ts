import { createHash, randomUUID } from "node:crypto";
import type { Db, Tx } from "~/data/db.server";
import { endStaleMails, isStaleMail, keepDecidedWith } from "~/data/stale-mails.server";
import { isForgottenAddress } from "~/domain/retention";

export type MailStatus = "queued" | "sending" | "sent" | "superseded" | "failed" | "given_up";

export type NewMail = {
  occasion: string;
  to: { address: string; name: string };
  email: { subject: string; html: string; text: string };
  accountId?: string | null;
  requestId?: string | null;
  visitId?: string | null;
  /** The frozen invitation: rendered in the transaction that changes the visit, never at sending time. */
  calendar?: { uid: string; sequence: number; method: "REQUEST" | "CANCEL"; content: string };
  /** The host part of the Message-ID. */
  mailDomain: string;
  now: Date;
};

/**
 * Freezes a mail in the caller's transaction: it leaves if and only if the change is kept (rule 7).
 * An older invitation of the same uid to the same recipient that has not left yet is superseded; at the same
 * sequence only by its own occasion, since one person may be both contact and presenter.
 * To somebody whose address was removed (docs/decisions/034) it is written for the record and never leaves.
 */
export async function queueMail(tx: Tx, mail: NewMail): Promise<{ id: string; messageId: string; revision: number }> {
  const key = messageKey(mail);
  // Two transactions that write about the same thing to the same person take turns: revisions stay unique.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}::text, 0))`;
  const revision = await nextRevision(tx, mail, key);
  const nobody = isForgottenAddress(mail.to.address);
  const calendar = mail.calendar;
  if (calendar !== undefined) {
    await tx.outgoingMail.updateMany({
      where: {
        calendarUid: calendar.uid,
        toAddress: mail.to.address,
        status: "queued",
        OR: [
          { sequence: { lt: calendar.sequence } },
          { sequence: calendar.sequence, occasion: mail.occasion },
        ],
      },
      data: { status: "superseded" },
    });
  }
  const messageId = messageIdOf(key, revision, mail.mailDomain);
  const row = await tx.outgoingMail.create({
    data: {
      occasion: mail.occasion,
      toAddress: mail.to.address,
      toName: mail.to.name,
      accountId: mail.accountId ?? null,
      requestId: mail.requestId ?? null,
      visitId: mail.visitId ?? null,
      calendarUid: calendar?.uid ?? null,
      sequence: calendar?.sequence ?? null,
      revision,
      subject: mail.email.subject,
      bodyHtml: mail.email.html,
      bodyText: mail.email.text,
      icsContent: calendar?.content ?? null,
      icsMethod: calendar?.method ?? null,
      messageId,
      status: nobody ? "superseded" : "queued",
      lastAnswer: nobody ? NOBODY : null,
      nextTryAt: mail.now,
      createdAt: mail.now,
    },
    select: { id: true },
  });
  return { id: row.id, messageId, revision };
}

const NOBODY = "Not sent: the address was removed.";

/** What somebody has in their calendar by our mails. */
export type InCalendar =
  /** Nothing was ever written to them about it. */
  | { kind: "unwritten" }
  /** All that was written waits still, did not arrive, or took the entry out. */
  | { kind: "nothing" }
  /** A mail is leaving just now: it may arrive or not. */
  | { kind: "unsure" }
  | { kind: "entry"; content: string };

/** Of one uid at one address; what waits to leave is not there yet, and will be replaced by what is written now. */
export async function findInCalendar(tx: Tx, { uid, address }: { uid: string; address: string }): Promise<InCalendar> {
  const mails = await tx.outgoingMail.findMany({
    where: { calendarUid: uid, toAddress: address },
    orderBy: [{ sequence: "desc" }, { createdAt: "desc" }, { id: "desc" }],
    select: { status: true, icsMethod: true, icsContent: true },
  });
  if (mails.length === 0) return { kind: "unwritten" };
  if (mails.some(({ status }) => status === "sending")) return { kind: "unsure" };
  const last = mails.find(({ status }) => status === "sent");
  if (!last?.icsContent || last.icsMethod !== "REQUEST") return { kind: "nothing" };
  return { kind: "entry", content: last.icsContent };
}

export type ClaimedMail = {
  id: string;
  leaseToken: string;
  attempts: number;
  createdAt: Date;
  toAddress: string;
  toName: string;
  subject: string;
  bodyHtml: string;
  bodyText: string;
  icsContent: string | null;
  icsMethod: "REQUEST" | "CANCEL" | null;
  messageId: string;
};

/**
 * Takes one mail that is due, for this worker alone until the lease ends; null when nothing is due.
 * Mails about one uid to one recipient leave in order: a newer one waits while an older one is being sent.
 * A lease that ran out (a worker that died) is taken over.
 */
export async function claimNextMail(db: Db, now: Date, leaseMs: number): Promise<ClaimedMail | null> {
  await supersedeOvertaken(db, now);
  await endStaleMails(db, now);
  const leaseToken = randomUUID();
  const leaseUntil = new Date(now.getTime() + leaseMs);
  const rows = await db.$queryRaw<ClaimedMail[]>`
    WITH next AS (
      SELECT m."id" FROM "outgoing_mail" m
      WHERE ((m."status" = 'queued' AND m."next_try_at" <= ${now}::timestamptz)
          OR (m."status" = 'sending' AND m."lease_until" <= ${now}::timestamptz))
        AND NOT EXISTS (
          SELECT 1 FROM "outgoing_mail" o
          WHERE o."calendar_uid" = m."calendar_uid" AND o."to_address" = m."to_address" AND o."id" <> m."id"
            AND (o."status" = 'sending' OR (o."status" = 'queued'
              AND (o."sequence", o."created_at", o."revision", o."id") < (m."sequence", m."created_at", m."revision", m."id")))
        )
      ORDER BY m."next_try_at", m."created_at", m."id"
      LIMIT 1
      FOR UPDATE OF m SKIP LOCKED
    )
    UPDATE "outgoing_mail" AS taken
    SET "status" = 'sending', "lease_token" = ${leaseToken}::uuid, "lease_until" = ${leaseUntil}::timestamptz,
        "attempts" = taken."attempts" + 1
    FROM next WHERE taken."id" = next."id"
    RETURNING taken."id"::text AS "id", taken."lease_token"::text AS "leaseToken", taken."attempts",
      taken."created_at" AS "createdAt", taken."to_address"::text AS "toAddress", taken."to_name" AS "toName",
      taken."subject", taken."body_html" AS "bodyHtml", taken."body_text" AS "bodyText",
      taken."ics_content" AS "icsContent", taken."ics_method"::text AS "icsMethod", taken."message_id" AS "messageId"`;
  return rows[0] ?? null;
}

/** False when another worker has taken the mail over in the meantime: then nothing is written. */
export async function markSent(
  db: Db,
  outcome: { id: string; leaseToken: string; answer: string; now: Date },
): Promise<boolean> {
  return release(db, outcome, { status: "sent", lastAnswer: outcome.answer, sentAt: outcome.now });
}

/** False when another worker has taken the mail over in the meantime: then nothing is written. */
export async function markRetry(
  db: Db,
  outcome: { id: string; leaseToken: string; answer: string; nextTryAt: Date },
): Promise<boolean> {
  return release(db, outcome, { status: "queued", lastAnswer: outcome.answer, nextTryAt: outcome.nextTryAt });
}

/** Refused for good, or given up after days of trying: kept for a person to see and send again. */
export async function markFailed(
  db: Db | Tx,
  outcome: { id: string; leaseToken: string; answer: string; status: "failed" | "given_up" },
): Promise<boolean> {
  return release(db, outcome, { status: outcome.status, lastAnswer: outcome.answer });
}

export type MailRow = {
  id: string;
  occasion: string;
  toAddress: string;
  toName: string;
  subject: string;
  status: MailStatus;
  attempts: number;
  lastAnswer: string | null;
  createdAt: Date;
  sentAt: Date | null;
  nextTryAt: Date;
  requestReference: string | null;
  visitId: string | null;
};

/** Newest first; `before` is the id of the last row already shown, `text` a part of address, name, subject or reference. */
export async function listMails(
  db: Db,
  filter: { status?: MailStatus; requestId?: string; visitId?: string; before?: string; text?: string; limit?: number },
): Promise<MailRow[]> {
  const contains = { contains: filter.text ?? "", mode: "insensitive" as const };
  const rows = await db.outgoingMail.findMany({
    where: {
      status: filter.status,
      requestId: filter.requestId,
      visitId: filter.visitId,
      id: filter.before === undefined ? undefined : { lt: filter.before },
      ...(filter.text === undefined
        ? {}
        : { OR: [{ toAddress: contains }, { toName: contains }, { subject: contains }, { request: { reference: contains } }] }),
    },
    orderBy: { id: "desc" },
    take: Math.min(filter.limit ?? 100, 500),
    select: {
      id: true,
      occasion: true,
      toAddress: true,
      toName: true,
      subject: true,
      status: true,
      attempts: true,
      lastAnswer: true,
      createdAt: true,
      sentAt: true,
      nextTryAt: true,
      visitId: true,
      request: { select: { reference: true } },
    },
  });
  return rows.map(({ request, ...row }) => ({ ...row, requestReference: request?.reference ?? null }));
}

/** How many mails a person has to look at: refused, or given up. */
export async function countFailedMails(db: Db): Promise<number> {
  return db.outgoingMail.count({ where: { status: { in: ["failed", "given_up"] }, toAddress: { not: "" } } });
}

/** Ends the tries of a mail that waits for its next one; false where it has left, is leaving, or was ended already. */
export async function giveUpMail(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.outgoingMail.updateMany({ where: { id, status: "queued" }, data: { status: "given_up" } });
  return count === 1;
}

export type ResendRefusal = "not_found" | "on_its_way" | "newer_exists" | "out_of_date" | "forgotten";

/**
 * Queues the same words once more as a new revision with a Message-ID of its own, which takes the place of one that
 * was refused or given up: nobody has to look at that any more.
 * Refused while the mail is still on its way, where a newer invitation has taken its place, for a reminder whose words no
 * longer hold, and once its address or its words were removed.
 */
export async function resendMail(
  tx: Tx,
  id: string,
  now: Date,
): Promise<{ ok: true; id: string } | { ok: false; reason: ResendRefusal }> {
  const mail = await tx.outgoingMail.findUnique({ where: { id } });
  if (mail === null) return { ok: false, reason: "not_found" };
  if (isForgottenAddress(mail.toAddress)) return { ok: false, reason: "forgotten" };
  if (mail.status === "queued" || mail.status === "sending") return { ok: false, reason: "on_its_way" };
  if (mail.status === "superseded") return { ok: false, reason: "newer_exists" };
  if (await isStaleMail(tx, id, now)) return { ok: false, reason: "out_of_date" };
  if (mail.calendarUid !== null) {
    const others = await tx.outgoingMail.findMany({
      where: {
        calendarUid: mail.calendarUid,
        toAddress: mail.toAddress,
        id: { not: mail.id },
        sequence: { gte: mail.sequence ?? 0 },
      },
      select: { sequence: true, occasion: true, revision: true, icsContent: true },
    });
    const isNewer = (other: (typeof others)[number]) =>
      other.sequence !== mail.sequence ||
      (other.occasion === mail.occasion && other.revision > mail.revision) ||
      // The words alone changed: SEQUENCE stays and DTSTAMP rises.
      stampOf(other.icsContent) > stampOf(mail.icsContent);
    if (others.some(isNewer)) return { ok: false, reason: "newer_exists" };
  }
  const queued = await queueMail(tx, {
    occasion: mail.occasion,
    to: { address: mail.toAddress, name: mail.toName },
    email: { subject: mail.subject, html: mail.bodyHtml, text: mail.bodyText },
    accountId: mail.accountId,
    requestId: mail.requestId,
    visitId: mail.visitId,
    calendar:
      mail.calendarUid === null || mail.sequence === null || mail.icsContent === null || mail.icsMethod === null
        ? undefined
        : { uid: mail.calendarUid, sequence: mail.sequence, content: mail.icsContent, method: mail.icsMethod },
    mailDomain: mail.messageId.replace(/^.*@|>$/g, ""),
    now,
  });
  await tx.outgoingMail.updateMany({
    where: { id, status: { in: ["failed", "given_up"] } },
    data: { status: "superseded" },
  });
  await keepDecidedWith(tx, id, now);
  return { ok: true, id: queued.id };
}

/** As it stands in the file, in UTC: it sorts as text. */
function stampOf(icsContent: string | null): string {
  return /^DTSTAMP:(\S+)/m.exec(icsContent ?? "")?.[1] ?? "";
}

/** An invitation that a newer one has overtaken never leaves any more, wherever it stood: waiting, or with a dead worker. */
async function supersedeOvertaken(db: Db, now: Date): Promise<void> {
  await db.$executeRaw`
    UPDATE "outgoing_mail" AS m
    SET "status" = 'superseded', "lease_token" = NULL, "lease_until" = NULL
    WHERE ((m."status" = 'queued' AND m."next_try_at" <= ${now}::timestamptz)
        OR (m."status" = 'sending' AND m."lease_until" <= ${now}::timestamptz))
      AND EXISTS (
        SELECT 1 FROM "outgoing_mail" n
        WHERE n."calendar_uid" = m."calendar_uid" AND n."to_address" = m."to_address" AND n."id" <> m."id"
          AND (n."sequence" > m."sequence" OR (n."sequence" = m."sequence" AND n."occasion" = m."occasion"
            AND n."revision" > m."revision"))
      )`;
}

async function release(
  db: Db | Tx,
  lease: { id: string; leaseToken: string },
  data: { status: MailStatus; lastAnswer: string; sentAt?: Date; nextTryAt?: Date },
): Promise<boolean> {
  const { count } = await db.outgoingMail.updateMany({
    where: { id: lease.id, leaseToken: lease.leaseToken, status: "sending" },
    data: { ...data, leaseToken: null, leaseUntil: null },
  });
  return count === 1;
}

/** What makes a message itself: about what, to whom, which sequence and occasion. */
function messageKey(mail: NewMail): string {
  return JSON.stringify([
    mail.visitId ?? mail.requestId ?? mail.accountId ?? null,
    mail.to.address.toLowerCase(),
    mail.calendar?.sequence ?? null,
    mail.occasion,
  ]);
}

/** Hashed, since a Message-ID travels on with every answer: no address can be read from it. */
function messageIdOf(key: string, revision: number, mailDomain: string): string {
  const hash = createHash("sha256").update(`${key}/${revision}`).digest("hex").slice(0, 32);
  return `<${hash}@${mailDomain}>`;
}

async function nextRevision(tx: Tx, mail: NewMail, key: string): Promise<number> {
  const { _max } = await tx.outgoingMail.aggregate({
    where: {
      occasion: mail.occasion,
      toAddress: mail.to.address,
      sequence: mail.calendar?.sequence ?? null,
      ...subjectOf(mail),
    },
    _max: { revision: true },
  });
  return _max.revision === null ? firstFree(tx, mail, key) : _max.revision + 1;
}

/** Those that were forgotten have no address to be counted by, and keep their Message-ID. */
async function firstFree(tx: Tx, mail: NewMail, key: string): Promise<number> {
  let revision = 0;
  while ((await tx.outgoingMail.count({ where: { messageId: messageIdOf(key, revision, mail.mailDomain) } })) > 0) revision += 1;
  return revision;
}

function subjectOf(mail: NewMail) {
  if (mail.visitId) return { visitId: mail.visitId };
  if (mail.requestId) return { visitId: null, requestId: mail.requestId };
  return { visitId: null, requestId: null, accountId: mail.accountId ?? null };
}
