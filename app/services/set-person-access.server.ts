import { countOtherManagers, countVisitsAhead, findAccount, setAccountDisabled } from "~/data/accounts.server";
import { addHistory, type Actor } from "~/data/history.server";
import { revokeSignIns } from "~/data/sign-ins.server";
import { transact } from "~/data/transaction.server";
import type { Deps } from "~/services/deps";

export type SetPersonAccessInput = {
  accountId: string;
  allowed: boolean;
  actor: Extract<Actor, { accountId: string }>;
};

export type SetPersonAccessResult =
  | { ok: true; visitsAhead: number }
  | { ok: false; reason: "not_found" | "last_manager" };

/**
 * Shuts somebody out at once, everywhere, or lets them in again. Never refused for planned visits, since a lost phone
 * cannot wait: their number is answered instead. The last manager cannot be shut out.
 */
export async function setPersonAccess(
  input: SetPersonAccessInput,
  deps: Deps,
): Promise<SetPersonAccessResult> {
  const now = deps.now();
  const { accountId, allowed, actor } = input;
  return transact(deps.db, async (tx): Promise<SetPersonAccessResult> => {
    const otherManagers = await countOtherManagers(tx, accountId);
    const account = await findAccount(tx, accountId);
    if (!account) return { ok: false, reason: "not_found" };
    if (!allowed && otherManagers === 0) return { ok: false, reason: "last_manager" };
    await setAccountDisabled(tx, accountId, allowed ? null : now);
    if (!allowed) await revokeSignIns(tx, accountId, "all", now);
    const action = allowed ? "access_given_back" : "access_taken";
    await addHistory(tx, { at: now, actor, subject: "account", subjectId: accountId, action });
    return { ok: true, visitsAhead: allowed ? 0 : await countVisitsAhead(tx, accountId, now) };
  });
}
