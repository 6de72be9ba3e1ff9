import { dayFromColumn, dayToColumn } from "~/data/day";
import type { Db, Tx } from "~/data/db.server";
import { Prisma } from "~/data/generated/client";
import type { CountBasis } from "~/domain/delivery";
import { isCohortYear, type CohortYear } from "~/domain/groups";
import { cohortKey, type Novelty } from "~/domain/reach";
import type { Day } from "~/lib/london-time";

type Span = { startsOn: Day; endsOn: Day };

/** One attendance as last recorded, with what was true of its place when the visit took place. */
export type CountedRow = {
  id: string;
  visitId: string;
  sessionId: string;
  onDate: Day;
  /** Null for a past that was imported without times. */
  visitStartsAt: Date | null;
  startMinute: number;
  endMinute: number;
  formatName: string;
  groupLabel: string;
  yearGroup: CohortYear;
  attended: number;
  novelty: Novelty;
  sameAsSessionId: string | null;
  basis: CountBasis | null;
  schoolName: string;
  lineageId: string;
  districtCode: string | null;
  districtName: string | null;
  targeted: boolean;
};

type CountedRecord = Omit<CountedRow, "yearGroup"> & { yearGroup: string };

/** Attendances of visits with a day in the span, from the newest revision of each visit's record. */
export async function listCounted(db: Db | Tx, span: Span): Promise<CountedRow[]> {
  return selectCounted(db, Prisma.sql`v.on_date BETWEEN ${span.startsOn}::date AND ${span.endsOn}::date`);
}

/** The same for sessions by id: what links between sessions lead to, in whatever period it lies. */
export async function listCountedInSessions(
  db: Db | Tx,
  sessionIds: readonly string[],
): Promise<CountedRow[]> {
  if (sessionIds.length === 0) return [];
  return selectCounted(db, Prisma.sql`c.session_id = ANY(${[...sessionIds]}::uuid[])`);
}

async function selectCounted(db: Db | Tx, where: Prisma.Sql): Promise<CountedRow[]> {
  const rows = await db.$queryRaw<CountedRecord[]>`
    SELECT c.id::text AS "id", v.id::text AS "visitId", s.id::text AS "sessionId",
      to_char(v.on_date, 'YYYY-MM-DD') AS "onDate", v.starts_at AS "visitStartsAt",
      s.start_minute AS "startMinute", s.end_minute AS "endMinute", f.name AS "formatName",
      g.label AS "groupLabel", c.year_group AS "yearGroup", c.attended AS "attended",
      c.novelty::text AS "novelty", c.same_as_session_id::text AS "sameAsSessionId", d.basis::text AS "basis",
      sc.name AS "schoolName", sc.lineage_id::text AS "lineageId",
      v.district_code AS "districtCode", v.district_name AS "districtName", v.targeted AS "targeted"
    FROM delivery_count c
    JOIN delivery d ON d.id = c.delivery_id
    JOIN delivery_session o
      ON o.delivery_id = d.id AND o.session_id = c.session_id AND o.outcome = 'delivered'
    JOIN visit v ON v.id = d.visit_id
    JOIN school sc ON sc.id = v.school_id
    JOIN school_session s ON s.id = c.session_id
    JOIN format f ON f.id = s.format_id
    JOIN session_group g ON g.id = c.session_group_id
    WHERE ${where}
      AND d.revision = (SELECT max(newest.revision) FROM delivery newest WHERE newest.visit_id = d.visit_id)
    ORDER BY v.on_date, v.starts_at, v.id, s.start_minute, s.position, g.position, c.year_group, c.id`;
  return rows.map((row) => ({ ...row, yearGroup: isCohortYear(row.yearGroup) ? row.yearGroup : "mixed" }));
}

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

export type BookedAhead = { visits: number; expected: number };

/** Expected numbers of visits that are still to come: a plan, never a fact. */
export async function countBookedAhead(
  db: Db | Tx,
  where: Span & { now: Date; targeted: boolean },
): Promise<BookedAhead> {
  const visit: Prisma.VisitWhereInput = {
    status: "scheduled",
    onDate: { gte: dayToColumn(where.startsOn), lte: dayToColumn(where.endsOn) },
    startsAt: { gt: where.now },
    targeted: where.targeted,
  };
  const [visits, groups] = await Promise.all([
    db.visit.count({ where: visit }),
    db.sessionGroup.aggregate({
      where: { session: { status: "scheduled", visit } },
      _sum: { expected: true },
    }),
  ]);
  return { visits, expected: groups._sum.expected ?? 0 };
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
  const row = await db.visit.findFirst({
    where: { onDate: { not: null }, deliveries: { some: {} } },
    orderBy: { onDate: "asc" },
    select: { onDate: true },
  });
  return row?.onDate ? dayFromColumn(row.onDate) : null;
}

export type ProgrammeYearRow = { name: string; startsOn: Day; endsOn: Day; target: number };

/** The programme year that managers entered for a day, or null. */
export async function findProgrammeYear(db: Db | Tx, day: Day): Promise<ProgrammeYearRow | null> {
  const row = await db.programmeYear.findFirst({
    where: { startsOn: { lte: dayToColumn(day) }, endsOn: { gte: dayToColumn(day) } },
    select: { name: true, startsOn: true, endsOn: true, target: true },
  });
  return row && { ...row, startsOn: dayFromColumn(row.startsOn), endsOn: dayFromColumn(row.endsOn) };
}
