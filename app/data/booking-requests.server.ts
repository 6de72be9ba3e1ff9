import { deleteUnusedAccounts } from "~/data/accounts.server";
import { dayFromColumn, dayToColumn, optionalDayFromColumn } from "~/data/day";
import type { Db, Tx } from "~/data/db.server";
import type { Prisma } from "~/data/generated/client";
import { isConstraintViolation } from "~/data/transaction.server";
import type { BookingRequestStatus } from "~/domain/booking-request";
import { isYearGroup, type Group, type YearGroup } from "~/domain/groups";
import type { NeverDay } from "~/domain/never-days";
import type { Wish } from "~/domain/wishes";
import { minutesOf, type Day } from "~/lib/london-time";

export type OfferedFormat = {
  id: string;
  name: string;
  description: string;
  minMinutes: number;
  maxMinutes: number;
  defaultMinutes: number;
  largestGroup: number;
  presentersNeeded: number;
  wholeCohort: boolean;
};

/** Formats that can be asked for, in the order that managers gave them. */
export async function listOfferedFormats(db: Db | Tx): Promise<OfferedFormat[]> {
  return db.format.findMany({
    where: { retiredAt: null },
    orderBy: [{ position: "asc" }, { name: "asc" }],
    select: {
      id: true,
      name: true,
      description: true,
      minMinutes: true,
      maxMinutes: true,
      defaultMinutes: true,
      largestGroup: true,
      presentersNeeded: true,
      wholeCohort: true,
    },
  });
}

/** Everything that a contact says when asking. */
export type AskedFor = {
  schoolId: string | null;
  unlistedName: string;
  unlistedTown: string;
  unlistedPostcode: string;
  formatId: string;
  sessionsWanted: number;
  /** Over how many periods the school would like them; null where it did not say. */
  periodsWanted: number | null;
  roomDetails: string;
  arrivalDetails: string;
  needsDetails: string;
  noteFromSchool: string;
  sensitive: boolean;
  freeMailAddress: boolean;
  contacts: readonly { rank: number; accountId: string; name: string; jobTitle: string; phone: string }[];
  groups: readonly Group[];
  wishes: readonly Wish[];
  neverDays: readonly NeverDay[];
};

/** Writes a new request, unproven. Refuses where the reference is another's; the transaction is lost then. */
export async function createUnprovenRequest(
  tx: Tx,
  request: AskedFor & {
    id: string;
    reference: string;
    createdAt: Date;
    enteredById: string | null;
    campaignId: string | null;
  },
): Promise<{ ok: true } | { ok: false; reason: "reference_taken" }> {
  const { contacts, groups, wishes, neverDays, ...columns } = request;
  try {
    await tx.bookingRequest.create({ data: { ...columns, status: "unproven" }, select: { id: true } });
  } catch (error) {
    if (isConstraintViolation(error, "booking_request_reference_key")) return { ok: false, reason: "reference_taken" };
    throw error;
  }
  await createParts(tx, request.id, { contacts, groups, wishes, neverDays });
  return { ok: true };
}

/** A request that was changed before its address was proven; false when it is proven or closed meanwhile. */
export async function replaceUnprovenRequest(
  tx: Tx,
  id: string,
  request: AskedFor & { campaignId: string | null },
): Promise<boolean> {
  const { contacts, groups, wishes, neverDays, ...columns } = request;
  const { count } = await tx.bookingRequest.updateMany({
    where: { id, status: "unproven" },
    data: { ...columns, version: { increment: 1 } },
  });
  if (count === 0) return false;
  await tx.requestContact.deleteMany({ where: { requestId: id } });
  await tx.requestGroup.deleteMany({ where: { requestId: id } });
  await tx.wish.deleteMany({ where: { requestId: id } });
  await tx.requestNeverDay.deleteMany({ where: { requestId: id } });
  await createParts(tx, id, { contacts, groups, wishes, neverDays });
  return true;
}

/**
 * Applies what a contact has changed, by compare-and-set on what they saw (rule 4); false when the request changed or was
 * answered first. Parts that stayed as they were are left alone: sessions planned before keep pointing at their groups.
 */
export async function changeAskedFor(
  tx: Tx,
  change: {
    id: string;
    version: number;
    status: BookingRequestStatus;
    to: BookingRequestStatus;
    columns: Omit<
      AskedFor,
      "schoolId" | "unlistedName" | "unlistedTown" | "unlistedPostcode" | "freeMailAddress" | "contacts" | "groups" | "wishes" | "neverDays"
    >;
    first: { name: string; jobTitle: string; phone: string };
    groups: readonly Group[] | null;
    wishes: readonly Wish[] | null;
    neverDays: readonly NeverDay[] | null;
    /** A request that becomes sensitive now needs a go-ahead of its own. */
    newlySensitive: boolean;
    now: Date;
  },
): Promise<boolean> {
  const { id, version, status, to, groups, wishes, neverDays, now } = change;
  const { count } = await tx.bookingRequest.updateMany({
    where: { id, version, status },
    data: {
      ...change.columns,
      status: to,
      changedAt: now,
      version: { increment: 1 },
      ...(change.newlySensitive ? { goAheadAt: null, goAheadById: null } : {}),
    },
  });
  if (count === 0) return false;
  await tx.requestContact.updateMany({ where: { requestId: id, rank: 1 }, data: change.first });
  if (groups) {
    await tx.requestGroup.deleteMany({ where: { requestId: id } });
    await createGroups(tx, id, groups);
  }
  if (wishes) {
    await tx.wish.deleteMany({ where: { requestId: id } });
    await createWishes(tx, id, wishes);
  }
  if (neverDays) {
    await tx.requestNeverDay.deleteMany({ where: { requestId: id } });
    await createNeverDays(tx, id, neverDays);
  }
  if (change.newlySensitive) {
    await tx.visit.updateMany({ where: { requestId: id, status: "pencilled" }, data: { sensitive: true } });
  }
  return true;
}

async function createParts(
  tx: Tx,
  requestId: string,
  { contacts, groups, wishes, neverDays }: Pick<AskedFor, "contacts" | "groups" | "wishes" | "neverDays">,
): Promise<void> {
  await tx.requestContact.createMany({ data: contacts.map((contact) => ({ ...contact, requestId })) });
  await createGroups(tx, requestId, groups);
  await createWishes(tx, requestId, wishes);
  await createNeverDays(tx, requestId, neverDays);
}

async function createNeverDays(tx: Tx, requestId: string, neverDays: readonly NeverDay[]): Promise<void> {
  await tx.requestNeverDay.createMany({
    data: neverDays.map((never, position) => ({
      requestId,
      position,
      ...(never.kind === "weekday"
        ? { weekday: never.weekday }
        : { fromOn: dayToColumn(never.fromOn), toOn: dayToColumn(never.toOn) }),
    })),
  });
}

/** How a request's days that never work are read, by whomever. */
export const NEVER_DAYS = {
  orderBy: { position: "asc" },
  select: { weekday: true, fromOn: true, toOn: true },
} satisfies Prisma.BookingRequest$neverDaysArgs;

export function toNeverDay(row: { weekday: number | null; fromOn: Date | null; toOn: Date | null }): NeverDay[] {
  if (row.weekday !== null) return [{ kind: "weekday", weekday: row.weekday }];
  if (!row.fromOn || !row.toOn) return [];
  return [{ kind: "span", fromOn: dayFromColumn(row.fromOn), toOn: dayFromColumn(row.toOn) }];
}

async function createGroups(tx: Tx, requestId: string, groups: readonly Group[]): Promise<void> {
  await tx.requestGroup.createMany({
    data: groups.map((group, position) => ({ ...group, yearGroups: [...group.yearGroups], position, requestId })),
  });
}

async function createWishes(tx: Tx, requestId: string, wishes: readonly Wish[]): Promise<void> {
  await tx.wish.createMany({
    data: wishes.map(({ fromOn, toOn, ...wish }, index) => ({
      ...wish,
      fromOn: dayToColumn(fromOn),
      toOn: dayToColumn(toOn),
      rank: index + 1,
      requestId,
    })),
  });
}

/** A new version by compare-and-set: false when the request is no longer as the person saw it. */
export async function touchRequest(tx: Tx, of: { id: string; version: number }): Promise<boolean> {
  const { count } = await tx.bookingRequest.updateMany({ where: of, data: { version: { increment: 1 } } });
  return count === 1;
}

/** Whoever was second contact before is so no longer; null leaves the place empty. */
export async function replaceSecondContact(
  tx: Tx,
  requestId: string,
  second: { accountId: string; name: string } | null,
): Promise<void> {
  await tx.requestContact.deleteMany({ where: { requestId, rank: 2 } });
  if (!second) return;
  const { accountId, name } = second;
  await tx.requestContact.create({ data: { requestId, rank: 2, accountId, name }, select: { rank: true } });
}

/** Somebody else takes the place of the first contact, of the request and of these visits. */
export async function replaceFirstContact(
  tx: Tx,
  where: { requestId: string; visitIds: readonly string[] },
  first: { accountId: string; name: string; phone: string },
): Promise<void> {
  const { requestId, visitIds } = where;
  await tx.requestContact.updateMany({ where: { requestId, rank: 1 }, data: { ...first, jobTitle: "" } });
  await tx.visitContact.updateMany({ where: { visitId: { in: [...visitIds] }, rank: 1 }, data: first });
}

/** The same person, written otherwise. */
export async function renameSecondContact(tx: Tx, requestId: string, name: string): Promise<void> {
  await tx.requestContact.updateMany({ where: { requestId, rank: 2 }, data: { name } });
  await tx.visitContact.updateMany({ where: { visit: { requestId }, rank: 2 }, data: { name } });
}

export async function countSecondContactsAdded(tx: Tx, requestId: string, since: Date): Promise<number> {
  return tx.historyEntry.count({ where: { requestId, action: "second_contact_added", at: { gt: since } } });
}

export type SentRequest = {
  id: string;
  reference: string;
  status: BookingRequestStatus;
  sensitive: boolean;
  answerByOn: Day | null;
  schoolId: string | null;
  schoolName: string;
  formatName: string;
  groups: Group[];
  wishes: Wish[];
  /** Who of the team entered it for a school that rang. */
  enteredById: string | null;
  /** The first contact: whose mailbox is to be proven. */
  contact: { accountId: string; name: string; email: string };
};

const SENT = {
  id: true,
  reference: true,
  status: true,
  sensitive: true,
  answerByOn: true,
  schoolId: true,
  enteredById: true,
  unlistedName: true,
  school: { select: { name: true } },
  format: { select: { name: true } },
  groups: {
    orderBy: { position: "asc" },
    select: { kind: true, yearGroups: true, label: true, expected: true, ageFrom: true, ageTo: true },
  },
  wishes: {
    orderBy: { rank: "asc" },
    select: {
      kind: true,
      fromOn: true,
      toOn: true,
      weekday: true,
      partOfDay: true,
      startMinutes: true,
      periodLabel: true,
    },
  },
  contacts: { where: { rank: 1 }, select: { accountId: true, name: true, account: { select: { email: true } } } },
} satisfies Prisma.BookingRequestSelect;

/** By the draft's id, which only the browser that filled it in knows, or a request's own. */
export async function findSentRequest(db: Db | Tx, id: string): Promise<SentRequest | null> {
  const row = await db.bookingRequest.findUnique({ where: { id }, select: SENT });
  const contact = row?.contacts[0];
  if (!row || !contact) return null;
  const { school, unlistedName, format, groups, wishes, answerByOn, ...columns } = row;
  return {
    ...columns,
    answerByOn: optionalDayFromColumn(answerByOn),
    schoolName: school?.name ?? unlistedName,
    formatName: format.name,
    groups: groups.map(toGroup),
    wishes: wishes.map(toWish),
    contact: { accountId: contact.accountId, name: contact.name, email: contact.account.email },
  };
}

/** Compare-and-set: false when the request is no longer unproven. */
export async function setRequestProven(
  tx: Tx,
  input: { id: string; status: BookingRequestStatus; provenAt: Date; answerByOn: Day },
): Promise<boolean> {
  const { count } = await tx.bookingRequest.updateMany({
    where: { id: input.id, status: "unproven" },
    data: {
      status: input.status,
      provenAt: input.provenAt,
      answerByOn: dayToColumn(input.answerByOn),
      version: { increment: 1 },
    },
  });
  return count === 1;
}

/** The newest roll of each year group of a school in an academic year. */
export async function findRolls(
  db: Db | Tx,
  of: { schoolId: string | null; academicYear: string | null },
): Promise<Map<YearGroup, number>> {
  const { schoolId, academicYear } = of;
  if (schoolId === null || academicYear === null) return new Map();
  const rows = await db.schoolRoll.findMany({
    where: { schoolId, academicYear },
    orderBy: [{ recordedAt: "asc" }, { id: "asc" }],
    select: { yearGroup: true, roll: true },
  });
  return new Map(rows.flatMap(({ yearGroup, roll }) => (isYearGroup(yearGroup) ? [[yearGroup, roll]] : [])));
}

/** Requests that nobody has confirmed since before this instant, and that nobody is filling in; the oldest first. */
export async function listForgottenRequests(db: Db | Tx, before: Date, now: Date, limit: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT r."id"::text AS "id" FROM "booking_request" r
    WHERE r."status" = 'unproven' AND r."created_at" < ${before}::timestamptz
      AND NOT EXISTS (SELECT 1 FROM "request_draft" d WHERE d."id" = r."id" AND d."expires_at" > ${now}::timestamptz)
      AND NOT EXISTS (
        SELECT 1 FROM "sign_in_challenge" c
        WHERE c."request_id" = r."id" AND c."used_at" IS NULL AND c."expires_at" > ${now}::timestamptz)
    ORDER BY r."created_at" LIMIT ${limit}`;
  return rows.map(({ id }) => id);
}

/**
 * Closes a request that was never confirmed and erases whoever it names: contacts, their words, the mails and the codes.
 * What is left (a school, groups, dates) is about nobody. False when it was confirmed or closed meanwhile.
 */
export async function closeForgottenRequest(tx: Tx, id: string, now: Date): Promise<boolean> {
  const nothing = { roomDetails: "", arrivalDetails: "", needsDetails: "", noteFromSchool: "" };
  const { count } = await tx.bookingRequest.updateMany({
    where: { id, status: "unproven" },
    data: { ...nothing, status: "withdrawn", closedAt: now, version: { increment: 1 } },
  });
  if (count === 0) return false;
  const contacts = await tx.requestContact.findMany({ where: { requestId: id }, select: { accountId: true } });
  await tx.requestContact.deleteMany({ where: { requestId: id } });
  await tx.signInChallenge.deleteMany({ where: { requestId: id } });
  await tx.outgoingMail.deleteMany({ where: { requestId: id } });
  await deleteUnusedAccounts(tx, contacts.map(({ accountId }) => accountId));
  return true;
}

export async function createRolls(
  tx: Tx,
  input: {
    source: "contact" | "coordinator";
    schoolId: string;
    academicYear: string;
    asAtOn: Day;
    recordedAt: Date;
    recordedById: string;
    rolls: readonly { yearGroup: YearGroup; roll: number }[];
  },
): Promise<void> {
  const { rolls, asAtOn, ...rest } = input;
  await tx.schoolRoll.createMany({
    data: rolls.map((roll) => ({ ...roll, ...rest, asAtOn: dayToColumn(asAtOn) })),
  });
}

/** A pencilled visit takes nobody's time, but nobody should go on planning it for a request that is withdrawn. */
export async function cancelPencilledVisits(tx: Tx, requestId: string, now: Date): Promise<string[]> {
  const visits = await tx.visit.findMany({ where: { requestId, status: "pencilled" }, select: { id: true } });
  const ids = visits.map(({ id }) => id);
  await tx.visit.updateMany({
    where: { id: { in: ids }, status: "pencilled" },
    data: { status: "cancelled", cancelledBy: "school", cancelledAt: now, version: { increment: 1 } },
  });
  return ids;
}

/**
 * Which requests an account may read: those it is a contact of, and those of schools where the team approved it, but
 * for sensitive ones, which only their own contacts and the team read. Unproven ones are nobody's yet.
 */
export function ownedBy(accountId: string): Prisma.BookingRequestWhereInput {
  return {
    provenAt: { not: null },
    OR: [
      { contacts: { some: { accountId } } },
      { sensitive: false, school: { memberships: { some: { accountId, status: "approved" } } } },
    ],
  };
}

export type BookingRow = {
  reference: string;
  status: BookingRequestStatus;
  isContact: boolean;
  schoolName: string;
  formatName: string;
  groups: Group[];
  answerByOn: Day | null;
  visitDays: Day[];
};

/** Under way, or over: a contact looks for one or the other. */
export type BookingsShown = "current" | "past";

const SHOWN_STATUSES: Readonly<Record<BookingsShown, readonly BookingRequestStatus[]>> = {
  current: ["awaiting_go_ahead", "submitted", "offered", "scheduled"],
  past: ["completed", "declined", "withdrawn"],
};

/** A page of the bookings of an account, newest first, with how many there are of each kind. */
export async function listBookings(
  db: Db | Tx,
  of: { accountId: string; shown: BookingsShown; page: number; pageSize: number },
): Promise<{ rows: BookingRow[]; totals: Record<BookingsShown, number> }> {
  const { accountId, shown, page, pageSize } = of;
  const owned = await listOwned(db, accountId);
  const kinds = { current: owned.filter(isOf("current")), past: owned.filter(isOf("past")) };
  const ids = kinds[shown].slice((page - 1) * pageSize, page * pageSize).map(({ id }) => id);
  const found = await db.bookingRequest.findMany({
    where: { id: { in: ids } },
    select: {
      id: true,
      contacts: { where: { accountId }, select: { rank: true } },
      reference: true,
      status: true,
      answerByOn: true,
      unlistedName: true,
      school: { select: { name: true } },
      format: { select: { name: true } },
      groups: SENT.groups,
      visits: {
        where: { status: { in: ["scheduled", "completed"] } },
        orderBy: { onDate: "asc" },
        select: { onDate: true },
      },
    },
  });
  const rows = ids.flatMap((id) => found.filter((row) => row.id === id));
  const totals = { current: kinds.current.length, past: kinds.past.length };
  const bookings = rows.map(({ school, unlistedName, format, groups, visits, answerByOn, contacts, reference, status }) => ({
    reference,
    status,
    isContact: contacts.length > 0,
    answerByOn: optionalDayFromColumn(answerByOn),
    schoolName: school?.name ?? unlistedName,
    formatName: format.name,
    groups: groups.map(toGroup),
    visitDays: visits.flatMap(({ onDate }) => optionalDayFromColumn(onDate) ?? []),
  }));
  return { rows: bookings, totals };
}

/**
 * What `ownedBy` says, newest first, without reading the requests of everybody: an OR over two kinds of EXISTS would. A
 * school has hundreds of requests at most.
 */
async function listOwned(
  db: Db | Tx,
  accountId: string,
): Promise<{ id: string; status: BookingRequestStatus }[]> {
  return db.$queryRaw`
    SELECT id::text, status::text FROM booking_request
     WHERE proven_at IS NOT NULL AND id IN (
       SELECT request_id FROM request_contact WHERE account_id = ${accountId}::uuid
        UNION
       SELECT r.id FROM school_membership m JOIN booking_request r ON r.school_id = m.school_id AND NOT r.sensitive
        WHERE m.account_id = ${accountId}::uuid AND m.status = 'approved')
     ORDER BY proven_at DESC, id DESC`;
}

function isOf(kind: BookingsShown): (row: { status: BookingRequestStatus }) => boolean {
  const statuses = SHOWN_STATUSES[kind];
  return ({ status }) => statuses.includes(status);
}

const BOOKING = {
  ...SENT,
  periodsWanted: true,
  neverDays: NEVER_DAYS,
  version: true,
  formatId: true,
  sessionsWanted: true,
  changedAt: true,
  unlistedTown: true,
  unlistedPostcode: true,
  closingNote: true,
  roomDetails: true,
  arrivalDetails: true,
  needsDetails: true,
  noteFromSchool: true,
  school: { select: { name: true, kind: true, street: true, town: true, postcode: true } },
  contacts: {
    orderBy: { rank: "asc" },
    select: {
      rank: true,
      accountId: true,
      name: true,
      jobTitle: true,
      phone: true,
      account: { select: { email: true } },
    },
  },
  reasons: { select: { reason: { select: { forSchool: true } } } },
  visits: {
    where: { status: { in: ["scheduled", "completed", "cancelled"] } },
    orderBy: [{ onDate: "asc" }, { createdAt: "asc" }],
    select: {
      id: true,
      status: true,
      version: true,
      onDate: true,
      startsAt: true,
      endsAt: true,
      place: true,
      noteForSchool: true,
      cancelledBy: true,
      cancellationNote: true,
      presenters: {
        orderBy: { presenter: { account: { name: "asc" } } },
        select: { presenterId: true, presenter: { select: { account: { select: { name: true } } } } },
      },
      reasons: { where: { reason: { kind: "cancel" } }, select: { reason: { select: { forSchool: true } } } },
      readiness: { where: { settledAt: { not: null } }, select: { point: true } },
      askedMove: { select: { settledAt: true } },
      sessions: {
        orderBy: [{ startMinute: "asc" }, { position: "asc" }],
        select: {
          id: true,
          startMinute: true,
          endMinute: true,
          room: true,
          format: { select: { name: true } },
          groups: SENT.groups,
        },
      },
    },
  },
} satisfies Prisma.BookingRequestSelect;

type BookingRecord = Prisma.BookingRequestGetPayload<{ select: typeof BOOKING }>;

export type Booking = ReturnType<typeof toBooking>;

/** A booking for one of its owners (ownedBy); null is also said of other people's. */
export async function findBooking(
  db: Db | Tx,
  where: { reference: string; accountId: string },
): Promise<Booking | null> {
  const row = await db.bookingRequest.findFirst({
    where: { reference: where.reference, ...ownedBy(where.accountId) },
    select: BOOKING,
  });
  return row && toBooking(row, where.accountId);
}

/** The same by the request's id, for services that hold it. */
export async function findBookingById(
  db: Db | Tx,
  where: { id: string; accountId: string },
): Promise<Booking | null> {
  const row = await db.bookingRequest.findFirst({ where: { id: where.id, ...ownedBy(where.accountId) }, select: BOOKING });
  return row && toBooking(row, where.accountId);
}

function toBooking(row: BookingRecord, accountId: string) {
  const { school, unlistedName, unlistedTown, unlistedPostcode, format, reasons, contacts, visits, ...columns } = row;
  const place = school ?? { street: "", town: unlistedTown, postcode: unlistedPostcode };
  return {
    ...columns,
    answerByOn: optionalDayFromColumn(row.answerByOn),
    schoolName: school?.name ?? unlistedName,
    schoolKind: school?.kind ?? null,
    place: { name: school?.name ?? unlistedName, town: place.town, postcode: place.postcode },
    address: [place.street, place.town, place.postcode].filter(Boolean).join(", "),
    formatName: format.name,
    groups: row.groups.map(toGroup),
    wishes: row.wishes.map(toWish),
    neverDays: row.neverDays.flatMap(toNeverDay),
    reasons: reasons.map(({ reason }) => reason.forSchool),
    isContact: contacts.some((contact) => contact.accountId === accountId),
    myRank: contacts.find((contact) => contact.accountId === accountId)?.rank ?? null,
    contacts: contacts.map(({ account, rank, accountId: contactId, name, jobTitle, phone }) => ({
      rank,
      accountId: contactId,
      name,
      jobTitle,
      phone,
      email: account.email,
    })),
    visits: visits.map(({ presenters, reasons: why, sessions, onDate, startsAt, endsAt, readiness, askedMove, ...visit }) => ({
      ...visit,
      settled: readiness.length,
      asksToMove: askedMove !== null && askedMove.settledAt === null,
      startsAt,
      endsAt,
      onDate: optionalDayFromColumn(onDate),
      /** Local minutes from midnight. */
      arriveMinutes: startsAt && minutesOf(startsAt),
      leaveMinutes: endsAt && minutesOf(endsAt),
      presenters: presenters.map(({ presenter }) => presenter.account.name).filter((name) => name !== ""),
      reasons: why.map(({ reason }) => reason.forSchool),
      sessions: sessions.map(({ format: sessionFormat, groups, startMinute, endMinute, ...session }) => ({
        ...session,
        startMinutes: (startsAt ? minutesOf(startsAt) : 0) + startMinute,
        endMinutes: (startsAt ? minutesOf(startsAt) : 0) + endMinute,
        formatName: sessionFormat.name,
        groups: groups.map(toGroup),
      })),
    })),
  };
}

function toGroup(group: BookingRecord["groups"][number]): Group {
  return { ...group, yearGroups: group.yearGroups.filter(isYearGroup) };
}

function toWish({ fromOn, toOn, ...wish }: BookingRecord["wishes"][number]): Wish {
  return { ...wish, fromOn: dayFromColumn(fromOn), toOn: dayFromColumn(toOn) };
}

