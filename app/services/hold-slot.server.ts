import { createHold, lockPresenters, releaseHolds } from "~/data/commitments.server";
import { addHistory, type Actor } from "~/data/history.server";
import { findRequestForTeam } from "~/data/request-inbox.server";
import { readSettings } from "~/data/settings.server";
import { transact } from "~/data/transaction.server";
import { isSchedulable } from "~/domain/booking-request";
import type { NearestTime } from "~/domain/nearest-times";
import type { PlanRow } from "~/domain/plan-rows";
import { checkVisitPlan, type Clash } from "~/domain/scheduling";
import type { Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import { explainPlan } from "~/services/plan-refusal.server";
import { draftInTime, draftVisit, factsAround, type DraftRefusal } from "~/services/visit-draft.server";

export type HoldSlotInput = {
  reference: string;
  onDate: Day;
  rows: readonly PlanRow[];
  /** How long the time is kept for this request alone. */
  minutes: number;
  actor: Actor;
};

export type HoldSlotResult =
  | { ok: true; heldUntil: Date }
  | { ok: false; reason: "not_found" | "no_school" | "awaiting_go_ahead" | "unknown_presenter" | "changed_meanwhile" }
  | DraftRefusal
  | { ok: false; reason: "slot_taken"; clashes: readonly Clash[]; nearest: readonly NearestTime[] };

/**
 * Keeps the presenters' time of a plan for its request while somebody decides: nobody else can plan over it until it
 * runs out by itself. Takes the place of what was held for the request before. Rule 1 alone refuses it; whatever needs
 * a reason is asked when the visit is scheduled.
 */
export async function holdSlot(input: HoldSlotInput, deps: Deps): Promise<HoldSlotResult> {
  const now = deps.now();
  const settings = await readSettings(deps.db);
  const result = await transact(deps.db, async (tx): Promise<HoldSlotResult> => {
    const request = await findRequestForTeam(tx, input.reference);
    if (!request) return { ok: false, reason: "not_found" };
    if (!request.school) return { ok: false, reason: "no_school" };
    if (request.status === "awaiting_go_ahead") return { ok: false, reason: "awaiting_go_ahead" };
    if (!isSchedulable(request.status)) return { ok: false, reason: "changed_meanwhile" };
    const drafted = await draftInTime(tx, input, request, { settings, now });
    if (!drafted.ok) return drafted;
    const { draft, startsAt, endsAt } = drafted;
    await lockPresenters(tx, draft.presenterIds);
    await releaseHolds(tx, request.id, "planned");
    const facts = await factsAround(tx, { ...draft, forRequestId: request.id }, request.school.id, now, 1);
    if (facts.presenters.length < draft.presenterIds.length) return { ok: false, reason: "unknown_presenter" };
    const clashes = checkVisitPlan(draft, facts, settings.travel).filter(({ severity }) => severity === "refused");
    if (clashes.length > 0) return { ok: false, reason: "slot_taken", clashes, nearest: [] };
    const heldUntil = new Date(now.getTime() + input.minutes * 60_000);
    const hold = { requestId: request.id, presenterIds: draft.presenterIds, startsAt, endsAt, expiresAt: heldUntil };
    if (!(await createHold(tx, hold)).ok) return { ok: false, reason: "slot_taken", clashes: [], nearest: [] };
    const detail = { startsAt: startsAt.toISOString(), until: heldUntil.toISOString(), presenters: draft.presenterIds };
    const history = { at: now, actor: input.actor, requestId: request.id, subject: "request" as const };
    await addHistory(tx, { ...history, subjectId: request.id, action: "time_held", detail });
    return { ok: true, heldUntil };
  });
  if (result.ok || result.reason !== "slot_taken") return result;
  const request = await findRequestForTeam(deps.db, input.reference);
  if (!request?.school) return result;
  const plan = { ...draftVisit(input, request, settings), forRequestId: request.id };
  return { ...result, ...(await explainPlan(plan, request.school.id, settings, deps)) };
}

/** Gives back what the plan of a request holds; false where nothing was held any more. */
export async function releaseSlot(
  input: { reference: string; actor: Actor },
  deps: Pick<Deps, "db" | "now">,
): Promise<boolean> {
  return transact(deps.db, async (tx) => {
    const request = await findRequestForTeam(tx, input.reference);
    if (!request || (await releaseHolds(tx, request.id, "planned")) === 0) return false;
    const history = { at: deps.now(), actor: input.actor, requestId: request.id, subject: "request" as const };
    await addHistory(tx, { ...history, subjectId: request.id, action: "time_given_back" });
    return true;
  });
}
