import type { Db } from "~/data/db.server";
import { Prisma } from "~/data/generated/client";
import type { VisitSummary } from "~/domain/visit-view";
import { minutesOf, type Day } from "~/lib/london-time";

type ScheduleColumns = Omit<VisitSummary, "id" | "arriveMinutes" | "leaveMinutes"> & {
  /** Without a visit there is one row, that says how many are to be reviewed. */
  id: string | null;
  toReview: number;
  askedMoves: OpenAskedMove[];
  place: bigint | null;
  startsAt: Date | null;
  endsAt: Date | null;
};

/** A school that waits for an answer to its wish for another date than this. */
export type OpenAskedMove = { visitId: string; schoolName: string; onDate: Day | null };

export type Schedule = {
  /** In order of time. */
  visits: VisitSummary[];
  /** By the day on which they must be settled. */
  pencilled: VisitSummary[];
  /** How many visits a change around them has touched, not settled yet. */
  toReview: number;
  /** By the visit's day; for the office alone. */
  askedMoves: OpenAskedMove[];
};

const MOST_VISITS = 2_000;
const MOST_PENCILLED = 500;

/**
 * Visits between two days, both included; for the office also those cancelled, pencilled, to be reviewed and to be
 * moved. One statement, as the list is what the whole team opens first.
 */
export async function listSchedule(db: Db, where: { fromOn: Day; toOn: Day; forOffice: boolean }): Promise<Schedule> {
  const { fromOn, toOn, forOffice } = where;
  const isShown = forOffice ? Prisma.sql`true` : Prisma.sql`status IN ('scheduled', 'completed')`;
  const ofOffice = forOffice ? Prisma.sql`true` : Prisma.sql`false`;
  const rows = await db.$queryRaw<ScheduleColumns[]>`
    WITH shown AS (
      (SELECT id, school_id, status, on_date, pencilled_from_on, pencilled_to_on, settle_by_on, starts_at, ends_at
         FROM visit
        WHERE on_date BETWEEN ${fromOn}::date AND ${toOn}::date AND ${isShown}
        ORDER BY starts_at, id LIMIT ${MOST_VISITS})
      UNION ALL
      (SELECT id, school_id, status, on_date, pencilled_from_on, pencilled_to_on, settle_by_on, starts_at, ends_at
         FROM visit
        WHERE status = 'pencilled' AND on_date IS NULL AND ${ofOffice}
        ORDER BY settle_by_on, pencilled_from_on LIMIT ${MOST_PENCILLED})
    ), presenters AS (
      SELECT vp.visit_id, jsonb_agg(jsonb_build_object('id', vp.presenter_id,
               'name', CASE a.name WHEN '' THEN a.email ELSE a.name END,
               'declined', ${ofOffice} AND EXISTS (
                 SELECT 1 FROM visit_attendee t
                  WHERE t.visit_id = vp.visit_id AND t.account_id = vp.presenter_id
                    AND t.removed_at IS NULL AND t.participation = 'declined')) ORDER BY a.name) AS list
        FROM visit_presenter vp JOIN account a ON a.id = vp.presenter_id
       WHERE vp.visit_id = ANY(ARRAY(SELECT id FROM shown))
       GROUP BY vp.visit_id
    ), taught AS (
      SELECT ss.visit_id, count(DISTINCT ss.id)::int AS sessions, coalesce(sum(sg.expected), 0)::int AS expected
        FROM school_session ss LEFT JOIN session_group sg ON sg.session_id = ss.id
       WHERE ss.visit_id = ANY(ARRAY(SELECT id FROM shown))
       GROUP BY ss.visit_id
    ), lines AS (
      SELECT row_number() OVER (ORDER BY v.starts_at, v.settle_by_on, v.pencilled_from_on, v.id) AS place, v.id::text, v.status::text, v.on_date::text AS "onDate", v.pencilled_from_on::text AS "pencilledFromOn",
             v.pencilled_to_on::text AS "pencilledToOn", v.starts_at AS "startsAt", v.ends_at AS "endsAt",
             s.name AS "schoolName", s.town, coalesce(p.list, '[]') AS presenters,
             coalesce(g.sessions, 0) AS "sessionCount", coalesce(g.expected, 0) AS expected,
             (SELECT count(*)::int FROM readiness_item ri
               WHERE ri.visit_id = v.id AND ri.settled_at IS NOT NULL AND v.status = 'scheduled') AS settled,
             EXISTS (SELECT 1 FROM asked_move am WHERE am.visit_id = v.id AND am.settled_at IS NULL) AS "asksToMove"
        FROM shown v
        JOIN school s ON s.id = v.school_id
        LEFT JOIN presenters p ON p.visit_id = v.id
        LEFT JOIN taught g ON g.visit_id = v.id
    )
    SELECT r."toReview", m."askedMoves", l.*
      FROM (SELECT count(DISTINCT visit_id)::int AS "toReview" FROM review_item WHERE status = 'open' AND ${ofOffice}) r
     CROSS JOIN (
       SELECT coalesce(jsonb_agg(jsonb_build_object('visitId', v.id, 'schoolName', s.name, 'onDate', v.on_date)
                ORDER BY v.starts_at), '[]') AS "askedMoves"
         FROM asked_move am JOIN visit v ON v.id = am.visit_id JOIN school s ON s.id = v.school_id
        WHERE am.settled_at IS NULL AND v.status = 'scheduled' AND ${ofOffice}) m
      LEFT JOIN lines l ON true
     ORDER BY l.place`;
  const lines = rows.flatMap(({ toReview: _toReview, askedMoves: _moves, place: _place, id, startsAt, endsAt, ...line }): VisitSummary[] =>
    id === null
      ? []
      : [{ ...line, id, arriveMinutes: startsAt && minutesOf(startsAt), leaveMinutes: endsAt && minutesOf(endsAt) }],
  );
  return {
    visits: lines.filter(({ onDate }) => onDate !== null),
    pencilled: lines.filter(({ onDate }) => onDate === null),
    toReview: rows[0]?.toReview ?? 0,
    askedMoves: rows[0]?.askedMoves ?? [],
  };
}
