import type { Db } from "~/data/db.server";
import type { CoverageSchool } from "~/domain/coverage";
import type { Day } from "~/lib/london-time";

/**
 * Open schools with students of years 7 to 11 (ages 11 to 15 of the register; its phase where it has no ages), by name.
 * Places of reachable moments are left out: they are named nowhere outside the team.
 */
export async function listCoverageSchools(db: Db): Promise<CoverageSchool[]> {
  return db.$queryRaw<CoverageSchool[]>`
    SELECT s.id::text, s.lineage_id::text AS "lineageId", s.name, s.town, s.district_code AS "districtCode",
           d.name AS "districtName", nullif(s.secondary_pupils, 0) AS students, s.easting, s.northing
      FROM school s LEFT JOIN district d ON d.code = s.district_code
     WHERE s.status = 'open' AND s.kind = 'school' AND NOT s.targeted
       AND CASE WHEN s.high_age IS NULL THEN s.phase IN ('Secondary', 'All-through')
                ELSE s.high_age >= 12 AND coalesce(s.low_age, 0) <= 15 END
     ORDER BY s.name, s.id`;
}

/** The day of the newest delivery of each lineage on or before `today`, sessions of reachable moments left out. */
export async function lastReachedByLineage(db: Db, today: Day): Promise<Map<string, Day>> {
  const rows = await db.$queryRaw<{ lineageId: string; onDate: Day }[]>`
    SELECT s.lineage_id::text AS "lineageId", to_char(max(v.on_date), 'YYYY-MM-DD') AS "onDate"
      FROM visit v JOIN school s ON s.id = v.school_id
     WHERE v.status = 'completed' AND NOT v.targeted AND v.on_date <= ${today}::date
       AND EXISTS (
         SELECT 1 FROM delivery d JOIN delivery_session o ON o.delivery_id = d.id AND o.outcome = 'delivered'
          WHERE d.visit_id = v.id
            AND NOT EXISTS (SELECT 1 FROM delivery n WHERE n.visit_id = v.id AND n.revision > d.revision))
     GROUP BY s.lineage_id`;
  return new Map(rows.map(({ lineageId, onDate }) => [lineageId, onDate]));
}
