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

/** What left for the mail server: the message as HTML, and the calendar file where it carried one. */
export async function findMailAsSent(
  db: Db,
  id: string,
): Promise<{ occasion: string; html: string; calendar: string | null } | null> {
  const row = await db.outgoingMail.findUnique({ where: { id }, select: { occasion: true, bodyHtml: true, icsContent: true } });
  return row && { occasion: row.occasion, html: row.bodyHtml, calendar: row.icsContent };
}
