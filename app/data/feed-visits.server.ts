import type { Db } from "~/data/db.server";
import { Prisma } from "~/data/generated/client";
import { CANCELLED_DAYS, PAST_DAYS, type FeedKind } from "~/domain/calendar-feed";
import type { GroupKind, YearGroup } from "~/domain/groups";
import { addDays, dayOf } from "~/lib/london-time";

/** The team's calendar is the same for each who may read it. */
export type FeedScope = { kind: Exclude<FeedKind, "team">; accountId: string } | { kind: "team" };

export type FeedVisit = {
  id: string;
  uid: string;
  sequence: number;
  dtstampMs: number;
  startsMs: number;
  endsMs: number;
  cancelled: boolean;
  schoolName: string;
  place: string;
  address: string;
  reference: string;
  presenters: string[];
  sessions: {
    startMinute: number;
    endMinute: number;
    formatName: string;
    room: string;
    groups: { label: string; kind: GroupKind; yearGroups: YearGroup[]; ageFrom: number | null; ageTo: number | null }[];
  }[];
};

function ownedBy(scope: FeedScope): Prisma.Sql {
  switch (scope.kind) {
    case "team":
      return Prisma.sql`true`;
    case "presenter":
      return Prisma.sql`EXISTS (SELECT 1 FROM visit_presenter own WHERE own.visit_id = v.id AND own.presenter_id = ${scope.accountId}::uuid)`;
    case "school":
      return Prisma.sql`(EXISTS (SELECT 1 FROM visit_contact vc WHERE vc.visit_id = v.id AND vc.account_id = ${scope.accountId}::uuid)
        OR (NOT v.sensitive AND EXISTS (SELECT 1 FROM school_membership m
             WHERE m.school_id = v.school_id AND m.account_id = ${scope.accountId}::uuid AND m.status = 'approved')))`;
  }
}

/** What stands in a feed: invited visits of its owner, cancelled ones for a while. The owner is in the condition. */
function visitsIn(scope: FeedScope, now: Date): Prisma.Sql {
  const today = dayOf(now);
  return Prisma.sql`v.starts_at IS NOT NULL AND v.calendar_dtstamp_at IS NOT NULL AND ${ownedBy(scope)}
    AND ((v.status IN ('scheduled', 'completed') AND v.on_date >= ${addDays(today, -PAST_DAYS)}::date)
      OR (v.status = 'cancelled' AND v.cancelled_at >= ${addDays(today, -CANCELLED_DAYS)}::date))`;
}

/**
 * The visits of a feed, each with what the text of its event is known by: SEQUENCE, DTSTAMP and status, and how its school
 * and presenters are called now. Rooms, groups and places change with DTSTAMP alone.
 */
const versionsIn = (scope: FeedScope, now: Date): Prisma.Sql => Prisma.sql`
  SELECT v.id, v.calendar_uid, v.starts_at, v.calendar_dtstamp_at,
         concat_ws('|', v.calendar_sequence, date_part('epoch', v.calendar_dtstamp_at), v.status,
           hashtextextended(concat_ws('|', s.name, s.street, s.town, s.postcode), 0),
           sum(hashtextextended(concat_ws('|', a.name, a.email), 0))) AS version
    FROM visit v JOIN school s ON s.id = v.school_id
    LEFT JOIN visit_presenter vp ON vp.visit_id = v.id LEFT JOIN account a ON a.id = vp.presenter_id
   WHERE ${visitsIn(scope, now)} GROUP BY v.id, s.id`;

/** Changes whenever an event of the feed does, and with nothing else: the uid and version of each. */
export async function feedState(db: Db, scope: FeedScope, now: Date): Promise<{ state: string; newestAt: Date | null }> {
  const [row] = await db.$queryRaw<{ state: string | null; newestAt: Date | null }[]>`
    SELECT md5(string_agg(v.calendar_uid || '|' || v.version, ',' ORDER BY v.id)) AS state,
           max(v.calendar_dtstamp_at) AS "newestAt"
      FROM (${versionsIn(scope, now)}) v`;
  return { state: row?.state ?? "empty", newestAt: row?.newestAt ?? null };
}

/** An event of a feed by its visit, and what its text is known by. */
export type FeedKey = { id: string; version: string };

/** The events of a feed in order of time, as one value: ten thousand rows would take longer than all else. */
export async function listFeedKeys(db: Db, scope: FeedScope, now: Date): Promise<FeedKey[]> {
  const [row] = await db.$queryRaw<{ keys: string | null }[]>`
    SELECT string_agg(v.id || ' ' || v.version, E'\n' ORDER BY v.starts_at, v.id) AS keys FROM (${versionsIn(scope, now)}) v`;
  return (row?.keys ?? "").split("\n").flatMap((line) => {
    const [id, version] = line.split(" ");
    return id && version ? [{ id, version }] : [];
  });
}

type Line = [sessionPosition: number, startMinute: number, endMinute: number, formatName: string, room: string, ...group: GroupCells];
type GroupCells = [label: string | null, kind: GroupKind, yearGroups: YearGroup[], ageFrom: number | null, ageTo: number | null];

type Row = Omit<FeedVisit, "presenters" | "sessions"> & { presenters: string[] | null; lines: Line[] | null };

/** Of the visits of a feed, these, in no order. */
export async function listFeedVisits(db: Db, scope: FeedScope, now: Date, ids: readonly string[]): Promise<FeedVisit[]> {
  // Each table is gone through once, and what belongs to a visit comes as one value: ten thousand visits have thirty
  // thousand sessions, and a row or an object for each takes five times as long.
  const rows = await db.$queryRaw<Row[]>`
    WITH chosen AS MATERIALIZED (
      SELECT v.id, v.calendar_uid, v.calendar_sequence, v.calendar_dtstamp_at, v.starts_at, v.ends_at, v.status, v.place,
             v.school_id, v.request_id
        FROM visit v WHERE v.id = ANY(${[...ids]}::uuid[]) AND ${visitsIn(scope, now)}
    ), presenting AS (
      SELECT vp.visit_id, json_agg(CASE a.name WHEN '' THEN a.email::text ELSE a.name END ORDER BY a.name) AS presenters
        FROM chosen c JOIN visit_presenter vp ON vp.visit_id = c.id JOIN account a ON a.id = vp.presenter_id
       GROUP BY vp.visit_id
    ), ordered AS (
      SELECT ss.visit_id, json_agg(json_build_array(ss.position, ss.start_minute, ss.end_minute, f.name, ss.room,
               g.label, g.kind, g.year_groups, g.age_from, g.age_to) ORDER BY ss.position, g.position) AS lines
        FROM chosen c JOIN school_session ss ON ss.visit_id = c.id JOIN format f ON f.id = ss.format_id
        LEFT JOIN session_group g ON g.session_id = ss.id
       GROUP BY ss.visit_id
    )
    SELECT v.id::text, v.calendar_uid AS "uid", v.calendar_sequence AS "sequence",
           date_part('epoch', v.calendar_dtstamp_at) * 1000 AS "dtstampMs",
           date_part('epoch', v.starts_at) * 1000 AS "startsMs", date_part('epoch', v.ends_at) * 1000 AS "endsMs",
           v.status = 'cancelled' AS "cancelled", s.name AS "schoolName", v.place,
           concat_ws(', ', nullif(s.street, ''), nullif(s.town, ''), nullif(s.postcode, '')) AS "address",
           coalesce(r.reference, '') AS "reference", p.presenters, o.lines
      FROM chosen v JOIN school s ON s.id = v.school_id LEFT JOIN booking_request r ON r.id = v.request_id
      LEFT JOIN presenting p ON p.visit_id = v.id LEFT JOIN ordered o ON o.visit_id = v.id`;
  return rows.map(({ presenters, lines, ...visit }) => ({
    ...visit,
    presenters: presenters ?? [],
    sessions: sessionsOf(lines ?? []),
  }));
}

/** A session without groups has one line, whose group has no label. */
function sessionsOf(lines: readonly Line[]): FeedVisit["sessions"] {
  const byPosition = new Map<number, FeedVisit["sessions"][number]>();
  for (const [position, startMinute, endMinute, formatName, room, label, kind, yearGroups, ageFrom, ageTo] of lines) {
    const session = byPosition.get(position) ?? { startMinute, endMinute, formatName, room, groups: [] };
    byPosition.set(position, session);
    if (label !== null) session.groups.push({ label, kind, yearGroups, ageFrom, ageTo });
  }
  return [...byPosition.values()];
}
