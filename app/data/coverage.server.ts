import type { Db } from "~/data/db.server";
import { AGE_OF_RECEPTION, type EligibilityFacts } from "~/domain/eligible";
import { isYearGroup, YEAR_GROUPS, type YearGroup } from "~/domain/groups";
import type { CoverageSchool } from "~/domain/coverage";
import type { Day } from "~/lib/london-time";

export type OpenSchool = Omit<CoverageSchool, "students"> & EligibilityFacts;

/**
 * Open schools and settings that may have students of these year groups, by name. Places of reachable moments are left
 * out: they are named nowhere outside the team. Whether the programme is for them is decided by domain/eligible; here only
 * those are left out that cannot be, so that a whole country's primary schools are not read for nothing.
 */
export async function listOpenSchools(db: Db, yearGroups: readonly YearGroup[]): Promise<OpenSchool[]> {
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

/** The newest number that schools gave for each of their year groups in an academic year, by lineage. */
export async function listYearRolls(db: Db, academicYear: string): Promise<Map<string, Map<YearGroup, number>>> {
  const rows = await db.$queryRaw<{ lineageId: string; yearGroup: string; roll: number }[]>`
    SELECT DISTINCT ON (s.lineage_id, r.year_group) s.lineage_id::text AS "lineageId", r.year_group AS "yearGroup", r.roll
      FROM school_roll r JOIN school s ON s.id = r.school_id
     WHERE r.academic_year = ${academicYear} AND r.roll > 0
     ORDER BY s.lineage_id, r.year_group, r.recorded_at DESC, r.id DESC`;
  const rolls = new Map<string, Map<YearGroup, number>>();
  for (const { lineageId, yearGroup, roll } of rows) {
    if (!isYearGroup(yearGroup)) continue;
    rolls.set(lineageId, (rolls.get(lineageId) ?? new Map<YearGroup, number>()).set(yearGroup, roll));
  }
  return rolls;
}

/**
 * The day of the newest delivery to students of these year groups, or of years that nobody noted, of each lineage on or
 * before `today`; sessions of reachable moments are left out.
 */
export async function lastReachedByLineage(
  db: Db,
  { today, yearGroups }: { today: Day; yearGroups: readonly YearGroup[] },
): Promise<Map<string, Day>> {
  const rows = await db.$queryRaw<{ lineageId: string; onDate: Day }[]>`
    SELECT s.lineage_id::text AS "lineageId", to_char(max(v.on_date), 'YYYY-MM-DD') AS "onDate"
      FROM visit v JOIN school s ON s.id = v.school_id
     WHERE v.status = 'completed' AND NOT v.targeted AND v.on_date <= ${today}::date
       AND EXISTS (
         SELECT 1 FROM delivery d
          JOIN delivery_session o ON o.delivery_id = d.id AND o.outcome = 'delivered'
          JOIN delivery_count c ON c.delivery_id = d.id AND c.session_id = o.session_id AND c.attended > 0
            AND c.year_group = ANY(${["mixed", ...yearGroups]}::text[])
          WHERE d.visit_id = v.id
            AND NOT EXISTS (SELECT 1 FROM delivery n WHERE n.visit_id = v.id AND n.revision > d.revision))
     GROUP BY s.lineage_id`;
  return new Map(rows.map(({ lineageId, onDate }) => [lineageId, onDate]));
}
