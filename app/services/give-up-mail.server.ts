import { addHistory, type Actor } from "~/data/history.server";
import { findMail } from "~/data/mail-record.server";
import { giveUpMail } from "~/data/outgoing-mails.server";
import { transact } from "~/data/transaction.server";
import type { Deps } from "~/services/deps";

export type GiveUpMailResult = { ok: true } | { ok: false; reason: "not_found" | "not_waiting" };

/** A person ends the tries of a mail that waits; it stays on record and can be sent again. */
export async function giveUpOnMail(
  input: { mailId: string; actor: Actor },
  { db, now }: Pick<Deps, "db" | "now">,
): Promise<GiveUpMailResult> {
  return transact(db, async (tx): Promise<GiveUpMailResult> => {
    const mail = await findMail(tx, input.mailId);
    if (!mail) return { ok: false, reason: "not_found" };
    if (!(await giveUpMail(tx, input.mailId))) return { ok: false, reason: "not_waiting" };
    const entry = { at: now(), actor: input.actor, subject: "mail" as const, subjectId: input.mailId };
    await addHistory(tx, { ...entry, action: "mail_given_up", from: "queued", to: "given_up" });
    return { ok: true };
  });
}
