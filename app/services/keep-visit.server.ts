import { countOpenReviews } from "~/data/absences.server";
import { addHistory } from "~/data/history.server";
import { transact } from "~/data/transaction.server";
import { findVisit } from "~/data/visits.server";
import { settleVisitReviews } from "~/services/absence-gaps.server";
import type { Deps } from "~/services/deps";

export type KeepVisitResult = { ok: true } | { ok: false; reason: "not_found" | "already_settled" };

/**
 * Leaves a visit as it is in spite of what touched it, with a reason: takes it off the review list. An absence it lies in
 * goes on around it. Refuses a visit that somebody has settled meanwhile.
 */
export async function keepVisit(
  input: { visitId: string; reason: string; accountId: string },
  deps: Pick<Deps, "db" | "now">,
): Promise<KeepVisitResult> {
  const { visitId, reason, accountId } = input;
  const now = deps.now();
  return transact(deps.db, async (tx): Promise<KeepVisitResult> => {
    const visit = await findVisit(tx, visitId, { all: true });
    if (!visit) return { ok: false, reason: "not_found" };
    const open = await countOpenReviews(tx, visitId);
    if (open === 0) return { ok: false, reason: "already_settled" };
    await settleVisitReviews(tx, { visitId, status: "kept", reason }, { accountId, now });
    await addHistory(tx, {
      at: now,
      actor: { kind: "staff", accountId },
      subject: "visit",
      subjectId: visitId,
      requestId: visit.request?.id ?? null,
      visitId,
      action: "visit_kept",
      detail: { items: open },
    });
    return { ok: true };
  });
}
