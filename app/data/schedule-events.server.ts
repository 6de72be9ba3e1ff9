import type { Db } from "~/data/db.server";
import { Prisma } from "~/data/generated/client";
import type { ScheduleFilter } from "~/domain/calendar-item";
import type { VisitStatus } from "~/domain/visit";
import { instantAt, addDays, type Day } from "~/lib/london-time";

/** A visit with a day, as the calendar draws it. */
export type ScheduleEventRow = {
  id: string;
  status: VisitStatus;
  startsAt: Date;
  endsAt: Date;
  schoolName: string;
  districtName: string | null;
  /** Minutes from the visit's start to its first session. */
  firstStartMinute: number;
  expected: number;
  presenters: readonly { id: string; name: string; before: number | null; after: number | null }[];
};

/** More than a calendar can show at once. */
const MOST_EVENTS = 3_000;

/**
 * The visits that touch these days (both included), in order of time; those that are cancelled only where the filter asks
 * for them. With a presenter: their visits alone.
 */
export async function listScheduleEvents(
  db: Db,
  where: { fromOn: Day; toOn: Day; filter: ScheduleFilter },
): Promise<ScheduleEventRow[]> {
  const { presenterId, districtCode, status } = where.filter;
  const wanted: VisitStatus[] = status === null ? ["scheduled", "completed"] : [status];
  const byPresenter = presenterId
    ? Prisma.sql`AND EXISTS (SELECT 1 FROM visit_presenter o WHERE o.visit_id = v.id AND o.presenter_id = ${presenterId}::uuid)`
    : Prisma.empty;
  const byDistrict = districtCode ? Prisma.sql`AND s.district_code = ${districtCode}` : Prisma.empty;
  return db.$queryRaw<ScheduleEventRow[]>`
    SELECT v.id::text, v.status::text, v.starts_at AS "startsAt", v.ends_at AS "endsAt", s.name AS "schoolName",
           d.name AS "districtName", g.first AS "firstStartMinute", g.expected, p.presenters
      FROM visit v
      JOIN school s ON s.id = v.school_id
      LEFT JOIN district d ON d.code = s.district_code
      CROSS JOIN LATERAL (
        SELECT coalesce(jsonb_agg(jsonb_build_object('id', vp.presenter_id,
                 'name', CASE a.name WHEN '' THEN a.email ELSE a.name END,
                 'before', vp.travel_before_minutes, 'after', vp.travel_after_minutes) ORDER BY a.name), '[]') AS presenters
          FROM visit_presenter vp JOIN account a ON a.id = vp.presenter_id
         WHERE vp.visit_id = v.id) p
      CROSS JOIN LATERAL (
        SELECT coalesce(min(ss.start_minute), 0)::int AS first, coalesce(sum(sg.expected), 0)::int AS expected
          FROM school_session ss LEFT JOIN session_group sg ON sg.session_id = ss.id
         WHERE ss.visit_id = v.id) g
     WHERE v.on_date BETWEEN ${where.fromOn}::date AND ${where.toOn}::date
       AND v.status = ANY(${wanted}::visit_status[]) ${byPresenter} ${byDistrict}
     ORDER BY v.starts_at, v.id
     LIMIT ${MOST_EVENTS}`;
}

export type AwayRow = {
  id: string;
  presenterId: string;
  kind: "absence" | "hold";
  absenceKind: "leave" | "court" | "training" | "other_duty" | null;
  startsAt: Date;
  endsAt: Date;
};

/** What else takes presenters' time on these days: leave, court and the like, and holds that have not run out. */
export async function listAway(
  db: Db,
  where: { fromOn: Day; toOn: Day; presenterId: string | null; now: Date },
): Promise<AwayRow[]> {
  const [from, to] = [instantAt(where.fromOn, 0), instantAt(addDays(where.toOn, 1), 0)];
  const byPresenter = where.presenterId ? Prisma.sql`AND c.presenter_id = ${where.presenterId}::uuid` : Prisma.empty;
  return db.$queryRaw<AwayRow[]>`
    SELECT c.id::text, c.presenter_id::text AS "presenterId", c.kind::text, a.kind::text AS "absenceKind",
           c.starts_at AS "startsAt", c.ends_at AS "endsAt"
      FROM commitment c LEFT JOIN absence a ON a.id = c.absence_id
     WHERE c.kind <> 'visit' AND (c.expires_at IS NULL OR c.expires_at > ${where.now}::timestamptz)
       AND tstzrange(c.starts_at, c.ends_at, '[)') && tstzrange(${from}::timestamptz, ${to}::timestamptz, '[)') ${byPresenter}
     ORDER BY c.starts_at, c.id`;
}

/** Another text after every change of anything that has a history, also where a slow change comes in behind a quick one. */
export async function scheduleVersion(db: Db): Promise<string> {
  const [row] = await db.$queryRaw<{ version: string | null }[]>`
    SELECT string_agg(id::text, '.') AS version FROM (SELECT id FROM history_entry ORDER BY id DESC LIMIT 12) newest`;
  return row?.version ?? "";
}
