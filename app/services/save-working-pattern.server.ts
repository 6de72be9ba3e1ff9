import type { TouchedVisit } from "~/data/absences.server";
import { lockPresenters } from "~/data/commitments.server";
import { addHistory, type Actor } from "~/data/history.server";
import { listPresenters } from "~/data/presenters.server";
import { transact } from "~/data/transaction.server";
import { listWorkingPatterns, replaceWorkingPattern } from "~/data/working-patterns.server";
import type { WorkingPatternDay } from "~/domain/working-hours";
import { dayOf, mondayOf, type Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import { reviewHours, visitsOutsideNewHours } from "~/services/hours-change.server";

export type SaveWorkingPatternInput = {
  presenterId: string;
  validFromOn: Day;
  /** Weeks in the cycle; the first is the one of `validFromOn`. */
  cycleWeeks: number;
  days: readonly WorkingPatternDay[];
  /** Planned visits that the person has been shown and leaves to the review list. */
  acceptedVisitIds?: readonly string[];
  actor: Actor;
};

export type SaveWorkingPatternResult =
  | { ok: true; touchedVisits: TouchedVisit[] }
  | { ok: false; reason: "in_the_past" | "unknown_presenter" }
  | { ok: false; reason: "touches_visits"; touchedVisits: TouchedVisit[] };

/**
 * Sets when a presenter works from a day on, in place of a pattern from the same day. Refused before today, and with the
 * planned visits that it leaves outside the hours as long as they were not all accepted: those go to the review list.
 */
export async function saveWorkingPattern(
  input: SaveWorkingPatternInput,
  deps: Deps,
): Promise<SaveWorkingPatternResult> {
  const now = deps.now();
  const { presenterId, validFromOn, cycleWeeks, days } = input;
  if (validFromOn < dayOf(now)) return { ok: false, reason: "in_the_past" };
  return transact(deps.db, async (tx): Promise<SaveWorkingPatternResult> => {
    await lockPresenters(tx, [presenterId]);
    const [presenter] = await listPresenters(tx, [presenterId]);
    if (!presenter) return { ok: false, reason: "unknown_presenter" };
    const pattern = { validFromOn, anchorOn: mondayOf(validFromOn), cycleWeeks, days };
    const before = await listWorkingPatterns(tx, presenterId);
    const kept = before.filter((old) => old.validToOn !== null || old.validFromOn !== validFromOn);
    const touchedVisits = await visitsOutsideNewHours(tx, { presenterId, before, after: [...kept, pattern], now });
    if (touchedVisits.some((visit) => !input.acceptedVisitIds?.includes(visit.id))) {
      return { ok: false, reason: "touches_visits", touchedVisits };
    }
    const { id } = await replaceWorkingPattern(tx, presenterId, pattern);
    await reviewHours(tx, { presenterId, touchedVisits, actor: input.actor, now });
    await addHistory(tx, {
      at: now,
      actor: input.actor,
      subject: "working_pattern",
      subjectId: id,
      action: "working_pattern_saved",
      detail: { presenterId, validFromOn, cycleWeeks, days: days.map(describeDay) },
    });
    return { ok: true, touchedVisits };
  });
}

function describeDay(day: WorkingPatternDay): string {
  return `${day.week}.${day.weekday} ${day.startMinutes}-${day.endMinutes}`;
}
