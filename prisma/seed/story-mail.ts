import type { Db } from "~/data/db.server";
import type { MailTransport } from "~/integrations/mail-transport.server";
import { silentLogger } from "~/lib/logger.server";
import { sendOutgoingMail } from "~/services/send-outgoing-mail.server";

/**
 * Mail leaves in the story's own time: what is older than `keptFrom` has long been read and is only marked as
 * sent, so that a first start spills no hundreds of mails; those of the last days go where the demo shows them.
 */
export async function carryMail(
  db: Db,
  options: { at: Date; keptFrom: Date; transport: MailTransport; origin: string },
): Promise<void> {
  const { at, keptFrom, transport, origin } = options;
  if (at >= keptFrom) {
    await sendOutgoingMail({ db, now: () => at, log: silentLogger(), origin, transport });
    return;
  }
  await db.outgoingMail.updateMany({
    where: { status: "queued", createdAt: { lte: at } },
    data: { status: "sent", sentAt: at, attempts: 1, lastAnswer: "sent in the demo story" },
  });
}
