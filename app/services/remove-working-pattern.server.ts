import { lockPresenters } from "~/data/commitments.server";
import { addHistory, type Actor } from "~/data/history.server";
import { transact } from "~/data/transaction.server";
import { deleteWorkingPattern } from "~/data/working-patterns.server";
import { dayOf, type Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";

export type RemoveWorkingPatternInput = { presenterId: string; validFromOn: Day; actor: Actor };

export type RemoveWorkingPatternResult = { ok: true } | { ok: false; reason: "in_the_past" | "not_found" };

/** Takes back a pattern that has not begun yet. */
export async function removeWorkingPattern(
  input: RemoveWorkingPatternInput,
  deps: Deps,
): Promise<RemoveWorkingPatternResult> {
  const now = deps.now();
  const { presenterId, validFromOn, actor } = input;
  if (validFromOn <= dayOf(now)) return { ok: false, reason: "in_the_past" };
  return transact(deps.db, async (tx): Promise<RemoveWorkingPatternResult> => {
    await lockPresenters(tx, [presenterId]);
    const found = await deleteWorkingPattern(tx, presenterId, validFromOn);
    if (!found) return { ok: false, reason: "not_found" };
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
