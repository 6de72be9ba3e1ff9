import { addHistory } from "~/data/history.server";
import { revokeSignIns } from "~/data/sign-ins.server";
import { transact } from "~/data/transaction.server";
import type { Deps } from "~/services/deps";

export type RevokeSignInInput = {
  /** Whose: nobody ends the sign-ins of somebody else here. */
  accountId: string;
  which: { id: string } | { allBut: string };
};

/** Ends one sign-in of an account or all others. Answers how many: none when it was over or not theirs. */
export async function revokeSignIn(
  input: RevokeSignInInput,
  deps: Deps,
): Promise<{ ok: true; ended: number }> {
  const now = deps.now();
  const { accountId, which } = input;
  return transact(deps.db, async (tx) => {
    const ended = await revokeSignIns(tx, accountId, which, now);
    if (ended > 0) {
      await addHistory(tx, {
        at: now,
        actor: { kind: "contact", accountId },
        subject: "account",
        subjectId: accountId,
        action: "sign_ins_ended",
        detail: { ended },
      });
    }
    return { ok: true, ended };
  });
}
