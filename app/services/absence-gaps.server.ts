import {
  createAbsenceCommitments,
  listAbsencesWithin,
  resolveReviewItems,
  type ReviewAnswer,
} from "~/data/absences.server";
import { listCommitments, lockPresenters } from "~/data/commitments.server";
import type { Tx } from "~/data/db.server";
import { closeAbsenceGap } from "~/domain/absence";
import type { Interval } from "~/domain/intervals";
import { lapseCoveredReviews } from "~/services/hours-change.server";

/**
 * Gives absences in force the time inside `within` that nothing else takes any more: call it in the transaction that
 * frees the time. Takes the presenter's lock.
 */
export async function closeAbsenceGaps(
  tx: Tx,
  freed: { presenterId: string; within: Interval; now: Date },
): Promise<void> {
  const { presenterId, now } = freed;
  await lockPresenters(tx, [presenterId]);
  for (const absence of await listAbsencesWithin(tx, freed)) {
    const taken = await listCommitments(tx, {
      presenterIds: [presenterId],
      from: absence.startsAt,
      to: absence.endsAt,
      now,
    });
    await createAbsenceCommitments(tx, absence, closeAbsenceGap(absence, [], taken));
  }
}

/**
 * Settles what is on the review list about a visit and closes the gaps that it left in absences (product.md, words).
 * Call it after the visit's commitments were moved or deleted, in the same transaction.
 */
export async function settleVisitReviews(
  tx: Tx,
  settled: ReviewAnswer,
  by: { accountId: string | null; now: Date },
): Promise<void> {
  for (const absence of await resolveReviewItems(tx, settled, by)) {
    await closeAbsenceGaps(tx, { presenterId: absence.presenterId, within: absence, now: by.now });
  }
  for (const presenterId of settled.movedTo?.presenterIds ?? []) await lapseCoveredReviews(tx, presenterId, by);
}
