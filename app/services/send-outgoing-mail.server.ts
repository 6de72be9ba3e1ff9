import { getRefusedMail } from "~/data/mail-refusals.server";
import { claimNextMail, markFailed, markRetry, markSent, type ClaimedMail } from "~/data/outgoing-mails.server";
import { transact } from "~/data/transaction.server";
import {
  SEND_LIMIT_MS,
  type MailFault,
  type MailMessage,
  type MailTransport,
} from "~/integrations/mail-transport.server";
import { withoutPersonalData } from "~/lib/logger.server";
import type { Deps } from "./deps";
import { tellMailCameBack } from "./mail-came-back.server";

export type SendMailDeps = Pick<Deps, "db" | "now" | "log" | "origin"> & { transport: MailTransport };

export type SendMailResult = { sent: number; retried: number; failed: number };

const MINUTE_MS = 60_000;
const LONGEST_WAIT_MS = 60 * MINUTE_MS;
const GIVE_UP_AFTER_MS = 3 * 24 * 60 * MINUTE_MS;

/** Longer than an attempt can take: a lease only runs out when its worker is dead. With the minute's ring: two at most. */
const LEASE_MS = SEND_LIMIT_MS + 10_000;

/**
 * Sends every mail that is due, until none is left or `isStopping` says so between two mails.
 * Any number of workers may run it at once; a second run finds nothing to do.
 */
export async function sendOutgoingMail(
  deps: SendMailDeps,
  isStopping: () => boolean = () => false,
): Promise<SendMailResult> {
  const result: SendMailResult = { sent: 0, retried: 0, failed: 0 };
  while (!isStopping()) {
    const mail = await claimNextMail(deps.db, deps.now(), LEASE_MS);
    if (mail === null) break;
    result[await sendOne(mail, deps)] += 1;
  }
  return result;
}

/**
 * When to try again after this many attempts: 1, 2, 4 ... up to 60 minutes, a fifth sooner or later by `chance`
 * (0 to 1), so that mails that failed together do not come back together. Null after three days: a person decides.
 */
export function nextTryAfter(attempts: number, createdAt: Date, now: Date, chance: number): Date | null {
  if (now.getTime() - createdAt.getTime() >= GIVE_UP_AFTER_MS) return null;
  const waitMs = Math.min(MINUTE_MS * 2 ** Math.min(attempts - 1, 10), LONGEST_WAIT_MS);
  return new Date(now.getTime() + Math.round(waitMs * (0.8 + 0.4 * chance)));
}

async function sendOne(mail: ClaimedMail, deps: SendMailDeps): Promise<keyof SendMailResult> {
  const outcome = await deps.transport.send(toMessage(mail));
  if (!outcome.ok) return settleFault(mail, outcome, deps);
  const lease = { id: mail.id, leaseToken: mail.leaseToken };
  const kept = await markSent(deps.db, { ...lease, answer: outcome.answer, now: deps.now() });
  if (!kept) deps.log.warn({ mail: mail.id }, "A mail was sent after its lease had ended; it may leave twice");
  return "sent";
}

async function settleFault(mail: ClaimedMail, fault: MailFault, deps: SendMailDeps): Promise<keyof SendMailResult> {
  const lease = { id: mail.id, leaseToken: mail.leaseToken, answer: fault.answer };
  const described = { mail: mail.id, attempts: mail.attempts, answer: withoutPersonalData(fault.answer) };
  if (fault.kind === "permanent") {
    await endTries(mail, { ...lease, status: "failed" }, deps);
    deps.log.error(described, "A mail was refused for good: a person has to look at it");
    return "failed";
  }
  const nextTryAt = nextTryAfter(mail.attempts, mail.createdAt, deps.now(), Math.random());
  if (nextTryAt === null) {
    await endTries(mail, { ...lease, status: "given_up" }, deps);
    deps.log.error(described, "A mail was given up after days of trying: a person has to look at it");
    return "failed";
  }
  await markRetry(deps.db, { ...lease, nextTryAt });
  deps.log.warn({ ...described, nextTryAt }, "A mail has to wait");
  return "retried";
}

/** A mail that will not arrive, its address marked and the coordinators told, all of it or nothing (rule 7). */
async function endTries(
  mail: ClaimedMail,
  outcome: Parameters<typeof markFailed>[1],
  deps: SendMailDeps,
): Promise<void> {
  await transact(deps.db, async (tx) => {
    if (!(await markFailed(tx, outcome))) return;
    await tellMailCameBack(tx, await getRefusedMail(tx, mail.id), outcome.answer, deps);
  });
}

function toMessage(mail: ClaimedMail): MailMessage {
  return {
    messageId: mail.messageId,
    writtenAt: mail.createdAt,
    to: { name: mail.toName, address: mail.toAddress },
    subject: mail.subject,
    html: mail.bodyHtml,
    text: mail.bodyText,
    invitation:
      mail.icsMethod === null || mail.icsContent === null
        ? null
        : { method: mail.icsMethod, content: mail.icsContent },
  };
}
