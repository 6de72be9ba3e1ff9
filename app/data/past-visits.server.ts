import { randomUUID } from "node:crypto";
import type { Db, Tx } from "~/data/db.server";
import type { Actor } from "~/data/history.server";
import type { CountBasis } from "~/domain/delivery";
import { isCohortYear, type CohortYear } from "~/domain/groups";
import type { Novelty } from "~/domain/reach";
import type { Day } from "~/lib/london-time";

export type PastSchool = {
  id: string;
  urn: number | null;
  name: string;
  town: string;
  lineageId: string;
  openedOn: Day | null;
  closedOn: Day | null;
};

/** Closed ones too: the past may have been theirs. Names in small letters, with straight apostrophes. */
export async function findPastSchools(
  db: Db | Tx,
  where: { names: readonly string[]; urns: readonly number[]; ids: readonly string[] },
): Promise<PastSchool[]> {
  return db.$queryRaw<PastSchool[]>`
    SELECT id::text AS "id", urn AS "urn", name AS "name", town AS "town", lineage_id::text AS "lineageId",
      to_char(opened_on, 'YYYY-MM-DD') AS "openedOn", to_char(closed_on, 'YYYY-MM-DD') AS "closedOn"
    FROM school
    WHERE urn = ANY(${[...where.urns]}::int[]) OR id = ANY(${[...where.ids]}::uuid[])
      OR lower(replace(name, '’', '''')) = ANY(${[...where.names]}::text[])
    ORDER BY urn NULLS LAST, id`;
}

/** What is kept of a school on a day: a group that was there, or a visit of this service (`sessionId` null: not recorded). */
export type KeptSession = {
  lineageId: string;
  on: Day;
  imported: boolean;
  sessionId: string | null;
  formatId: string;
  yearGroup: CohortYear;
  attended: number;
  label: string;
};

/** Everything on these days at schools of these lineages that was not cancelled. */
export async function listKeptSessions(
  db: Db | Tx,
  where: { lineageIds: readonly string[]; days: readonly Day[] },
): Promise<KeptSession[]> {
  const rows = await db.$queryRaw<(Omit<KeptSession, "yearGroup"> & { yearGroup: string })[]>`
    SELECT sc.lineage_id::text AS "lineageId", to_char(v.on_date, 'YYYY-MM-DD') AS "on", v.imported AS "imported",
      c.session_id::text AS "sessionId", coalesce(s.format_id::text, '') AS "formatId",
      coalesce(c.year_group, 'mixed') AS "yearGroup", coalesce(c.attended, 0) AS "attended", coalesce(g.label, '') AS "label"
    FROM visit v
    JOIN school sc ON sc.id = v.school_id
    LEFT JOIN LATERAL (SELECT d.id FROM delivery d WHERE d.visit_id = v.id ORDER BY d.revision DESC LIMIT 1) d ON true
    LEFT JOIN delivery_count c ON c.delivery_id = d.id
    LEFT JOIN school_session s ON s.id = c.session_id
    LEFT JOIN session_group g ON g.id = c.session_group_id
    WHERE v.status IN ('scheduled', 'completed') AND v.on_date = ANY(${[...where.days]}::date[])
      AND sc.lineage_id = ANY(${[...where.lineageIds]}::uuid[])
    ORDER BY v.on_date, v.id, c.session_id, g.position`;
  return rows.flatMap(({ yearGroup, ...row }) => (isCohortYear(yearGroup) ? [{ ...row, yearGroup }] : []));
}

/** Files and forms that enter a past write one after another: each sees what the other entered. */
export async function lockPast(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('past', 0))`;
}

export type PastVisitRow = {
  visitId: string;
  sessionId: string;
  schoolId: string;
  onDate: Day;
  formatId: string;
  minutes: number;
  yearGroup: CohortYear;
  label: string;
  attended: number;
  novelty: Novelty;
  sameAsSessionId: string | null;
  basis: CountBasis | null;
  funderId: string | null;
  campaignId: string | null;
};

/**
 * Sessions of years before this service: completed, without time, commitment, request or mail. Written as lists, a
 * statement a table, since a file has thousands of them.
 */
export async function createPastVisits(
  tx: Tx,
  rows: readonly PastVisitRow[],
  by: { actor: Actor; importId: string | null; now: Date },
): Promise<void> {
  const { actor, importId, now } = by;
  const accountId = actor.kind === "system" ? null : actor.accountId;
  const ids = () => ({ groupId: randomUUID(), deliveryId: randomUUID(), countId: randomUUID() });
  const list = JSON.stringify(rows.map((row) => ({ ...row, ...ids() })));
  await tx.$executeRaw`
    INSERT INTO visit (id, school_id, status, imported, targeted, on_date, calendar_uid, district_code, district_name,
      local_authority_code, local_authority_name, school_type, school_phase, campaign_id, funder_id, completed_at,
      created_at, created_by_id)
    SELECT r."visitId", sc.id, 'completed', true, sc.targeted, r."onDate", 'past-' || r."visitId", d.code, d.name,
      a.code, a.name, sc.type_name, sc.phase, r."campaignId", r."funderId", ${now}, ${now}, ${accountId}::uuid
    FROM json_to_recordset(${list}::json) AS r("visitId" uuid, "schoolId" uuid, "onDate" date, "campaignId" uuid, "funderId" uuid)
    JOIN school sc ON sc.id = r."schoolId"
    LEFT JOIN district d ON d.code = sc.district_code
    LEFT JOIN local_authority a ON a.code = sc.local_authority_code`;
  await tx.$executeRaw`
    INSERT INTO school_session (id, visit_id, position, start_minute, end_minute, format_id, status)
    SELECT r."sessionId", r."visitId", 1, 0, r."minutes", r."formatId", 'delivered'
    FROM json_to_recordset(${list}::json) AS r("sessionId" uuid, "visitId" uuid, "minutes" int, "formatId" uuid)`;
  await tx.$executeRaw`
    INSERT INTO session_group (id, session_id, position, kind, year_groups, label, expected)
    SELECT r."groupId", r."sessionId", 1,
      (CASE WHEN r."yearGroup" = 'mixed' THEN 'mixed' ELSE 'year_group' END)::group_kind,
      CASE WHEN r."yearGroup" = 'mixed' THEN '{}'::text[] ELSE ARRAY[r."yearGroup"] END, r."label", r."attended"
    FROM json_to_recordset(${list}::json)
      AS r("groupId" uuid, "sessionId" uuid, "yearGroup" text, "label" text, "attended" int)`;
  await tx.$executeRaw`
    INSERT INTO delivery (id, visit_id, revision, source, recorded_by_id, recorded_at, basis)
    SELECT r."deliveryId", r."visitId", 1, 'imported', ${accountId}::uuid, ${now}, r."basis"::count_basis
    FROM json_to_recordset(${list}::json) AS r("deliveryId" uuid, "visitId" uuid, "basis" text)`;
  await tx.$executeRaw`
    INSERT INTO delivery_session (delivery_id, session_id, outcome)
    SELECT r."deliveryId", r."sessionId", 'delivered'
    FROM json_to_recordset(${list}::json) AS r("deliveryId" uuid, "sessionId" uuid)`;
  await tx.$executeRaw`
    INSERT INTO delivery_count (id, delivery_id, session_id, session_group_id, year_group, attended, novelty, same_as_session_id)
    SELECT r."countId", r."deliveryId", r."sessionId", r."groupId", r."yearGroup", r."attended", r."novelty"::novelty,
      r."sameAsSessionId"
    FROM json_to_recordset(${list}::json) AS r("countId" uuid, "deliveryId" uuid, "sessionId" uuid, "groupId" uuid,
      "yearGroup" text, "attended" int, "novelty" text, "sameAsSessionId" uuid)`;
  await tx.$executeRaw`
    INSERT INTO history_entry (at, actor_kind, actor_id, subject, subject_id, visit_id, action, to_status, detail)
    SELECT ${now}, ${actor.kind}::actor_kind, ${accountId}::uuid, 'visit', r."visitId", r."visitId", 'past_entered', 'completed',
      jsonb_build_object('attended', r."attended", 'importId', ${importId}::text)
    FROM json_to_recordset(${list}::json) AS r("visitId" uuid, "attended" int)`;
}

export type EnteredPast = { visitId: string; schoolName: string; onDate: Day; formatName: string; label: string; attended: number };

/** What one person entered last by the form, the newest first. */
export async function listEnteredPast(db: Db, where: { enteredById: string; most: number }): Promise<EnteredPast[]> {
  return db.$queryRaw<EnteredPast[]>`
    SELECT v.id::text AS "visitId", sc.name AS "schoolName", to_char(v.on_date, 'YYYY-MM-DD') AS "onDate",
      f.name AS "formatName", g.label AS "label", c.attended AS "attended"
    FROM visit v
    JOIN school sc ON sc.id = v.school_id
    JOIN school_session s ON s.visit_id = v.id
    JOIN format f ON f.id = s.format_id
    JOIN delivery d ON d.visit_id = v.id
    JOIN delivery_count c ON c.delivery_id = d.id
    JOIN session_group g ON g.id = c.session_group_id
    WHERE v.imported AND v.created_by_id = ${where.enteredById}::uuid
      AND NOT EXISTS (SELECT 1 FROM delivery newer WHERE newer.visit_id = v.id AND newer.revision > d.revision)
    ORDER BY v.created_at DESC, v.id DESC LIMIT ${where.most}`;
}
