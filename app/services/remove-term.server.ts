import { addHistory, type Actor } from "~/data/history.server";
import { deleteTerm, findTerm } from "~/data/terms.server";
import { transact } from "~/data/transaction.server";
import { withCalendarReview, type TouchesVisits } from "~/services/calendar-change.server";
import type { Deps } from "~/services/deps";

export type RemoveTermInput = { id: string; acceptedVisitIds?: readonly string[]; actor: Actor };
export type RemoveTermResult = { ok: true; touched: number } | { ok: false; reason: "not_found" } | TouchesVisits;

/**
 * Removes a local authority's term; visits that were planned in it stay, and go on the review list: refused with them
 * until they were accepted.
 */
export async function removeTerm(input: RemoveTermInput, deps: Deps): Promise<RemoveTermResult> {
  return transact(deps.db, async (tx): Promise<RemoveTermResult> => {
    const term = await findTerm(tx, input.id);
    if (!term) return { ok: false, reason: "not_found" };
    const { localAuthorityCode, academicYear, startsOn, endsOn } = term;
    const { actor, acceptedVisitIds = [] } = input;
    const change = { concerned: { localAuthorityCode }, kinds: ["term_change" as const], acceptedVisitIds };
    const reviewed = await withCalendarReview(tx, { ...change, actor, now: deps.now() }, async () => {
      await deleteTerm(tx, input.id);
      return { ok: true };
    });
    if (!("touched" in reviewed)) return reviewed.result;
    await addHistory(tx, {
      at: deps.now(),
      actor,
      subject: "term",
      subjectId: input.id,
      action: "term_removed",
      detail: { localAuthorityCode, academicYear, startsOn, endsOn },
    });
    return { ok: true, touched: reviewed.touched };
  });
}
