import { addHistory } from "~/data/history.server";
import { clearAddressRefused } from "~/data/mail-refusals.server";
import { transact } from "~/data/transaction.server";
import type { Deps } from "~/services/deps";

/** Somebody on the team knows that an address takes mail again: the mark that it does not goes. */
export async function markAddressWorks(
  input: { accountId: string; actor: { kind: "staff"; accountId: string } },
  deps: Pick<Deps, "db" | "now">,
): Promise<void> {
  const { accountId, actor } = input;
  await transact(deps.db, async (tx) => {
    await clearAddressRefused(tx, { id: accountId });
    await addHistory(tx, { at: deps.now(), actor, subject: "account", subjectId: accountId, action: "address_works" });
  });
}
