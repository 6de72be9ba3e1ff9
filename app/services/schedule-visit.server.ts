import { randomUUID } from "node:crypto";
import { lockPresenters, releaseHolds } from "~/data/commitments.server";
import type { Tx } from "~/data/db.server";
import { addHistory } from "~/data/history.server";
import { findRequestForTeam, moveRequest, type RequestForTeam } from "~/data/request-inbox.server";
import { readSettings } from "~/data/settings.server";
import { transact } from "~/data/transaction.server";
import { findPencilledOf } from "~/data/pencilled-visits.server";
import { createVisit, getVisit, type NewVisit } from "~/data/visits.server";
import { SCHEDULABLE } from "~/domain/booking-request";
import { nextIdentity } from "~/domain/calendar-identity";
import type { NearestTime } from "~/domain/nearest-times";
import type { PlanRow } from "~/domain/plan-rows";
import { toStored } from "~/domain/running-order";
import { checkVisitPlan, travelAround, type Clash } from "~/domain/scheduling";
import type { ProgrammeSettings } from "~/domain/settings";
import type { Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import { mailDomain } from "~/services/mail-sender.server";
import { explainPlan, refusalOf } from "~/services/plan-refusal.server";
import { draftInTime, draftVisit, factsAround } from "~/services/visit-draft.server";
import { isTimed, queueInvitations } from "~/services/visit-messages.server";

export type ScheduleVisitInput = {
  reference: string;
  /** The request's version that the person saw (rule 4). */
  version: number;
  onDate: Day;
  rows: readonly PlanRow[];
  /** Empty when nothing is overridden. */
  overrideReason: string;
  noteForSchool: string;
  noteForTeam: string;
  /** A contact schedules by picking one of the dates that were offered. */
  actor: { kind: "staff" | "contact"; accountId: string };
  /** Who planned it, where that is not the actor. */
  plannedById?: string;
};

export type ScheduleVisitResult =
  | { ok: true; visitId: string }
  | { ok: false; reason: "not_found" | "no_school" | "awaiting_go_ahead" | "changed_meanwhile" | "in_the_past" }
  | { ok: false; reason: "unknown_presenter" }
  /** What is wrong inside the running order, as sentences that name presenter and times. */
  | { ok: false; reason: "running_order"; sentences: readonly string[] }
  /** Rules 1 to 3 speak against it. Nothing is refused among them: a reason may override. */
  | { ok: false; reason: "needs_reason"; clashes: readonly Clash[]; nearest: readonly NearestTime[] }
  /** Rule 1 speaks against it, perhaps only since a moment ago: three nearest times of the same presenters. */
  | { ok: false; reason: "slot_taken"; clashes: readonly Clash[]; nearest: readonly NearestTime[] };

/**
 * Plans one visit for a request: checks rules 1 to 4 of product.md under the presenters' locks, then writes the visit,
 * its commitments, history and invitations in one transaction (rule 7). The database refuses overlaps itself.
 */
export async function scheduleVisit(input: ScheduleVisitInput, deps: Deps): Promise<ScheduleVisitResult> {
  const now = deps.now();
  const settings = await readSettings(deps.db);
  const result = await transact(deps.db, (tx) => scheduleVisitWithin(tx, input, { settings, origin: deps.origin, now }));
  if (result.ok) {
    deps.wakeMail();
    return result;
  }
  if (result.reason !== "slot_taken" && result.reason !== "needs_reason") return result;
  return { ...result, ...(await explain(input, settings, deps)) };
}

type Context = { settings: ProgrammeSettings; origin: string; now: Date };

/** The same in the transaction of a larger change: without nearest times, which are looked for after a rollback. */
export async function scheduleVisitWithin(
  tx: Tx,
  input: ScheduleVisitInput,
  context: Context,
): Promise<ScheduleVisitResult> {
  const { settings, now } = context;
  const request = await findRequestForTeam(tx, input.reference);
  if (!request) return { ok: false, reason: "not_found" };
  const { school } = request;
  if (!school) return { ok: false, reason: "no_school" };
  if (request.status === "awaiting_go_ahead") return { ok: false, reason: "awaiting_go_ahead" };

  const drafted = await draftInTime(tx, input, request, context);
  if (!drafted.ok) return drafted;
  const { draft, times, presenters, startsAt, endsAt } = drafted;

  await lockPresenters(tx, draft.presenterIds);
  // What was held for this visit is what it takes now; a refusal rolls back, and the hold stays.
  await releaseHolds(tx, request.id, "all");
  const facts = await factsAround(tx, draft, school.id, now, 1);
  if (facts.presenters.length < draft.presenterIds.length) return { ok: false, reason: "unknown_presenter" };
  const clashes = checkVisitPlan(draft, facts, settings.travel);
  const refusal = refusalOf(clashes, input.overrideReason);
  if (refusal) return refusal;

  const moved = await moveRequest(tx, {
    id: request.id,
    version: input.version,
    from: SCHEDULABLE,
    to: "scheduled",
    now,
    answered: true,
  });
  if (!moved) return { ok: false, reason: "changed_meanwhile" };

  const { dtstampAt } = nextIdentity(null, false, now);
  const travel = travelAround(draft, facts, settings.travel);
  const overridden = [...new Set(clashes.filter(({ severity }) => severity === "override").map(({ kind }) => kind))];
  // What was pencilled for the request becomes the visit, and keeps its identity.
  const pencilled = await findPencilledOf(tx, request.id);
  const planned: NewVisit = {
    requestId: request.id,
    schoolId: school.id,
    onDate: input.onDate,
    startsAt,
    endsAt,
    place: "",
    easting: school.easting,
    northing: school.northing,
    ...draft.allowances,
    overrideReason: overridden.length > 0 ? input.overrideReason : "",
    overridden,
    noteForSchool: input.noteForSchool,
    noteForTeam: input.noteForTeam,
    sensitive: request.sensitive,
    targeted: request.targeted || school.targeted,
    campaignId: request.campaignId,
    funderId: request.funderId,
    calendarUid: `${randomUUID()}@${mailDomain(settings)}`,
    dtstampAt,
    createdAt: now,
    createdById: input.plannedById ?? input.actor.accountId,
    presenters: draft.presenterIds.map((presenterId) => {
      const own = travel.find((entry) => entry.presenterId === presenterId);
      return {
        presenterId,
        travelBeforeMinutes: own?.before?.minutes ?? null,
        travelAfterMinutes: own?.after?.minutes ?? null,
      };
    }),
    contacts: request.contacts.map(({ rank, accountId, name, phone }) => ({ rank, accountId, name, phone })),
    attendees: attendeesOf(request, presenters),
    sessions: draft.sessions.map((session) => ({
      ...toStored(session, times.arriveMinutes),
      groups: session.groups.map(({ id, ...group }) => ({ ...group, requestGroupId: id })),
    })),
  };
  const created = await createVisit(tx, planned, pencilled?.id);
  if (!created.ok) {
    // The constraint has the last word on rule 1; the caller learns the same as from the check above.
    return created.reason === "slot_taken"
      ? { ok: false, reason: "slot_taken", clashes: [], nearest: [] }
      : { ok: false, reason: "running_order", sentences: [] };
  }
  const history = { at: now, actor: input.actor, requestId: request.id, visitId: created.visitId };
  await addHistory(tx, {
    ...history,
    subject: "visit",
    subjectId: created.visitId,
    action: "visit_scheduled",
    from: pencilled ? "pencilled" : null,
    to: "scheduled",
    detail: { overridden, startsAt: startsAt.toISOString(), presenters: draft.presenterIds },
  });
  if (request.status !== "scheduled") {
    await addHistory(tx, {
      ...history,
      subject: "request",
      subjectId: request.id,
      action: "request_scheduled",
      from: request.status,
      to: "scheduled",
    });
  }
  const visit = await getVisit(tx, created.visitId);
  if (isTimed(visit)) await queueInvitations(tx, visit, context);
  return { ok: true, visitId: created.visitId };
}

/** What speaks against the plan as things stand now, and the nearest times that work. */
async function explain(
  input: ScheduleVisitInput,
  settings: ProgrammeSettings,
  deps: Deps,
): ReturnType<typeof explainPlan> {
  const request = await findRequestForTeam(deps.db, input.reference);
  if (!request?.school) return { clashes: [], nearest: [] };
  const plan = { ...draftVisit(input, request, settings), forRequestId: request.id };
  return explainPlan(plan, request.school.id, settings, deps);
}

/** One line a mailbox: a contact who also presents is invited once, as presenter. */
function attendeesOf(
  request: RequestForTeam,
  presenters: readonly { id: string; email: string; name: string }[],
) {
  const everybody = [
    ...presenters.map(({ id, email, name }) => ({ accountId: id, email, name, role: "presenter" as const })),
    ...request.contacts.map(({ accountId, email, name }) => ({ accountId, email, name, role: "contact" as const })),
  ];
  return everybody.filter(
    ({ email }, index) =>
      everybody.findIndex((other) => other.email.toLowerCase() === email.toLowerCase()) === index,
  );
}
