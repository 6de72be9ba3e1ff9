import { dayFromColumn, dayToColumn, optionalDayFromColumn } from "~/data/day";
import type { Db, Tx } from "~/data/db.server";
import type { Prisma } from "~/data/generated/client";
import type { VisitScope } from "~/data/visits.server";
import type { DeliveryCount, DeliveryRecord, FactSource, SessionOutcome } from "~/domain/delivery";
import { isCohortYear, isYearGroup, type CohortYear, type YearGroup } from "~/domain/groups";
import { shownName } from "~/domain/retention";
import type { SchoolSessionStatus } from "~/domain/school-session";
import { dayOf, type Day } from "~/lib/london-time";

const VISIT_TO_RECORD = {
  id: true,
  version: true,
  status: true,
  onDate: true,
  startsAt: true,
  presenters: { select: { presenterId: true } },
  request: { select: { id: true } },
  school: {
    select: {
      id: true,
      name: true,
      lineageId: true,
      typeName: true,
      phase: true,
      pupils: true,
      district: { select: { code: true, name: true } },
      localAuthority: { select: { code: true, name: true } },
    },
  },
  deliveries: { orderBy: { revision: "desc" }, take: 1, select: { revision: true } },
  sessions: {
    // A cancelled session was never to take place: there is nothing to record of it.
    where: { status: { not: "cancelled" } },
    orderBy: [{ startMinute: "asc" }, { position: "asc" }],
    select: {
      id: true,
      status: true,
      startMinute: true,
      endMinute: true,
      room: true,
      format: { select: { name: true } },
      groups: {
        orderBy: { position: "asc" },
        select: { id: true, label: true, yearGroups: true, expected: true },
      },
    },
  },
} satisfies Prisma.VisitSelect;

export type VisitToRecord = ReturnType<typeof toVisit>;
export type SessionToRecord = VisitToRecord["sessions"][number];

/** A visit as its record needs it, with the number of its newest revision (0 before the first). */
export async function findVisitToRecord(
  db: Db | Tx,
  id: string,
  scope: VisitScope,
): Promise<VisitToRecord | null> {
  const owner = "all" in scope ? {} : { presenters: { some: { presenterId: scope.presenterId } } };
  const row = await db.visit.findFirst({ where: { id, ...owner }, select: VISIT_TO_RECORD });
  return row && toVisit(row);
}

function toVisit(row: Prisma.VisitGetPayload<{ select: typeof VISIT_TO_RECORD }>) {
  const { onDate, deliveries, presenters, request, sessions, ...visit } = row;
  return {
    ...visit,
    onDate: optionalDayFromColumn(onDate),
    requestId: request?.id ?? null,
    pupils: visit.school.pupils,
    presenterIds: presenters.map(({ presenterId }) => presenterId),
    revision: deliveries[0]?.revision ?? 0,
    sessions: sessions.map(({ groups, format, ...session }) => ({
      ...session,
      formatName: format.name,
      groups: groups.map(({ yearGroups, ...group }) => {
        const known = yearGroups.filter(isYearGroup);
        return { ...group, yearGroups: known, cohortYears: cohortYearsOf(known) };
      }),
    })),
  };
}

/** A group that spans year groups is counted in each; where they are not known, in the mixed cohort. */
function cohortYearsOf(yearGroups: readonly YearGroup[]): CohortYear[] {
  return yearGroups.length === 0 ? ["mixed"] : [...new Set(yearGroups)];
}

export type ReasonsOfSession = { sessionId: string; codes: readonly string[] };

export type RecordedDelivery = {
  revision: number;
  recordedAt: Date;
  recordedByName: string | null;
  record: DeliveryRecord;
  reasons: ReasonsOfSession[];
};

/** The newest revision of a visit's record; the reasons are those of its sessions. */
export async function findNewestDelivery(db: Db | Tx, visitId: string): Promise<RecordedDelivery | null> {
  const row = await db.delivery.findFirst({
    where: { visitId },
    orderBy: { revision: "desc" },
    select: {
      revision: true,
      recordedAt: true,
      recordedBy: { select: { name: true, email: true } },
      basis: true,
      coveredWhat: true,
      coveredWhy: true,
      coveredHelp: true,
      outcomes: {
        select: {
          sessionId: true,
          outcome: true,
          session: { select: { reasons: { select: { reasonCode: true } } } },
        },
      },
      counts: {
        select: {
          sessionId: true,
          sessionGroupId: true,
          yearGroup: true,
          attended: true,
          novelty: true,
          sameAsSessionId: true,
        },
      },
    },
  });
  if (!row) return null;
  const { revision, recordedAt, recordedBy, outcomes, counts, ...seenOnce } = row;
  return {
    revision,
    recordedAt,
    recordedByName: recordedBy && shownName(recordedBy),
    record: {
      ...seenOnce,
      outcomes: outcomes.map(({ sessionId, outcome }) => ({ sessionId, outcome })),
      counts: counts.map((count): DeliveryCount => {
        const { yearGroup } = count;
        return { ...count, yearGroup: isCohortYear(yearGroup) ? yearGroup : "mixed" };
      }),
    },
    reasons: outcomes.map(({ sessionId, session }) => ({
      sessionId,
      codes: session.reasons.map(({ reasonCode }) => reasonCode),
    })),
  };
}

export type DeliveryRevision = {
  revision: number;
  recordedAt: Date;
  recordedByName: string | null;
  source: FactSource;
  correctionReason: string;
  record: DeliveryRecord;
};

/** Every revision of a visit's record, oldest first; whose visit it is was asked before. */
export async function listDeliveryRevisions(db: Db | Tx, visitId: string): Promise<DeliveryRevision[]> {
  const rows = await db.delivery.findMany({
    where: { visitId },
    orderBy: { revision: "asc" },
    select: {
      revision: true,
      recordedAt: true,
      recordedBy: { select: { name: true, email: true } },
      source: true,
      correctionReason: true,
      basis: true,
      coveredWhat: true,
      coveredWhy: true,
      coveredHelp: true,
      outcomes: { select: { sessionId: true, outcome: true } },
      counts: {
        orderBy: [{ sessionGroupId: "asc" }, { yearGroup: "asc" }],
        select: {
          sessionId: true,
          sessionGroupId: true,
          yearGroup: true,
          attended: true,
          novelty: true,
          sameAsSessionId: true,
        },
      },
    },
  });
  return rows.map(({ revision, recordedAt, recordedBy, source, correctionReason, counts, ...record }) => ({
    revision,
    recordedAt,
    recordedByName: recordedBy && shownName(recordedBy),
    source,
    correctionReason,
    record: {
      ...record,
      counts: counts.map((count): DeliveryCount => {
        const { yearGroup } = count;
        return { ...count, yearGroup: isCohortYear(yearGroup) ? yearGroup : "mixed" };
      }),
    },
  }));
}

export type DeliveredSession = {
  id: string;
  onDate: Day;
  /** Null for a past that was entered without times. */
  startsAt: Date | null;
  startMinute: number;
  formatName: string;
  groupLabels: string[];
  yearGroups: YearGroup[];
};

/** Sessions delivered at a school (through closures and mergers) from a day until an instant; newest first. */
export async function listDeliveredSessions(
  db: Db | Tx,
  where: { lineageId: string; fromOn: Day; before: Date; exceptVisitId: string },
): Promise<DeliveredSession[]> {
  const rows = await db.schoolSession.findMany({
    where: {
      status: "delivered",
      visit: {
        id: { not: where.exceptVisitId },
        school: { lineageId: where.lineageId },
        // Visits of an imported past have days without times: they come before whatever else was on their day.
        OR: [
          { onDate: { gte: dayToColumn(where.fromOn) }, startsAt: { lt: where.before } },
          { onDate: { gte: dayToColumn(where.fromOn), lt: dayToColumn(dayOf(where.before)) }, startsAt: null },
        ],
      },
    },
    orderBy: [{ visit: { onDate: "desc" } }, { visit: { startsAt: "desc" } }, { startMinute: "desc" }, { id: "asc" }],
    select: {
      id: true,
      startMinute: true,
      format: { select: { name: true } },
      visit: { select: { onDate: true, startsAt: true } },
      groups: { orderBy: { position: "asc" }, select: { label: true, yearGroups: true } },
    },
  });
  return rows.flatMap(({ visit, format, groups, ...session }) =>
    visit.onDate === null
      ? []
      : [
          {
            ...session,
            onDate: dayFromColumn(visit.onDate),
            startsAt: visit.startsAt,
            formatName: format.name,
            groupLabels: groups.map(({ label }) => label),
            yearGroups: groups.flatMap(({ yearGroups }) => yearGroups).filter(isYearGroup),
          },
        ],
  );
}

/**
 * Marks a visit as done by compare-and-set on the version: false when somebody changed it first. The place as it
 * was on the day is given with the first record alone, so that a later register import changes no past figure.
 */
export async function completeVisitRow(
  tx: Tx,
  input: { visitId: string; version: number; now: Date; place: VisitToRecord["school"] | null },
): Promise<boolean> {
  const { place } = input;
  const changed = await tx.visit.updateMany({
    where: { id: input.visitId, version: input.version, status: { in: ["scheduled", "completed"] } },
    data: {
      status: "completed",
      version: { increment: 1 },
      ...(place
        ? {
            completedAt: input.now,
            districtCode: place.district?.code ?? null,
            districtName: place.district?.name ?? null,
            localAuthorityCode: place.localAuthority?.code ?? null,
            localAuthorityName: place.localAuthority?.name ?? null,
            schoolType: place.typeName,
            schoolPhase: place.phase,
          }
        : {}),
    },
  });
  return changed.count === 1;
}

/** Writes one revision: what was seen is never rewritten, a correction is a further row. */
export async function createDelivery(
  tx: Tx,
  input: {
    visitId: string;
    revision: number;
    source: FactSource;
    recordedById: string;
    recordedAt: Date;
    correctionReason: string;
    record: DeliveryRecord;
  },
): Promise<void> {
  const { record, ...columns } = input;
  const { outcomes, counts, ...seenOnce } = record;
  await tx.delivery.create({
    data: {
      ...columns,
      ...seenOnce,
      outcomes: { createMany: { data: outcomes.map(({ sessionId, outcome }) => ({ sessionId, outcome })) } },
      counts: { createMany: { data: [...counts] } },
    },
    select: { id: true },
  });
}

/** The session's status and its reasons follow the newest revision. */
export async function setSessionOutcome(
  tx: Tx,
  input: {
    sessionId: string;
    from: SchoolSessionStatus;
    outcome: SessionOutcome;
    reasonCodes: readonly string[];
    now: Date;
  },
): Promise<boolean> {
  const { sessionId, outcome, reasonCodes, now } = input;
  const changed = await tx.schoolSession.updateMany({
    where: { id: sessionId, status: input.from },
    data: { status: outcome },
  });
  await tx.reasonGiven.deleteMany({ where: { sessionId } });
  await tx.reasonGiven.createMany({
    data: reasonCodes.map((reasonCode) => ({ reasonCode, sessionId, givenAt: now })),
  });
  return changed.count === 1;
}

/**
 * A scheduled request is completed when nothing of it is left to do. Its row is locked first: two visits
 * recorded at once would otherwise each see the other as open. True when this call completed it.
 */
export async function completeRequestWhenDone(tx: Tx, requestId: string, now: Date): Promise<boolean> {
  await tx.$queryRaw`SELECT id FROM booking_request WHERE id = ${requestId}::uuid FOR NO KEY UPDATE`;
  const open = await tx.visit.count({ where: { requestId, status: { in: ["pencilled", "scheduled"] } } });
  if (open > 0) return false;
  const changed = await tx.bookingRequest.updateMany({
    where: { id: requestId, status: "scheduled" },
    data: { status: "completed", version: { increment: 1 }, closedAt: now },
  });
  return changed.count === 1;
}
