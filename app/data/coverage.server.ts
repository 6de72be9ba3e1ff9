import type { Db } from "~/data/db.server";
import { Prisma } from "~/data/generated/client";
import { AGE_OF_RECEPTION, type EligibilityFacts } from "~/domain/eligible";
import { isYearGroup, YEAR_GROUPS, type YearGroup } from "~/domain/groups";
import type { CoverageSchool } from "~/domain/coverage";
import type { Day } from "~/lib/london-time";

export type OpenSchool = Omit<CoverageSchool, "students"> & EligibilityFacts;

type RememberedSchools = { key: string; schools: readonly OpenSchool[] };

const remembered = new WeakMap<Db, RememberedSchools>();

/**
 * Open schools and settings that may have students of these year groups, by name. Places of reachable moments are left
 * out: they are named nowhere outside the team. Whether the programme is for them is decided by domain/eligible; here only
 * those are left out that cannot be. A country of them is read again only where a row is another than the one read before,
 * which the database says; never behind a commit.
 */
export async function listOpenSchools(db: Db, yearGroups: readonly YearGroup[]): Promise<readonly OpenSchool[]> {
  const [now] = await db.$queryRaw<{ print: string }[]>`
    SELECT concat_ws(' ', count(*), sum(hash_record_extended(ROW(id, xmin), 0)),
      (SELECT sum(hash_record_extended(ROW(code, xmin), 0)) FROM district),
      (SELECT sum(hash_record_extended(ROW(code, xmin), 0)) FROM local_authority)) AS "print"
      FROM school`;
  const key = [now?.print, ...yearGroups].join(" ");
  const known = remembered.get(db);
  if (known?.key === key) return known.schools;
  const schools = await readOpenSchools(db, yearGroups);
  remembered.set(db, { key, schools });
  return schools;
}

async function readOpenSchools(db: Db, yearGroups: readonly YearGroup[]): Promise<OpenSchool[]> {
  const places = yearGroups.map((year) => YEAR_GROUPS.indexOf(year));
  const [youngest, oldest] = [AGE_OF_RECEPTION + Math.min(...places), AGE_OF_RECEPTION + Math.max(...places)];
  // One text for the whole answer: a country's rows through the driver one by one take seconds.
  const [packed] = await db.$queryRaw<{ rows: OpenSchool[] | null }[]>`
    SELECT json_agg(json_build_object('id', s.id, 'lineageId', s.lineage_id, 'name', s.name, 'town', s.town,
             'districtCode', s.district_code, 'districtName', d.name, 'authorityCode', s.local_authority_code,
             'authorityName', a.name, 'kind', s.kind, 'typeName', s.type_name, 'phase', s.phase, 'lowAge', s.low_age,
             'highAge', s.high_age, 'pupils', s.pupils, 'secondaryPupils', s.secondary_pupils,
             'easting', s.easting, 'northing', s.northing) ORDER BY s.name, s.id) AS "rows"
      FROM school s LEFT JOIN district d ON d.code = s.district_code
      LEFT JOIN local_authority a ON a.code = s.local_authority_code
     WHERE s.status = 'open' AND NOT s.targeted
       AND (s.kind = 'youth' OR CASE WHEN s.high_age IS NULL THEN lower(s.phase) IN ('secondary', 'all-through')
              ELSE s.high_age > ${youngest}::int AND coalesce(s.low_age, 0) <= ${oldest}::int END)`;
  return packed?.rows ?? [];
}

/** Of these lineages alone, or of all. */
const among = (lineageIds: readonly string[] | null): Prisma.Sql =>
  lineageIds === null ? Prisma.empty : Prisma.sql`AND s.lineage_id = ANY(${[...lineageIds]}::uuid[])`;

/** The newest number that schools gave for each of their year groups in an academic year, by lineage. */
export async function listYearRolls(
  db: Db,
  academicYear: string,
  lineageIds: readonly string[] | null,
): Promise<Map<string, Map<YearGroup, number>>> {
  const [packed] = await db.$queryRaw<{ rows: [string, string, number][] | null }[]>`
    SELECT json_agg(json_build_array(n.lineage_id, n.year_group, n.roll)) AS "rows" FROM (
      SELECT DISTINCT ON (s.lineage_id, r.year_group) s.lineage_id, r.year_group, r.roll
        FROM school_roll r JOIN school s ON s.id = r.school_id
       WHERE r.academic_year = ${academicYear} AND r.roll > 0 ${among(lineageIds)}
       ORDER BY s.lineage_id, r.year_group, r.recorded_at DESC, r.id DESC) n`;
  const rolls = new Map<string, Map<YearGroup, number>>();
  for (const [lineageId, yearGroup, roll] of packed?.rows ?? []) {
    if (!isYearGroup(yearGroup)) continue;
    rolls.set(lineageId, (rolls.get(lineageId) ?? new Map<YearGroup, number>()).set(yearGroup, roll));
  }
  return rolls;
}

/** Days of the newest delivery to each year group ("mixed" where nobody noted it). */
export type LastReached = ReadonlyMap<string, Day>;

/**
 * When each year group of a lineage was reached last between two days; sessions of reachable moments are left out. Visit
 * by visit through the indexes, for the reason that loadReachFacts gives.
 */
export async function listLastReached(
  db: Db,
  { from, to, lineageIds }: { from: Day; to: Day; lineageIds: readonly string[] | null },
): Promise<{ lineageId: string; yearGroup: string; onDate: Day }[]> {
  const [packed] = await db.$queryRaw<{ rows: [string, string, Day][] | null }[]>`
    SELECT json_agg(json_build_array(n.lineage_id, n.year_group, n.on_date)) AS "rows" FROM (
      SELECT s.lineage_id, c.year_group, to_char(max(v.on_date), 'YYYY-MM-DD') AS on_date
        FROM visit v JOIN school s ON s.id = v.school_id
        CROSS JOIN LATERAL (SELECT id FROM delivery n WHERE n.visit_id = v.id ORDER BY n.revision DESC LIMIT 1) d
        CROSS JOIN LATERAL (
          SELECT DISTINCT c.year_group FROM delivery_count c
            JOIN delivery_session o ON o.delivery_id = c.delivery_id AND o.session_id = c.session_id AND o.outcome = 'delivered'
           WHERE c.delivery_id = d.id AND c.attended > 0) c
       WHERE v.status = 'completed' AND NOT v.targeted AND v.on_date BETWEEN ${from}::date AND ${to}::date ${among(lineageIds)}
       GROUP BY s.lineage_id, c.year_group) n`;
  return (packed?.rows ?? []).map(([lineageId, yearGroup, onDate]) => ({ lineageId, yearGroup, onDate }));
}
