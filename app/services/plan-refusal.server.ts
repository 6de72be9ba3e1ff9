import { nearestTimes, type NearestTime } from "~/domain/nearest-times";
import { checkVisitPlan, type Clash, type VisitPlan } from "~/domain/scheduling";
import type { ProgrammeSettings } from "~/domain/settings";
import type { Deps } from "~/services/deps";
import { factsAround } from "~/services/visit-draft.server";

/** Rule 1 speaks against a plan; or rules 2 and 3 do, against which a reason may override. */
export type PlanRefusal = {
  ok: false;
  reason: "slot_taken" | "needs_reason";
  clashes: readonly Clash[];
  nearest: readonly NearestTime[];
};

const HORIZON_DAYS = 28;
const NEAREST_COUNT = 3;

/** What the clashes of a plan come to; null where it may be saved. Without nearest times: see `explainPlan`. */
export function refusalOf(clashes: readonly Clash[], overrideReason: string): PlanRefusal | null {
  const refused = clashes.filter(({ severity }) => severity === "refused");
  if (refused.length > 0) return { ok: false, reason: "slot_taken", clashes: refused, nearest: [] };
  const overridable = clashes.filter(({ severity }) => severity === "override");
  if (overridable.length === 0 || overrideReason !== "") return null;
  return { ok: false, reason: "needs_reason", clashes: overridable, nearest: [] };
}

/** After the rollback: what speaks against the plan as things stand now, and the nearest times that work. */
export async function explainPlan(
  plan: VisitPlan & { forRequestId?: string },
  schoolId: string,
  settings: ProgrammeSettings,
  deps: Pick<Deps, "db" | "now">,
): Promise<{ clashes: readonly Clash[]; nearest: readonly NearestTime[] }> {
  const now = deps.now();
  const facts = await factsAround(deps.db, plan, schoolId, now, HORIZON_DAYS + 1);
  const startMinutes = Math.min(...plan.sessions.map((session) => session.startMinutes));
  return {
    clashes: checkVisitPlan(plan, facts, settings.travel).filter(({ severity }) => severity !== "warning"),
    nearest: nearestTimes({
      plan,
      facts,
      travel: settings.travel,
      wanted: { onDate: plan.onDate, startMinutes },
      count: NEAREST_COUNT,
      horizonDays: HORIZON_DAYS,
      now,
    }),
  };
}
