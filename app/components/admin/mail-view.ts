import type { MailStatus, MailView } from "~/components/admin/mail-words";
import { isForgottenAddress, REMOVED } from "~/domain/retention";
import { formatInstant } from "~/lib/london-time";

type Mail = Omit<MailView, "to" | "written" | "sent" | "nextTry"> & {
  toAddress: string;
  toName: string;
  createdAt: Date;
  sentAt: Date | null;
  nextTryAt: Date;
  status: MailStatus;
};

/** A mail's facts as text, in London time; the next try only while there will be one. */
export function mailView(mail: Mail): MailView {
  return {
    id: mail.id,
    occasion: mail.occasion,
    to: recipientOf(mail),
    subject: mail.subject || REMOVED,
    status: mail.status,
    attempts: mail.attempts,
    lastAnswer: mail.lastAnswer,
    written: formatInstant(mail.createdAt),
    sent: mail.sentAt && formatInstant(mail.sentAt),
    nextTry: mail.status === "queued" ? formatInstant(mail.nextTryAt) : null,
    requestReference: mail.requestReference,
    visitId: mail.visitId,
  };
}

function recipientOf({ toName, toAddress }: Mail): string {
  if (isForgottenAddress(toAddress)) return REMOVED;
  return toName ? `${toName} (${toAddress})` : toAddress;
}
