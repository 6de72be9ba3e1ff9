import { addHistory, type Actor } from "~/data/history.server";
import { findMail } from "~/data/mail-record.server";
import { clearAddressRefused } from "~/data/mail-refusals.server";
import { resendMail, type ResendRefusal } from "~/data/outgoing-mails.server";
import { transact } from "~/data/transaction.server";
import { holdsCode } from "~/domain/outgoing-mail";
import type { Deps } from "~/services/deps";

export type ResendResult = { ok: true; id: string } | { ok: false; reason: ResendRefusal | "holds_code" };

/**
 * Sends the same words once more. Refused while on its way, where a newer invitation has taken its place, for a
 * message with a code, and for one that was removed.
 */
export async function resendOutgoingMail(
  input: { mailId: string; actor: Actor },
  deps: Deps,
): Promise<ResendResult> {
  const now = deps.now();
  const result = await transact(deps.db, async (tx): Promise<ResendResult> => {
    const mail = await findMail(tx, input.mailId);
    if (mail && holdsCode(mail.occasion)) return { ok: false, reason: "holds_code" };
    const queued = await resendMail(tx, input.mailId, now);
    if (!queued.ok) return queued;
    // Whoever sends again takes the address for mended; a new refusal marks it anew.
    if (mail) await clearAddressRefused(tx, mail.toAddress);
    await addHistory(tx, {
      at: now,
      actor: input.actor,
      subject: "mail",
      subjectId: queued.id,
      action: "mail_sent_again",
      detail: { mailId: input.mailId },
    });
    return queued;
  });
  if (result.ok) deps.wakeMail();
  return result;
}
