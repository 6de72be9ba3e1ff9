import {
  countOtherManagers,
  countVisitsAhead,
  createRoleGrant,
  deleteRoleGrant,
  findAccountByEmail,
  findOrCreateAccount,
} from "~/data/accounts.server";
import { type Actor, addHistory } from "~/data/history.server";
import { transact } from "~/data/transaction.server";
import type { StaffRole } from "~/domain/roles";
import { dayOf } from "~/lib/london-time";
import type { Deps } from "~/services/deps";

export type GrantRoleInput = {
  email: string;
  role: StaffRole;
  /** Used where the account has no name yet. */
  name?: string;
  /** "system" for the command line, which makes the first manager. */
  actor: Actor;
};

export type GrantRoleResult =
  { ok: true; accountId: string; changed: boolean } | { ok: false; reason: "account_closed" | "name_missing" };

type RoleDeps = Pick<Deps, "db" | "now">;

/**
 * Gives an address a role, and an account where it has none. Giving it again changes nothing. A presenter needs a name:
 * schools read who comes, and are not to read an address in its place.
 */
export async function grantRole(input: GrantRoleInput, deps: RoleDeps): Promise<GrantRoleResult> {
  const { email, role, name, actor } = input;
  const now = deps.now();
  return transact(deps.db, async (tx): Promise<GrantRoleResult> => {
    const { id: accountId } = await findOrCreateAccount(tx, { email, name });
    const account = await findAccountByEmail(tx, email);
    if (account?.disabledAt) return { ok: false, reason: "account_closed" };
    if (role === "presenter" && !account?.name) return { ok: false, reason: "name_missing" };
    const grantedById = actor.kind === "system" ? null : actor.accountId;
    const changed = await createRoleGrant(tx, { accountId, role, grantedById, now });
    if (changed) {
      await addHistory(tx, {
        at: now,
        actor,
        subject: "account",
        subjectId: accountId,
        action: "role_granted",
        detail: { role },
      });
    }
    return { ok: true, accountId, changed };
  });
}

export type RemoveRoleResult =
  | { ok: true; accountId: string; changed: boolean }
  | { ok: false; reason: "unknown_account" | "last_manager" }
  | { ok: false; reason: "has_visits"; visits: number };

/**
 * Takes a role from an account; it works from the next page on. Refuses the last manager, and a presenter who still
 * has visits ahead. Taking what was not given changes nothing.
 */
export async function removeRole(
  input: { email: string; role: StaffRole; actor: Actor },
  deps: RoleDeps,
): Promise<RemoveRoleResult> {
  const { email, role, actor } = input;
  const now = deps.now();
  return transact(deps.db, async (tx): Promise<RemoveRoleResult> => {
    const account = await findAccountByEmail(tx, email);
    if (!account) return { ok: false, reason: "unknown_account" };
    if (!account.roles.includes(role)) return { ok: true, accountId: account.id, changed: false };
    if (role === "manager" && (await countOtherManagers(tx, account.id)) === 0) {
      return { ok: false, reason: "last_manager" };
    }
    if (role === "presenter") {
      const visits = await countVisitsAhead(tx, account.id, now);
      if (visits > 0) return { ok: false, reason: "has_visits", visits };
    }
    const changed = await deleteRoleGrant(tx, { accountId: account.id, role, today: dayOf(now) });
    if (changed) {
      await addHistory(tx, {
        at: now,
        actor,
        subject: "account",
        subjectId: account.id,
        action: "role_removed",
        detail: { role },
      });
    }
    return { ok: true, accountId: account.id, changed };
  });
}
