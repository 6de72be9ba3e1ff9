import { addHistory, type Actor } from "~/data/history.server";
import {
  createTerm,
  findAuthority,
  findOverlappingTerm,
  findTerm,
  updateTerm,
  type TermRow,
} from "~/data/terms.server";
import { transact } from "~/data/transaction.server";
import { academicYearOf } from "~/domain/programme-year";
import type { Day } from "~/lib/london-time";
import { withCalendarReview, type TouchesVisits } from "~/services/calendar-change.server";
import type { Deps } from "~/services/deps";

export type SaveTermInput = {
  /** Null for a new term. */
  id: string | null;
  localAuthorityCode: string;
  name: string;
  startsOn: Day;
  endsOn: Day;
  /** Planned visits that the person has been shown and leaves to the review list. */
  acceptedVisitIds?: readonly string[];
  actor: Actor;
};

export type SaveTermResult =
  | { ok: true; id: string; touched: number }
  | { ok: false; reason: "not_found" }
  | TouchesVisits
  | { ok: false; reason: "overlaps"; other: TermRow | null };

/**
 * Adds or changes a local authority's term. Visits ahead that are outside term by it go on the review list: refused with
 * them until they were accepted. Refused with the other term when their days overlap.
 */
export async function saveTerm(input: SaveTermInput, deps: Deps): Promise<SaveTermResult> {
  const { id, localAuthorityCode, name, startsOn, endsOn, actor } = input;
  const term = { academicYear: academicYearOf(startsOn), name, startsOn, endsOn };
  const result = await transact(deps.db, async (tx) => {
    const known = id ? await findTerm(tx, id) : await findAuthority(tx, localAuthorityCode);
    if (!known) return { ok: false, reason: "not_found" } as const;
    const concerned = { localAuthorityCode: "code" in known ? known.code : known.localAuthorityCode };
    const reviewed = await withCalendarReview(
      tx,
      { concerned, kinds: ["term_change"], acceptedVisitIds: input.acceptedVisitIds ?? [], actor, now: deps.now() },
      () => (id ? updateTerm(tx, id, term) : createTerm(tx, localAuthorityCode, term)),
    );
    if (!("touched" in reviewed)) return reviewed.result;
    const { result: written, touched } = reviewed;
    if (!written.ok) return written;
    await addHistory(tx, {
      at: deps.now(),
      actor,
      subject: "term",
      subjectId: written.id,
      action: id ? "term_changed" : "term_added",
      detail: { localAuthorityCode, academicYear: term.academicYear, startsOn, endsOn },
    });
    return { ...written, touched };
  });
  if (result.ok || result.reason !== "overlaps") return result;
  // The refused write has ended its transaction, so the name of the other term is looked up after it.
  const other = await findOverlappingTerm(deps.db, { localAuthorityCode, startsOn, endsOn, exceptId: id });
  return { ok: false, reason: "overlaps", other };
}
