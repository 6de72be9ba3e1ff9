import { mailUndelivered } from "../../emails/mail-undelivered";
import { officePaths } from "~/config/office-paths";
import { paths } from "~/config/paths";
import type { Tx } from "~/data/db.server";
import { listMailRecipients } from "~/data/mail-choices.server";
import { markAddressRefused, type RefusedMail } from "~/data/mail-refusals.server";
import { queueMail } from "~/data/outgoing-mails.server";
import { readSettings } from "~/data/settings.server";
import type { Deps } from "~/services/deps";
import { mailDomain, mailSender } from "~/services/mail-sender.server";

export const UNDELIVERED = "mail-undelivered";

/**
 * Marks the address of a mail that did not arrive, and tells the coordinators the first time. Word of that kind that
 * does not arrive itself is told of no further: it would go round for ever.
 */
export async function tellMailCameBack(
  tx: Tx,
  mail: RefusedMail,
  answer: string,
  { origin, now }: Pick<Deps, "origin" | "now">,
): Promise<void> {
  const at = now();
  const isNew = await markAddressRefused(tx, mail, at);
  if (!isNew || mail.occasion === UNDELIVERED) return;
  const settings = await readSettings(tx);
  for (const { accountId, email: address, name } of await listMailRecipients(tx, { role: "coordinator", occasion: UNDELIVERED })) {
    if (address.toLowerCase() === mail.toAddress.toLowerCase()) continue;
    const email = await mailUndelivered({
      sender: mailSender(settings, origin),
      recipientName: name,
      toName: mail.toName,
      toAddress: mail.toAddress,
      subject: mail.subject,
      answer,
      url: `${origin}${addressOfMatter(mail)}`,
    });
    await queueMail(tx, {
      occasion: UNDELIVERED,
      to: { address, name },
      email,
      accountId,
      requestId: mail.requestId,
      visitId: mail.visitId,
      mailDomain: mailDomain(settings),
      now: at,
    });
  }
}

function addressOfMatter({ visitId, requestReference }: RefusedMail): string {
  if (visitId) return paths.visit(visitId);
  return requestReference ? paths.bookingRequest(requestReference) : officePaths.mailbox();
}
