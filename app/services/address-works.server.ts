import { addHistory } from "~/data/history.server";
import { ADDRESS_WORKS, clearAccountRefused, findMarked } from "~/data/mail-refusals.server";
import { transact } from "~/data/transaction.server";
import type { Deps } from "~/services/deps";

/**
 * Somebody on the team knows that an address takes mail again: the mark that it does not goes. `id` as in the list of
 * refused addresses; refuses one that is neither an account's nor a mail's. A second click changes nothing.
 */
export async function markAddressWorks(
  input: { id: string; actor: { kind: "staff"; accountId: string } },
  { db, now }: Pick<Deps, "db" | "now">,
): Promise<{ ok: true } | { ok: false; reason: "not_found" }> {
  const entry = { at: now(), actor: input.actor, action: ADDRESS_WORKS };
  return transact(db, async (tx) => {
    const marked = await findMarked(tx, input.id);
    if (!marked) return { ok: false, reason: "not_found" } as const;
    if (marked.of === "mails") {
      for (const subjectId of marked.ids) await addHistory(tx, { ...entry, subject: "mail", subjectId });
    } else if (await clearAccountRefused(tx, marked.id)) {
      await addHistory(tx, { ...entry, subject: "account", subjectId: marked.id });
    }
    return { ok: true } as const;
  });
}
