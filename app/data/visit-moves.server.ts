import { createVisitCommitments, deleteVisitCommitments, type SlotTaken } from "~/data/commitments.server";
import { dayToColumn } from "~/data/day";
import type { Tx } from "~/data/db.server";
import { isConstraintViolation } from "~/data/transaction.server";
import { createSession, type NewVisit } from "~/data/visits.server";

export type VisitMove = Pick<
  NewVisit,
  "onDate" | "startsAt" | "endsAt" | "overrideReason" | "overridden" | "presenters" | "sessions"
> & {
  visitId: string;
  /** The version that the person saw. */
  version: number;
  sequence: number;
  dtstampAt: Date;
};

type MoveRefusal = SlotTaken | { ok: false; reason: "changed_meanwhile" | "session_overlap" };

/**
 * Gives a scheduled visit another time, running order and presenters by compare-and-set on its version. Commitments and
 * sessions are written afresh; groups keep their ids. Presenters, old and new, must be locked.
 */
export async function moveVisitRow(tx: Tx, move: VisitMove): Promise<{ ok: true } | MoveRefusal> {
  const { visitId, version, presenters, sessions, sequence, dtstampAt, onDate, overridden, ...columns } = move;
  const changed = await tx.visit.updateMany({
    where: { id: visitId, version, status: "scheduled" },
    data: {
      ...columns,
      onDate: dayToColumn(onDate),
      overridden: [...overridden],
      version: { increment: 1 },
      calendarSequence: sequence,
      calendarDtstampAt: dtstampAt,
    },
  });
  if (changed.count === 0) return { ok: false, reason: "changed_meanwhile" };
  await tx.schoolSession.deleteMany({ where: { visitId } });
  await deleteVisitCommitments(tx, visitId);
  const presenterIds = presenters.map(({ presenterId }) => presenterId);
  await tx.visitPresenter.deleteMany({ where: { visitId, presenterId: { notIn: presenterIds } } });
  for (const { presenterId, ...travel } of presenters) {
    await tx.visitPresenter.upsert({
      where: { visitId_presenterId: { visitId, presenterId } },
      create: { visitId, presenterId, ...travel },
      update: travel,
      select: { visitId: true },
    });
  }
  const booked = await createVisitCommitments(tx, { visitId, startsAt: move.startsAt, endsAt: move.endsAt, presenterIds });
  if (!booked.ok) return booked;
  try {
    for (const [position, session] of sessions.entries()) await createSession(tx, visitId, position, session);
  } catch (error) {
    if (isConstraintViolation(error, "session_presenter_no_overlap")) return { ok: false, reason: "session_overlap" };
    throw error;
  }
  return { ok: true };
}

export async function giveVisitReasons(tx: Tx, visitId: string, codes: readonly string[], now: Date): Promise<void> {
  await tx.reasonGiven.createMany({ data: codes.map((reasonCode) => ({ reasonCode, visitId, givenAt: now })) });
}

type Person = { accountId: string; email: string; name: string };
type Sent = { sequence: number; dtstampAt: Date };

/**
 * Who is invited after the move, and with which identity: one row an address, kept after removal for late answers to
 * find (model.md). An answer to the old time is no answer to the new one.
 */
export async function moveAttendees(
  tx: Tx,
  visitId: string,
  change: {
    joining: readonly Person[];
    leaving: readonly Person[];
    /** Presented, and stays invited as contact. */
    stayingAsContact: readonly { email: string }[];
  },
  sent: Sent & { now: Date; timeMoved: boolean },
): Promise<void> {
  const identity = { lastSequenceSent: sent.sequence, lastDtstampSentAt: sent.dtstampAt };
  const unanswered = { participation: "needs_action", answerNote: "" } as const;
  const left = { visitId, removedAt: null, email: { in: change.leaving.map(({ email }) => email) } };
  await tx.visitAttendee.updateMany({ where: left, data: { ...identity, removedAt: sent.now } });
  await tx.visitAttendee.updateMany({
    where: { visitId, email: { in: change.stayingAsContact.map(({ email }) => email) } },
    data: { role: "contact" },
  });
  await tx.visitAttendee.updateMany({
    where: { visitId, removedAt: null },
    data: { ...identity, ...(sent.timeMoved ? unanswered : {}) },
  });
  for (const { accountId, email, name } of change.joining) {
    await tx.visitAttendee.upsert({
      where: { visitId_email: { visitId, email } },
      create: { visitId, accountId, email, name, role: "presenter", ...identity },
      update: { accountId, name, role: "presenter", removedAt: null, ...unanswered, ...identity },
      select: { id: true },
    });
  }
}
