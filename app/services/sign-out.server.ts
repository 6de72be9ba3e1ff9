import { deleteDraftsOfAccount } from "~/data/request-drafts.server";
import { findSignInByHash, revokeSignInByHash } from "~/data/sign-ins.server";
import { transact } from "~/data/transaction.server";
import type { Deps } from "~/services/deps";

/**
 * Ends the sign-in of one browser, and what its account had begun to change or to enter there. Doing it again, or without
 * one, changes nothing.
 */
export async function signOut(
  input: { tokenHash: string; browserHash?: string | null },
  deps: Pick<Deps, "db" | "now">,
): Promise<void> {
  const { tokenHash, browserHash = null } = input;
  await transact(deps.db, async (tx) => {
    const signIn = browserHash === null ? null : await findSignInByHash(tx, tokenHash);
    if (signIn && browserHash !== null) {
      await deleteDraftsOfAccount(tx, { accountId: signIn.account.id, browserHash });
    }
    await revokeSignInByHash(tx, tokenHash, deps.now());
  });
}
