import { listCommitments, type CommitmentRow, type CommitmentSpan } from "~/data/commitments.server";
import { dayFromColumn, dayToColumn, optionalDayFromColumn } from "~/data/day";
import type { Db, Tx } from "~/data/db.server";
import { listPresenters } from "~/data/presenters.server";
import { SCHOOL_DAYS, schoolDaysOf } from "~/data/school-calendar.server";
import type { PlanningFacts, PlanningPresenter, PlanningSchool } from "~/domain/scheduling";
import type { Place } from "~/domain/travel";
import type { WorkingPattern } from "~/domain/working-hours";
import { addDays, instantAt, type Day } from "~/lib/london-time";

/** A presenter as planning sees them, with what tells who suits best. */
export type PresenterFacts = PlanningPresenter & {
  /** Where the day begins and ends; null where none was entered. */
  base: Place | null;
  startedOn: Day | null;
  endedOn: Day | null;
};

/** Searches read commitments through their memory (data/commitment-memory), checks that lead to writing never. */
type ReadCommitments<Client> = (db: Client, where: CommitmentSpan) => Promise<readonly CommitmentRow[]>;

/** Holds for `forRequestId` do not stand in the way of planning that request. */
type PlanningSpan = { presenterIds?: readonly string[]; fromOn: Day; toOn: Day; now: Date; forRequestId?: string };

/**
 * All that planning rules need to know about a school and presenters between two days (both included). Without
 * `presenterIds`: every presenter who can be booked. Inside a transaction that holds the presenters' locks it is what
 * will be true at commit.
 */
export async function loadPlanningFacts(
  db: Db | Tx,
  where: PlanningSpan & { schoolId: string },
): Promise<PlanningFacts & { presenters: PresenterFacts[] }> {
  // One after the other: a transaction has one connection.
  const place = await loadPlanningPlace(db, where.schoolId);
  return { ...place, presenters: await listPresenterFacts(db, where) };
}

/** What planning must know of a school, and of the ways to it that somebody timed. */
export async function loadPlanningPlace(
  db: Db | Tx,
  schoolId: string,
): Promise<Pick<PlanningFacts, "school" | "travelExceptions">> {
  const school = await loadSchool(db, schoolId);
  const travelExceptions = await db.travelException.findMany({
    where: { OR: [{ fromSchoolId: schoolId }, { toSchoolId: schoolId }] },
    select: { fromSchoolId: true, toSchoolId: true, minutes: true },
  });
  return {
    school,
    travelExceptions: travelExceptions.map(({ fromSchoolId, toSchoolId, minutes }) => ({
      fromPlaceId: fromSchoolId,
      toPlaceId: toSchoolId,
      minutes,
    })),
  };
}

async function loadSchool(db: Db | Tx, id: string): Promise<PlanningSchool> {
  const row = await db.school.findUniqueOrThrow({
    where: { id },
    select: {
      ...SCHOOL_DAYS,
      id: true,
      name: true,
      easting: true,
      northing: true,
      district: { select: { easting: true, northing: true } },
      opensAtMinutes: true,
      closesAtMinutes: true,
    },
  });
  const { name, easting, northing, district, opensAtMinutes, closesAtMinutes } = row;
  const approximate = easting === null || northing === null;
  return {
    id,
    name,
    opensAtMinutes,
    closesAtMinutes,
    easting: approximate ? (district?.easting ?? null) : easting,
    northing: approximate ? (district?.northing ?? null) : northing,
    approximate,
    ...schoolDaysOf(row),
  };
}

/** Presenters who can be booked, with all that planning must know of them between two days, both included. */
export async function listPresenterFacts<Client extends Db | Tx>(
  db: Client,
  where: PlanningSpan,
  read: ReadCommitments<Client> = listCommitments,
): Promise<PresenterFacts[]> {
  const presenters = await listPresenters(db, where.presenterIds);
  const presenterIds = presenters.map(({ id }) => id);
  const patterns = await db.workingPattern.findMany({
    where: {
      presenterId: { in: presenterIds },
      validFromOn: { lte: dayToColumn(where.toOn) },
      OR: [{ validToOn: null }, { validToOn: { gte: dayToColumn(where.fromOn) } }],
    },
    select: {
      presenterId: true,
      validFromOn: true,
      validToOn: true,
      anchorOn: true,
      cycleWeeks: true,
      days: { select: { week: true, weekday: true, startMinutes: true, endMinutes: true } },
    },
  });
  const span: CommitmentSpan = {
    presenterIds,
    from: instantAt(where.fromOn, 0),
    to: instantAt(addDays(where.toOn, 1), 0),
    now: where.now,
    forRequestId: where.forRequestId,
  };
  const commitments = await read(db, span);
  const patternsOf = groupBy(patterns);
  const commitmentsOf = groupBy(commitments);
  return presenters.map(({ id, name, baseEasting: easting, baseNorthing: northing, startedOn, endedOn }) => ({
    id,
    name,
    base: easting === null || northing === null ? null : { id: `base of ${id}`, easting, northing },
    startedOn,
    endedOn,
    patterns: (patternsOf.get(id) ?? []).map(
      ({ validFromOn, validToOn, anchorOn, cycleWeeks, days }): WorkingPattern => ({
        validFromOn: dayFromColumn(validFromOn),
        validToOn: optionalDayFromColumn(validToOn),
        anchorOn: dayFromColumn(anchorOn),
        cycleWeeks,
        days,
      }),
    ),
    commitments: commitmentsOf.get(id) ?? [],
  }));
}

/** A district as if it were a school at its centre, with its local authority's terms. */
export type DistrictPlace = { name: string; place: PlanningSchool };

/** Districts of the authorities whose terms somebody keeps: the area that the programme serves. */
export async function listDistrictPlaces(db: Db): Promise<DistrictPlace[]> {
  const rows = await db.district.findMany({
    where: { easting: { not: null }, localAuthority: { terms: { some: {} } }, schools: { some: { status: "open" } } },
    orderBy: { name: "asc" },
    select: {
      code: true,
      name: true,
      easting: true,
      northing: true,
      localAuthority: { select: { terms: { select: { startsOn: true, endsOn: true } } } },
    },
  });
  return rows.map(({ code, name, easting, northing, localAuthority }) => ({
    name,
    place: {
      id: `district ${code}`,
      name,
      easting,
      northing,
      approximate: true,
      calendar: { kind: "school", terms: (localAuthority?.terms ?? []).map(spanOf), closedDays: [] },
      opensAtMinutes: null,
      closesAtMinutes: null,
      quietPeriods: [],
    },
  }));
}

function groupBy<Row extends { presenterId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.presenterId);
    if (group) group.push(row);
    else groups.set(row.presenterId, [row]);
  }
  return groups;
}

function spanOf({ startsOn, endsOn }: { startsOn: Date; endsOn: Date }): { startsOn: Day; endsOn: Day } {
  return { startsOn: dayFromColumn(startsOn), endsOn: dayFromColumn(endsOn) };
}
