import { findOrCreateAccount } from "~/data/accounts.server";
import {
  countSecondContactsAdded,
  findBooking,
  renameSecondContact,
  replaceSecondContact,
  touchRequest,
  type Booking,
} from "~/data/booking-requests.server";
import type { Tx } from "~/data/db.server";
import { addHistory, type Actor } from "~/data/history.server";
import { readSettings } from "~/data/settings.server";
import { transact } from "~/data/transaction.server";
import {
  createVisitContact,
  deleteVisitContact,
  inviteAttendee,
  listVisitsAhead,
  raiseVisitIdentity,
  removeAttendee,
} from "~/data/visit-contacts.server";
import { getVisit, type VisitDetails } from "~/data/visits.server";
import { isClosedRequest } from "~/domain/booking-request";
import { nextIdentity } from "~/domain/calendar-identity";
import { tellContactAdded, tellContactRemoved, type ContactContext as Context } from "~/services/contact-mails.server";
import type { Deps } from "~/services/deps";
import { isTimed, queueContactInvitation, queueContactRemoval } from "~/services/visit-messages.server";

export type SecondContactInput = {
  reference: string;
  accountId: string;
  /** The version the person saw (rule 4). */
  version: number;
  /** Null takes the second contact off. */
  second: { name: string; email: string } | null;
};

export type SecondContactResult =
  | { ok: true; stillContact: boolean }
  | { ok: false; reason: "not_found" | "closed" | "changed_meanwhile" | "same_as_first" | "too_many_contacts" };

/** Every new one gets mail: nobody may make the service write to strangers all day. */
export const MOST_CONTACTS_ADDED_A_DAY = 5;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Names, replaces or takes off the second contact of a booking; either of its contacts may. Visits still ahead follow:
 * the new one is invited (REQUEST), the old one taken out (CANCEL to them alone), with a higher SEQUENCE each
 * (RFC 5546 3.2.5). Refuses a closed booking, the first contact's own address, and more than five new ones a day.
 */
export async function setSecondContact(input: SecondContactInput, deps: Deps): Promise<SecondContactResult> {
  const { reference, accountId, version, second } = input;
  const result = await transact(deps.db, async (tx): Promise<SecondContactResult> => {
    const booking = await findBooking(tx, { reference, accountId });
    if (!booking?.isContact) return { ok: false, reason: "not_found" };
    if (isClosedRequest(booking.status)) return { ok: false, reason: "closed" };
    const [first, before] = [booking.contacts[0], secondOf(booking)];
    if (second && first && isSameAddress(first.email, second.email)) return { ok: false, reason: "same_as_first" };
    const stillContact = booking.myRank === 1 || (second !== null && before !== null && isSameAddress(before.email, second.email));
    // A second click: it stands already as asked.
    if (isSameContact(before, second)) return { ok: true, stillContact };
    if (!(await touchRequest(tx, { id: booking.id, version }))) return { ok: false, reason: "changed_meanwhile" };
    const applied = await applySecondContact(tx, { booking, second, actor: { kind: "contact", accountId } }, deps);
    return applied.ok ? { ok: true, stillContact } : applied;
  });
  if (result.ok) deps.wakeMail();
  return result;
}

/** The same inside a change of the request, whose version has been checked. */
export async function applySecondContact(
  tx: Tx,
  input: { booking: Booking; second: { name: string; email: string } | null; actor: Actor },
  deps: Pick<Deps, "now" | "origin">,
): Promise<{ ok: true } | { ok: false; reason: "too_many_contacts" | "changed_meanwhile" }> {
  const { booking, second, actor } = input;
  const before = secondOf(booking);
  if (isSameContact(before, second)) return { ok: true };
  if (before && second && isSameAddress(before.email, second.email)) {
    await renameSecondContact(tx, booking.id, second.name);
    return { ok: true };
  }
  const now = deps.now();
  const context = { settings: await readSettings(tx), origin: deps.origin, now };
  const history = { at: now, actor, subject: "request", subjectId: booking.id, requestId: booking.id } as const;
  if (second) {
    const added = await countSecondContactsAdded(tx, booking.id, new Date(now.getTime() - DAY_MS));
    if (added >= MOST_CONTACTS_ADDED_A_DAY) return { ok: false, reason: "too_many_contacts" };
  }
  const account = second && (await findOrCreateAccount(tx, second));
  const next = second && account && { accountId: account.id, email: account.email, name: second.name };
  await replaceSecondContact(tx, booking.id, next);
  const visitIds = (await listVisitsAhead(tx, booking.id, now)).map(({ id }) => id);
  if (before) {
    for (const id of visitIds) {
      const visit = await getVisit(tx, id);
      if (!(await leaveVisit(tx, visit, before, context))) return { ok: false, reason: "changed_meanwhile" };
    }
    await tellContactRemoved(tx, booking, before, context);
    await addHistory(tx, { ...history, action: "second_contact_removed" });
  }
  if (next) {
    await tellContactAdded(tx, booking, next, context);
    for (const id of visitIds) {
      const visit = await getVisit(tx, id);
      if (!(await joinVisit(tx, visit, next, context))) return { ok: false, reason: "changed_meanwhile" };
    }
    await addHistory(tx, { ...history, action: "second_contact_added" });
  }
  return { ok: true };
}

type Contact = { accountId: string; email: string; name: string };

async function joinVisit(tx: Tx, visit: VisitDetails, contact: Contact, context: Context): Promise<boolean> {
  await createVisitContact(tx, visit.id, { rank: 2, accountId: contact.accountId, name: contact.name });
  // A presenter of the visit has the event already.
  if (visit.status !== "scheduled" || presents(visit, contact)) return true;
  const identity = nextOf(visit, context.now);
  if (!(await raiseVisitIdentity(tx, { ...identity, id: visit.id, version: visit.version }))) return false;
  await inviteAttendee(tx, visit.id, contact, identity);
  const after = await getVisit(tx, visit.id);
  if (isTimed(after)) await queueContactInvitation(tx, after, contact, context);
  return true;
}

async function leaveVisit(tx: Tx, visit: VisitDetails, contact: Contact, context: Context): Promise<boolean> {
  await deleteVisitContact(tx, visit.id, contact.accountId);
  // Who also presents keeps the event.
  if (visit.status !== "scheduled" || presents(visit, contact)) return true;
  const identity = nextOf(visit, context.now);
  if (!(await raiseVisitIdentity(tx, { ...identity, id: visit.id, version: visit.version }))) return false;
  await removeAttendee(tx, visit.id, contact.email, { ...identity, removedAt: context.now });
  const after = await getVisit(tx, visit.id);
  if (isTimed(after)) await queueContactRemoval(tx, after, contact, context);
  return true;
}

function presents(visit: VisitDetails, { accountId }: Contact): boolean {
  return visit.presenters.some(({ id }) => id === accountId);
}

function nextOf(visit: VisitDetails, now: Date) {
  const { calendarSequence: sequence, calendarDtstampAt: dtstampAt } = visit;
  return nextIdentity(dtstampAt && { sequence, dtstampAt }, true, now);
}

function secondOf(booking: Booking): Contact | null {
  return booking.contacts.find(({ rank }) => rank === 2) ?? null;
}

function isSameContact(one: { name: string; email: string } | null, other: { name: string; email: string } | null) {
  if (!one || !other) return one === other;
  return isSameAddress(one.email, other.email) && one.name === other.name;
}

function isSameAddress(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
