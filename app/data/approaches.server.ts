import type { Db, Tx } from "~/data/db.server";
import { listRefusing } from "~/data/invitations.server";
import type { Approach, ApproachWay, PlannedVisit } from "~/domain/approach";
import { shownName } from "~/domain/retention";
import type { TravelException } from "~/domain/travel";
import { dayOf, minutesOf, type Day } from "~/lib/london-time";

/** The newest approach of each school since a day, through conversions, by lineage. */
export async function listNewestApproaches(db: Db, since: Date): Promise<Map<string, Approach>> {
  const rows = await db.$queryRaw<
    { lineageId: string; madeAt: Date; way: ApproachWay; byName: string; address: string | null }[]
  >`
    SELECT DISTINCT ON (s.lineage_id) s.lineage_id::text AS "lineageId", a.made_at AS "madeAt", a.way::text AS way,
           coalesce(nullif(c.name, ''), c.email::text, '') AS "byName", m.to_address::text AS address
      FROM school_approach a JOIN school s ON s.id = a.school_id LEFT JOIN account c ON c.id = a.made_by_id
      LEFT JOIN outgoing_mail m ON m.id = a.mail_id
     WHERE a.made_at > ${since}::timestamptz
     ORDER BY s.lineage_id, a.made_at DESC, a.id DESC`;
  const refusing = await listRefusing(db, rows.flatMap(({ address }) => address ?? []));
  return new Map(
    rows.map(({ lineageId, madeAt, address, ...approach }) => [
      lineageId,
      { ...approach, onDate: dayOf(madeAt), noMore: refusing.has(address ?? "") },
    ]),
  );
}

/**
 * Lineages that need no invitation: with a visit ahead, or a request that waits for an answer or a day. `withSensitive`
 * is for those who may know of requests made after an incident.
 */
export async function listBusyLineages(db: Db | Tx, { today, withSensitive }: { today: Day; withSensitive: boolean }): Promise<Set<string>> {
  // One text for the whole answer: a country's rows through the driver one by one take longer than all else.
  const [row] = await db.$queryRaw<{ lineageIds: string | null }[]>`
    SELECT string_agg(busy.lineage_id::text, ' ') AS "lineageIds" FROM (
      SELECT s.lineage_id FROM visit v JOIN school s ON s.id = v.school_id
       WHERE v.status IN ('pencilled', 'scheduled') AND coalesce(v.on_date, v.pencilled_to_on) >= ${today}::date
         AND (${withSensitive} OR NOT v.sensitive)
      UNION
      SELECT s.lineage_id FROM booking_request r JOIN school s ON s.id = r.school_id
       WHERE r.status IN ('awaiting_go_ahead', 'submitted', 'offered') AND (${withSensitive} OR NOT r.sensitive)) busy`;
  return new Set(row?.lineageIds?.split(" ") ?? []);
}

/** Visits of a span of days that begin at a known place; places of reachable moments are left out. */
export async function listPlannedVisits(db: Db, span: { from: Day; to: Day }): Promise<PlannedVisit[]> {
  const rows = await db.$queryRaw<
    { id: string; onDate: Day; endsAt: Date; schoolId: string; schoolName: string; easting: number; northing: number }[]
  >`
    SELECT v.id::text, to_char(v.on_date, 'YYYY-MM-DD') AS "onDate", v.ends_at AS "endsAt", s.id::text AS "schoolId",
           s.name AS "schoolName", s.easting, s.northing
      FROM visit v JOIN school s ON s.id = v.school_id
     WHERE v.status = 'scheduled' AND NOT v.targeted AND v.on_date BETWEEN ${span.from}::date AND ${span.to}::date
       AND v.ends_at IS NOT NULL AND s.easting IS NOT NULL AND s.northing IS NOT NULL
     ORDER BY v.starts_at, v.id`;
  return rows.map(({ id, onDate, endsAt, schoolId, schoolName, easting, northing }) => ({
    id,
    onDate,
    schoolName,
    endsAtMinutes: minutesOf(endsAt),
    place: { id: schoolId, easting, northing },
  }));
}

/** Everything that is asked of this school and those it was: one writer at a time. */
export async function lockLineage(tx: Tx, schoolId: string): Promise<void> {
  await tx.$queryRaw`
    SELECT id FROM school WHERE lineage_id = (SELECT lineage_id FROM school WHERE id = ${schoolId}::uuid)
     ORDER BY id FOR NO KEY UPDATE`;
}

export async function createApproach(
  tx: Tx,
  approach: { id: string; schoolId: string; way: ApproachWay; madeById: string; mailId: string | null; now: Date },
): Promise<void> {
  const { now, ...data } = approach;
  await tx.schoolApproach.create({ data: { ...data, madeAt: now }, select: { id: true } });
}

export type PastApproach = Approach & { id: string; mailStatus: string | null };

/** How often a school was asked, through conversions, the newest first. */
export async function listApproaches(db: Db | Tx, lineageId: string): Promise<PastApproach[]> {
  const rows = await db.schoolApproach.findMany({
    where: { school: { lineageId } },
    orderBy: [{ madeAt: "desc" }, { id: "desc" }],
    take: 50,
    select: {
      id: true,
      way: true,
      madeAt: true,
      madeBy: { select: { name: true, email: true } },
      mail: { select: { status: true, toAddress: true } },
    },
  });
  const refusing = await listRefusing(db, rows.flatMap(({ mail }) => mail?.toAddress ?? []));
  return rows.map(({ id, way, madeAt, madeBy, mail }) => ({
    id,
    way,
    onDate: dayOf(madeAt),
    byName: madeBy ? shownName(madeBy) : "",
    mailStatus: mail?.status ?? null,
    noMore: refusing.has(mail?.toAddress ?? ""),
  }));
}

export async function listTravelExceptions(db: Db): Promise<TravelException[]> {
  const rows = await db.travelException.findMany({ select: { fromSchoolId: true, toSchoolId: true, minutes: true } });
  return rows.map(({ fromSchoolId, toSchoolId, minutes }) => ({ fromPlaceId: fromSchoolId, toPlaceId: toSchoolId, minutes }));
}

/** An open school outside of places of reachable moments, which are never written to about sessions. */
export async function findSchoolToAsk(
  db: Db | Tx,
  id: string,
): Promise<{ id: string; lineageId: string; name: string; town: string } | null> {
  return db.school.findFirst({
    where: { id, status: "open", targeted: false },
    select: { id: true, lineageId: true, name: true, town: true },
  });
}

export async function setApproachMail(tx: Tx, id: string, mailId: string): Promise<void> {
  await tx.schoolApproach.update({ where: { id }, data: { mailId }, select: { id: true } });
}
