import { saveRefusedOccasions } from "~/data/mail-choices.server";
import { transact } from "~/data/transaction.server";
import { mailChoicesOf } from "~/domain/mail-choices";
import type { Role } from "~/domain/roles";
import type { Deps } from "~/services/deps";

/** Keeps which of the mails that one can do without somebody wants; others than theirs stay untouched. */
export async function chooseMails(
  input: { accountId: string; roles: readonly Role[]; wanted: readonly string[] },
  deps: Deps,
): Promise<{ ok: true }> {
  const { accountId, roles, wanted } = input;
  const among = mailChoicesOf(roles).map(({ occasion }) => occasion);
  const refused = among.filter((occasion) => !wanted.includes(occasion));
  return transact(deps.db, async (tx) => {
    await saveRefusedOccasions(tx, { accountId, among, refused, now: deps.now() });
    return { ok: true };
  });
}
