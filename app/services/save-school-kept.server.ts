import { addHistory, type Actor } from "~/data/history.server";
import { findSchoolRecord, replaceKept, type KeptBySchool } from "~/data/register-schools.server";
import { transact } from "~/data/transaction.server";
import { withCalendarReview, type TouchesVisits } from "~/services/calendar-change.server";
import type { Deps } from "~/services/deps";

export type SaveSchoolKeptInput = {
  id: string;
  version: number;
  kept: KeptBySchool;
  /** Planned visits that the person has been shown and leaves to the review list. */
  acceptedVisitIds?: readonly string[];
  actor: Actor;
};

export type SaveSchoolKeptResult =
  | { ok: true; touched: number }
  | { ok: false; reason: "not_found" | "changed_meanwhile" }
  | TouchesVisits;

/**
 * Keeps a school's own hours, bell times, closed days and quiet periods. Visits ahead on a day that is now closed, or
 * quiet for their groups, go on the review list: refused with them until they were accepted. What the register says is
 * not touched.
 */
export async function saveSchoolKept(
  input: SaveSchoolKeptInput,
  deps: Deps,
): Promise<SaveSchoolKeptResult> {
  const { id, version, kept, acceptedVisitIds = [], actor } = input;
  return transact(deps.db, async (tx): Promise<SaveSchoolKeptResult> => {
    const before = await findSchoolRecord(tx, id);
    if (!before) return { ok: false, reason: "not_found" };
    const kinds = ["closed_day" as const, "quiet_period" as const];
    const reviewed = await withCalendarReview(
      tx,
      { concerned: { schoolId: id }, kinds, acceptedVisitIds, actor, now: deps.now() },
      async () => ({ ok: await replaceKept(tx, { id, version, kept }) }),
    );
    if (!("touched" in reviewed)) return reviewed.result;
    if (!reviewed.result.ok) return { ok: false, reason: "changed_meanwhile" };
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
    return { ok: true, touched: reviewed.touched };
  });
}
