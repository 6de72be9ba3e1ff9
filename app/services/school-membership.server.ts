import { membershipDecided } from "../../emails/membership-decided";
import { paths } from "~/config/paths";
import { findBooking } from "~/data/booking-requests.server";
import type { Tx } from "~/data/db.server";
import { addHistory, type Actor } from "~/data/history.server";
import { queueMail } from "~/data/outgoing-mails.server";
import { askMembership, decideMembership, findMember, findMembership } from "~/data/school-memberships.server";
import { readSettings } from "~/data/settings.server";
import { transact } from "~/data/transaction.server";
import {
  canAskForMembership,
  canMoveMembership,
  type MembershipDecision,
  type MembershipStatus,
} from "~/domain/school-membership";
import type { Deps } from "~/services/deps";
import { mailDomain, mailSender } from "~/services/mail-sender.server";

export type AskMembershipResult = { ok: true } | { ok: false; reason: "not_found" | "no_school" | "refused_before" };

/**
 * Asks the team for sight of all bookings of the school of one's own booking. A second click finds it asked. Refuses
 * somebody else's booking, one whose setting is in no register, and whoever the team has refused before.
 */
export async function askForMembership(
  input: { reference: string; accountId: string },
  deps: Deps,
): Promise<AskMembershipResult> {
  const { accountId } = input;
  const now = deps.now();
  return transact(deps.db, async (tx): Promise<AskMembershipResult> => {
    const booking = await findBooking(tx, input);
    if (!booking?.isContact) return { ok: false, reason: "not_found" };
    const { schoolId } = booking;
    if (schoolId === null) return { ok: false, reason: "no_school" };
    const status = (await findMembership(tx, { accountId, schoolId }))?.status ?? null;
    if (status === "requested" || status === "approved") return { ok: true };
    if (!canAskForMembership(status)) return { ok: false, reason: "refused_before" };
    if (!(await askMembership(tx, { accountId, schoolId }, status, now))) return { ok: true };
    await addHistory(tx, {
      at: now,
      actor: { kind: "contact", accountId },
      subject: "membership",
      subjectId: schoolId,
      requestId: booking.id,
      action: "membership_asked",
      from: status,
      to: "requested",
    });
    return { ok: true };
  });
}

export type DecideMembershipResult = { ok: true } | { ok: false; reason: "not_found" | "changed_meanwhile" };

/**
 * The team's answer, or the end of a membership; the member is told by mail. `from` is the state that the person saw: a
 * second click finds it done, and a decision made meanwhile by somebody else stands.
 */
export async function decideOnMembership(
  input: {
    accountId: string;
    schoolId: string;
    from: MembershipStatus;
    to: MembershipDecision;
    actor: Extract<Actor, { accountId: string }>;
  },
  deps: Deps,
): Promise<DecideMembershipResult> {
  const result = await transact(deps.db, (tx) => decide(tx, input, deps));
  if (result.ok) deps.wakeMail();
  return result;
}

async function decide(
  tx: Tx,
  { accountId, schoolId, from, to, actor }: Parameters<typeof decideOnMembership>[0],
  deps: Deps,
): Promise<DecideMembershipResult> {
  const now = deps.now();
  const member = await findMember(tx, { accountId, schoolId });
  if (!member) return { ok: false, reason: "not_found" };
  if (member.status === to) return { ok: true };
  if (!canMoveMembership(from, to)) return { ok: false, reason: "changed_meanwhile" };
  const decided = { from, to, at: now, byId: actor.accountId };
  if (!(await decideMembership(tx, { accountId, schoolId }, decided))) {
    return { ok: false, reason: "changed_meanwhile" };
  }
  await addHistory(tx, {
    at: now,
    actor,
    subject: "membership",
    subjectId: schoolId,
    action: `membership_${to}`,
    from,
    to,
    detail: { accountId },
  });
  const settings = await readSettings(tx);
  const email = await membershipDecided({
    sender: mailSender(settings, deps.origin),
    contactName: member.name,
    schoolName: member.schoolName,
    decision: to,
    byThemselves: actor.accountId === accountId,
    bookingsUrl: `${deps.origin}${paths.bookings()}`,
  });
  await queueMail(tx, {
    occasion: "membership-decided",
    to: { address: member.email, name: member.name },
    email,
    accountId,
    mailDomain: mailDomain(settings),
    now,
  });
  return { ok: true };
}
