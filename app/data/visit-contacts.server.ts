import type { Tx } from "~/data/db.server";

type Sent = { sequence: number; dtstampAt: Date };

/** Visits of a request that are still ahead, and with it their contacts: scheduled ones first to last, then pencilled. */
export async function listVisitsAhead(tx: Tx, requestId: string, now: Date): Promise<{ id: string }[]> {
  return tx.visit.findMany({
    where: { requestId, OR: [{ status: "pencilled" }, { status: "scheduled", startsAt: { gt: now } }] },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    select: { id: true },
  });
}

/** The identity of the next invitation, by compare-and-set: false when somebody changed the visit first (rule 8). */
export async function raiseVisitIdentity(
  tx: Tx,
  visit: { id: string; version: number; sequence: number; dtstampAt: Date },
): Promise<boolean> {
  const { count } = await tx.visit.updateMany({
    where: { id: visit.id, version: visit.version, status: "scheduled" },
    data: { version: { increment: 1 }, calendarSequence: visit.sequence, calendarDtstampAt: visit.dtstampAt },
  });
  return count === 1;
}

/** Where a visit is, with the identity of the invitation that says so, by compare-and-set. Empty: at the school's address. */
export async function setVisitPlace(
  tx: Tx,
  visit: { id: string; version: number; place: string; sequence: number; dtstampAt: Date },
): Promise<boolean> {
  const { count } = await tx.visit.updateMany({
    where: { id: visit.id, version: visit.version, status: "scheduled" },
    data: {
      place: visit.place,
      version: { increment: 1 },
      calendarSequence: visit.sequence,
      calendarDtstampAt: visit.dtstampAt,
    },
  });
  return count === 1;
}

/** An invitation of this identity goes to everybody who is invited; what they have answered still holds. */
export async function markAllInvited(tx: Tx, visitId: string, { sequence, dtstampAt }: Sent): Promise<void> {
  await tx.visitAttendee.updateMany({
    where: { visitId, removedAt: null },
    data: { lastSequenceSent: sequence, lastDtstampSentAt: dtstampAt },
  });
}

export async function createVisitContact(
  tx: Tx,
  visitId: string,
  contact: { rank: number; accountId: string; name: string },
): Promise<void> {
  await tx.visitContact.create({ data: { ...contact, visitId }, select: { visitId: true } });
}

export async function deleteVisitContact(tx: Tx, visitId: string, accountId: string): Promise<void> {
  await tx.visitContact.deleteMany({ where: { visitId, accountId } });
}

/**
 * Who was taken out before is put in again: one row an address, for late replies to find. What somebody has answered who
 * stayed invited still holds: the time is the same.
 */
export async function inviteAttendee(
  tx: Tx,
  visitId: string,
  contact: { accountId: string; email: string; name: string },
  { sequence, dtstampAt }: Sent,
): Promise<void> {
  const now = { lastSequenceSent: sequence, lastDtstampSentAt: dtstampAt };
  await tx.visitAttendee.updateMany({
    where: { visitId, email: contact.email, removedAt: { not: null } },
    data: { participation: "needs_action", answerNote: "" },
  });
  await tx.visitAttendee.upsert({
    where: { visitId_email: { visitId, email: contact.email } },
    create: { ...contact, ...now, visitId, role: "contact" },
    update: { ...now, name: contact.name, role: "contact", removedAt: null },
    select: { id: true },
  });
}

/** Kept with the identity of its cancellation (model.md). */
export async function removeAttendee(
  tx: Tx,
  visitId: string,
  email: string,
  { sequence, dtstampAt, removedAt }: Sent & { removedAt: Date },
): Promise<void> {
  await tx.visitAttendee.updateMany({
    where: { visitId, email },
    data: { lastSequenceSent: sequence, lastDtstampSentAt: dtstampAt, removedAt },
  });
}
