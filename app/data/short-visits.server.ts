import { dayToColumn } from "~/data/day";
import type { Db } from "~/data/db.server";
import { Prisma } from "~/data/generated/client";
import type { Interval } from "~/domain/intervals";
import type { Day } from "~/lib/london-time";

/** `declinedIds` are those of the absent who said so themselves. */
export type ShortVisit = { visitId: string; absentIds: string[]; declinedIds: string[] };

const FAR_AHEAD: Day = "9999-12-31";

/**
 * Scheduled visits ahead in which a session has fewer presenters than its format needs, or a presenter has declined,
 * soonest first. Somebody is not there who has an open absence at that time, has declined the invitation, or cannot be
 * booked any more.
 */
export async function listShortVisits(
  db: Db,
  where: { today: Day; now: Date; most: number },
): Promise<ShortVisit[]> {
  return db.$queryRaw<ShortVisit[]>`
    ${shortVisits({ ...where, until: FAR_AHEAD })}
    SELECT id::text AS "visitId", absent_ids AS "absentIds", declined_ids AS "declinedIds" FROM short ORDER BY starts_at, id LIMIT ${where.most}`;
}

/** Of one visit: who is down for it and will not be there; null where nothing is missing. */
export async function findShortVisit(
  db: Db,
  visitId: string,
  where: { today: Day; now: Date },
): Promise<Omit<ShortVisit, "visitId"> | null> {
  const rows = await db.$queryRaw<Omit<ShortVisit, "visitId">[]>`
    ${shortVisits({ ...where, until: FAR_AHEAD, visitId })}
    SELECT absent_ids AS "absentIds", declined_ids AS "declinedIds" FROM short`;
  return rows[0] ?? null;
}

export async function countShortVisits(db: Db, where: { today: Day; now: Date; until: Day }): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>`
    ${shortVisits(where)}
    SELECT count(*)::int AS count FROM short`;
  return rows[0]?.count ?? 0;
}

function shortVisits(where: { today: Day; now: Date; until: Day; visitId?: string }): Prisma.Sql {
  const ofVisit = where.visitId === undefined ? Prisma.sql`true` : Prisma.sql`v.id = ${where.visitId}::uuid`;
  return Prisma.sql`
    WITH planned AS (
      SELECT v.id, v.on_date, v.starts_at
        FROM visit v
       WHERE v.status = 'scheduled' AND v.on_date BETWEEN ${where.today}::date AND ${where.until}::date
         AND v.starts_at > ${where.now} AND ${ofVisit}
    ), declined AS (
      SELECT v.id AS visit_id, vp.presenter_id
        FROM planned v JOIN visit_presenter vp ON vp.visit_id = v.id
        JOIN visit_attendee t ON t.visit_id = v.id AND t.account_id = vp.presenter_id
       WHERE t.removed_at IS NULL AND t.participation = 'declined'
    ), absent AS (
      SELECT v.id AS visit_id, vp.presenter_id
        FROM planned v JOIN visit_presenter vp ON vp.visit_id = v.id
       WHERE EXISTS (
               SELECT 1 FROM review_item r JOIN absence b ON b.id = r.absence_id
                WHERE r.visit_id = v.id AND r.status = 'open' AND b.presenter_id = vp.presenter_id)
          OR EXISTS (
               SELECT 1 FROM declined d WHERE d.visit_id = v.id AND d.presenter_id = vp.presenter_id)
          OR NOT EXISTS (
               SELECT 1 FROM presenter p
                 JOIN account a ON a.id = p.account_id AND a.disabled_at IS NULL
                 JOIN role_grant g ON g.account_id = a.id AND g.role = 'presenter'
                WHERE p.account_id = vp.presenter_id AND coalesce(p.ended_on, v.on_date) >= v.on_date)
    ), short AS (
      SELECT v.id, v.starts_at,
             ARRAY(SELECT x.presenter_id::text FROM absent x WHERE x.visit_id = v.id ORDER BY 1) AS absent_ids,
             ARRAY(SELECT d.presenter_id::text FROM declined d WHERE d.visit_id = v.id ORDER BY 1) AS declined_ids
        FROM planned v
       WHERE EXISTS (SELECT 1 FROM declined d WHERE d.visit_id = v.id) OR EXISTS (
         SELECT 1 FROM school_session ss JOIN format f ON f.id = ss.format_id
          WHERE ss.visit_id = v.id AND ss.status = 'scheduled'
            AND f.presenters_needed > (
              SELECT count(*) FROM session_presenter sp
               WHERE sp.session_id = ss.id
                 AND NOT EXISTS (
                   SELECT 1 FROM absent x WHERE x.visit_id = v.id AND x.presenter_id = sp.presenter_id)))
    )`;
}

/** Scheduled visits of these presenters that meet the period and are not over, in order of time. */
export async function listVisitIdsWithin(
  db: Db,
  where: { presenterIds: readonly string[]; within: Interval; now: Date; most: number },
): Promise<string[]> {
  const rows = await db.visit.findMany({
    where: {
      status: "scheduled",
      presenters: { some: { presenterId: { in: [...where.presenterIds] } } },
      startsAt: { lt: where.within.endsAt },
      endsAt: { gt: where.within.startsAt > where.now ? where.within.startsAt : where.now },
    },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: where.most,
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** Visits of these days that were changed or cancelled since then, or have a presenter who is away. */
export async function listDisturbedVisitIds(
  db: Db,
  where: { fromOn: Day; toOn: Day; since: Date; most: number },
): Promise<string[]> {
  const rows = await db.visit.findMany({
    where: {
      onDate: { gte: dayToColumn(where.fromOn), lte: dayToColumn(where.toOn) },
      OR: [
        { status: "scheduled", reviewItems: { some: { status: "open", absenceId: { not: null } } } },
        { status: "scheduled", history: { some: { action: "visit_moved", at: { gte: where.since } } } },
        { status: "cancelled", cancelledAt: { gte: where.since } },
      ],
    },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: where.most,
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** District names of schools; null where the register names none. */
export async function listDistrictNames(db: Db, schoolIds: readonly string[]): Promise<Map<string, string | null>> {
  const rows = await db.school.findMany({
    where: { id: { in: [...schoolIds] } },
    select: { id: true, district: { select: { name: true } } },
  });
  return new Map(rows.map(({ id, district }) => [id, district?.name ?? null]));
}
