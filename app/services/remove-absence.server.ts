import { findAbsence, listSeries, markAbsenceRemoved } from "~/data/absences.server";
import { lockPresenters } from "~/data/commitments.server";
import { addHistory, type Actor } from "~/data/history.server";
import { transact } from "~/data/transaction.server";
import { closeAbsenceGaps } from "~/services/absence-gaps.server";
import type { Deps } from "~/services/deps";

export type RemoveAbsenceInput = {
  absenceId: string;
  /** Whose absence it must be. */
  presenterId: string;
  /** Of a repeating absence: this occurrence, this and those after it, or all that are not over. */
  scope?: "one" | "following" | "all";
  actor: Extract<Actor, { accountId: string }>;
};

export type RemoveAbsenceResult = { ok: true } | { ok: false; reason: "not_found" | "in_the_past" };

/** Frees an absence's time, or hands it to another absence over it. Refused when it is over. */
export async function removeAbsence(input: RemoveAbsenceInput, deps: Deps): Promise<RemoveAbsenceResult> {
  const now = deps.now();
  const { absenceId: id, presenterId, actor, scope = "one" } = input;
  return transact(deps.db, async (tx): Promise<RemoveAbsenceResult> => {
    await lockPresenters(tx, [presenterId]);
    const absence = await findAbsence(tx, { id, presenterId });
    if (!absence) return { ok: false, reason: "not_found" };
    if (absence.endsAt <= now) return { ok: false, reason: "in_the_past" };
    const { seriesId, startsAt } = absence;
    const from = scope === "all" ? null : startsAt;
    const removed =
      scope === "one" || seriesId === null ? [absence] : await listSeries(tx, { seriesId, presenterId, from, now });
    for (const one of removed) {
      await markAbsenceRemoved(tx, { id: one.id, removedAt: now, removedById: actor.accountId });
      await closeAbsenceGaps(tx, { presenterId, within: one, now });
      await addHistory(tx, {
        at: now,
        actor,
        subject: "absence",
        subjectId: one.id,
        action: "absence_removed",
        detail: { presenterId },
      });
    }
    return { ok: true };
  });
}
