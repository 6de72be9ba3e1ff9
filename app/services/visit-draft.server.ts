import type { Db, Tx } from "~/data/db.server";
import { loadPlanningFacts } from "~/data/planning.server";
import type { RequestForTeam } from "~/data/request-inbox.server";
import { sessionsFromRows, type PlanRow, type SessionOfGroups } from "~/domain/plan-rows";
import { allowancesFor } from "~/domain/running-order";
import type { PlanningFacts, VisitPlan } from "~/domain/scheduling";
import type { ProgrammeSettings } from "~/domain/settings";
import { addDays, type Day } from "~/lib/london-time";

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

/** Commitments of neighbouring days are loaded too: one may run over midnight. */
export function factsAround(
  db: Db | Tx,
  plan: { onDate: Day; presenterIds?: readonly string[] },
  schoolId: string,
  now: Date,
  days: number,
): Promise<PlanningFacts> {
  return loadPlanningFacts(db, {
    schoolId,
    presenterIds: plan.presenterIds,
    fromOn: addDays(plan.onDate, -days),
    toOn: addDays(plan.onDate, days),
    now,
  });
}
