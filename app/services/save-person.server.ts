import {
  countOtherManagers,
  countVisitsAhead,
  createRoleGrant,
  deleteRoleGrant,
  findAccount,
  findOrCreateAccount,
  updateAccountDetails,
  type AccountDetails,
} from "~/data/accounts.server";
import type { Tx } from "~/data/db.server";
import { addHistory, type Actor } from "~/data/history.server";
import { updatePresenterBase, type PresenterBase } from "~/data/presenter-bases.server";
import { transact } from "~/data/transaction.server";
import type { StaffRole } from "~/domain/roles";
import { dayOf } from "~/lib/london-time";
import type { Deps } from "~/services/deps";

export type SavePersonInput = {
  /** An address for somebody new; roles as they were shown for somebody known. */
  person: { email: string } | { accountId: string; rolesSeen: readonly string[] };
  name: string;
  roles: readonly StaffRole[];
  /** Kept for presenters alone. */
  base: PresenterBase;
  actor: Extract<Actor, { accountId: string }>;
};

export type SavePersonResult =
  | { ok: true; accountId: string }
  | { ok: false; reason: "not_found" | "changed_meanwhile" | "last_manager" }
  | { ok: false; reason: "already_staff"; accountId: string }
  | { ok: false; reason: "visits_ahead"; visits: number };

/**
 * Adds somebody to the team or changes name, roles and base. The last manager stays one, a presenter with visits ahead
 * stays one, and roles that somebody else has changed since they were shown are not overwritten.
 */
export async function savePerson(input: SavePersonInput, deps: Deps): Promise<SavePersonResult> {
  const now = deps.now();
  return transact(deps.db, async (tx): Promise<SavePersonResult> => {
    const found = await findPerson(tx, input);
    if (!found.ok) return found;
    const { account } = found;
    const removed = account.roles.filter((role) => !input.roles.includes(role));
    const added = input.roles.filter((role) => !account.roles.includes(role));
    if (removed.includes("manager") && (await countOtherManagers(tx, account.id)) === 0) {
      return { ok: false, reason: "last_manager" };
    }
    if (removed.includes("presenter")) {
      const visits = await countVisitsAhead(tx, account.id, now);
      if (visits > 0) return { ok: false, reason: "visits_ahead", visits };
    }
    if (input.name !== account.name) {
      await updateAccountDetails(tx, account.id, { name: input.name, phone: account.phone });
    }
    const grantedById = input.actor.accountId;
    for (const role of added) await createRoleGrant(tx, { accountId: account.id, role, grantedById, now });
    for (const role of removed) await deleteRoleGrant(tx, { accountId: account.id, role, today: dayOf(now) });
    if (input.roles.includes("presenter")) await updatePresenterBase(tx, account.id, input.base);
    await addHistory(tx, {
      at: now,
      actor: input.actor,
      subject: "account",
      subjectId: account.id,
      action: account.roles.length === 0 ? "person_added" : "person_changed",
      detail: { added, removed },
    });
    return { ok: true, accountId: account.id };
  });
}

type Found =
  | { ok: true; account: AccountDetails }
  | { ok: false; reason: "not_found" | "changed_meanwhile" }
  | { ok: false; reason: "already_staff"; accountId: string };

async function findPerson(tx: Tx, { person, name }: SavePersonInput): Promise<Found> {
  if ("accountId" in person) {
    const account = await findAccount(tx, person.accountId);
    if (!account) return { ok: false, reason: "not_found" };
    const unchanged = [...account.roles].sort().join() === [...person.rolesSeen].sort().join();
    return unchanged ? { ok: true, account } : { ok: false, reason: "changed_meanwhile" };
  }
  const { id } = await findOrCreateAccount(tx, { email: person.email, name });
  const account = await findAccount(tx, id);
  if (!account) return { ok: false, reason: "not_found" };
  if (account.roles.length > 0) return { ok: false, reason: "already_staff", accountId: id };
  return { ok: true, account };
}
