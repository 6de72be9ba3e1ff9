import type { Query } from "~/data/db.server";
import { academicYearOf } from "~/domain/programme-year";
import { daysFromTo, weekdayOf, type Day } from "~/lib/london-time";

export type Volume = {
  sessions: number;
  presenters: number;
  /** Schools that are visited, in turn. */
  schools: number;
  /** What they are, where that matters; those behind the first `schools` are never visited. */
  register?: readonly VolumeSchool[];
  /** Requests that wait for an answer, on top of those with a visit. */
  waiting: number;
  /** Visits lie between these days, on weekdays; those before `today` are delivered. */
  firstOn: Day;
  lastOn: Day;
  today: Day;
  /** Days on which nobody is taught. */
  isFree?: (day: Day) => boolean;
};

export type VolumeSchool = {
  name: string;
  phase: string;
  lowAge: number;
  highAge: number;
  pupils: number;
  town: string;
  postcode: string;
  easting: number;
  northing: number;
  district: string;
  authority: string;
};

const SESSIONS_A_VISIT = 3;
const MINUTES_A_SESSION = 50;
/** Two visits a day for each pair of presenters, the second well after the first. */
const SLOT_STARTS = [9 * 60, 12 * 60 + 30] as const;
const VISIT_MINUTES = 3 * MINUTES_A_SESSION + 15;
/** From here on the checks at commit cost more than the rows; only a server's superuser can leave them out. */
const MANY_SESSIONS = 100_000;

/**
 * Fills an empty, migrated database with years of made-up work by set-based SQL, alike each time: the nth school,
 * presenter or visit is found by `idOf`. Refuses where the presenters could not give so many visits.
 */
export async function fillWithWork(query: Query, volume: Volume): Promise<{ visits: number }> {
  const { isFree = () => false } = volume;
  const days = daysFromTo(volume.firstOn, volume.lastOn).filter((day) => weekdayOf(day) <= 5 && !isFree(day));
  const visits = Math.ceil(volume.sessions / SESSIONS_A_VISIT);
  const pairs = Math.floor(volume.presenters / 2);
  const capacity = days.length * pairs * SLOT_STARTS.length;
  if (visits > capacity) throw new Error(`${visits} visits do not fit: ${volume.presenters} presenters give ${capacity}`);
  const many = volume.sessions >= MANY_SESSIONS;
  if (many) await query("SET session_replication_role = replica");
  if (volume.register) await query(registered(), [JSON.stringify(volume.register)]);
  else await query(places(volume));
  await query(rolls(volume));
  await query(people(volume));
  await query(visitsAsPlanned(volume, visits, pairs), [days]);
  await query(requests());
  await query(insideVisits());
  await query(delivered());
  await query(waitingRequests(volume));
  if (many) await query("SET session_replication_role = DEFAULT");
  await query("DROP TABLE bench_visit");
  await query("ANALYZE");
  return { visits };
}

/** The id of the nth of a kind, counted from 0: "school", "presenter", "contact", "coordinator", "request", "visit". */
export const sqlId = (kind: string, index: string): string => `md5('${kind}' || ${index})::uuid`;

const DISTRICTS = ["North", "South", "East", "West", "Middle", "Upper", "Lower", "Old", "New"];

const places = ({ schools }: Volume): string => `
  INSERT INTO local_authority (code, name) VALUES ('901', 'Benchshire') ON CONFLICT DO NOTHING;
  INSERT INTO district (code, name, local_authority_code, easting, northing) VALUES
    ${DISTRICTS.map((name, index) => `('B${index}', '${name} Benchshire', '901', ${440_000 + index * 6_000}, ${300_000 + (index % 3) * 9_000})`).join(",\n    ")}
  ON CONFLICT DO NOTHING;
  INSERT INTO school (id, urn, lineage_id, name, type_name, phase, street, town, postcode, local_authority_code, district_code,
      easting, northing, low_age, high_age, pupils, search_text, updated_at)
    SELECT ${sqlId("school", "i")}, 900000 + i, ${sqlId("school", "i")}, 'Bench School ' || i, 'Academy', 'Secondary', i || ' Bench Lane',
      'Benchford', 'LE' || (1 + i % 19) || ' ' || (i % 9) || 'AB', '901', 'B' || (i % ${DISTRICTS.length}),
      440000 + (i * 7919) % 50000, 285000 + (i * 104729) % 45000, 11, 16, 900 + i % 400,
      'bench school ' || i || ' benchford', now()
    FROM generate_series(0, ${schools - 1}) i;`;

/** $1: the schools as JSON. Districts are alike the schools' words for them. */
const registered = (): string => `
  WITH given AS (
    SELECT *, ordinality - 1 AS i FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (name text, phase text, "lowAge" int,
      "highAge" int, pupils int, town text, postcode text, easting int, northing int, district text, authority text)) WITH ORDINALITY
  ), authority AS (
    INSERT INTO local_authority (code, name) SELECT DISTINCT authority, 'Benchshire ' || authority FROM given
  ), districts AS (
    INSERT INTO district (code, name, local_authority_code, easting, northing)
    SELECT 'B' || district, 'District ' || district, min(authority), avg(easting), avg(northing) FROM given GROUP BY district
  )
  INSERT INTO school (id, urn, lineage_id, name, type_name, phase, street, town, postcode, local_authority_code, district_code,
      easting, northing, low_age, high_age, pupils, secondary_pupils, search_text, updated_at)
    SELECT ${sqlId("school", "i")}, 900000 + i, ${sqlId("school", "i")}, name, 'Academy', phase, '', town, postcode, authority, 'B' || district,
      easting, northing, "lowAge", "highAge", pupils, CASE WHEN "highAge" >= 12 THEN pupils * 5 / 7 END,
      lower(name || ' ' || town), now()
    FROM given`;

/** Of every academic year in which a school may have been visited. */
const rolls = ({ schools, firstOn, lastOn }: Volume): string => `
  INSERT INTO school_roll (id, school_id, academic_year, year_group, roll, source, as_at_on)
    SELECT gen_random_uuid(), ${sqlId("school", "i")}, a || '/' || lpad(((a + 1) % 100)::text, 2, '0'), y::text, 180, 'coordinator',
      (a || '-09-01')::date
    FROM generate_series(0, ${schools - 1}) i, generate_series(7, 11) y,
      generate_series(${academicYearOf(firstOn).slice(0, 4)}, ${academicYearOf(lastOn).slice(0, 4)}) a`;

const people = ({ presenters, schools }: Volume): string => `
  INSERT INTO account (id, email, name)
    SELECT ${sqlId("presenter", "i")}, 'bench.presenter' || i || '@force.example', 'Bench Presenter ' || i
    FROM generate_series(0, ${presenters - 1}) i;
  INSERT INTO role_grant (account_id, role) SELECT ${sqlId("presenter", "i")}, 'presenter' FROM generate_series(0, ${presenters - 1}) i;
  INSERT INTO presenter (account_id, base_name, base_easting, base_northing)
    SELECT ${sqlId("presenter", "i")}, 'Bench station', 445000 + (i * 3571) % 40000, 290000 + (i * 6007) % 30000
    FROM generate_series(0, ${presenters - 1}) i;
  INSERT INTO account (id, email, name, phone)
    SELECT ${sqlId("contact", "i")}, 'bench.contact' || i || '@school.example', 'Bench Contact ' || i, '0116 496 0123'
    FROM generate_series(0, ${schools - 1}) i;
  INSERT INTO account (id, email, name) VALUES (${sqlId("coordinator", "0")}, 'bench.coordinator@force.example', 'Bench Coordinator');
  INSERT INTO role_grant (account_id, role)
    SELECT ${sqlId("coordinator", "0")}, role FROM unnest(ARRAY['coordinator', 'manager']::staff_role[]) role;`;

/** $1: the weekdays, in order. The visits of one day go to one pair after another, morning and afternoon. */
const visitsAsPlanned = ({ today, schools }: Volume, visits: number, pairs: number): string => `
  CREATE UNLOGGED TABLE bench_visit AS
    SELECT i, ${sqlId("visit", "i")} AS id, ${sqlId("request", "i")} AS request_id, (i * 31) % ${schools} AS school, on_date,
      (on_date + start_minute * interval '1 minute') AT TIME ZONE 'Europe/London' AS starts_at,
      (on_date + (start_minute + ${VISIT_MINUTES}) * interval '1 minute') AT TIME ZONE 'Europe/London' AS ends_at,
      2 * pair AS presenter, on_date < '${today}' AS done,
      lag(i) OVER (PARTITION BY (i * 31) % ${schools} ORDER BY on_date, start_minute, i) AS previous
    FROM (
      SELECT i, ($1::date[])[1 + i % cardinality($1::date[])] AS on_date,
        (i / cardinality($1::date[]) / ${SLOT_STARTS.length} + i % cardinality($1::date[])) % ${pairs} AS pair,
        (ARRAY[${SLOT_STARTS.join(", ")}])[1 + (i / cardinality($1::date[])) % ${SLOT_STARTS.length}] AS start_minute
      FROM generate_series(0, ${visits - 1}) i
    ) planned`;

const LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const referenceOf = (index: string): string => {
  const letters = [0, 5, 10, 15, 20, 25].map((bits) => `substr('${LETTERS}', 1 + ((${index})::int >> ${bits} & 31), 1)`);
  return `'KCA-' || ${letters.join(" || ")}`;
};
const FORMAT = "(SELECT id FROM format WHERE code = 'workshop')";

const requests = (): string => `
  INSERT INTO booking_request (id, reference, status, school_id, format_id, sessions_wanted, created_at, proven_at, answer_by_on, answered_at)
    SELECT request_id, ${referenceOf("i")}, (CASE WHEN done THEN 'completed' ELSE 'scheduled' END)::request_status, ${sqlId("school", "school")}, ${FORMAT},
      ${SESSIONS_A_VISIT}, starts_at - interval '40 days', starts_at - interval '40 days', on_date - 33, starts_at - interval '38 days'
    FROM bench_visit;
  INSERT INTO request_contact (request_id, rank, account_id, name, job_title, phone)
    SELECT request_id, 1, ${sqlId("contact", "school")}, 'Bench Contact ' || school, 'Deputy head', '0116 496 0123' FROM bench_visit;
  INSERT INTO request_group (id, request_id, position, year_groups, label, expected)
    SELECT gen_random_uuid(), request_id, p, ARRAY[(7 + i % 5)::text], (7 + i % 5) || chr(64 + p), 28
    FROM bench_visit, generate_series(1, ${SESSIONS_A_VISIT}) p;
  INSERT INTO wish (request_id, rank, kind, from_on, to_on) SELECT request_id, 1, 'date', on_date, on_date FROM bench_visit;
  INSERT INTO history_entry (at, actor_kind, subject, subject_id, request_id, action, to_status)
    SELECT starts_at - interval '40 days', 'contact', 'request', request_id, request_id, 'request_proven', 'submitted' FROM bench_visit;`;

const insideVisits = (): string => `
  BEGIN;
  INSERT INTO visit (id, request_id, school_id, status, on_date, starts_at, ends_at, sign_in_minutes, set_up_minutes, pack_down_minutes,
      calendar_uid, calendar_dtstamp_at, district_code, district_name, local_authority_code, local_authority_name, school_type, school_phase, completed_at)
    SELECT v.id, request_id, s.id, (CASE WHEN done THEN 'completed' ELSE 'scheduled' END)::visit_status, on_date, starts_at, ends_at, 5, 5, 5,
      v.id || '@bench.example', starts_at - interval '38 days', s.district_code, d.name, a.code, a.name, s.type_name, s.phase,
      CASE WHEN done THEN ends_at END
    FROM bench_visit v JOIN school s ON s.id = ${sqlId("school", "v.school")} JOIN district d ON d.code = s.district_code
      JOIN local_authority a ON a.code = s.local_authority_code;
  INSERT INTO visit_contact (visit_id, rank, account_id, name, phone)
    SELECT id, 1, ${sqlId("contact", "school")}, 'Bench Contact ' || school, '0116 496 0123' FROM bench_visit;
  INSERT INTO visit_presenter (visit_id, presenter_id) SELECT id, ${sqlId("presenter", "(presenter + k)")} FROM bench_visit, generate_series(0, 1) k;
  INSERT INTO commitment (id, presenter_id, kind, starts_at, ends_at, visit_id)
    SELECT gen_random_uuid(), ${sqlId("presenter", "(presenter + k)")}, 'visit', starts_at, ends_at, id FROM bench_visit, generate_series(0, 1) k;
  COMMIT;
  INSERT INTO school_session (id, visit_id, position, start_minute, end_minute, format_id, room, status)
    SELECT ${sqlId("session", "i || '-' || p")}, id, p, 10 + (p - 1) * ${MINUTES_A_SESSION}, 10 + p * ${MINUTES_A_SESSION}, ${FORMAT}, 'Room ' || p,
      (CASE WHEN done THEN 'delivered' ELSE 'scheduled' END)::session_status
    FROM bench_visit, generate_series(1, ${SESSIONS_A_VISIT}) p;
  INSERT INTO session_presenter (session_id, visit_id, presenter_id, start_minute, end_minute)
    SELECT ${sqlId("session", "i || '-' || p")}, id, ${sqlId("presenter", "presenter + p % 2")}, 10 + (p - 1) * ${MINUTES_A_SESSION}, 10 + p * ${MINUTES_A_SESSION}
    FROM bench_visit, generate_series(1, ${SESSIONS_A_VISIT}) p;
  INSERT INTO session_group (id, session_id, position, request_group_id, year_groups, label, expected)
    SELECT ${sqlId("group", "i || '-' || p")}, ${sqlId("session", "i || '-' || p")}, 1, g.id, g.year_groups, g.label, g.expected
    FROM bench_visit CROSS JOIN generate_series(1, ${SESSIONS_A_VISIT}) p
      JOIN request_group g ON g.request_id = bench_visit.request_id AND g.position = p;`;

const delivered = (): string => `
  INSERT INTO delivery (id, visit_id, revision, source, recorded_by_id, recorded_at, basis, covered_what, covered_why, covered_help)
    SELECT ${sqlId("delivery", "i")}, id, 1, 'presenter', ${sqlId("presenter", "presenter")}, ends_at, 'headcount', true, true, true
    FROM bench_visit WHERE done;
  INSERT INTO delivery_session (delivery_id, session_id, outcome)
    SELECT ${sqlId("delivery", "i")}, ${sqlId("session", "i || '-' || p")}, 'delivered'
    FROM bench_visit, generate_series(1, ${SESSIONS_A_VISIT}) p WHERE done;
  INSERT INTO delivery_count (id, delivery_id, session_id, session_group_id, year_group, attended, novelty, same_as_session_id)
    SELECT gen_random_uuid(), ${sqlId("delivery", "i")}, ${sqlId("session", "i || '-' || p")}, ${sqlId("group", "i || '-' || p")},
      (7 + i % 5)::text, 20 + i % 9, (CASE WHEN i % 10 = 0 THEN 'mixed' WHEN i % 10 = 1 AND previous IS NOT NULL THEN 'same' ELSE 'new' END)::novelty,
      CASE WHEN i % 10 = 1 AND previous IS NOT NULL THEN ${sqlId("session", "previous || '-' || p")} END
    FROM bench_visit, generate_series(1, ${SESSIONS_A_VISIT}) p WHERE done;`;

const waitingRequests = ({ waiting, schools, today }: Volume): string => `
  INSERT INTO booking_request (id, reference, status, school_id, format_id, sessions_wanted, created_at, proven_at, answer_by_on)
    SELECT ${sqlId("waiting", "i")}, ${referenceOf("i + (1 << 24)")}, 'submitted', ${sqlId("school", `i % ${schools}`)}, ${FORMAT}, 1,
      now() - interval '2 days', now() - interval '2 days', DATE '${today}' + i % 7
    FROM generate_series(0, ${waiting - 1}) i;
  INSERT INTO request_contact (request_id, rank, account_id, name, phone)
    SELECT ${sqlId("waiting", "i")}, 1, ${sqlId("contact", `i % ${schools}`)}, 'Bench Contact ' || i % ${schools}, '0116 496 0123'
    FROM generate_series(0, ${waiting - 1}) i;
  INSERT INTO request_group (id, request_id, position, year_groups, label, expected)
    SELECT gen_random_uuid(), ${sqlId("waiting", "i")}, 1, ARRAY['9'], '9A', 28 FROM generate_series(0, ${waiting - 1}) i;
  INSERT INTO wish (request_id, rank, kind, from_on, to_on)
    SELECT ${sqlId("waiting", "i")}, 1, 'range', DATE '${today}' + 14, DATE '${today}' + 60 FROM generate_series(0, ${waiting - 1}) i;`;
