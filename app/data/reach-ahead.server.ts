import { dayFromColumn } from "~/data/day";
import type { Db, Tx } from "~/data/db.server";
import { Prisma } from "~/data/generated/client";
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
  print: string;
  bookedVisits: number;
  targetedVisits: number;
  requests: number;
  requestsExpected: number;
  accepted: number;
  decided: number;
};

type Span = { startsOn: Day; endsOn: Day; now: Date };
type Expected = { booked: number; targeted: number };

const MOST_SPANS = 16;
const remembered = new WeakMap<Db, Map<string, { print: string; expected: Expected }>>();

/**
 * Plans of a period: expected numbers, never added to what was seen. What the visits ahead expect is summed up again only
 * where the database says that another visit, or another state of one, is among them: sessions and groups are written
 * with their visit's row alone. Never behind a commit.
 */
export async function readWorkAhead(db: Db, where: Span & { isCurrent: boolean }): Promise<WorkAhead> {
  const [row] = await db.$queryRaw<Row[]>`
    WITH waiting AS (
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
    SELECT concat_ws(' ', count(*), sum(hash_record_extended(ROW(v.id, v.xmin), 0))) AS "print",
      count(*) FILTER (WHERE NOT v.targeted)::int AS "bookedVisits",
      count(*) FILTER (WHERE v.targeted)::int AS "targetedVisits",
      (SELECT count(*)::int FROM waiting) AS "requests",
      (SELECT coalesce(sum(expected), 0)::int FROM waiting) AS "requestsExpected",
      (SELECT accepted::int FROM answered) AS "accepted", (SELECT decided::int FROM answered) AS "decided"
    FROM visit v WHERE ${isAhead(where)}`;
  const expected = await recallExpected(db, where, row?.print ?? "");
  return {
    booked: { visits: row?.bookedVisits ?? 0, expected: expected.booked },
    targeted: { visits: row?.targetedVisits ?? 0, expected: expected.targeted },
    requested: { requests: row?.requests ?? 0, expected: row?.requestsExpected ?? 0 },
    decided: { accepted: row?.accepted ?? 0, all: row?.decided ?? 0 },
  };
}

const isAhead = ({ startsOn, endsOn, now }: Span): Prisma.Sql => Prisma.sql`v.status = 'scheduled'
  AND v.on_date BETWEEN ${startsOn}::date AND ${endsOn}::date AND v.starts_at > ${now}`;

async function recallExpected(db: Db, span: Span, print: string): Promise<Expected> {
  const memory = remembered.get(db) ?? new Map<string, { print: string; expected: Expected }>();
  remembered.set(db, memory);
  const key = `${span.startsOn}/${span.endsOn}`;
  const known = memory.get(key);
  const expected = known?.print === print ? known.expected : await readExpected(db, span);
  memory.delete(key);
  memory.set(key, { print, expected });
  for (const oldest of [...memory.keys()].slice(0, Math.max(0, memory.size - MOST_SPANS))) memory.delete(oldest);
  return expected;
}

async function readExpected(db: Db, span: Span): Promise<Expected> {
  const [row] = await db.$queryRaw<Expected[]>`
    SELECT coalesce(sum(g.expected) FILTER (WHERE NOT v.targeted), 0)::int AS "booked",
      coalesce(sum(g.expected) FILTER (WHERE v.targeted), 0)::int AS "targeted"
    FROM visit v JOIN school_session s ON s.visit_id = v.id AND s.status = 'scheduled'
    JOIN session_group g ON g.session_id = s.id
    WHERE ${isAhead(span)}`;
  return { booked: row?.booked ?? 0, targeted: row?.targeted ?? 0 };
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
