import { paths } from "~/config/paths";
import { findAnswerLink, findInvited, lockVisit, saveAnswer, type Invited, type WhoAnswers } from "~/data/answers.server";
import type { Tx } from "~/data/db.server";
import { addHistory } from "~/data/history.server";
import { readSettings } from "~/data/settings.server";
import { transact } from "~/data/transaction.server";
import { findVisit } from "~/data/visits.server";
import { whyStale, type Answer } from "~/domain/answers";
import type { Deps } from "~/services/deps";
import { tellOfDecline } from "~/services/tell-of-decline.server";
import { factsOf, isTimed, type TimedVisit } from "~/services/visit-messages.server";

/** What the page behind a mail's link shows; null where the link is gone, or its person is not invited any more. */
export async function lookAtInvitation(token: string, deps: Pick<Deps, "db" | "now">) {
  const link = await findAnswerLink(deps.db, { token, now: deps.now() });
  const visit = link && (await findVisit(deps.db, link.visitId, { all: true }));
  const invited = link && (await findInvited(deps.db, link.visitId, { accountId: link.accountId }));
  if (!link || !visit || !invited || !isTimed(visit)) return null;
  const { onDate, arriveMinutes, leaveMinutes, schoolName, address } = factsOf(visit);
  const sequence = invited.sequenceSent ?? 0;
  return {
    role: invited.role,
    name: invited.name,
    answered: invited.participation,
    note: invited.note,
    sequence,
    hasChanged: link.sequence < sequence,
    isOver: visit.status !== "scheduled" || visit.startsAt <= deps.now(),
    onDate,
    arriveMinutes,
    leaveMinutes,
    schoolName,
    address,
    reference: visit.request?.reference ?? "",
    visitId: visit.id,
  };
}

export type AnswerRefusal = "not_invited" | "over" | "older_invitation" | "older_answer";
export type AnswerResult = { ok: true; changed: boolean } | { ok: false; reason: AnswerRefusal };

/**
 * An answer by the link of a mail. `sequence` is the one that the page showed: what has moved in the meantime is shown
 * again before it is answered. Refuses as `answerWithin` does.
 */
export async function answerByLink(
  input: { token: string; sequence: number; answer: Answer; note: string },
  deps: Deps,
): Promise<AnswerResult> {
  const { token, ...answer } = input;
  const now = deps.now();
  const link = await findAnswerLink(deps.db, { token, now });
  if (!link) return { ok: false, reason: "not_invited" };
  const who = { accountId: link.accountId };
  const result = await transact(deps.db, async (tx): Promise<AnswerResult> =>
    answerWithin(tx, { visitId: link.visitId, who, ...answer, dtstampAt: await afterLast(tx, link.visitId, who, now) }, deps),
  );
  if (result.ok) deps.wakeMail();
  return result;
}

/**
 * Keeps what an invited person says, in the caller's transaction; a new decline is told to the coordinators at once.
 * The same answer again changes nothing. Refuses somebody who is not invited, a visit that has begun or is cancelled, and
 * an answer to an invitation that a newer one has replaced, or older than one that is known (RFC 5546 3.2.3).
 */
export async function answerWithin(
  tx: Tx,
  input: { visitId: string; who: WhoAnswers; sequence: number; dtstampAt: Date; answer: Answer; note: string },
  deps: Pick<Deps, "now" | "origin">,
): Promise<AnswerResult> {
  const { visitId, who, answer, note, dtstampAt } = input;
  const now = deps.now();
  await lockVisit(tx, visitId);
  const visit = await findVisit(tx, visitId, { all: true });
  const invited = visit && (await findInvited(tx, visitId, who));
  if (!visit || !invited || !isTimed(visit)) return { ok: false, reason: "not_invited" };
  if (visit.status !== "scheduled" || visit.startsAt <= now) return { ok: false, reason: "over" };
  // Nobody answers what was not sent yet: a number that runs ahead would shut out every later answer.
  const sequence = Math.min(input.sequence, invited.sequenceSent ?? 0);
  const stale = whyStale({ sequence, dtstampAt }, invited);
  if (stale) return { ok: false, reason: stale };
  await saveAnswer(tx, invited.id, { answer, note, sequence, dtstampAt });
  if (invited.participation === answer && invited.note === note) return { ok: true, changed: false };
  await addHistory(tx, {
    at: now,
    actor: actorOf(invited),
    subject: "visit",
    subjectId: visitId,
    visitId,
    requestId: visit.request?.id ?? null,
    action: `invitation_${answer}`,
  });
  if (answer === "declined") await tellCoordinatorsOf(tx, visit, invited, note, deps);
  return { ok: true, changed: true };
}

async function tellCoordinatorsOf(
  tx: Tx,
  visit: TimedVisit,
  invited: Invited,
  note: string,
  { origin, now }: Pick<Deps, "now" | "origin">,
): Promise<void> {
  await tellOfDecline(
    tx,
    {
      who: invited.name,
      role: invited.role,
      visit: factsOf(visit),
      reference: visit.request?.reference ?? "",
      note: visit.sensitive ? "" : note,
      visitUrl: `${origin}${paths.visit(visit.id)}`,
      gapsUrl: `${origin}${paths.gaps()}`,
      visitId: visit.id,
      requestId: visit.request?.id ?? null,
    },
    { settings: await readSettings(tx), origin, now: now() },
  );
}

/** Two answers on the page within one second, or after one by mail from a clock ahead of ours: the later click counts. */
async function afterLast(tx: Tx, visitId: string, who: WhoAnswers, now: Date): Promise<Date> {
  const last = (await findInvited(tx, visitId, who))?.dtstampRepliedAt;
  return last && last >= now ? new Date(last.getTime() + 1) : now;
}

function actorOf({ accountId, role }: Invited) {
  if (accountId === null) return { kind: "system" } as const;
  return { kind: role === "presenter" ? "staff" : "contact", accountId } as const;
}
