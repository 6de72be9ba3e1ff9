import { addHistory, type Actor } from "~/data/history.server";
import {
  createProgrammeYear,
  findOverlappingYear,
  findProgrammeYear,
  updateProgrammeYear,
  type ProgrammeYear,
  type ProgrammeYearRow,
} from "~/data/programme-years.server";
import { transact } from "~/data/transaction.server";
import type { Deps } from "~/services/deps";

export type SaveProgrammeYearInput = {
  /** Null for a new year. */
  existing: { id: string; version: number } | null;
  year: ProgrammeYear;
  actor: Actor;
};

export type SaveProgrammeYearResult =
  | { ok: true; id: string }
  | { ok: false; reason: "not_found" | "changed_meanwhile" | "name_taken" }
  | { ok: false; reason: "overlaps"; other: ProgrammeYearRow | null };

/** Adds or changes a programme year, its target and what it cost. Refused with the other year when their days overlap. */
export async function saveProgrammeYear(
  input: SaveProgrammeYearInput,
  deps: Deps,
): Promise<SaveProgrammeYearResult> {
  const { existing, year, actor } = input;
  const result = await transact(deps.db, async (tx) => {
    const before = existing && (await findProgrammeYear(tx, existing.id));
    if (existing && !before) return { ok: false, reason: "not_found" } as const;
    const written = existing
      ? await updateProgrammeYear(tx, existing, year)
      : await createProgrammeYear(tx, year);
    if (!written.ok) return written;
    await addHistory(tx, {
      at: deps.now(),
      actor,
      subject: "programme_year",
      subjectId: written.id,
      action: existing ? "programme_year_changed" : "programme_year_added",
      detail: {
        startsOn: year.startsOn,
        endsOn: year.endsOn,
        target: year.target,
        costPence: year.costPence,
        targetBefore: before?.target ?? null,
      },
    });
    return written;
  });
  if (result.ok || result.reason !== "overlaps") return result;
  // The refused write has ended its transaction, so the name of the other year is looked up after it.
  const other = await findOverlappingYear(deps.db, { ...year, exceptId: existing?.id ?? null });
  return { ok: false, reason: "overlaps", other };
}
