import { ownedBy } from "~/data/booking-requests.server";
import { createVisitCommitments, deleteVisitCommitments, type SlotTaken } from "~/data/commitments.server";
import { dayToColumn, optionalDayFromColumn } from "~/data/day";
import type { Db, Tx } from "~/data/db.server";
import type { Prisma } from "~/data/generated/client";
import { isConstraintViolation } from "~/data/transaction.server";
import { isYearGroup, type Group } from "~/domain/groups";
import type { Day } from "~/lib/london-time";

export type NewVisit = {
  requestId: string;
  schoolId: string;
  onDate: Day;
  startsAt: Date;
  endsAt: Date;
  place: string;
  easting: number | null;
  northing: number | null;
  signInMinutes: number;
  setUpMinutes: number;
  packDownMinutes: number;
  overrideReason: string;
  overridden: readonly string[];
  noteForSchool: string;
  noteForTeam: string;
  sensitive: boolean;
  targeted: boolean;
  campaignId: string | null;
  funderId: string | null;
  calendarUid: string;
  dtstampAt: Date;
  createdAt: Date;
  createdById: string;
  presenters: readonly { presenterId: string; travelBeforeMinutes: number | null; travelAfterMinutes: number | null }[];
  contacts: readonly { rank: number; accountId: string; name: string; phone: string }[];
  attendees: readonly { accountId: string; email: string; name: string; role: "contact" | "presenter" }[];
  /** Minutes from the visit's start. */
  sessions: readonly {
    startMinute: number;
    endMinute: number;
    formatId: string;
    room: string;
    presenterIds: readonly string[];
    groups: readonly (Group & { id?: string; requestGroupId: string | null })[];
  }[];
};

/**
 * Writes a scheduled visit with its running order, attendees and commitments; a pencilled visit of the request becomes
 * it, with the identity that it has. Presenters must be locked, and the request's version checked.
 */
export async function createVisit(
  tx: Tx,
  input: NewVisit,
  pencilledId: string | null = null,
): Promise<{ ok: true; visitId: string } | SlotTaken | { ok: false; reason: "session_overlap" }> {
  const { sessions, presenters, contacts, attendees, dtstampAt } = input;
  const visit = { id: pencilledId ?? (await createRow(tx, input)) };
  if (pencilledId !== null) await settlePencilledRow(tx, pencilledId, input);
  const own = { visitId: visit.id };
  await tx.visitPresenter.createMany({ data: presenters.map((presenter) => ({ ...presenter, ...own })) });
  await tx.visitContact.createMany({ data: contacts.map((contact) => ({ ...contact, ...own })) });
  await tx.visitAttendee.createMany({
    data: attendees.map((attendee) => ({ ...attendee, ...own, lastSequenceSent: 0, lastDtstampSentAt: dtstampAt })),
  });
  const booked = await createVisitCommitments(tx, {
    visitId: visit.id,
    startsAt: input.startsAt,
    endsAt: input.endsAt,
    presenterIds: presenters.map(({ presenterId }) => presenterId),
  });
  if (!booked.ok) return booked;
  try {
    for (const [position, session] of sessions.entries()) await createSession(tx, visit.id, position, session);
  } catch (error) {
    if (isConstraintViolation(error, "session_presenter_no_overlap")) return { ok: false, reason: "session_overlap" };
    throw error;
  }
  return { ok: true, visitId: visit.id };
}

function scheduledColumns(input: NewVisit) {
  const { sessions: _s, presenters: _p, contacts: _c, attendees: _a, dtstampAt, overridden, onDate, ...columns } = input;
  const own = { status: "scheduled" as const, calendarDtstampAt: dtstampAt };
  return { ...columns, ...own, onDate: dayToColumn(onDate), overridden: [...overridden] };
}

async function createRow(tx: Tx, input: NewVisit): Promise<string> {
  const { id } = await tx.visit.create({ data: scheduledColumns(input), select: { id: true } });
  return id;
}

async function settlePencilledRow(tx: Tx, id: string, input: NewVisit): Promise<void> {
  const { calendarUid: _kept, createdAt: _then, createdById: _who, ...columns } = scheduledColumns(input);
  await tx.visit.update({
    where: { id, status: "pencilled" },
    data: { ...columns, version: { increment: 1 } },
    select: { id: true },
  });
  await tx.visitContact.deleteMany({ where: { visitId: id } });
}

/** With its groups and presenters; groups that have an id keep it. */
export async function createSession(tx: Tx, visitId: string, position: number, session: NewVisit["sessions"][number]) {
  const { presenterIds, groups, ...columns } = session;
  await tx.schoolSession.create({
    data: {
      ...columns,
      visitId,
      position,
      groups: {
        createMany: {
          data: groups.map((group, groupPosition) => ({
            ...group,
            yearGroups: [...group.yearGroups],
            position: groupPosition,
          })),
        },
      },
      presenters: {
        createMany: { data: presenterIds.map((presenterId) => ({ presenterId })) },
      },
    },
    select: { id: true },
  });
}

const VISIT_DETAILS = {
  id: true,
  status: true,
  version: true,
  onDate: true,
  startsAt: true,
  endsAt: true,
  pencilledFromOn: true,
  pencilledToOn: true,
  place: true,
  easting: true,
  northing: true,
  signInMinutes: true,
  setUpMinutes: true,
  packDownMinutes: true,
  overrideReason: true,
  overridden: true,
  noteForSchool: true,
  noteForTeam: true,
  calendarUid: true,
  calendarSequence: true,
  calendarDtstampAt: true,
  sensitive: true,
  targeted: true,
  campaignId: true,
  funderId: true,
  cancelledAt: true,
  cancelledBy: true,
  cancellationNote: true,
  request: { select: { id: true, reference: true, status: true, version: true, answerByOn: true } },
  school: {
    select: { id: true, name: true, street: true, town: true, postcode: true, targeted: true },
  },
  presenters: {
    orderBy: { presenter: { account: { name: "asc" } } },
    select: {
      presenterId: true,
      presenter: { select: { account: { select: { name: true, email: true, phone: true } } } },
    },
  },
  contacts: {
    orderBy: { rank: "asc" },
    select: { rank: true, accountId: true, name: true, phone: true, account: { select: { email: true, mailRefusedAt: true } } },
  },
  attendees: {
    orderBy: { addedAt: "asc" },
    select: {
      accountId: true,
      email: true,
      name: true,
      role: true,
      participation: true,
      answerNote: true,
      removedAt: true,
    },
  },
  sessions: {
    orderBy: [{ startMinute: "asc" }, { position: "asc" }],
    select: {
      id: true,
      startMinute: true,
      endMinute: true,
      room: true,
      status: true,
      formatId: true,
      format: { select: { name: true } },
      presenters: { select: { presenterId: true } },
      groups: {
        orderBy: { position: "asc" },
        select: {
          id: true,
          kind: true,
          yearGroups: true,
          label: true,
          expected: true,
          ageFrom: true,
          ageTo: true,
          requestGroupId: true,
        },
      },
    },
  },
  // Why it was cancelled: why it was moved before that stands in its history.
  reasons: {
    where: { reason: { kind: "cancel" } },
    select: { reason: { select: { label: true, forSchool: true } } },
  },
} satisfies Prisma.VisitSelect;

type VisitRecord = Prisma.VisitGetPayload<{ select: typeof VISIT_DETAILS }>;

export type VisitDetails = ReturnType<typeof toDetails>;

/** Whose visits may be seen: anyone's, or those that one presenter gives. */
export type VisitScope = { all: true } | { presenterId: string };

const scopeWhere = (scope: VisitScope): Prisma.VisitWhereInput =>
  "all" in scope ? {} : { presenters: { some: { presenterId: scope.presenterId } } };

export async function findVisit(db: Db | Tx, id: string, scope: VisitScope): Promise<VisitDetails | null> {
  const row = await db.visit.findFirst({ where: { id, ...scopeWhere(scope) }, select: VISIT_DETAILS });
  return row && toDetails(row);
}

/** The visit of a booking for one of its contacts: the owner stands in the where. */
export async function findVisitOfContact(
  db: Db | Tx,
  where: { reference: string; visitId: string; accountId: string },
): Promise<VisitDetails | null> {
  const row = await db.visit.findFirst({
    where: {
      id: where.visitId,
      request: { reference: where.reference, ...ownedBy(where.accountId) },
    },
    select: VISIT_DETAILS,
  });
  return row && toDetails(row);
}

export async function getVisit(db: Db | Tx, id: string): Promise<VisitDetails> {
  const row = await db.visit.findUniqueOrThrow({ where: { id }, select: VISIT_DETAILS });
  return toDetails(row);
}

export async function listVisitsOfRequest(db: Db | Tx, requestId: string): Promise<VisitDetails[]> {
  const rows = await db.visit.findMany({
    where: { requestId },
    orderBy: [{ createdAt: "asc" }],
    select: VISIT_DETAILS,
  });
  return rows.map(toDetails);
}

/**
 * Cancels by compare-and-set on the version: frees the presenters, cancels the sessions, raises the SEQUENCE.
 * False when somebody changed the visit first.
 */
export async function cancelVisitRow(
  tx: Tx,
  input: {
    visitId: string;
    version: number;
    cancelledBy: "team" | "school";
    note: string;
    reasonCodes: readonly string[];
    sequence: number;
    dtstampAt: Date;
    now: Date;
  },
): Promise<boolean> {
  const changed = await tx.visit.updateMany({
    where: { id: input.visitId, version: input.version, status: { in: ["scheduled", "pencilled"] } },
    data: {
      status: "cancelled",
      version: { increment: 1 },
      cancelledAt: input.now,
      cancelledBy: input.cancelledBy,
      cancellationNote: input.note,
      calendarSequence: input.sequence,
      calendarDtstampAt: input.dtstampAt,
    },
  });
  if (changed.count === 0) return false;
  await deleteVisitCommitments(tx, input.visitId);
  await tx.schoolSession.updateMany({ where: { visitId: input.visitId }, data: { status: "cancelled" } });
  await tx.visitAttendee.updateMany({
    where: { visitId: input.visitId, removedAt: null },
    data: { lastSequenceSent: input.sequence, lastDtstampSentAt: input.dtstampAt },
  });
  await tx.reasonGiven.createMany({
    data: input.reasonCodes.map((reasonCode) => ({ reasonCode, visitId: input.visitId, givenAt: input.now })),
  });
  return true;
}

function toDetails(row: VisitRecord) {
  const { onDate, pencilledFromOn, pencilledToOn, presenters, contacts, reasons, sessions, ...columns } = row;
  return {
    ...columns,
    onDate: optionalDayFromColumn(onDate),
    pencilledFromOn: optionalDayFromColumn(pencilledFromOn),
    pencilledToOn: optionalDayFromColumn(pencilledToOn),
    presenters: presenters.map(({ presenterId, presenter }) => ({
      id: presenterId,
      name: presenter.account.name || presenter.account.email,
      email: presenter.account.email,
      phone: presenter.account.phone,
    })),
    contacts: contacts.map(({ account, ...contact }) => ({
      ...contact,
      email: account.email,
      mailRefused: account.mailRefusedAt !== null,
    })),
    sessions: sessions.map(({ format, presenters: givers, groups, ...session }) => ({
      ...session,
      formatName: format.name,
      presenterIds: givers.map(({ presenterId }) => presenterId),
      groups: groups.map((group) => ({ ...group, yearGroups: group.yearGroups.filter(isYearGroup) })),
    })),
    reasons: reasons.map(({ reason }) => reason),
  };
}
