import type { Db, Tx } from "~/data/db.server";
import { lockPresenters } from "~/data/commitments.server";
import { listAllFormats } from "~/data/formats.server";
import { addHistory, listHistorySince, type HistoryRow } from "~/data/history.server";
import { settleAskedMove } from "~/data/asked-moves.server";
import { listPresenters, type PresenterRow } from "~/data/presenters.server";
import { listReasons, type ReasonOption } from "~/data/reason-codes.server";
import { findRequestForTeam } from "~/data/request-inbox.server";
import { readSettings } from "~/data/settings.server";
import { transact } from "~/data/transaction.server";
import { giveVisitReasons, moveAttendees, moveVisitRow } from "~/data/visit-moves.server";
import { findVisit, getVisit, type VisitDetails } from "~/data/visits.server";
import { nextIdentity, raisesSequence } from "~/domain/calendar-identity";
import { sessionsFromRows, type PlanRow } from "~/domain/plan-rows";
import {
  checkRunningOrder,
  describeRunningOrderIssue,
  RUNNING_ORDER_SEVERITY,
  toStored,
  visitTimes,
} from "~/domain/running-order";
import { checkVisitPlan, travelAround, type Clash, type PlanningFacts } from "~/domain/scheduling";
import type { ProgrammeSettings } from "~/domain/settings";
import { instantAt, minutesOf, type Day } from "~/lib/london-time";
import { closeAbsenceGaps, settleVisitReviews } from "~/services/absence-gaps.server";
import type { Deps } from "~/services/deps";
import { explainPlan, refusalOf, type PlanRefusal } from "~/services/plan-refusal.server";
import { factsAround, type VisitDraft } from "~/services/visit-draft.server";
import { queueMoveMessages, type TimedVisit } from "~/services/visit-messages.server";

export type MoveVisitInput = {
  visitId: string;
  /** The version that the person saw (rule 4). */
  version: number;
  /** The newest history row that the person could see; what came after is told when the version is not the newest. */
  seenHistoryId: string;
  onDate: Day;
  /** A row for each of the visit's groups, by the id that it has in the visit; a group without one stays as it is. */
  rows: readonly PlanRow[];
  reasonCodes: readonly string[];
  /** For everybody told, the school included; may be empty. */
  note: string;
  /** Empty when nothing is overridden. */
  overrideReason: string;
  actor: { kind: "staff"; accountId: string };
};

export type MoveRefusal =
  | { ok: false; reason: "not_found" }
  | { ok: false; reason: "not_scheduled" | "begun" | "unchanged" | "no_reason" }
  | { ok: false; reason: "in_the_past" }
  | { ok: false; reason: "unknown_presenter" }
  /** Somebody changed the visit first: what happened since, oldest first. */
  | { ok: false; reason: "changed_meanwhile"; changes: readonly HistoryRow[] }
  | { ok: false; reason: "running_order"; sentences: readonly string[] }
  | PlanRefusal;

export type MoveVisitResult = { ok: true } | MoveRefusal;

/** Names of those who are told, and how. */
export type WhoIsTold = { contacts: string[]; staying: string[]; joining: string[]; leaving: string[] };

export type CheckMoveResult =
  | {
      ok: true;
      onDate: Day;
      arriveMinutes: number;
      leaveMinutes: number;
      told: WhoIsTold;
      /** Warnings, and what the reason given overrides. */
      clashes: readonly Clash[];
      /** Sentences about the running order that refuse nothing. */
      remarks: readonly string[];
    }
  | MoveRefusal;

type Context = { settings: ProgrammeSettings; now: Date };

/** What a move would come to as things stand now: who is told, what clashes or is tight. Writes nothing. */
export async function checkMove(input: MoveVisitInput, deps: Deps): Promise<CheckMoveResult> {
  const context = { settings: await readSettings(deps.db), now: deps.now() };
  const weighed = await weighMove(deps.db, input, context, () => Promise.resolve());
  if (!weighed.ok) return explained(weighed, input, context.settings, deps);
  const { draft, times, visit, joining, leaving, staying, clashes, remarks } = weighed;
  const namesOf = (people: readonly { name: string }[]) => people.map(({ name }) => name);
  return {
    ok: true,
    onDate: draft.onDate,
    ...times,
    told: {
      contacts: namesOf(visit.contacts),
      staying: namesOf(staying),
      joining: namesOf(joining),
      leaving: namesOf(leaving),
    },
    clashes,
    remarks,
  };
}

/**
 * Gives a scheduled visit that has not begun another time, running order or presenters: rules 1 to 4 of product.md are
 * checked under the locks of old and new presenters together; commitments, history and updated invitations (same UID,
 * higher SEQUENCE) are written in one transaction (rules 7 and 8).
 */
export async function moveVisit(input: MoveVisitInput, deps: Deps): Promise<MoveVisitResult> {
  const settings = await readSettings(deps.db);
  const now = deps.now();
  const result = await transact(deps.db, (tx) => moveVisitWithin(tx, input, { settings, origin: deps.origin, now }));
  if (!result.ok) return explained(result, input, settings, deps);
  deps.wakeMail();
  return result;
}

/** The same in the transaction of a larger change, without what is only told after a rollback: nearest times, changes. */
export async function moveVisitWithin(
  tx: Tx,
  input: MoveVisitInput,
  context: Context & { origin: string },
): Promise<MoveVisitResult> {
  const { settings, now } = context;
  const weighed = await weighMove(tx, input, context, (ids) => lockPresenters(tx, ids));
  if (!weighed.ok) return weighed;
  const { visit, draft, times, facts, clashes, joining, leaving, reasons } = weighed;
  const startsAt = instantAt(draft.onDate, times.arriveMinutes);
  const endsAt = instantAt(draft.onDate, times.leaveMinutes);
  const identity = identityAfter(visit, { startsAt, endsAt, joining, leaving }, now);
  const travel = travelAround(draft, facts, settings.travel);
  const overridden = [...new Set(clashes.filter(({ severity }) => severity === "override").map(({ kind }) => kind))];
  const moved = await moveVisitRow(tx, {
    visitId: visit.id,
    version: input.version,
    onDate: draft.onDate,
    startsAt,
    endsAt,
    overrideReason: overridden.length > 0 ? input.overrideReason : "",
    overridden,
    ...identity,
    presenters: draft.presenterIds.map((presenterId) => {
      const own = travel.find((entry) => entry.presenterId === presenterId);
      return {
        presenterId,
        travelBeforeMinutes: own?.before?.minutes ?? null,
        travelAfterMinutes: own?.after?.minutes ?? null,
      };
    }),
    sessions: draft.sessions.map((session) => ({
      ...toStored(session, times.arriveMinutes),
      groups: session.groups.flatMap(({ id }) => groupsOf(visit).filter((group) => group.id === id)),
    })),
  });
  if (!moved.ok) {
    switch (moved.reason) {
      case "changed_meanwhile":
        return { ok: false, reason: "changed_meanwhile", changes: [] };
      // The constraint has the last word on rule 1; the caller learns the same as from the check above.
      case "slot_taken":
        return { ok: false, reason: "slot_taken", clashes: [], nearest: [] };
      case "session_overlap":
        return { ok: false, reason: "running_order", sentences: [] };
    }
  }
  const timeMoved = startsAt.getTime() !== visit.startsAt.getTime() || endsAt.getTime() !== visit.endsAt.getTime();
  await moveAttendees(
    tx,
    visit.id,
    {
      joining: joining.map(({ id, email, name }) => ({ accountId: id, email, name })),
      // A contact who also presents stays invited.
      leaving: leaving
        .filter((each) => !isContact(visit, each))
        .map(({ id, email, name }) => ({ accountId: id, email, name })),
      stayingAsContact: leaving.filter((each) => isContact(visit, each)),
    },
    { ...identity, now, timeMoved },
  );
  const was = { startsAt: visit.startsAt, endsAt: visit.endsAt };
  for (const { id } of visit.presenters) await closeAbsenceGaps(tx, { presenterId: id, within: was, now });
  const movedTo = { presenterIds: draft.presenterIds, startsAt, endsAt, sameDay: draft.onDate === visit.onDate };
  const by = { accountId: input.actor.accountId, now };
  await settleVisitReviews(tx, { visitId: visit.id, status: "moved", reason: "", movedTo }, by);
  await giveVisitReasons(tx, visit.id, reasons.map(({ code }) => code), now);
  await addHistory(tx, {
    at: now,
    actor: input.actor,
    subject: "visit",
    subjectId: visit.id,
    visitId: visit.id,
    requestId: visit.request?.id ?? null,
    action: "visit_moved",
    from: "scheduled",
    to: "scheduled",
    detail: {
      fromStartsAt: visit.startsAt.toISOString(),
      fromEndsAt: visit.endsAt.toISOString(),
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
      fromPresenters: visit.presenters.map(({ id }) => id),
      presenters: draft.presenterIds,
      reasons: reasons.map(({ code }) => code),
      overridden,
    },
  });
  await settleAskedMove(tx, { visitId: visit.id, settledById: input.actor.accountId, now: context.now });
  const after = await getVisit(tx, visit.id);
  const before: TimedVisit = { ...visit, calendarDtstampAt: identity.dtstampAt };
  const timed: TimedVisit = { ...after, onDate: draft.onDate, startsAt, endsAt, calendarDtstampAt: identity.dtstampAt };
  await queueMoveMessages(tx, timed, { before, joining, leaving, reasons, note: input.note }, context);
  return { ok: true };
}

type Movable = VisitDetails & { onDate: Day; startsAt: Date; endsAt: Date };

type Weighed = {
  ok: true;
  visit: Movable;
  draft: VisitDraft;
  times: { arriveMinutes: number; leaveMinutes: number };
  facts: PlanningFacts;
  clashes: readonly Clash[];
  remarks: readonly string[];
  reasons: readonly ReasonOption[];
  staying: VisitDetails["presenters"];
  joining: readonly (PresenterRow & { phone: string | null })[];
  leaving: VisitDetails["presenters"];
};

/** Reads and decides; `lock` is called with old and new presenters before what they do is read. */
async function weighMove(
  db: Db | Tx,
  input: MoveVisitInput,
  { settings, now }: Context,
  lock: (presenterIds: readonly string[]) => Promise<void>,
): Promise<Weighed | MoveRefusal> {
  const visit = await findMovable(db, input, now);
  if ("reason" in visit) return visit;
  const offered = await listReasons(db, "move");
  const reasons = offered.filter(({ code }) => input.reasonCodes.includes(code));
  if (reasons.length === 0) return { ok: false, reason: "no_reason" };

  const draft = await draftMove(db, visit, input);
  const times = visitTimes(draft.sessions, draft.allowances);
  const presenters = await listPresenters(db, draft.presenterIds);
  const nameOf = (id: string) => presenters.find((presenter) => presenter.id === id)?.name ?? "A presenter";
  const issues = checkRunningOrder(draft.sessions, await listAllFormats(db));
  const sentencesOf = (severity: "refused" | "warning") =>
    issues
      .filter(({ kind }) => RUNNING_ORDER_SEVERITY[kind] === severity)
      .map((issue) => describeRunningOrderIssue(issue, draft.sessions, nameOf));
  const sentences = sentencesOf("refused");
  if (!times || sentences.length > 0) return { ok: false, reason: "running_order", sentences };
  if (instantAt(draft.onDate, times.arriveMinutes) <= now) return { ok: false, reason: "in_the_past" };
  if (isSamePlan(visit, draft, times)) return { ok: false, reason: "unchanged" };

  await lock([...visit.presenters.map(({ id }) => id), ...draft.presenterIds]);
  const facts = await factsAround(db, draft, visit.school.id, now, 1);
  if (facts.presenters.length < draft.presenterIds.length) return { ok: false, reason: "unknown_presenter" };
  const clashes = checkVisitPlan(draft, facts, settings.travel);
  const refusal = refusalOf(clashes, input.overrideReason);
  if (refusal) return refusal;
  const isPlanned = (id: string) => draft.presenterIds.includes(id);
  return {
    ok: true,
    visit,
    draft,
    times,
    facts,
    clashes,
    remarks: sentencesOf("warning"),
    reasons,
    staying: visit.presenters.filter(({ id }) => isPlanned(id)),
    leaving: visit.presenters.filter(({ id }) => !isPlanned(id)),
    joining: presenters
      .filter(({ id }) => !visit.presenters.some((presenter) => presenter.id === id))
      .map((presenter) => ({ ...presenter, phone: null })),
  };
}

async function findMovable(db: Db | Tx, input: MoveVisitInput, now: Date): Promise<Movable | MoveRefusal> {
  const visit = await findVisit(db, input.visitId, { all: true });
  if (!visit) return { ok: false, reason: "not_found" };
  const { onDate, startsAt, endsAt } = visit;
  if (visit.status !== "scheduled" || !onDate || !startsAt || !endsAt) return { ok: false, reason: "not_scheduled" };
  if (startsAt <= now) return { ok: false, reason: "begun" };
  if (visit.version !== input.version) return { ok: false, reason: "changed_meanwhile", changes: [] };
  return { ...visit, onDate, startsAt, endsAt };
}

/** The visit as it would be. What was allowed for signing in, setting up and packing down stays as it was planned. */
async function draftMove(db: Db | Tx, visit: Movable, input: Pick<MoveVisitInput, "onDate" | "rows">): Promise<VisitDraft> {
  const rows = [...input.rows, ...rowsOfVisit(visit).filter(({ groupId }) => !input.rows.some((row) => row.groupId === groupId))];
  const formatIds = [...new Set(visit.sessions.map(({ formatId }) => formatId))];
  const sessions = formatIds
    .flatMap((id) => {
      const groups = visit.sessions.filter(({ formatId }) => formatId === id).flatMap((session) => session.groups);
      return sessionsFromRows(rows, groups, { id });
    })
    .sort((one, other) => one.startMinutes - other.startMinutes);
  const request = visit.request && (await findRequestForTeam(db, visit.request.reference));
  const { signInMinutes, setUpMinutes, packDownMinutes } = visit;
  return {
    visitId: visit.id,
    onDate: input.onDate,
    presenterIds: [...new Set(sessions.flatMap((session) => session.presenterIds))].sort(),
    sessions,
    allowances: { signInMinutes, setUpMinutes, packDownMinutes },
    replacesCommitmentIds: [],
    neverDays: request?.neverDays ?? [],
  };
}

/** The visit's running order as the rows of a form: a row a group, in local minutes. */
export function rowsOfVisit(visit: Pick<VisitDetails, "startsAt" | "sessions">): PlanRow[] {
  const arriveMinutes = visit.startsAt ? minutesOf(visit.startsAt) : 0;
  return visit.sessions.flatMap((session) =>
    session.groups.map(({ id }) => ({
      groupId: id,
      startMinutes: arriveMinutes + session.startMinute,
      lengthMinutes: session.endMinute - session.startMinute,
      room: session.room,
      presenterIds: session.presenterIds,
    })),
  );
}

const groupsOf = (visit: Movable) => visit.sessions.flatMap((session) => session.groups);

function isSamePlan(visit: Movable, draft: VisitDraft, times: { arriveMinutes: number; leaveMinutes: number }): boolean {
  const startsAt = instantAt(draft.onDate, times.arriveMinutes);
  if (startsAt.getTime() !== visit.startsAt.getTime()) return false;
  if (instantAt(draft.onDate, times.leaveMinutes).getTime() !== visit.endsAt.getTime()) return false;
  const planned = draft.sessions.flatMap((session) =>
    session.groups.map(({ id }) => ({
      groupId: id,
      startMinutes: session.startMinutes,
      lengthMinutes: session.endMinutes - session.startMinutes,
      room: session.room,
      presenterIds: session.presenterIds,
    })),
  );
  const wordsOf = (rows: readonly PlanRow[]) =>
    rows.map((row) => JSON.stringify([row.groupId, row.startMinutes, row.lengthMinutes, row.room, [...row.presenterIds].sort()])).sort();
  return wordsOf(planned).join() === wordsOf(rowsOfVisit(visit)).join();
}

/** A change inside the running order that moves nobody's start or end keeps SEQUENCE (invites.md). */
function identityAfter(
  visit: Movable,
  next: { startsAt: Date; endsAt: Date; joining: readonly { email: string }[]; leaving: readonly { email: string }[] },
  now: Date,
) {
  const { calendarSequence: sequence, calendarDtstampAt: dtstampAt, place } = visit;
  const status = "CONFIRMED" as const;
  const emails = [...visit.contacts, ...visit.presenters].map(({ email }) => email);
  const raised = raisesSequence(
    { startsAt: visit.startsAt, endsAt: visit.endsAt, place, status, attendeeEmails: emails },
    {
      startsAt: next.startsAt,
      endsAt: next.endsAt,
      place,
      status,
      attendeeEmails: [...emails, ...next.joining.map(({ email }) => email)].filter(
        (email) => !next.leaving.some((gone) => gone.email === email),
      ),
    },
  );
  return nextIdentity(dtstampAt && { sequence, dtstampAt }, raised, now);
}

/** After the rollback: what happened meanwhile, or the nearest times that work. */
async function explained(
  refusal: MoveRefusal,
  input: MoveVisitInput,
  settings: ProgrammeSettings,
  deps: Deps,
): Promise<MoveRefusal> {
  if (refusal.reason === "changed_meanwhile") {
    const changes = await listHistorySince(deps.db, { visitId: input.visitId, afterId: input.seenHistoryId });
    return { ...refusal, changes };
  }
  if (refusal.reason !== "slot_taken" && refusal.reason !== "needs_reason") return refusal;
  const visit = await findMovable(deps.db, input, deps.now());
  if ("reason" in visit) return visit;
  const plan = await draftMove(deps.db, visit, input);
  return { ...refusal, ...(await explainPlan(plan, visit.school.id, settings, deps)) };
}

function isContact(visit: Movable, { id }: { id: string }): boolean {
  return visit.contacts.some(({ accountId }) => accountId === id);
}
