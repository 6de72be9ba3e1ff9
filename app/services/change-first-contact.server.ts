import { findOrCreateAccount } from "~/data/accounts.server";
import { replaceFirstContact, touchRequest } from "~/data/booking-requests.server";
import type { Tx } from "~/data/db.server";
import { addHistory } from "~/data/history.server";
import { findRequestForTeam } from "~/data/request-inbox.server";
import { readSettings } from "~/data/settings.server";
import { transact } from "~/data/transaction.server";
import {
  inviteAttendee,
  listVisitsAhead,
  markAllInvited,
  raiseVisitIdentity,
  removeAttendee,
} from "~/data/visit-contacts.server";
import { getVisit, type VisitDetails } from "~/data/visits.server";
import { isClosedRequest } from "~/domain/booking-request";
import { nextIdentity } from "~/domain/calendar-identity";
import { tellContactAdded, tellContactRemoved, type ContactContext } from "~/services/contact-mails.server";
import type { Deps } from "~/services/deps";
import { isTimed, queueContactRemoval, queueMoveMessages } from "~/services/visit-messages.server";

export type ChangeFirstContactInput = {
  reference: string;
  /** The version that the person saw (rule 4). */
  version: number;
  first: { name: string; email: string; phone: string };
  actor: { kind: "staff"; accountId: string };
};

export type ChangeFirstContactResult =
  | { ok: true }
  | { ok: false; reason: "not_found" | "closed" | "same_person" | "is_second" | "changed_meanwhile" };

type Contact = { accountId: string; email: string; name: string };

/**
 * Another person of the school takes over a booking from its first contact, who sees it no longer. Visits still ahead
 * follow: CANCEL to the one alone, an invitation to the other, and an updated one to everybody else, since it says whom
 * to ask for; one SEQUENCE for all of it (RFC 5546 3.2.5). Refuses a closed booking, and somebody who is a contact of it.
 */
export async function changeFirstContact(input: ChangeFirstContactInput, deps: Deps): Promise<ChangeFirstContactResult> {
  const { reference, version, first, actor } = input;
  const now = deps.now();
  const result = await transact(deps.db, async (tx): Promise<ChangeFirstContactResult> => {
    const request = await findRequestForTeam(tx, reference);
    const [old, second] = request?.contacts ?? [];
    if (!request || !old || request.status === "unproven") return { ok: false, reason: "not_found" };
    if (isClosedRequest(request.status)) return { ok: false, reason: "closed" };
    const account = await findOrCreateAccount(tx, first);
    if (account.id === old.accountId) return { ok: false, reason: "same_person" };
    if (account.id === second?.accountId) return { ok: false, reason: "is_second" };
    if (!(await touchRequest(tx, { id: request.id, version }))) return { ok: false, reason: "changed_meanwhile" };
    const next = { accountId: account.id, email: account.email, name: first.name };
    const visitIds = (await listVisitsAhead(tx, request.id, now)).map(({ id }) => id);
    const before = await Promise.all(visitIds.map((id) => getVisit(tx, id)));
    const { name, phone } = first;
    await replaceFirstContact(tx, { requestId: request.id, visitIds }, { accountId: account.id, name, phone });
    const context = { settings: await readSettings(tx), origin: deps.origin, now };
    for (const visit of before) {
      if (!(await handOver(tx, visit, old, next, context))) return { ok: false, reason: "changed_meanwhile" };
    }
    const booking = { id: request.id, reference, schoolName: request.schoolName };
    await tellContactRemoved(tx, booking, old, context);
    await tellContactAdded(tx, booking, next, context);
    const subject = { subject: "request", subjectId: request.id, requestId: request.id } as const;
    await addHistory(tx, { at: now, actor, ...subject, action: "first_contact_changed" });
    return { ok: true };
  });
  if (result.ok) deps.wakeMail();
  return result;
}

/** One visit's calendars, from the one contact to the other. Who also presents it keeps the entry. */
async function handOver(tx: Tx, visit: VisitDetails, old: Contact, next: Contact, context: ContactContext): Promise<boolean> {
  if (visit.status !== "scheduled" || !isTimed(visit)) return true;
  const last = { sequence: visit.calendarSequence, dtstampAt: visit.calendarDtstampAt };
  const identity = nextIdentity(last, true, context.now);
  if (!(await raiseVisitIdentity(tx, { ...identity, id: visit.id, version: visit.version }))) return false;
  const presents = ({ accountId }: Contact) => visit.presenters.some(({ id }) => id === accountId);
  if (!presents(old)) await removeAttendee(tx, visit.id, old.email, { ...identity, removedAt: context.now });
  if (!presents(next)) await inviteAttendee(tx, visit.id, next, identity);
  await markAllInvited(tx, visit.id, identity);
  const after = await getVisit(tx, visit.id);
  if (!isTimed(after)) return true;
  await queueMoveMessages(tx, after, { before: visit, joining: [], leaving: [], newContactId: next.accountId, reasons: [], note: "" }, context);
  // What leaves is the entry as it stood, under the identity of the change.
  if (!presents(old)) await queueContactRemoval(tx, { ...visit, calendarSequence: identity.sequence, calendarDtstampAt: identity.dtstampAt }, old, context);
  return true;
}
