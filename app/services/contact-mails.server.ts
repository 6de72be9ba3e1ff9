import { contactAdded } from "../../emails/contact-added";
import { contactRemoved } from "../../emails/contact-removed";
import { paths } from "~/config/paths";
import type { Tx } from "~/data/db.server";
import { queueMail } from "~/data/outgoing-mails.server";
import type { ProgrammeSettings } from "~/domain/settings";
import { mailDomain, mailSender } from "~/services/mail-sender.server";

export type ContactContext = { settings: ProgrammeSettings; origin: string; now: Date };

type Booking = { id: string; reference: string; schoolName: string };
type Contact = { accountId: string; email: string; name: string };

/** Queues word to somebody that they are a contact of a booking now. */
export async function tellContactAdded(tx: Tx, booking: Booking, contact: Contact, context: ContactContext): Promise<void> {
  const bookingUrl = `${context.origin}${paths.booking(booking.reference)}`;
  const email = await contactAdded({ ...mailFacts(booking, contact, context), bookingUrl, email: contact.email });
  await queueFor(tx, "contact-added", booking, contact, email, context);
}

/** Queues word to somebody that they are no longer one. */
export async function tellContactRemoved(tx: Tx, booking: Booking, contact: Contact, context: ContactContext): Promise<void> {
  const email = await contactRemoved(mailFacts(booking, contact, context));
  await queueFor(tx, "contact-removed", booking, contact, email, context);
}

function mailFacts({ reference, schoolName }: Booking, contact: Contact, { settings, origin }: ContactContext) {
  return { sender: mailSender(settings, origin), contactName: contact.name, schoolName, reference };
}

async function queueFor(
  tx: Tx,
  occasion: string,
  booking: Booking,
  contact: Contact,
  email: Parameters<typeof queueMail>[1]["email"],
  { settings, now }: ContactContext,
): Promise<void> {
  await queueMail(tx, {
    occasion,
    to: { address: contact.email, name: contact.name },
    email,
    accountId: contact.accountId,
    requestId: booking.id,
    mailDomain: mailDomain(settings),
    now,
  });
}
