import { dayFromColumn, dayToColumn } from "~/data/day";
import type { Db, Tx } from "~/data/db.server";
import { isCohortYear } from "~/domain/groups";
import { cohortKey } from "~/domain/reach";
import type { Day } from "~/lib/london-time";

type Span = { startsOn: Day; endsOn: Day };

/** The newest roll of each year group, by the key that `countReach` asks with. */
export async function findRolls(
  db: Db | Tx,
  where: { lineageIds: readonly string[]; academicYears: readonly string[] },
): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<
    { schoolLineageId: string; academicYear: string; yearGroup: string; roll: number }[]
  >`
    SELECT DISTINCT ON (sc.lineage_id, r.academic_year, r.year_group)
      sc.lineage_id::text AS "schoolLineageId", r.academic_year AS "academicYear",
      r.year_group AS "yearGroup", r.roll AS "roll"
    FROM school_roll r JOIN school sc ON sc.id = r.school_id
    WHERE sc.lineage_id = ANY(${[...where.lineageIds]}::uuid[])
      AND r.academic_year = ANY(${[...where.academicYears]}::text[])
    ORDER BY sc.lineage_id, r.academic_year, r.year_group, r.recorded_at DESC, r.id DESC`;
  return new Map(
    rows.flatMap(({ yearGroup, roll, ...cohort }): [string, number][] =>
      isCohortYear(yearGroup) ? [[cohortKey({ ...cohort, yearGroup }), roll]] : [],
    ),
  );
}

export type UnrecordedVisit = { visitId: string; onDate: Day; schoolName: string; presenterNames: string[] };

/** Visits that are over and of which nobody has recorded what happened, oldest first. */
export async function listUnrecorded(db: Db | Tx, where: Span & { now: Date }): Promise<UnrecordedVisit[]> {
  const rows = await db.visit.findMany({
    where: {
      status: "scheduled",
      onDate: { gte: dayToColumn(where.startsOn), lte: dayToColumn(where.endsOn) },
      endsAt: { lte: where.now },
      deliveries: { none: {} },
    },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    select: {
      id: true,
      onDate: true,
      school: { select: { name: true } },
      presenters: {
        orderBy: { presenter: { account: { name: "asc" } } },
        select: { presenter: { select: { account: { select: { name: true, email: true } } } } },
      },
    },
  });
  return rows.flatMap(({ id, onDate, school, presenters }) =>
    onDate === null
      ? []
      : [
          {
            visitId: id,
            onDate: dayFromColumn(onDate),
            schoolName: school.name,
            presenterNames: presenters.map(({ presenter: { account } }) => account.name || account.email),
          },
        ],
  );
}

/** The day of the first visit of which anything was recorded; null before the first. */
export async function findFirstRecordedDay(db: Db | Tx): Promise<Day | null> {
  // What is recorded completes its visit: the first of an index, in place of a look at every record.
  const row = await db.visit.findFirst({
    where: { status: "completed", onDate: { not: null } },
    orderBy: { onDate: "asc" },
    select: { onDate: true },
  });
  return row?.onDate ? dayFromColumn(row.onDate) : null;
}

/** Where the register has each lineage: its open school, else the one that closed last. */
export async function listPlacesOfLineages(
  db: Db | Tx,
  lineageIds: readonly string[],
): Promise<{ lineageId: string; easting: number | null; northing: number | null }[]> {
  return db.$queryRaw`
    SELECT DISTINCT ON (lineage_id) lineage_id::text AS "lineageId", easting, northing FROM school
    WHERE lineage_id = ANY(${[...lineageIds]}::uuid[])
    ORDER BY lineage_id, (status <> 'closed') DESC, closed_on DESC NULLS LAST, id DESC`;
}
