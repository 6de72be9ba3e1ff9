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
import type { Deps } from "~/services/deps";

export type SaveTermInput = {
  /** Null for a new term. */
  id: string | null;
  localAuthorityCode: string;
  name: string;
  startsOn: Day;
  endsOn: Day;
  actor: Actor;
};

export type SaveTermResult =
  | { ok: true; id: string }
  | { ok: false; reason: "not_found" }
  | { ok: false; reason: "overlaps"; other: TermRow | null };

/** Adds or changes a local authority's term. Refused with the other term when their days overlap. */
export async function saveTerm(input: SaveTermInput, deps: Deps): Promise<SaveTermResult> {
  const { id, localAuthorityCode, name, startsOn, endsOn, actor } = input;
  const term = { academicYear: academicYearOf(startsOn), name, startsOn, endsOn };
  const result = await transact(deps.db, async (tx) => {
    const known = id ? await findTerm(tx, id) : await findAuthority(tx, localAuthorityCode);
    if (!known) return { ok: false, reason: "not_found" } as const;
    const written = id ? await updateTerm(tx, id, term) : await createTerm(tx, localAuthorityCode, term);
    if (!written.ok) return written;
    await addHistory(tx, {
      at: deps.now(),
      actor,
      subject: "term",
      subjectId: written.id,
      action: id ? "term_changed" : "term_added",
      detail: { localAuthorityCode, academicYear: term.academicYear, startsOn, endsOn },
    });
    return written;
  });
  if (result.ok || result.reason === "not_found") return result;
  // The refused write has ended its transaction, so the name of the other term is looked up after it.
  const other = await findOverlappingTerm(deps.db, { localAuthorityCode, startsOn, endsOn, exceptId: id });
  return { ok: false, reason: "overlaps", other };
}
