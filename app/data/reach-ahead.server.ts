import { dayFromColumn } from "~/data/day";
import type { Db, Tx } from "~/data/db.server";
import type { Day } from "~/lib/london-time";

export type Ahead = { visits: number; expected: number };

export type WorkAhead = {
  booked: Ahead;
  targeted: Ahead;
  /** Requests that wait for a date; sensitive and targeted ones are never hinted at. */
  requested: { requests: number; expected: number };
  /** Of requests answered in the period's own year: how many came to a visit. */
  decided: { accepted: number; all: number };
};

type Row = {
  bookedVisits: number;
  bookedExpected: number;
  targetedVisits: number;
  targetedExpected: number;
  requests: number;
  requestsExpected: number;
  accepted: number;
  decided: number;
};

/** Plans of a period: expected numbers, never added to what was seen. One statement, one moment. */
export async function readWorkAhead(
  db: Db | Tx,
  where: { startsOn: Day; endsOn: Day; now: Date; isCurrent: boolean },
): Promise<WorkAhead> {
  const [row] = await db.$queryRaw<Row[]>`
    WITH ahead AS (
      SELECT v.targeted, coalesce((
        SELECT sum(g.expected) FROM school_session s JOIN session_group g ON g.session_id = s.id
        WHERE s.visit_id = v.id AND s.status = 'scheduled'), 0) AS expected
      FROM visit v
      WHERE v.status = 'scheduled' AND v.on_date BETWEEN ${where.startsOn}::date AND ${where.endsOn}::date
        AND v.starts_at > ${where.now}
    ), waiting AS (
      SELECT r.id, coalesce(sum(g.expected), 0) AS expected
      FROM booking_request r LEFT JOIN request_group g ON g.request_id = r.id
      WHERE ${where.isCurrent} AND r.status IN ('submitted', 'offered') AND NOT r.sensitive AND NOT r.targeted
        AND NOT EXISTS (SELECT 1 FROM visit v WHERE v.request_id = r.id AND v.status = 'scheduled')
      GROUP BY r.id
    ), answered AS (
      SELECT count(*) FILTER (WHERE r.status IN ('scheduled', 'completed')) AS accepted, count(*) AS decided
      FROM booking_request r
      WHERE r.status IN ('scheduled', 'completed', 'declined', 'withdrawn') AND NOT r.sensitive AND NOT r.targeted
        AND r.proven_at >= ${where.startsOn}::date AND r.proven_at < ${where.endsOn}::date + 1
    )
    SELECT count(*) FILTER (WHERE NOT targeted)::int AS "bookedVisits",
      coalesce(sum(expected) FILTER (WHERE NOT targeted), 0)::int AS "bookedExpected",
      count(*) FILTER (WHERE targeted)::int AS "targetedVisits",
      coalesce(sum(expected) FILTER (WHERE targeted), 0)::int AS "targetedExpected",
      (SELECT count(*)::int FROM waiting) AS "requests",
      (SELECT coalesce(sum(expected), 0)::int FROM waiting) AS "requestsExpected",
      (SELECT accepted::int FROM answered) AS "accepted", (SELECT decided::int FROM answered) AS "decided"
    FROM ahead`;
  return {
    booked: { visits: row?.bookedVisits ?? 0, expected: row?.bookedExpected ?? 0 },
    targeted: { visits: row?.targetedVisits ?? 0, expected: row?.targetedExpected ?? 0 },
    requested: { requests: row?.requests ?? 0, expected: row?.requestsExpected ?? 0 },
    decided: { accepted: row?.accepted ?? 0, all: row?.decided ?? 0 },
  };
}

/** The terms of every local authority with schools of ours, for the days on which anybody is taught. */
export async function listTermsByAuthority(
  db: Db | Tx,
  span: { startsOn: Day; endsOn: Day },
): Promise<{ startsOn: Day; endsOn: Day }[][]> {
  const rows = await db.$queryRaw<{ code: string; startsOn: Date; endsOn: Date }[]>`
    SELECT local_authority_code AS "code", starts_on AS "startsOn", ends_on AS "endsOn" FROM term
    WHERE local_authority_code IS NOT NULL AND starts_on <= ${span.endsOn}::date AND ends_on >= ${span.startsOn}::date
    ORDER BY 1, 2`;
  const byAuthority = new Map<string, { startsOn: Day; endsOn: Day }[]>();
  for (const { code, startsOn, endsOn } of rows) {
    const own = byAuthority.get(code) ?? [];
    own.push({ startsOn: dayFromColumn(startsOn), endsOn: dayFromColumn(endsOn) });
    byAuthority.set(code, own);
  }
  return [...byAuthority.values()];
}
