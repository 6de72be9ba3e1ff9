import type { Db, Tx } from "~/data/db.server";
import { loadPlanningFacts } from "~/data/planning.server";
import { listPresenters, type PresenterRow } from "~/data/presenters.server";
import type { RequestForTeam } from "~/data/request-inbox.server";
import { sessionsFromRows, type PlanRow, type SessionOfGroups } from "~/domain/plan-rows";
import {
  allowancesFor,
  checkRunningOrder,
  describeRunningOrderIssue,
  RUNNING_ORDER_SEVERITY,
  visitTimes,
  type VisitTimes,
} from "~/domain/running-order";
import type { PlanningFacts, VisitPlan } from "~/domain/scheduling";
import type { ProgrammeSettings } from "~/domain/settings";
import { addDays, instantAt, type Day } from "~/lib/london-time";

/** A visit that is planned for a request and not saved. */
export type VisitDraft = Omit<VisitPlan, "sessions"> & { sessions: readonly SessionOfGroups[] };

export function draftVisit(
  plan: { onDate: Day; rows: readonly PlanRow[] },
  request: Pick<RequestForTeam, "groups" | "format" | "neverDays">,
  settings: ProgrammeSettings,
): VisitDraft {
  const sessions = sessionsFromRows(plan.rows, request.groups, request.format);
  return {
    visitId: null,
    onDate: plan.onDate,
    presenterIds: [...new Set(sessions.flatMap((session) => session.presenterIds))].sort(),
    sessions,
    allowances: allowancesFor([request.format], settings.travel.signInMinutes),
    replacesCommitmentIds: [],
    neverDays: request.neverDays,
  };
}

export type DraftInTime = {
  ok: true;
  draft: VisitDraft;
  times: VisitTimes;
  presenters: PresenterRow[];
  startsAt: Date;
  endsAt: Date;
};

export type DraftRefusal =
  /** What is wrong inside the running order, as sentences that name presenter and times. */
  { ok: false; reason: "running_order"; sentences: readonly string[] } | { ok: false; reason: "in_the_past" };

/** A plan with its visit's own time, refused where its running order is nonsense or it begins before now. */
export async function draftInTime(
  tx: Tx,
  plan: { onDate: Day; rows: readonly PlanRow[] },
  request: RequestForTeam,
  { settings, now }: { settings: ProgrammeSettings; now: Date },
): Promise<DraftInTime | DraftRefusal> {
  const draft = draftVisit(plan, request, settings);
  const times = visitTimes(draft.sessions, draft.allowances);
  const issues = checkRunningOrder(draft.sessions, [request.format]);
  const nonsense = issues.filter((issue) => RUNNING_ORDER_SEVERITY[issue.kind] === "refused");
  const presenters = await listPresenters(tx, draft.presenterIds);
  if (!times || nonsense.length > 0) {
    const nameOf = (id: string) => presenters.find((presenter) => presenter.id === id)?.name ?? "A presenter";
    const sentences = nonsense.map((issue) => describeRunningOrderIssue(issue, draft.sessions, nameOf));
    return { ok: false, reason: "running_order", sentences };
  }
  const startsAt = instantAt(plan.onDate, times.arriveMinutes);
  if (startsAt <= now) return { ok: false, reason: "in_the_past" };
  return { ok: true, draft, times, presenters, startsAt, endsAt: instantAt(plan.onDate, times.leaveMinutes) };
}

/** Commitments of neighbouring days are loaded too: one may run over midnight. */
export function factsAround(
  db: Db | Tx,
  plan: { onDate: Day; presenterIds?: readonly string[]; forRequestId?: string },
  schoolId: string,
  now: Date,
  days: number,
): Promise<PlanningFacts> {
  return loadPlanningFacts(db, {
    schoolId,
    presenterIds: plan.presenterIds,
    forRequestId: plan.forRequestId,
    fromOn: addDays(plan.onDate, -days),
    toOn: addDays(plan.onDate, days),
    now,
  });
}
