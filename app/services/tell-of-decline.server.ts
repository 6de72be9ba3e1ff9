import { invitationDeclined, type InvitationDeclinedProps } from "../../emails/invitation-declined";
import type { Tx } from "~/data/db.server";
import { listMailRecipients } from "~/data/mail-choices.server";
import { queueMail } from "~/data/outgoing-mails.server";
import type { ProgrammeSettings } from "~/domain/settings";
import { mailDomain, mailSender } from "~/services/mail-sender.server";

const OCCASION = "invitation-declined";

/** Queues word to every coordinator that somebody who is invited cannot come, in the transaction that keeps the answer. */
export async function tellOfDecline(
  tx: Tx,
  news: Omit<InvitationDeclinedProps, "sender" | "recipientName"> & { visitId: string; requestId: string | null },
  { settings, origin, now }: { settings: ProgrammeSettings; origin: string; now: Date },
): Promise<void> {
  const { visitId, requestId, ...words } = news;
  for (const { accountId, email: address, name } of await listMailRecipients(tx, { role: "coordinator", occasion: OCCASION })) {
    const email = await invitationDeclined({ ...words, sender: mailSender(settings, origin), recipientName: name });
    const to = { address, name };
    await queueMail(tx, { occasion: OCCASION, to, email, accountId, requestId, visitId, mailDomain: mailDomain(settings), now });
  }
}
