import type { TagColour } from "~/components/ui/tag";

export type MailStatus = "queued" | "sending" | "sent" | "superseded" | "failed" | "given_up";

export const MAIL_STATUSES: Readonly<Record<MailStatus, { label: string; colour: TagColour }>> = {
  queued: { label: "Waiting", colour: "blue" },
  sending: { label: "Being sent", colour: "blue" },
  sent: { label: "Sent", colour: "green" },
  superseded: { label: "Replaced", colour: "grey" },
  failed: { label: "Refused", colour: "red" },
  given_up: { label: "Given up", colour: "red" },
};

export type MailView = {
  id: string;
  occasion: string;
  to: string;
  subject: string;
  status: MailStatus;
  attempts: number;
  lastAnswer: string | null;
  written: string;
  sent: string | null;
  nextTry: string | null;
  requestReference: string | null;
  visitId: string | null;
};

/** "visit-confirmed" becomes "Visit confirmed". */
export function occasionLabel(occasion: string): string {
  const words = occasion.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
