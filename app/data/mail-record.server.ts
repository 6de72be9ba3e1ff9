import type { Db, Tx } from "~/data/db.server";
import type { MailRow } from "~/data/outgoing-mails.server";

export type MailMessage = MailRow & { text: string; invitation: "REQUEST" | "CANCEL" | null };

/** One outgoing mail as it was written, with what became of it. */
export async function findMail(db: Db | Tx, id: string): Promise<MailMessage | null> {
  const row = await db.outgoingMail.findUnique({
    where: { id },
    select: {
      id: true,
      occasion: true,
      toAddress: true,
      toName: true,
      subject: true,
      status: true,
      attempts: true,
      lastAnswer: true,
      createdAt: true,
      sentAt: true,
      nextTryAt: true,
      visitId: true,
      bodyText: true,
      icsMethod: true,
      request: { select: { reference: true } },
    },
  });
  if (!row) return null;
  const { request, bodyText, icsMethod, ...mail } = row;
  return { ...mail, requestReference: request?.reference ?? null, text: bodyText, invitation: icsMethod };
}
