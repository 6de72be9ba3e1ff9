import { createContext, findContext, updateContext } from "~/data/context-figures.server";
import type { Tx } from "~/data/db.server";
import { addHistory, type Actor } from "~/data/history.server";
import { listPriorityAreaNames } from "~/data/priority-area-names.server";
import { transact } from "~/data/transaction.server";
import type { ContextWords } from "~/domain/context-figure";
import type { Deps } from "~/services/deps";

type Existing = { id: string; version: number };

export type SaveContextResult =
  | { ok: true; id: string }
  | { ok: false; reason: "not_found" | "changed_meanwhile" | "names_priority_area" };

/**
 * Adds or changes a figure from elsewhere. It stands in reports and exports that leave the team, so one that names a
 * priority area is refused.
 */
export async function saveContext(
  input: { existing: Existing | null; words: ContextWords; actor: Actor },
  deps: Pick<Deps, "db" | "now">,
): Promise<SaveContextResult> {
  const { existing, words, actor } = input;
  const now = deps.now();
  return transact(deps.db, async (tx): Promise<SaveContextResult> => {
    if (await namesPriorityArea(tx, words)) return { ok: false, reason: "names_priority_area" };
    if (existing && !(await updateContext(tx, existing, { words, now }))) return missed(tx, existing.id);
    const id = existing?.id ?? (await createContext(tx, { words, now }));
    const action = existing ? "context_changed" : "context_added";
    await addHistory(tx, { at: now, actor, subject: "context_figure", subjectId: id, action, detail: { figure: words.figure, asAtOn: words.asAtOn } });
    return { ok: true, id };
  });
}

/** Takes a figure out of the reports, or puts it back. */
export async function retireContext(
  input: Existing & { retired: boolean; actor: Actor },
  deps: Pick<Deps, "db" | "now">,
): Promise<SaveContextResult> {
  const { id, version, retired, actor } = input;
  const now = deps.now();
  return transact(deps.db, async (tx): Promise<SaveContextResult> => {
    const before = retired ? null : await findContext(tx, id);
    if (before && (await namesPriorityArea(tx, before))) return { ok: false, reason: "names_priority_area" };
    if (!(await updateContext(tx, { id, version }, { retiredAt: retired ? now : null, now }))) return missed(tx, id);
    const action = retired ? "context_retired" : "context_shown_again";
    await addHistory(tx, { at: now, actor, subject: "context_figure", subjectId: id, action });
    return { ok: true, id };
  });
}

async function missed(tx: Tx, id: string): Promise<SaveContextResult> {
  return { ok: false, reason: (await findContext(tx, id)) ? "changed_meanwhile" : "not_found" };
}

async function namesPriorityArea(tx: Tx, { label, area, period, source }: ContextWords): Promise<boolean> {
  const text = [label, area, period, source].join("\n").toLowerCase();
  return (await listPriorityAreaNames(tx)).some((name) => text.includes(name.trim().toLowerCase()));
}
