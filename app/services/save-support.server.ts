import { addHistory, type Actor } from "~/data/history.server";
import { createSupport, findSupport, updateSupport } from "~/data/support-providers.server";
import { transact } from "~/data/transaction.server";
import type { SupportWords } from "~/domain/support";
import type { Deps } from "~/services/deps";

type Existing = { id: string; version: number };

export type SaveSupportResult = { ok: true; id: string } | { ok: false; reason: "not_found" | "changed_meanwhile" };

/** Adds or changes somebody whom schools can turn to. */
export async function saveSupport(
  input: { existing: Existing | null; words: SupportWords; actor: Actor },
  deps: Deps,
): Promise<SaveSupportResult> {
  const { existing, words, actor } = input;
  const now = deps.now();
  return transact(deps.db, async (tx): Promise<SaveSupportResult> => {
    if (existing && !(await updateSupport(tx, existing, { words, now }))) {
      return { ok: false, reason: (await findSupport(tx, existing.id)) ? "changed_meanwhile" : "not_found" };
    }
    const id = existing?.id ?? (await createSupport(tx, { words, now }));
    const action = existing ? "support_changed" : "support_added";
    await addHistory(tx, { at: now, actor, subject: "support", subjectId: id, action });
    return { ok: true, id };
  });
}

/** Takes somebody off the public page, or puts them back. */
export async function retireSupport(
  input: Existing & { retired: boolean; actor: Actor },
  deps: Deps,
): Promise<SaveSupportResult> {
  const { id, version, retired, actor } = input;
  const now = deps.now();
  return transact(deps.db, async (tx): Promise<SaveSupportResult> => {
    if (!(await updateSupport(tx, { id, version }, { retiredAt: retired ? now : null, now }))) {
      return { ok: false, reason: (await findSupport(tx, id)) ? "changed_meanwhile" : "not_found" };
    }
    const action = retired ? "support_retired" : "support_shown_again";
    await addHistory(tx, { at: now, actor, subject: "support", subjectId: id, action });
    return { ok: true, id };
  });
}
