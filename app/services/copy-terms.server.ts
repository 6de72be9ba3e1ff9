import { addHistory, type Actor } from "~/data/history.server";
import { createTerm, listAuthorityTerms } from "~/data/terms.server";
import { transact } from "~/data/transaction.server";
import { termsCopiedTo } from "~/domain/terms";
import { withCalendarReview, type TouchesVisits } from "~/services/calendar-change.server";
import type { Deps } from "~/services/deps";

export type CopyTermsResult =
  | { ok: true; added: number; touched: number }
  /** No such authority; no earlier year to copy; the year has terms, or days in common with one. */
  | { ok: false; reason: "not_found" | "nothing_to_copy" | "overlaps" }
  | TouchesVisits;

/**
 * Adds a local authority's terms of an academic year ("2027/28") as the newest year before it had them: all or none.
 * Refused with the visits ahead that this puts outside term until they were accepted.
 */
export async function copyTerms(
  input: { localAuthorityCode: string; academicYear: string; acceptedVisitIds?: readonly string[]; actor: Actor },
  deps: Pick<Deps, "db" | "now">,
): Promise<CopyTermsResult> {
  const { localAuthorityCode, academicYear, acceptedVisitIds = [], actor } = input;
  return transact(deps.db, async (tx): Promise<CopyTermsResult> => {
    const now = deps.now();
    const authority = (await listAuthorityTerms(tx)).find(({ code }) => code === localAuthorityCode);
    if (!authority) return { ok: false, reason: "not_found" };
    if (authority.terms.some((term) => term.academicYear === academicYear)) return { ok: false, reason: "overlaps" };
    const terms = termsCopiedTo(authority.terms, academicYear);
    if (terms.length === 0) return { ok: false, reason: "nothing_to_copy" };
    const change = { concerned: { localAuthorityCode }, kinds: ["term_change" as const], acceptedVisitIds, actor, now };
    const reviewed = await withCalendarReview(tx, change, async () => {
      for (const term of terms) {
        const written = await createTerm(tx, localAuthorityCode, term);
        if (!written.ok) return written;
        const { startsOn, endsOn } = term;
        await addHistory(tx, {
          at: now,
          actor,
          subject: "term",
          subjectId: written.id,
          action: "term_added",
          detail: { localAuthorityCode, academicYear, startsOn, endsOn },
        });
      }
      return { ok: true as const };
    });
    if (!("touched" in reviewed)) return reviewed.result;
    const { result, touched } = reviewed;
    return result.ok ? { ok: true, added: terms.length, touched } : result;
  });
}
