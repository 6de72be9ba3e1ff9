import type { TouchedVisit } from "~/data/absences.server";
import { lockPresenters } from "~/data/commitments.server";
import { addHistory, type Actor } from "~/data/history.server";
import { transact } from "~/data/transaction.server";
import { deleteWorkingPattern, listWorkingPatterns } from "~/data/working-patterns.server";
import { dayOf, type Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import { reviewHours, visitsOutsideNewHours } from "~/services/hours-change.server";

export type RemoveWorkingPatternInput = {
  presenterId: string;
  validFromOn: Day;
  /** Planned visits that the person has been shown and leaves to the review list. */
  acceptedVisitIds?: readonly string[];
  actor: Actor;
};

export type RemoveWorkingPatternResult =
  | { ok: true }
  | { ok: false; reason: "in_the_past" | "not_found" }
  | { ok: false; reason: "touches_visits"; touchedVisits: TouchedVisit[] };

/** Takes back a pattern that has not begun yet. Refused with the visits that the hours before it do not cover. */
export async function removeWorkingPattern(
  input: RemoveWorkingPatternInput,
  deps: Deps,
): Promise<RemoveWorkingPatternResult> {
  const now = deps.now();
  const { presenterId, validFromOn, actor } = input;
  if (validFromOn <= dayOf(now)) return { ok: false, reason: "in_the_past" };
  return transact(deps.db, async (tx): Promise<RemoveWorkingPatternResult> => {
    await lockPresenters(tx, [presenterId]);
    const before = await listWorkingPatterns(tx, presenterId);
    const after = before.filter((old) => old.validToOn !== null || old.validFromOn !== validFromOn);
    if (after.length === before.length) return { ok: false, reason: "not_found" };
    const touchedVisits = await visitsOutsideNewHours(tx, { presenterId, before, after, now });
    if (touchedVisits.some((visit) => !input.acceptedVisitIds?.includes(visit.id))) {
      return { ok: false, reason: "touches_visits", touchedVisits };
    }
    await deleteWorkingPattern(tx, presenterId, validFromOn);
    await reviewHours(tx, { presenterId, touchedVisits, actor, now });
    await addHistory(tx, {
      at: now,
      actor,
      subject: "working_pattern",
      subjectId: presenterId,
      action: "working_pattern_removed",
      detail: { presenterId, validFromOn },
    });
    return { ok: true };
  });
}
