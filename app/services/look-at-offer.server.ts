import { findCapability } from "~/data/capabilities.server";
import type { Db } from "~/data/db.server";
import { findOfferForContact } from "~/data/offers.server";
import { findBookingById } from "~/data/booking-requests.server";
import { describeOfferedDate, type OfferToAnswer } from "~/domain/offers";
import type { BookingRequestStatus } from "~/domain/booking-request";
import type { Answerer } from "~/services/answer-offer.server";
import type { Deps } from "~/services/deps";

/** Whom a mail's link speaks for; null where nobody made it or it has run out. */
export function whoAnswers(token: string, deps: Pick<Deps, "db" | "now">): Promise<Answerer | null> {
  return findCapability(deps.db, { token, purpose: "answer_offer", now: deps.now() });
}

/** The newest offer as a contact sees it; null where there never was one, or it is none of theirs. */
export async function lookAtOffer(who: Answerer, { db }: { db: Db }): Promise<OfferToAnswer | null> {
  const offer = await findOfferForContact(db, who);
  const booking = await findBookingById(db, { id: who.requestId, accountId: who.accountId });
  if (!offer || !booking) return null;
  const picked = offer.options.find(({ pickedAt }) => pickedAt !== null);
  return {
    reference: booking.reference,
    schoolName: booking.schoolName,
    formatName: booking.formatName,
    state: stateOf(offer.status, booking.status),
    dates: offer.options.map(({ id, plan }) => ({ id, words: describeOfferedDate(plan) })),
    noteForSchool: offer.noteForSchool,
    answerByOn: offer.answerByOn,
    bookedFor: picked && booking.status === "scheduled" ? describeOfferedDate(picked.plan) : null,
  };
}

function stateOf(offer: string, request: BookingRequestStatus): OfferToAnswer["state"] {
  if (offer === "open") return "open";
  if (request === "scheduled" || request === "completed") return "booked";
  return offer === "declined" && request === "submitted" ? "declined" : "over";
}
