import { addHistory, type Actor } from "~/data/history.server";
import { deleteTerm, findTerm } from "~/data/terms.server";
import { transact } from "~/data/transaction.server";
import type { Deps } from "~/services/deps";

export type RemoveTermResult = { ok: true } | { ok: false; reason: "not_found" };

/** Removes a local authority's term; visits that were planned in it stay. */
export async function removeTerm(input: { id: string; actor: Actor }, deps: Deps): Promise<RemoveTermResult> {
  return transact(deps.db, async (tx): Promise<RemoveTermResult> => {
    const term = await findTerm(tx, input.id);
    if (!term) return { ok: false, reason: "not_found" };
    await deleteTerm(tx, input.id);
    const { localAuthorityCode, academicYear, startsOn, endsOn } = term;
    await addHistory(tx, {
      at: deps.now(),
      actor: input.actor,
      subject: "term",
      subjectId: input.id,
      action: "term_removed",
      detail: { localAuthorityCode, academicYear, startsOn, endsOn },
    });
    return { ok: true };
  });
}
