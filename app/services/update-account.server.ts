import { updateAccountDetails } from "~/data/accounts.server";
import { addHistory } from "~/data/history.server";
import { transact } from "~/data/transaction.server";
import type { Deps } from "~/services/deps";

/** Changes the name and phone number of one's own account. Bookings keep the details they were made with. */
export async function updateAccount(
  input: { accountId: string; name: string; phone: string | null },
  deps: Deps,
): Promise<{ ok: true }> {
  const { accountId, name, phone } = input;
  return transact(deps.db, async (tx) => {
    await updateAccountDetails(tx, accountId, { name, phone });
    await addHistory(tx, {
      at: deps.now(),
      actor: { kind: "contact", accountId },
      subject: "account",
      subjectId: accountId,
      action: "account_details_changed",
    });
    return { ok: true };
  });
}
