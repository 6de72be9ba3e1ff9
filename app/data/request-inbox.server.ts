import { dayToColumn, optionalDayFromColumn, dayFromColumn } from "~/data/day";
import { NEVER_DAYS, toNeverDay } from "~/data/booking-requests.server";
import type { Db, Tx } from "~/data/db.server";
import type { Prisma } from "~/data/generated/client";
import { closeOffer } from "~/data/offers.server";
import type { BookingRequestStatus } from "~/domain/booking-request";
import { isYearGroup, type Group } from "~/domain/groups";
import type { InboxFilter, InboxRow } from "~/domain/inbox";
import type { Wish } from "~/domain/wishes";
import { dayOf, type Day } from "~/lib/london-time";

const REQUEST_FOR_TEAM = {
  id: true,
  reference: true,
  status: true,
  version: true,
  unlistedName: true,
  unlistedTown: true,
  unlistedPostcode: true,
  sessionsWanted: true,
  periodsWanted: true,
  neverDays: NEVER_DAYS,
  roomDetails: true,
  arrivalDetails: true,
  needsDetails: true,
  noteFromSchool: true,
  noteForTeam: true,
  closingNote: true,
  sensitive: true,
  targeted: true,
  campaignId: true,
  funderId: true,
  freeMailAddress: true,
  createdAt: true,
  provenAt: true,
  answerByOn: true,
  changedAt: true,
  answeredAt: true,
  enteredBy: { select: { name: true, email: true } },
  school: {
    select: {
      id: true,
      urn: true,
      name: true,
      kind: true,
      street: true,
      town: true,
      postcode: true,
      easting: true,
      northing: true,
      status: true,
      localAuthorityCode: true,
      opensAtMinutes: true,
      closesAtMinutes: true,
      targeted: true,
      district: { select: { name: true } },
    },
  },
  format: {
    select: {
      id: true,
      name: true,
      minMinutes: true,
      maxMinutes: true,
      defaultMinutes: true,
      largestGroup: true,
      presentersNeeded: true,
      setUpMinutes: true,
      packDownMinutes: true,
      wholeCohort: true,
    },
  },
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
  groups: {
    orderBy: { position: "asc" },
    select: { id: true, kind: true, yearGroups: true, label: true, expected: true, ageFrom: true, ageTo: true },
  },
  wishes: {
    orderBy: { rank: "asc" },
    select: {
      rank: true,
      kind: true,
      fromOn: true,
      toOn: true,
      weekday: true,
      partOfDay: true,
      startMinutes: true,
      periodLabel: true,
    },
  },
  reasons: { select: { reason: { select: { label: true, forSchool: true } } } },
} satisfies Prisma.BookingRequestSelect;

type RequestRecord = Prisma.BookingRequestGetPayload<{ select: typeof REQUEST_FOR_TEAM }>;

export type RequestForTeam = ReturnType<typeof toRequest>;
export type RequestGroupRow = Group & { id: string };

/** A request with all that the team may read of it; the caller has checked that it may. */
export async function findRequestForTeam(db: Db | Tx, reference: string): Promise<RequestForTeam | null> {
  const row = await db.bookingRequest.findUnique({ where: { reference }, select: REQUEST_FOR_TEAM });
  return row && toRequest(row);
}

export async function getRequestForTeam(db: Db | Tx, id: string): Promise<RequestForTeam> {
  return toRequest(await db.bookingRequest.findUniqueOrThrow({ where: { id }, select: REQUEST_FOR_TEAM }));
}

/** What waits to be scheduled, to be answered first on top: what was made after an incident and may go ahead before all. */
export async function listRequestsToSchedule(db: Db, limit: number): Promise<RequestForTeam[]> {
  const rows = await db.bookingRequest.findMany({
    where: { status: "submitted", schoolId: { not: null } },
    orderBy: [{ sensitive: "desc" }, { answerByOn: "asc" }, { provenAt: "asc" }],
    take: limit,
    select: REQUEST_FOR_TEAM,
  });
  return rows.map(toRequest);
}

const INBOX_STATUSES: Readonly<Record<InboxFilter, readonly BookingRequestStatus[]>> = {
  waiting: ["awaiting_go_ahead", "submitted", "offered"],
  scheduled: ["scheduled"],
  closed: ["completed", "declined", "withdrawn"],
  all: ["awaiting_go_ahead", "submitted", "offered", "scheduled", "completed", "declined", "withdrawn"],
};

/** Requests whose address is proven, those to be answered first on top; sensitive ones before all others. */
export async function listInbox(
  db: Db,
  where: { filter: InboxFilter; search: string; page: number; pageSize: number },
): Promise<{ rows: InboxRow[]; total: number }> {
  const matching: Prisma.BookingRequestWhereInput = {
    status: { in: [...INBOX_STATUSES[where.filter]] },
    // What was closed without ever being confirmed was never the team's.
    provenAt: { not: null },
    ...(where.search === ""
      ? {}
      : {
          OR: [
            { reference: { contains: where.search, mode: "insensitive" } },
            { school: { name: { contains: where.search, mode: "insensitive" } } },
            { school: { town: { contains: where.search, mode: "insensitive" } } },
            { unlistedName: { contains: where.search, mode: "insensitive" } },
          ],
        }),
  };
  const [total, rows] = await Promise.all([
    db.bookingRequest.count({ where: matching }),
    db.bookingRequest.findMany({
      where: matching,
      orderBy:
        where.filter === "waiting"
          ? [{ sensitive: "desc" }, { answerByOn: "asc" }, { provenAt: "asc" }]
          : [{ provenAt: "desc" }, { id: "desc" }],
      skip: (where.page - 1) * where.pageSize,
      take: where.pageSize,
      select: {
        id: true,
        reference: true,
        status: true,
        unlistedName: true,
        unlistedTown: true,
        sensitive: true,
        freeMailAddress: true,
        answerByOn: true,
        changedAt: true,
        school: { select: { name: true, town: true, district: { select: { name: true } } } },
        format: { select: { name: true } },
        groups: { select: { expected: true } },
        offers: { where: { status: "open" }, select: { answerByOn: true } },
        wishes: { orderBy: { rank: "asc" }, take: 1, select: REQUEST_FOR_TEAM.wishes.select },
      },
    }),
  ]);
  return {
    total,
    rows: rows.map(({ school, format, groups, offers, wishes, unlistedName, unlistedTown, answerByOn, changedAt, ...row }) => ({
      ...row,
      changedOn: changedAt && dayOf(changedAt),
      schoolName: school?.name ?? unlistedName,
      town: school?.town ?? unlistedTown,
      districtName: school?.district?.name ?? null,
      formatName: format.name,
      students: groups.reduce((sum, group) => sum + group.expected, 0),
      groups: groups.length,
      answerByOn: optionalDayFromColumn(offers[0] ? offers[0].answerByOn : answerByOn),
      firstWish: wishes[0] ? toWish(wishes[0]) : null,
    })),
  };
}

/**
 * Moves a request on by compare-and-set (rule 4): false when its version or state is no longer what the person saw.
 * The first answer of the team is stamped once. An offer that is still open ends with the state that it belongs to.
 */
export async function moveRequest(
  tx: Tx,
  change: {
    id: string;
    version: number;
    from: readonly BookingRequestStatus[];
    to: BookingRequestStatus;
    now: Date;
    answered?: boolean;
    closingNote?: string;
    closed?: boolean;
    answerByOn?: Day;
    goAheadById?: string;
  },
): Promise<boolean> {
  const changed = await tx.bookingRequest.updateMany({
    where: { id: change.id, version: change.version, status: { in: [...change.from] } },
    data: {
      status: change.to,
      version: { increment: 1 },
      ...(change.closed ? { closedAt: change.now } : {}),
      ...(change.closingNote === undefined ? {} : { closingNote: change.closingNote }),
      ...(change.answerByOn === undefined ? {} : { answerByOn: dayToColumn(change.answerByOn) }),
      ...(change.goAheadById === undefined ? {} : { goAheadById: change.goAheadById, goAheadAt: change.now }),
    },
  });
  if (changed.count === 0) return false;
  if (change.to !== "offered" && change.from.includes("offered")) {
    const open = await tx.offer.findFirst({ where: { requestId: change.id, status: "open" }, select: { id: true } });
    if (open) await closeOffer(tx, open.id, { status: "replaced", now: change.now });
  }
  if (change.answered) {
    await tx.bookingRequest.updateMany({ where: { id: change.id, answeredAt: null }, data: { answeredAt: change.now } });
  }
  return true;
}

export async function giveRequestReasons(tx: Tx, requestId: string, codes: readonly string[], now: Date): Promise<void> {
  await tx.reasonGiven.createMany({ data: codes.map((reasonCode) => ({ reasonCode, requestId, givenAt: now })) });
}

export async function countOpenVisits(tx: Tx, requestId: string): Promise<number> {
  return tx.visit.count({ where: { requestId, status: { in: ["pencilled", "scheduled", "completed"] } } });
}

function toRequest(row: RequestRecord) {
  const { groups, wishes, neverDays, contacts, reasons, answerByOn, ...columns } = row;
  return {
    ...columns,
    answerByOn: optionalDayFromColumn(answerByOn),
    schoolName: row.school?.name ?? row.unlistedName,
    contacts: contacts.map(({ account, ...contact }) => ({ ...contact, email: account.email })),
    groups: groups.map(
      (group): RequestGroupRow => ({ ...group, yearGroups: group.yearGroups.filter(isYearGroup) }),
    ),
    wishes: wishes.map(toWish),
    neverDays: neverDays.flatMap(toNeverDay),
    reasons: reasons.map(({ reason }) => reason),
  };
}

function toWish({ fromOn, toOn, ...wish }: RequestRecord["wishes"][number]): Wish {
  return { ...wish, fromOn: dayFromColumn(fromOn), toOn: dayFromColumn(toOn) };
}
