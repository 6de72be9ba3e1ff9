import { questionAsked } from "../../emails/question-asked";
import { paths } from "~/config/paths";
import { findBookingById } from "~/data/booking-requests.server";
import { createCapability, findCapability } from "~/data/capabilities.server";
import type { Tx } from "~/data/db.server";
import { addHistory } from "~/data/history.server";
import { queueMail } from "~/data/outgoing-mails.server";
import { countMessagesOfSchool, createMessage, listMessages, type ThreadMessage } from "~/data/request-messages.server";
import { findRequestForTeam } from "~/data/request-inbox.server";
import { readSettings } from "~/data/settings.server";
import { transact } from "~/data/transaction.server";
import { addDays, dayOf, instantAt } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import { mailDomain, mailSender } from "~/services/mail-sender.server";
import { tellCoordinators } from "~/services/tell-coordinators.server";

const LINK_DAYS = 60;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Each is mailed to every coordinator: nobody may make the service write to them all day. */
const MOST_MESSAGES_A_DAY = 10;

export type WriteMessageResult = { ok: true } | { ok: false; reason: "not_found" };

export type Thread = { reference: string; schoolName: string; messages: ThreadMessage[] };

/** A question of the team to the contacts of a proven request; each gets a link that answers without signing in. */
export async function askSchool(
  input: { reference: string; body: string; actor: { kind: "staff"; accountId: string } },
  deps: Deps,
): Promise<WriteMessageResult> {
  const now = deps.now();
  const result = await transact(deps.db, async (tx): Promise<WriteMessageResult> => {
    const request = await findRequestForTeam(tx, input.reference);
    if (!request?.provenAt) return { ok: false, reason: "not_found" };
    const { actor, body } = input;
    const message = { requestId: request.id, fromTeam: true, authorId: actor.accountId, body, now };
    if (!(await createMessage(tx, message))) return { ok: true };
    await note(tx, { requestId: request.id, actor, action: "question_asked", now });
    const settings = await readSettings(tx);
    for (const contact of request.contacts) {
      const token = await createCapability(tx, {
        purpose: "answer_question",
        accountId: contact.accountId,
        requestId: request.id,
        expiresAt: instantAt(addDays(dayOf(now), LINK_DAYS), 0),
        now,
      });
      await queueMail(tx, {
        occasion: "question-asked",
        to: { address: contact.email, name: contact.name },
        email: await questionAsked({
          sender: mailSender(settings, deps.origin),
          contactName: contact.name,
          schoolName: request.schoolName,
          reference: request.reference,
          body,
          answerUrl: `${deps.origin}${paths.answerQuestion(token)}`,
        }),
        accountId: contact.accountId,
        requestId: request.id,
        mailDomain: mailDomain(settings),
        now,
      });
    }
    return { ok: true };
  });
  if (result.ok) deps.wakeMail();
  return result;
}

/** Whom a mail's link speaks for; null where nobody made it or it has run out. */
export function whoAnswersQuestion(token: string, deps: Pick<Deps, "db" | "now">) {
  return findCapability(deps.db, { token, purpose: "answer_question", now: deps.now() });
}

/** The thread of a request for one of its contacts; null where it is none of theirs. */
export async function lookAtThread(
  who: { requestId: string; accountId: string },
  { db }: Pick<Deps, "db">,
): Promise<Thread | null> {
  const booking = await findBookingById(db, { id: who.requestId, accountId: who.accountId });
  if (!booking?.isContact) return null;
  const { reference, schoolName } = booking;
  return { reference, schoolName, messages: await listMessages(db, who.requestId) };
}

export type WriteToTeamResult = WriteMessageResult | { ok: false; reason: "too_many_today" };

/**
 * What a contact writes to the team; coordinators are told at once. Refuses a request that is none of theirs, and more
 * than ten messages about one request within a day.
 */
export async function writeToTeam(
  input: { requestId: string; accountId: string; body: string },
  deps: Deps,
): Promise<WriteToTeamResult> {
  const { requestId, accountId, body } = input;
  const now = deps.now();
  const result = await transact(deps.db, async (tx): Promise<WriteToTeamResult> => {
    const booking = await findBookingById(tx, { id: requestId, accountId });
    if (!booking?.isContact) return { ok: false, reason: "not_found" };
    if (!(await createMessage(tx, { requestId, fromTeam: false, authorId: accountId, body, now }))) return { ok: true };
    const today = await countMessagesOfSchool(tx, { requestId, since: new Date(now.getTime() - DAY_MS) });
    if (today > MOST_MESSAGES_A_DAY) return { ok: false, reason: "too_many_today" };
    await note(tx, { requestId, actor: { kind: "contact", accountId }, action: "question_answered", now });
    const request = await findRequestForTeam(tx, booking.reference);
    await tellCoordinators(
      tx,
      {
        what: "message",
        schoolName: booking.schoolName,
        reference: booking.reference,
        onDate: null,
        reasons: [],
        // What belongs to a sensitive request is read inside the service alone.
        body: request?.sensitive ? "" : body,
        url: `${deps.origin}${paths.requestMessages(booking.reference)}`,
        requestId,
        visitId: null,
      },
      { settings: await readSettings(tx), origin: deps.origin, now },
    );
    return { ok: true };
  });
  if (result.ok) deps.wakeMail();
  return result;
}

async function note(
  tx: Tx,
  entry: { requestId: string; actor: { kind: "staff" | "contact"; accountId: string }; action: string; now: Date },
): Promise<void> {
  const { requestId, actor, action, now } = entry;
  await addHistory(tx, { at: now, actor, subject: "request", subjectId: requestId, requestId, action });
}
