import { findBookingById } from "~/data/booking-requests.server";
import type { Draft } from "~/data/request-drafts.server";
import { isWaitingForTeam, type BookingRequestStatus } from "~/domain/booking-request";
import { changedParts, type ChangedPart } from "~/domain/draft-from-request";
import type { CompleteAnswers, DraftAnswers } from "~/domain/request-draft";
import { answersOfBooking } from "~/services/change-request.server";
import type { Deps } from "~/services/deps";

export type ChangeReview = {
  reference: string;
  status: BookingRequestStatus;
  isOpen: boolean;
  /** To be sent back with the changes: what they were compared with. */
  version: number;
  parts: ChangedPart[];
  before: DraftAnswers;
  isStale: boolean;
  staysSensitive: boolean;
};

/** What a draft would change in its request as that stands now; null for a draft that changes none of the viewer's. */
export async function reviewChange(
  draft: Draft,
  answers: CompleteAnswers,
  deps: Pick<Deps, "db">,
): Promise<ChangeReview | null> {
  const { accountId, forRequestId } = draft;
  if (accountId === null || forRequestId === null) return null;
  const booking = await findBookingById(deps.db, { id: forRequestId, accountId });
  if (!booking?.isContact) return null;
  const before = await answersOfBooking(deps.db, booking);
  const { reference, status, version, sensitive } = booking;
  return {
    reference,
    status,
    version,
    isOpen: isWaitingForTeam(status),
    parts: changedParts(before, answers),
    before,
    isStale: version !== draft.forVersion,
    staysSensitive: sensitive && !answers.practicalities.afterIncident,
  };
}
