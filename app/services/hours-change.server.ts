import {
  createHoursReviewItems,
  lapseReviewItems,
  listOpenHoursReviews,
  listPlannedVisits,
  type TouchedVisit,
} from "~/data/absences.server";
import type { Db, Tx } from "~/data/db.server";
import { addHistory, type Actor } from "~/data/history.server";
import { listWorkingPatterns } from "~/data/working-patterns.server";
import { isWithinWorkingHours, workingHoursOn, type WorkingPattern } from "~/domain/working-hours";
import { dayOf, minutesOf } from "~/lib/london-time";

type Timed = { startsAt: Date | null; endsAt: Date | null };

function isCovered(patterns: readonly WorkingPattern[], { startsAt, endsAt }: Timed): boolean {
  if (startsAt === null || endsAt === null) return true;
  const span = { startMinutes: minutesOf(startsAt), endMinutes: minutesOf(endsAt) };
  return isWithinWorkingHours(workingHoursOn(patterns, dayOf(startsAt)), span);
}

/** The presenter's planned visits that today's hours cover and the new ones would not: before anything is saved. */
export async function visitsOutsideNewHours(
  db: Db | Tx,
  change: { presenterId: string; before: readonly WorkingPattern[]; after: readonly WorkingPattern[]; now: Date },
): Promise<TouchedVisit[]> {
  const planned = await listPlannedVisits(db, change);
  return planned.filter((visit) => isCovered(change.before, visit) && !isCovered(change.after, visit));
}

/**
 * Puts visits that a change of hours has touched on the review list, with their history, and takes off those that the
 * hours cover again. Call it after the hours were written, in the same transaction.
 */
export async function reviewHours(
  tx: Tx,
  change: { presenterId: string; touchedVisits: readonly TouchedVisit[]; actor: Actor; now: Date },
): Promise<void> {
  const { presenterId, touchedVisits, actor, now } = change;
  await createHoursReviewItems(tx, presenterId, touchedVisits.map(({ id }) => id), now);
  for (const visit of touchedVisits) {
    await addHistory(tx, {
      at: now,
      actor,
      subject: "visit",
      subjectId: visit.id,
      visitId: visit.id,
      requestId: visit.requestId,
      action: "visit_outside_hours",
      detail: { presenterId },
    });
  }
  const accountId = "accountId" in actor ? actor.accountId : null;
  await lapseCoveredReviews(tx, presenterId, { accountId, now });
}

/** Takes off the review list what the presenter's hours cover as they are now, or again. */
export async function lapseCoveredReviews(
  tx: Tx,
  presenterId: string,
  by: { accountId: string | null; now: Date },
): Promise<void> {
  const open = await listOpenHoursReviews(tx, presenterId);
  if (open.length === 0) return;
  const patterns = await listWorkingPatterns(tx, presenterId);
  const covered = open.filter(({ visit }) => isCovered(patterns, visit));
  await lapseReviewItems(tx, covered.map(({ id }) => id), by);
}
