import { createFunder, findFunder, setFunderCosts, updateFunder } from "~/data/funders.server";
import { addHistory, type Actor } from "~/data/history.server";
import { findProgrammeYear } from "~/data/programme-years.server";
import { transact } from "~/data/transaction.server";
import type { Deps } from "~/services/deps";

type SaveDeps = Pick<Deps, "db" | "now">;

export type SaveFunderResult =
  | { ok: true; id: string }
  | { ok: false; reason: "not_found" | "changed_meanwhile" | "name_taken" | "no_such_year" };

/** Adds or changes a funder and what it paid for programme years, in pence; null takes an entry away. */
export async function saveFunder(
  input: {
    existing: { id: string; version: number } | null;
    name: string;
    costs: readonly { programmeYearId: string; costPence: number | null }[];
    actor: Actor;
  },
  deps: SaveDeps,
): Promise<SaveFunderResult> {
  const { existing, name, costs, actor } = input;
  return transact(deps.db, async (tx): Promise<SaveFunderResult> => {
    if (existing && !(await findFunder(tx, existing.id))) return { ok: false, reason: "not_found" };
    for (const { programmeYearId } of costs) {
      if (!(await findProgrammeYear(tx, programmeYearId))) return { ok: false, reason: "no_such_year" };
    }
    const written = existing ? await updateFunder(tx, existing, { name }) : await createFunder(tx, name);
    if (!written.ok) return written;
    await setFunderCosts(tx, written.id, costs);
    await addHistory(tx, {
      at: deps.now(),
      actor,
      subject: "funder",
      subjectId: written.id,
      action: existing ? "funder_changed" : "funder_added",
      detail: Object.fromEntries(costs.map(({ programmeYearId, costPence }) => [programmeYearId, costPence])),
    });
    return written;
  });
}

/** Takes a funder off the choices, or puts it back; what it paid for keeps its name. */
export async function retireFunder(
  input: { id: string; version: number; retired: boolean; actor: Actor },
  deps: SaveDeps,
): Promise<SaveFunderResult> {
  const { id, version, retired, actor } = input;
  const now = deps.now();
  return transact(deps.db, async (tx): Promise<SaveFunderResult> => {
    if (!(await findFunder(tx, id))) return { ok: false, reason: "not_found" };
    const written = await updateFunder(tx, { id, version }, { retiredAt: retired ? now : null });
    if (!written.ok) return written;
    const action = retired ? "funder_retired" : "funder_used_again";
    await addHistory(tx, { at: now, actor, subject: "funder", subjectId: id, action });
    return written;
  });
}
