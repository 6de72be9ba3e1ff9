import { dayToColumn, optionalDayFromColumn, dayFromColumn } from "~/data/day";
import { NEVER_DAYS, toNeverDay } from "~/data/booking-requests.server";
import type { Db, Tx } from "~/data/db.server";
import { Prisma } from "~/data/generated/client";
import { releaseHolds } from "~/data/commitments.server";
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
  messages: ["awaiting_go_ahead", "submitted", "offered", "scheduled", "completed", "declined", "withdrawn"],
  scheduled: ["scheduled"],
  closed: ["completed", "declined", "withdrawn"],
  all: ["awaiting_go_ahead", "submitted", "offered", "scheduled", "completed", "declined", "withdrawn"],
};

/** A message `m` of the school that nobody of the team has written after. */
const UNANSWERED = Prisma.sql`NOT m.from_team AND NOT EXISTS (
  SELECT 1 FROM request_message later
   WHERE later.request_id = m.request_id AND later.from_team AND later.written_at >= m.written_at)`;

/** Requests in which the school has the last word. */
export async function countRequestsWithMessages(db: Db): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>`
    SELECT count(DISTINCT m.request_id)::int AS count FROM request_message m WHERE ${UNANSWERED}`;
  return rows[0]?.count ?? 0;
}

type InboxColumns = Omit<InboxRow, "firstWish" | "changedOn"> & {
  total: number;
  changedAt: Date | null;
  wishKind: Wish["kind"] | null;
  fromOn: Day | null;
  toOn: Day | null;
  weekday: number | null;
  partOfDay: Wish["partOfDay"] | null;
  startMinutes: number | null;
  periodLabel: string | null;
};

/**
 * Requests whose address is proven, those to be answered first on top; sensitive ones before all others; of those due on
 * the same day schools in priority areas first, then those near one (docs/decisions/025). One statement: the inbox is the
 * page that coordinators open most.
 */
export async function listInbox(
  db: Db,
  where: {
    filter: InboxFilter;
    search: string;
    page: number;
    pageSize: number;
    /** Schools in and near priority areas, for the order of what is due on the same day. */
    inAreas?: readonly string[];
    nearAreas?: readonly string[];
  },
): Promise<{ rows: InboxRow[]; total: number }> {
  const { filter, search, page, pageSize, inAreas = [], nearAreas = [] } = where;
  // What was closed without ever being confirmed was never the team's.
  const matching = Prisma.sql`
    (${filter !== "messages"} OR EXISTS (SELECT 1 FROM request_message m WHERE m.request_id = r.id AND ${UNANSWERED}))
      AND r.status = ANY(${[...INBOX_STATUSES[filter]]}::request_status[]) AND r.proven_at IS NOT NULL
      AND (${search} = '' OR strpos(lower(concat_ws(chr(10), r.reference, s.name, s.town, r.unlisted_name)), lower(${search})) > 0)`;
  const order =
    filter === "waiting"
      ? Prisma.sql`sensitive DESC, "dueOn" ASC, "areaRank" ASC, "provenAt" ASC`
      : Prisma.sql`"provenAt" DESC, "requestId" DESC`;
  const found = await db.$queryRaw<InboxColumns[]>`
    WITH page AS (
      SELECT r.id AS "requestId", r.reference, r.status, r.sensitive, r.free_mail_address, r.answer_by_on AS "dueOn",
             CASE WHEN r.school_id = ANY(${[...inAreas]}::uuid[]) THEN 0
                  WHEN r.school_id = ANY(${[...nearAreas]}::uuid[]) THEN 1 ELSE 2 END AS "areaRank",
             r.changed_at, r.proven_at AS "provenAt", r.unlisted_name, r.unlisted_town, r.format_id,
             s.name AS school_name, s.town AS school_town, s.district_code, s.easting, s.northing, count(*) OVER () AS total
        FROM booking_request r LEFT JOIN school s ON s.id = r.school_id
       WHERE ${matching}
       ORDER BY ${order}
       LIMIT ${pageSize} OFFSET ${(page - 1) * pageSize})
    SELECT p."requestId"::text AS id, p.reference, p.status::text, p.sensitive, p.free_mail_address AS "freeMailAddress",
           (CASE WHEN o.request_id IS NULL THEN p."dueOn" ELSE o.answer_by_on END)::text AS "answerByOn",
           p.changed_at AS "changedAt", coalesce(p.school_name, p.unlisted_name) AS "schoolName", p.school_name IS NOT NULL AS "isListed",
           coalesce(p.school_town, p.unlisted_town) AS town, d.name AS "districtName", f.name AS "formatName",
           g.students, g.groups, m.unanswered, p.easting, p.northing, p.total::int,
           w.kind::text AS "wishKind", w.from_on::text AS "fromOn", w.to_on::text AS "toOn", w.weekday,
           w.part_of_day::text AS "partOfDay", w.start_minutes AS "startMinutes", w.period_label AS "periodLabel"
      FROM page p
      JOIN format f ON f.id = p.format_id
      LEFT JOIN district d ON d.code = p.district_code
      LEFT JOIN LATERAL (
        SELECT request_id, answer_by_on FROM offer WHERE request_id = p."requestId" AND status = 'open' LIMIT 1) o ON true
      LEFT JOIN LATERAL (SELECT * FROM wish WHERE request_id = p."requestId" ORDER BY rank LIMIT 1) w ON true
      LEFT JOIN LATERAL (
        SELECT coalesce(sum(expected), 0)::int AS students, count(*)::int AS groups
          FROM request_group WHERE request_id = p."requestId") g ON true
      LEFT JOIN LATERAL (
        SELECT count(*)::int AS unanswered FROM request_message m WHERE m.request_id = p."requestId" AND ${UNANSWERED}) m ON true
     ORDER BY ${order}`;
  const [first] = found;
  // A page behind the last one has no row that could say how many there are.
  if (!first && page > 1) return { rows: [], total: (await listInbox(db, { ...where, page: 1 })).total };
  return { total: first?.total ?? 0, rows: found.map(toInboxRow) };
}

function toInboxRow(columns: InboxColumns): InboxRow {
  const { total: _total, changedAt, wishKind, fromOn, toOn, weekday, partOfDay, startMinutes, periodLabel, ...row } = columns;
  const hasWish = wishKind !== null && fromOn !== null && toOn !== null;
  return {
    ...row,
    changedOn: changedAt && dayOf(changedAt),
    firstWish: hasWish
      ? { kind: wishKind, fromOn, toOn, weekday, partOfDay: partOfDay ?? "any", startMinutes, periodLabel: periodLabel ?? "" }
      : null,
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
  if (change.closed) await releaseHolds(tx, change.id, "all");
  if (change.answered) {
    await tx.bookingRequest.updateMany({ where: { id: change.id, answeredAt: null }, data: { answeredAt: change.now } });
  }
  return true;
}

export async function giveRequestReasons(tx: Tx, requestId: string, codes: readonly string[], now: Date): Promise<void> {
  await tx.reasonGiven.createMany({ data: codes.map((reasonCode) => ({ reasonCode, requestId, givenAt: now })) });
}

/** Other visits of a request, which stay whatever becomes of one of them. */
export type VisitsBeside = {
  /** Pencilled, or scheduled and not recorded yet. */
  open: number;
  /** The days of those that are booked and not over. */
  toComeOn: Day[];
  tookPlace: number;
};

/** What the request of a visit has beside it. */
export async function readVisitsBeside(
  db: Db | Tx,
  { id: visitId, request }: { id: string; request: { id: string } | null },
  now: Date,
): Promise<VisitsBeside> {
  if (!request) return { open: 0, toComeOn: [], tookPlace: 0 };
  const visits = await db.visit.findMany({
    where: { requestId: request.id, id: { not: visitId }, status: { in: ["pencilled", "scheduled", "completed"] } },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    select: { status: true, onDate: true, endsAt: true },
  });
  const open = visits.filter(({ status }) => status !== "completed");
  const isToCome = ({ status, endsAt }: (typeof visits)[number]) => status === "scheduled" && endsAt !== null && endsAt > now;
  return {
    open: open.length,
    toComeOn: open.filter(isToCome).flatMap(({ onDate }) => (onDate === null ? [] : [dayFromColumn(onDate)])),
    tookPlace: visits.length - open.length,
  };
}

/** Two of its visits cancelled at once would otherwise each see the other as standing. */
export async function lockRequest(tx: Tx, requestId: string): Promise<void> {
  await tx.$queryRaw`SELECT id FROM booking_request WHERE id = ${requestId}::uuid FOR NO KEY UPDATE`;
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

/** Where the schools of waiting requests are, for their priority areas. */
export async function listPlacesOfWaiting(db: Db): Promise<{ id: string; easting: number | null; northing: number | null }[]> {
  return db.school.findMany({
    where: { requests: { some: { status: { in: [...INBOX_STATUSES.waiting] } } }, easting: { not: null } },
    select: { id: true, easting: true, northing: true },
  });
}
