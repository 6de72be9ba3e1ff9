import { requestWithdrawn } from "../../emails/request-withdrawn";
import { paths } from "~/config/paths";
import { cancelPencilledVisits, findBooking, type Booking } from "~/data/booking-requests.server";
import type { Tx } from "~/data/db.server";
import { completeRequestWhenDone } from "~/data/deliveries.server";
import { addHistory } from "~/data/history.server";
import { queueMail } from "~/data/outgoing-mails.server";
import { listReasonCodes } from "~/data/reason-codes.server";
import { giveRequestReasons, moveRequest } from "~/data/request-inbox.server";
import { readSettings } from "~/data/settings.server";
import { transact } from "~/data/transaction.server";
import { canMoveRequest } from "~/domain/booking-request";
import { cancelVisitWithin } from "~/services/cancel-visit.server";
import type { Deps } from "~/services/deps";
import { mailDomain, mailSender } from "~/services/mail-sender.server";

export type WithdrawRequestInput = {
  reference: string;
  accountId: string;
  version: number;
  /** Why; needed where visits are booked, since presenters and managers read it. */
  reasonCodes?: readonly string[];
  note?: string;
};

export type WithdrawRequestResult =
  | { ok: true }
  | { ok: false; reason: "not_found" | "already_closed" | "changed_meanwhile" | "no_reason" | "visit_begun" };

/**
 * Takes back a request in any state before it is completed; only its own contacts may. Visits booked for it are cancelled
 * by the school, with their invitations, and pencilled ones quietly; a request of which a visit has taken place is
 * completed by it. A second click finds it done. Refuses a closed one, an old page, a visit that has begun, and no reason
 * where a visit is booked.
 */
export async function withdrawRequest(input: WithdrawRequestInput, deps: Deps): Promise<WithdrawRequestResult> {
  const attempt = () => transact(deps.db, (tx) => withdraw(tx, input, deps));
  const first = await attempt();
  // Of two clicks at once the slower one looks again, and finds it done.
  const result = !first.ok && first.reason === "changed_meanwhile" ? await attempt() : first;
  if (result.ok) deps.wakeMail();
  return result;
}

async function withdraw(tx: Tx, input: WithdrawRequestInput, deps: Deps): Promise<WithdrawRequestResult> {
  const now = deps.now();
  const { reference, accountId, version, note = "" } = input;
  const booking = await findBooking(tx, { reference, accountId });
  if (!booking?.isContact) return { ok: false, reason: "not_found" };
  const { id, status } = booking;
  if (status === "withdrawn") return { ok: true };
  if (!canMoveRequest(status, "withdrawn")) return { ok: false, reason: "already_closed" };
  if (booking.version !== version) return { ok: false, reason: "changed_meanwhile" };
  const booked = booking.visits.filter((visit) => visit.status === "scheduled");
  if (booked.some(({ startsAt }) => startsAt !== null && startsAt <= now)) return { ok: false, reason: "visit_begun" };
  const codes = await listReasonCodes(tx, "cancel", input.reasonCodes ?? []);
  if (booked.length > 0 && codes.length === 0) return { ok: false, reason: "no_reason" };

  const actor = { kind: "contact", accountId } as const;
  for (const visitId of await cancelPencilledVisits(tx, id, now)) {
    await addHistory(tx, {
      at: now,
      actor,
      subject: "visit",
      subjectId: visitId,
      requestId: id,
      visitId,
      action: "visit_cancelled",
      from: "pencilled",
      to: "cancelled",
    });
  }
  const hasTakenPlace = booking.visits.some((visit) => visit.status === "completed");
  if (!hasTakenPlace) {
    const moved = await moveRequest(tx, { id, version, from: [status], to: "withdrawn", now, closed: true });
    if (!moved) return { ok: false, reason: "changed_meanwhile" };
    await giveRequestReasons(tx, id, codes, now);
  }
  for (const visit of booked) {
    const cancelled = await cancelVisitWithin(
      tx,
      {
        visitId: visit.id,
        version: visit.version,
        cancelledBy: "school",
        reasonCodes: codes,
        note,
        afterwards: "withdrawn",
        actor,
      },
      deps,
    );
    if (!cancelled.ok) return { ok: false, reason: "changed_meanwhile" };
  }
  const isCompleted = hasTakenPlace && (await completeRequestWhenDone(tx, id, now));
  if (hasTakenPlace && !isCompleted) return { ok: false, reason: "changed_meanwhile" };
  await addHistory(tx, {
    at: now,
    actor,
    subject: "request",
    subjectId: id,
    requestId: id,
    action: isCompleted ? "request_completed" : "request_withdrawn",
    from: status,
    to: isCompleted ? "completed" : "withdrawn",
    detail: { reasons: codes, visits: booked.length },
  });
  if (booked.length === 0) await tellContacts(tx, booking, deps);
  return { ok: true };
}

/** The mail of a cancelled visit says all this already: one mail is enough. */
async function tellContacts(tx: Tx, booking: Booking, { now, origin }: Deps): Promise<void> {
  const settings = await readSettings(tx);
  for (const contact of booking.contacts) {
    const email = await requestWithdrawn({
      sender: mailSender(settings, origin),
      contactName: contact.name,
      schoolName: booking.schoolName,
      reference: booking.reference,
      bookingUrl: `${origin}${paths.booking(booking.reference)}`,
      newRequestUrl: `${origin}${paths.request.start()}`,
    });
    await queueMail(tx, {
      occasion: "request-withdrawn",
      to: { address: contact.email, name: contact.name },
      email,
      accountId: contact.accountId,
      requestId: booking.id,
      mailDomain: mailDomain(settings),
      now: now(),
    });
  }
}
