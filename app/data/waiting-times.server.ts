import { dayToColumn } from "~/data/day";
import type { Db } from "~/data/db.server";
import type { Day } from "~/lib/london-time";

/**
 * Days from a request to its first visit: the median over requests proven on or after a day, and how many they are.
 * Null where there are none. What followed an incident is not usual and does not count.
 */
export async function findUsualWait(db: Db, since: Day): Promise<{ days: number; requests: number } | null> {
  const [row] = await db.$queryRaw<{ days: number | null; requests: number }[]>`
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY waited)::float8 AS days, count(*)::int AS requests
      FROM (SELECT min(v.on_date) - (r.proven_at AT TIME ZONE 'Europe/London')::date AS waited
              FROM booking_request r JOIN visit v ON v.request_id = r.id
             WHERE r.proven_at >= ${dayToColumn(since)} AND NOT r.sensitive AND v.status IN ('scheduled', 'completed')
             GROUP BY r.id) w
     WHERE waited >= 0`;
  return row && row.days !== null ? { days: row.days, requests: row.requests } : null;
}
