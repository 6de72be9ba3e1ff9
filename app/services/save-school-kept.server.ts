import { addHistory, type Actor } from "~/data/history.server";
import { findSchoolRecord, replaceKept, type KeptBySchool } from "~/data/register-schools.server";
import { transact } from "~/data/transaction.server";
import type { Deps } from "~/services/deps";

export type SaveSchoolKeptResult = { ok: true } | { ok: false; reason: "not_found" | "changed_meanwhile" };

/** Keeps a school's own hours, bell times, closed days and quiet periods. What the register says is not touched. */
export async function saveSchoolKept(
  input: { id: string; version: number; kept: KeptBySchool; actor: Actor },
  deps: Deps,
): Promise<SaveSchoolKeptResult> {
  const { id, version, kept, actor } = input;
  return transact(deps.db, async (tx): Promise<SaveSchoolKeptResult> => {
    const before = await findSchoolRecord(tx, id);
    if (!before) return { ok: false, reason: "not_found" };
    if (!(await replaceKept(tx, { id, version, kept }))) return { ok: false, reason: "changed_meanwhile" };
    await addHistory(tx, {
      at: deps.now(),
      actor,
      subject: "school",
      subjectId: id,
      action: "school_kept_changed",
      detail: {
        bellTimes: kept.bellTimes.length,
        closedDays: kept.closedDays.length,
        quietPeriods: kept.quietPeriods.length,
        targeted: kept.targeted ?? before.targeted,
      },
    });
    return { ok: true };
  });
}
