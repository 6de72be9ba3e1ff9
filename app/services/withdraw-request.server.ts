import { cancelPencilledVisits, findBooking } from "~/data/booking-requests.server";
import { addHistory } from "~/data/history.server";
import { moveRequest } from "~/data/request-inbox.server";
import { transact } from "~/data/transaction.server";
import { isWaitingForTeam } from "~/domain/booking-request";
import type { Deps } from "~/services/deps";

export type WithdrawRequestInput = { reference: string; accountId: string; version: number };

export type WithdrawRequestResult =
  { ok: true } | { ok: false; reason: "not_found" | "already_answered" | "changed_meanwhile" };

/**
 * Takes back a request that the team has not answered yet; only its own contacts may. Visits pencilled for it are
 * cancelled. Refuses what was answered or closed, and a page that is older than the request.
 */
export async function withdrawRequest(
  input: WithdrawRequestInput,
  deps: Pick<Deps, "db" | "now">,
): Promise<WithdrawRequestResult> {
  const now = deps.now();
  const { reference, accountId, version } = input;
  return transact(deps.db, async (tx): Promise<WithdrawRequestResult> => {
    const booking = await findBooking(tx, { reference, accountId });
    if (!booking?.isContact) return { ok: false, reason: "not_found" };
    const { id, status } = booking;
    if (!isWaitingForTeam(status)) return { ok: false, reason: "already_answered" };
    const moved = await moveRequest(tx, { id, version, from: [status], to: "withdrawn", now, closed: true });
    if (!moved) return { ok: false, reason: "changed_meanwhile" };
    const actor = { kind: "contact", accountId } as const;
    const common = { at: now, actor, requestId: id };
    await addHistory(tx, {
      ...common,
      subject: "request",
      subjectId: id,
      action: "request_withdrawn",
      from: status,
      to: "withdrawn",
    });
    for (const visitId of await cancelPencilledVisits(tx, id, now)) {
      await addHistory(tx, {
        ...common,
        subject: "visit",
        subjectId: visitId,
        visitId,
        action: "visit_cancelled",
        from: "pencilled",
        to: "cancelled",
      });
    }
    return { ok: true };
  });
}
