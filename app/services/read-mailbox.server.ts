import { findInvited } from "~/data/answers.server";
import type { Tx } from "~/data/db.server";
import {
  createIncomingMail,
  findLastRead,
  findVisitIdOfCalendar,
  isMailKnown,
  settleIncomingMail,
  type IncomingMailKind,
  type IncomingMailOutcome,
} from "~/data/incoming-mails.server";
import { findMailOfReport, markReturned } from "~/data/mail-refusals.server";
import { transact } from "~/data/transaction.server";
import { readArrivedMail, type ArrivedMail } from "~/integrations/arrived-mail.server";
import type { Mailbox, MailboxMessage } from "~/integrations/mailbox.server";
import { answerWithin, type AnswerRefusal } from "~/services/answer-invitation.server";
import type { Deps } from "~/services/deps";
import { tellMailCameBack } from "~/services/mail-came-back.server";

/** What one run reads at most: the next one goes on. */
const MOST_AT_ONCE = 200;
/** How far back the first run of all looks. */
const FIRST_DAYS = 7;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Reads what arrived in the bookings mailbox since the last time: answers of calendars and delivery reports are acted on
 * and marked as read there, everything else stays as it is and is listed. Each message counts once, whatever breaks off
 * in between. Throws where the mailbox cannot be reached; the clock tries again.
 */
export async function readMailbox(deps: Deps & { mailbox: Mailbox }): Promise<{ read: number }> {
  const since = new Date(deps.now().getTime() - FIRST_DAYS * DAY_MS);
  const last = await findLastRead(deps.db);
  const handle = (message: MailboxMessage) => handleArrived(message, deps);
  const read = await deps.mailbox.readAfter(last, { since, most: MOST_AT_ONCE, handle });
  if (read > 0) deps.wakeMail();
  return { read };
}

type Outcome = {
  kind: IncomingMailKind;
  outcome: IncomingMailOutcome;
  reason: string;
  visitId: string | null;
  mailId: string | null;
};

/**
 * True where a program has done what the message asked for: nobody has to open it any more. One that cannot be worked on,
 * twice, is listed for a person: it must not keep those behind it from being read.
 */
export async function handleArrived(message: MailboxMessage, deps: Deps): Promise<boolean> {
  const arrived = await readArrivedMail(message.raw);
  const work = () => keepOutcome(message, arrived, (tx) => actOn(tx, arrived, message.arrivedAt, deps), deps);
  try {
    return await work().catch(work);
  } catch (error) {
    deps.log.error({ err: error, uid: String(message.uid) }, "A message in the bookings mailbox could not be worked on");
    return keepOutcome(message, arrived, () => Promise.resolve(FAILED), deps);
  }
}

const FAILED: Outcome = { kind: "other", outcome: "unmatched", reason: "The message could not be worked on", visitId: null, mailId: null };

async function keepOutcome(
  { uidValidity, uid, arrivedAt }: MailboxMessage,
  { from: fromAddress, subject }: ArrivedMail,
  act: (tx: Tx) => Promise<Outcome>,
  deps: Deps,
): Promise<boolean> {
  return transact(deps.db, async (tx) => {
    if (await isMailKnown(tx, { uidValidity, uid })) return false;
    const outcome = await act(tx);
    await createIncomingMail(tx, { uidValidity, uid, fromAddress, subject, arrivedAt, readAt: deps.now(), ...outcome });
    return outcome.outcome === "applied";
  });
}

/** Marks a listed message as dealt with; refuses one that somebody else has, or that needs nobody. */
export async function settleArrived(
  input: { id: string; accountId: string },
  deps: Pick<Deps, "db" | "now">,
): Promise<{ ok: true } | { ok: false; reason: "not_open" }> {
  const settled = await transact(deps.db, (tx) => settleIncomingMail(tx, { ...input, now: deps.now() }));
  return settled ? { ok: true } : { ok: false, reason: "not_open" };
}

async function actOn(tx: Tx, arrived: ArrivedMail, arrivedAt: Date, deps: Deps): Promise<Outcome> {
  const { says } = arrived;
  switch (says.kind) {
    case "answer":
      return actOnAnswer(tx, arrived.from, says, arrivedAt, deps);
    case "bounce":
      return actOnBounce(tx, says, deps);
    case "other":
      return { kind: "other", outcome: "unmatched", reason: says.reason, visitId: null, mailId: null };
  }
}

type AnswerSaid = Extract<ArrivedMail["says"], { kind: "answer" }>;

const WHY_NOT: Readonly<Record<AnswerRefusal, string>> = {
  not_invited: "Nobody with this address is invited to the visit",
  over: "The visit has begun or is cancelled",
  older_invitation: "An answer to an invitation that a newer one has replaced",
  older_answer: "A later answer of the same person is known",
};

async function actOnAnswer(tx: Tx, from: string, said: AnswerSaid, arrivedAt: Date, deps: Deps): Promise<Outcome> {
  const visitId = await findVisitIdOfCalendar(tx, said.uid);
  const left = (reason: string): Outcome => ({ kind: "answer", outcome: "unmatched", reason, visitId, mailId: null });
  if (visitId === null) return left("No visit has this calendar entry");
  // Only the mailbox that was invited speaks for itself.
  if (from !== said.attendee) return left("Sender and answering person are not the same address");
  const invited = await findInvited(tx, visitId, { email: said.attendee });
  if (!invited) return left(WHY_NOT.not_invited);
  // A clock that is ahead must not shut out what its person says later.
  const dtstampAt = said.dtstampAt !== null && said.dtstampAt < arrivedAt ? said.dtstampAt : arrivedAt;
  const { sequence, answer, note } = said;
  const result = await answerWithin(tx, { visitId, who: { email: said.attendee }, sequence, dtstampAt, answer, note }, deps);
  if (result.ok) return { kind: "answer", outcome: "applied", reason: "", visitId, mailId: null };
  return { kind: "answer", outcome: "stale", reason: WHY_NOT[result.reason], visitId, mailId: null };
}

async function actOnBounce(
  tx: Tx,
  said: Extract<ArrivedMail["says"], { kind: "bounce" }>,
  deps: Deps,
): Promise<Outcome> {
  const mail = await findMailOfReport(tx, said.mailIds);
  const about = { kind: "bounce", visitId: mail?.visitId ?? null, mailId: mail?.id ?? null } as const;
  if (!mail) return { ...about, outcome: "unmatched", reason: "A delivery report about no mail of ours" };
  if (!said.forGood) return { ...about, outcome: "applied", reason: "Delayed, and still being tried" };
  await markReturned(tx, mail.id, said.diagnosis);
  await tellMailCameBack(tx, mail, said.diagnosis, deps);
  return { ...about, outcome: "applied", reason: said.diagnosis };
}
