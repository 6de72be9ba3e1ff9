import { schoolWrote, type SchoolWroteProps } from "../../emails/school-wrote";
import type { Tx } from "~/data/db.server";
import { listMailRecipients } from "~/data/mail-choices.server";
import { queueMail } from "~/data/outgoing-mails.server";
import type { ProgrammeSettings } from "~/domain/settings";
import { mailDomain, mailSender } from "~/services/mail-sender.server";

const OCCASIONS: Readonly<Record<SchoolWroteProps["what"], string>> = {
  message: "question-answered",
  another_date: "another-date-asked",
  cancelled: "cancelled-by-school",
  offer_declined: "offer-declined",
  offer_gone: "offer-declined",
};

/** Queues word to every coordinator of what a school has just done, in the transaction that does it. */
export async function tellCoordinators(
  tx: Tx,
  news: Omit<SchoolWroteProps, "sender" | "recipientName"> & { requestId: string | null; visitId: string | null },
  { settings, origin, now }: { settings: ProgrammeSettings; origin: string; now: Date },
): Promise<void> {
  const { requestId, visitId, ...words } = news;
  const occasion = OCCASIONS[news.what];
  for (const { accountId, email: address, name } of await listMailRecipients(tx, { role: "coordinator", occasion })) {
    const email = await schoolWrote({ ...words, sender: mailSender(settings, origin), recipientName: name });
    const to = { address, name };
    await queueMail(tx, { occasion, to, email, accountId, requestId, visitId, mailDomain: mailDomain(settings), now });
  }
}
