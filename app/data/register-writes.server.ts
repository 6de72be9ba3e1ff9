import type { Db, Tx } from "~/data/db.server";
import type { NamedSchool, RegisterLink, RegisterRow } from "~/domain/register";
import type { Day } from "~/lib/london-time";
import { readBack } from "~/lib/read-back";

export type Places = {
  authorities: { code: string; name: string }[];
  districts: { code: string; name: string; localAuthorityCode: string | null }[];
};

/** Some schools as they are to stand in the register, with the places that they need. */
export type RegisterChange = { places: Places; rows: (RegisterRow & { urn: number })[] };

/** What the register says so far about these schools, by URN. As one JSON text: a tenth of the time of as many rows. */
export async function findRegisterRows(db: Db | Tx, urns: readonly number[]): Promise<Map<number, RegisterRow>> {
  const [found] = await db.$queryRaw<{ rows: string }[]>`
    SELECT COALESCE(json_agg(x), '[]')::text AS rows FROM (
      SELECT urn, name, status, local_authority_code AS "localAuthorityCode", district_code AS "districtCode",
        type_name AS "typeName", phase, street, town, postcode, easting, northing, low_age AS "lowAge",
        high_age AS "highAge", pupils, secondary_pupils AS "secondaryPupils", opened_on AS "openedOn",
        closed_on AS "closedOn", search_text AS "searchText"
      FROM school WHERE urn = ANY(${[...urns]}::int[])
    ) x`;
  const rows = readBack(found?.rows ?? "[]", (value): value is (RegisterRow & { urn: number })[] => Array.isArray(value));
  return new Map(rows.map(({ urn, ...row }) => [urn, row]));
}

export async function listPlaces(db: Db | Tx): Promise<Places> {
  const [authorities, districts] = await Promise.all([
    db.localAuthority.findMany({ select: { code: true, name: true } }),
    db.district.findMany({ select: { code: true, name: true, localAuthorityCode: true } }),
  ]);
  return { authorities, districts };
}

export async function listRegisterUrns(db: Db | Tx): Promise<number[]> {
  const rows = await db.$queryRaw<{ urn: number }[]>`SELECT urn FROM school WHERE urn IS NOT NULL`;
  return rows.map(({ urn }) => urn);
}

export async function listNamesByUrn(db: Db | Tx, urns: readonly number[]): Promise<NamedSchool[]> {
  const rows = await db.school.findMany({ where: { urn: { in: [...urns] } }, select: { urn: true, name: true } });
  return rows.flatMap(({ urn, name }) => (urn === null ? [] : [{ urn, name }]));
}

/** Writers of the register go one after another, until their transaction ends. */
export async function lockRegister(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(20261123, 7)`;
}

/** Writes the rows as they stand, by URN: one statement for all of them. Take the register's lock first. */
export async function writeRegister(tx: Tx, { places, rows }: RegisterChange, now: Date): Promise<void> {
  await writePlaces(tx, places);
  if (rows.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO school AS s (
      id, lineage_id, urn, name, status, local_authority_code, district_code, type_name, phase, street, town, postcode,
      easting, northing, low_age, high_age, pupils, secondary_pupils, opened_on, closed_on, search_text, updated_at
    )
    SELECT r.id, r.id, r."urn", r."name", r."status", r."localAuthorityCode", r."districtCode", r."typeName", r."phase",
      r."street", r."town", r."postcode", r."easting", r."northing", r."lowAge", r."highAge", r."pupils",
      r."secondaryPupils", r."openedOn", r."closedOn", r."searchText", ${now}
    FROM (
      SELECT gen_random_uuid() AS id, x.* FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(
        "urn" int, "name" text, "status" register_status, "localAuthorityCode" text, "districtCode" text,
        "typeName" text, "phase" text, "street" text, "town" text, "postcode" text, "easting" int, "northing" int,
        "lowAge" int, "highAge" int, "pupils" int, "secondaryPupils" int, "openedOn" date, "closedOn" date,
        "searchText" text
      )
    ) r
    ON CONFLICT (urn) DO UPDATE SET
      name = excluded.name, status = excluded.status, local_authority_code = excluded.local_authority_code,
      district_code = excluded.district_code, type_name = excluded.type_name, phase = excluded.phase,
      street = excluded.street, town = excluded.town, postcode = excluded.postcode, easting = excluded.easting,
      northing = excluded.northing, low_age = excluded.low_age, high_age = excluded.high_age,
      pupils = excluded.pupils, secondary_pupils = excluded.secondary_pupils, opened_on = excluded.opened_on,
      closed_on = excluded.closed_on, search_text = excluded.search_text, updated_at = excluded.updated_at,
      version = s.version + 1`;
}

async function writePlaces(tx: Tx, { authorities, districts }: Places): Promise<void> {
  if (authorities.length > 0) {
    await tx.$executeRaw`
      INSERT INTO local_authority (code, name)
      SELECT code, name FROM jsonb_to_recordset(${JSON.stringify(authorities)}::jsonb) AS x(code text, name text)
      ON CONFLICT (code) DO UPDATE SET name = excluded.name`;
  }
  if (districts.length > 0) {
    // A few schools stand across the border of the authority that runs them: the district keeps its first.
    await tx.$executeRaw`
      INSERT INTO district AS d (code, name, local_authority_code)
      SELECT code, name, "localAuthorityCode" FROM jsonb_to_recordset(${JSON.stringify(districts)}::jsonb)
        AS x(code text, name text, "localAuthorityCode" text)
      ON CONFLICT (code) DO UPDATE SET name = excluded.name,
        local_authority_code = COALESCE(d.local_authority_code, excluded.local_authority_code)`;
  }
}

/** Of the register's schools, those with visits ahead or requests that wait: how many of each. */
export async function listBusySchools(
  db: Db | Tx,
  today: Day,
): Promise<Map<number, { visits: number; requests: number }>> {
  const rows = await db.$queryRaw<{ urn: number; visits: number; requests: number }[]>`
    SELECT s.urn, COALESCE(v.n, 0)::int AS visits, COALESCE(r.n, 0)::int AS requests
    FROM school s
    LEFT JOIN (
      SELECT school_id, count(*) AS n FROM visit
      WHERE status IN ('pencilled', 'scheduled') AND (on_date IS NULL OR on_date >= ${today}::date)
      GROUP BY school_id
    ) v ON v.school_id = s.id
    LEFT JOIN (
      SELECT school_id, count(*) AS n FROM booking_request
      WHERE status IN ('awaiting_go_ahead', 'submitted', 'offered') GROUP BY school_id
    ) r ON r.school_id = s.id
    WHERE s.urn IS NOT NULL AND (v.n > 0 OR r.n > 0)`;
  return new Map(rows.map(({ urn, ...counts }) => [urn, counts]));
}

/** Visits ahead at schools that the register calls closed, each put on the review list once in its life. */
export async function openClosedSchoolReviews(
  tx: Tx,
  at: { today: Day; now: Date },
): Promise<{ visitId: string; requestId: string | null }[]> {
  return tx.$queryRaw<{ visitId: string; requestId: string | null }[]>`
    WITH opened AS (
      INSERT INTO review_item (id, kind, visit_id, opened_at)
      SELECT gen_random_uuid(), 'closed_school', v.id, ${at.now}
      FROM visit v JOIN school s ON s.id = v.school_id
      WHERE s.status = 'closed' AND v.status IN ('pencilled', 'scheduled')
        AND (v.on_date IS NULL OR v.on_date >= ${at.today}::date)
        AND NOT EXISTS (SELECT 1 FROM review_item i WHERE i.visit_id = v.id AND i.kind = 'closed_school')
      RETURNING visit_id
    )
    SELECT v.id::text AS "visitId", v.request_id::text AS "requestId" FROM opened o JOIN visit v ON v.id = o.visit_id`;
}

export type KnownLink = { fromUrn: number; toUrn: number; kind: string; linkedOn: Day | null; byHand: boolean };

export async function listRegisterLinks(db: Db | Tx): Promise<KnownLink[]> {
  return db.$queryRaw<KnownLink[]>`
    SELECT f.urn AS "fromUrn", t.urn AS "toUrn", l.kind::text AS kind, l.linked_on::text AS "linkedOn",
      l.by_hand AS "byHand"
    FROM school_link l JOIN school f ON f.id = l.from_school_id JOIN school t ON t.id = l.to_school_id
    WHERE f.urn IS NOT NULL AND t.urn IS NOT NULL`;
}

/** Adds links of the register or brings them up to date; what a person linked by hand stays. */
export async function writeLinks(tx: Tx, links: readonly RegisterLink[]): Promise<void> {
  if (links.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO school_link AS l (from_school_id, to_school_id, kind, linked_on)
    SELECT f.id, t.id, x.kind, x."linkedOn"
    FROM jsonb_to_recordset(${JSON.stringify(links)}::jsonb)
      AS x("fromUrn" int, "toUrn" int, kind school_link_kind, "linkedOn" date)
    JOIN school f ON f.urn = x."fromUrn" JOIN school t ON t.urn = x."toUrn"
    ON CONFLICT (from_school_id, to_school_id) DO UPDATE SET kind = excluded.kind, linked_on = excluded.linked_on
    WHERE NOT l.by_hand`;
}

/**
 * Leaves what an import wrote as a vacuum would: figures for the planner, and no entries waiting outside the search's
 * indexes, which each search would read through (PostgreSQL, GIN fast update). Without it a search with a typo takes a
 * second or two: on a server until autovacuum comes, in the embedded database for good.
 */
export async function settleSearchIndexes(tx: Tx): Promise<void> {
  await tx.$executeRaw`ANALYZE school`;
  await tx.$executeRaw`ANALYZE school_search_word`;
  await tx.$queryRaw`
    SELECT gin_clean_pending_list(i.indexrelid)::int FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      JOIN pg_am a ON a.oid = c.relam
     WHERE a.amname = 'gin' AND i.indrelid IN ('school'::regclass, 'school_search_word'::regclass)`;
}

/** The middle of each district's schools: where its schools without a grid reference are taken to be. */
export async function settleDistrictCentres(tx: Tx): Promise<void> {
  await tx.$executeRaw`
    UPDATE district d SET easting = c.easting, northing = c.northing
      FROM (SELECT district_code, round(avg(easting))::int AS easting, round(avg(northing))::int AS northing
              FROM school WHERE status <> 'closed' AND easting IS NOT NULL AND northing IS NOT NULL
             GROUP BY district_code) c
     WHERE c.district_code = d.code AND (d.easting, d.northing) IS DISTINCT FROM (c.easting, c.northing)`;
}

/**
 * A school and the one that followed it become one lineage, and so one cohort, where each is the other's only link.
 * Mergers and splits keep theirs: their rolls cannot be told apart. So do schools with a link made by hand.
 */
export async function joinLineages(tx: Tx): Promise<void> {
  await tx.$executeRaw`
    WITH RECURSIVE clear AS (
      SELECT l.from_school_id AS f, l.to_school_id AS t FROM school_link l
      WHERE l.kind = 'successor' AND NOT l.by_hand
        AND (SELECT count(*) FROM school_link o WHERE o.from_school_id = l.from_school_id) = 1
        AND (SELECT count(*) FROM school_link i WHERE i.to_school_id = l.to_school_id) = 1
        AND NOT EXISTS (
          SELECT 1 FROM school_link h WHERE h.by_hand AND (h.from_school_id IN (l.from_school_id, l.to_school_id)
            OR h.to_school_id IN (l.from_school_id, l.to_school_id))
        )
    ), walk AS (
      SELECT c.f AS root, c.t AS school FROM clear c WHERE NOT EXISTS (SELECT 1 FROM clear p WHERE p.t = c.f)
      UNION ALL
      SELECT w.root, c.t FROM walk w JOIN clear c ON c.f = w.school
    )
    UPDATE school s SET lineage_id = root.lineage_id
    FROM walk w JOIN school root ON root.id = w.root JOIN school t ON t.id = w.school
    WHERE s.lineage_id = t.lineage_id AND t.lineage_id <> root.lineage_id`;
}
