import { paths } from "~/config/paths";
import { settleAskedMove } from "~/data/asked-moves.server";
import { completeRequestWhenDone } from "~/data/deliveries.server";
import { addHistory, type Actor } from "~/data/history.server";
import { listReasonCodes } from "~/data/reason-codes.server";
import { getRequestForTeam, lockRequest, moveRequest, readVisitsBeside } from "~/data/request-inbox.server";
import { readSettings } from "~/data/settings.server";
import { transact } from "~/data/transaction.server";
import { lockPresenters } from "~/data/commitments.server";
import { cancelVisitRow, findVisit, getVisit, type VisitDetails } from "~/data/visits.server";
import type { Tx } from "~/data/db.server";
import { nextIdentity } from "~/domain/calendar-identity";
import { answerByDay } from "~/domain/open-days";
import type { ProgrammeSettings } from "~/domain/settings";
import { dayOf } from "~/lib/london-time";
import { settleVisitReviews } from "~/services/absence-gaps.server";
import type { Deps } from "~/services/deps";
import { tellCoordinators } from "~/services/tell-coordinators.server";
import { isTimed, queueCancellations, type AfterCancel, type TimedVisit } from "~/services/visit-messages.server";

export type CancelVisitInput = {
  visitId: string;
  /** The version the person saw: a newer change by somebody else is refused. */
  version: number;
  cancelledBy: "team" | "school";
  reasonCodes: readonly string[];
  /** For the school to read; may be empty. */
  note: string;
  /**
   * What becomes of the request when this was its last visit; "others_stand": the person saw others, and was not asked.
   * "withdrawn": the request goes with all its visits, and the caller moves it.
   */
  afterwards: "look_again" | "close" | "others_stand" | "withdrawn";
  actor: Actor;
};

export type CancelVisitResult =
  | { ok: true }
  /** `none_left`: the other visits that the person saw are gone, so what becomes of the request has to be said. */
  | { ok: false; reason: "not_found" | "changed_meanwhile" | "no_reason" | "already_over" | "none_left" };

/**
 * Cancels a scheduled or pencilled visit: frees its presenters, sends CANCEL with a higher SEQUENCE to everybody
 * invited, and puts its request back in the inbox or closes it, unless other visits of it stand (product.md,
 * lifecycles; RFC 5546 3.2.5).
 */
export async function cancelVisit(input: CancelVisitInput, deps: Deps): Promise<CancelVisitResult> {
  const result = await transact(deps.db, (tx) => cancelVisitWithin(tx, input, deps));
  if (result.ok) deps.wakeMail();
  return result;
}

/** The same in the transaction of a larger change: withdrawing a request cancels its visits. */
export async function cancelVisitWithin(
  tx: Tx,
  input: CancelVisitInput,
  deps: Pick<Deps, "now" | "origin">,
): Promise<CancelVisitResult> {
  const now = deps.now();
  const settings = await readSettings(tx);
  const visit = await findVisit(tx, input.visitId, { all: true });
  if (!visit) return { ok: false, reason: "not_found" };
  if (visit.status === "completed" || visit.status === "cancelled") return { ok: false, reason: "already_over" };
  const codes = await listReasonCodes(tx, "cancel", input.reasonCodes);
  if (codes.length === 0) return { ok: false, reason: "no_reason" };
  const { sequence, dtstampAt } = nextIdentity(
    visit.calendarDtstampAt && { sequence: visit.calendarSequence, dtstampAt: visit.calendarDtstampAt },
    true,
    now,
  );
  await lockPresenters(tx, visit.presenters.map(({ id }) => id));
  const cancelled = await cancelVisitRow(tx, {
    visitId: visit.id,
    version: input.version,
    cancelledBy: input.cancelledBy,
    note: input.note,
    reasonCodes: codes,
    sequence,
    dtstampAt,
    now,
  });
  if (!cancelled) return { ok: false, reason: "changed_meanwhile" };
  await settleVisitReviews(
    tx,
    { visitId: visit.id, status: "cancelled", reason: "" },
    { accountId: input.actor.kind === "system" ? null : input.actor.accountId, now },
  );
  await addHistory(tx, {
    at: now,
    actor: input.actor,
    subject: "visit",
    subjectId: visit.id,
    visitId: visit.id,
    requestId: visit.request?.id ?? null,
    action: "visit_cancelled",
    from: visit.status,
    to: "cancelled",
    detail: { reasons: codes, cancelledBy: input.cancelledBy },
  });
  const settledById = input.actor.kind === "system" ? null : input.actor.accountId;
  await settleAskedMove(tx, { visitId: visit.id, settledById, now });
  const next = await moveItsRequest(tx, input, visit, settings, now);
  if (next === "none_left") return { ok: false, reason: next };
  const after = await getVisit(tx, visit.id);
  if (isTimed(after)) {
    await queueCancellations(
      tx,
      after,
      { cancelledBy: input.cancelledBy, note: input.note, next },
      { settings, origin: deps.origin, now },
    );
    if (input.actor.kind === "contact") await tellTeam(tx, after, input, { settings, origin: deps.origin, now });
  }
  return { ok: true };
}

/** What a school cancels by itself nobody of the team has seen happen. */
function tellTeam(
  tx: Tx,
  visit: TimedVisit,
  { note }: Pick<CancelVisitInput, "note">,
  context: { settings: ProgrammeSettings; origin: string; now: Date },
): Promise<void> {
  return tellCoordinators(
    tx,
    {
      what: "cancelled",
      schoolName: visit.school.name,
      reference: visit.request?.reference ?? "",
      onDate: visit.onDate,
      reasons: visit.reasons.map(({ label }) => label),
      body: visit.sensitive ? "" : note,
      url: `${context.origin}${paths.visit(visit.id)}`,
      requestId: visit.request?.id ?? null,
      visitId: visit.id,
    },
    context,
  );
}

/**
 * A request with other visits to come keeps its state, whatever was wanted: nobody would look for another day, since it
 * stands in no inbox. One of which something has taken place is completed by that; any other waits again, with a new
 * answer-by day, or is closed.
 */
async function moveItsRequest(
  tx: Tx,
  input: CancelVisitInput,
  visit: VisitDetails,
  settings: ProgrammeSettings,
  now: Date,
): Promise<AfterCancel | "none_left"> {
  const answerByOn = answerByDay(dayOf(now), settings.answerWorkingDays);
  const wanted: AfterCancel = input.afterwards === "look_again" ? { kind: "looking_again", answerByOn } : { kind: "closed" };
  if (!visit.request) return wanted;
  const { id: requestId } = visit.request;
  if (input.afterwards === "withdrawn") return wanted;
  await lockRequest(tx, requestId);
  const { open, toComeOn, tookPlace } = await readVisitsBeside(tx, visit, now);
  if (open > 0) return { kind: "others_stand", open, toComeOn };
  if (input.afterwards === "others_stand" && tookPlace === 0) return "none_left";
  const { version, status } = await getRequestForTeam(tx, requestId);
  const history = { at: now, actor: input.actor, subject: "request", subjectId: requestId, requestId, from: status } as const;
  if (tookPlace > 0) {
    const completed = await completeRequestWhenDone(tx, requestId, now);
    if (completed) await addHistory(tx, { ...history, action: "request_completed", to: "completed" });
    return { kind: "closed" };
  }
  const isClosing = input.afterwards === "close";
  const closedTo = input.cancelledBy === "school" ? "withdrawn" : "declined";
  const to = isClosing ? closedTo : "submitted";
  const moved = await moveRequest(tx, {
    id: requestId,
    version,
    from: ["scheduled", "submitted", "offered"],
    to,
    now,
    closed: isClosing,
    answerByOn: isClosing ? undefined : answerByOn,
  });
  if (moved) await addHistory(tx, { ...history, action: isClosing ? "request_closed" : "request_reopened", to });
  return wanted;
}
