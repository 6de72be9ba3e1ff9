import type { Db, Tx } from "~/data/db.server";
import { Prisma } from "~/data/generated/client";
import type { CountBasis, FactSource } from "~/domain/delivery";
import { isCohortYear, type CohortYear } from "~/domain/groups";
import type { Novelty } from "~/domain/reach";
import type { Day } from "~/lib/london-time";

/** One attendance as last recorded, with what was true of its place when the visit took place. */
export type ReachFactRow = {
  id: string;
  visitId: string;
  sessionId: string;
  onDate: Day;
  /** Null for a past that was imported without times. */
  visitStartsAt: number | null;
  startMinute: number;
  minutes: number;
  formatId: string;
  formatName: string;
  groupLabel: string;
  /** What was expected of the group, shared out where it spans year groups. */
  expected: number;
  yearGroup: CohortYear;
  attended: number;
  novelty: Novelty;
  sameAsSessionId: string | null;
  basis: CountBasis | null;
  /** Who said the newest numbers: "school" once it has confirmed or corrected them. */
  source: FactSource;
  coveredWhat: boolean | null;
  coveredWhy: boolean | null;
  coveredHelp: boolean | null;
  schoolName: string;
  lineageId: string;
  districtCode: string | null;
  districtName: string | null;
  authorityCode: string | null;
  authorityName: string | null;
  schoolType: string;
  schoolPhase: string;
  campaignId: string | null;
  funderId: string | null;
  targeted: boolean;
  imported: boolean;
};

/** One text for a whole answer: a hundred thousand rows through the driver one by one take seconds. */
type Packed = { rows: unknown };

type Which =
  | { startsOn: Day; endsOn: Day; lineageIds?: readonly string[] }
  | { sessionIds: readonly string[] };

/** Attendances of a span (of some lineages), or of sessions wherever they lie, from each visit's newest record. */
export async function loadReachFacts(db: Db | Tx, which: Which): Promise<ReachFactRow[]> {
  const where =
    "sessionIds" in which
      ? Prisma.sql`c.session_id = ANY(${[...which.sessionIds]}::uuid[])`
      : which.lineageIds
        ? Prisma.sql`sc.lineage_id = ANY(${[...which.lineageIds]}::uuid[])
            AND v.on_date BETWEEN ${which.startsOn}::date AND ${which.endsOn}::date`
        : Prisma.sql`v.on_date BETWEEN ${which.startsOn}::date AND ${which.endsOn}::date`;
  const [packed] = await db.$queryRaw<Packed[]>`
    SELECT json_agg(json_build_array(c.id, v.id, s.id, to_char(v.on_date, 'YYYY-MM-DD'),
      (extract(epoch FROM v.starts_at) * 1000)::bigint, s.start_minute, s.end_minute - s.start_minute,
      f.id, f.name, g.label, g.expected::float8 / (
        SELECT count(*) FROM delivery_count o WHERE o.delivery_id = c.delivery_id AND o.session_group_id = c.session_group_id
      ), c.year_group, c.attended, c.novelty, c.same_as_session_id, d.basis, d.source,
      d.covered_what, d.covered_why, d.covered_help, sc.name, sc.lineage_id, v.district_code, v.district_name,
      v.local_authority_code, v.local_authority_name, coalesce(v.school_type, ''), coalesce(v.school_phase, ''),
      v.campaign_id, v.funder_id, v.targeted, v.imported)) AS "rows"
    FROM delivery_count c
    JOIN delivery d ON d.id = c.delivery_id
    JOIN delivery_session o ON o.delivery_id = d.id AND o.session_id = c.session_id AND o.outcome = 'delivered'
    JOIN visit v ON v.id = d.visit_id
    JOIN school sc ON sc.id = v.school_id
    JOIN school_session s ON s.id = c.session_id
    JOIN format f ON f.id = s.format_id
    JOIN session_group g ON g.id = c.session_group_id
    WHERE ${where}
      AND NOT EXISTS (SELECT 1 FROM delivery newer WHERE newer.visit_id = d.visit_id AND newer.revision > d.revision)`;
  const same = sharedTexts();
  return Array.isArray(packed?.rows) ? packed.rows.flatMap((row) => readRow(row, same)) : [];
}

const NOVELTIES = { new: "new", same: "same", mixed: "mixed" } satisfies Record<Novelty, Novelty>;
const BASES = {
  school_register: "school_register",
  headcount: "headcount",
  estimate: "estimate",
} satisfies Record<CountBasis, CountBasis>;
const SOURCES = {
  presenter: "presenter",
  coordinator: "coordinator",
  school: "school",
  imported: "imported",
} satisfies Record<FactSource, FactSource>;

const isKey = <Names extends object>(names: Names, value: unknown): value is keyof Names =>
  typeof value === "string" && Object.hasOwn(names, value);
const orNull = <Value>(value: Value | undefined): Value | null => value ?? null;
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const number = (value: unknown): number => (typeof value === "number" ? value : 0);
const optionalFlag = (value: unknown): boolean | null => (typeof value === "boolean" ? value : null);

/** Names repeat thousands of times: one copy of each is kept. */
function sharedTexts(): (value: unknown) => string {
  const known = new Map<string, string>();
  return (value) => {
    const words = text(value);
    const kept = known.get(words);
    if (kept !== undefined) return kept;
    known.set(words, words);
    return words;
  };
}

function readRow(row: unknown, same: (value: unknown) => string): ReachFactRow[] {
  if (!Array.isArray(row)) return [];
  const at = (position: number): unknown => row[position];
  const optional = (position: number): string | null => (typeof at(position) === "string" ? same(at(position)) : null);
  const [year, novelty, basis, source] = [at(11), at(13), at(15), at(16)];
  return [
    {
      id: text(at(0)),
      visitId: text(at(1)),
      sessionId: text(at(2)),
      onDate: same(at(3)),
      visitStartsAt: typeof at(4) === "number" ? number(at(4)) : null,
      startMinute: number(at(5)),
      minutes: number(at(6)),
      formatId: same(at(7)),
      formatName: same(at(8)),
      groupLabel: same(at(9)),
      expected: number(at(10)),
      yearGroup: typeof year === "string" && isCohortYear(year) ? year : "mixed",
      attended: number(at(12)),
      novelty: isKey(NOVELTIES, novelty) ? NOVELTIES[novelty] : "mixed",
      sameAsSessionId: optional(14),
      basis: orNull(isKey(BASES, basis) ? BASES[basis] : undefined),
      source: isKey(SOURCES, source) ? SOURCES[source] : "imported",
      coveredWhat: optionalFlag(at(17)),
      coveredWhy: optionalFlag(at(18)),
      coveredHelp: optionalFlag(at(19)),
      schoolName: same(at(20)),
      lineageId: same(at(21)),
      districtCode: optional(22),
      districtName: optional(23),
      authorityCode: optional(24),
      authorityName: optional(25),
      schoolType: same(at(26)),
      schoolPhase: same(at(27)),
      campaignId: optional(28),
      funderId: optional(29),
      targeted: at(30) === true,
      imported: at(31) === true,
    },
  ];
}

export type ReachChanges = { snapshot: string; everything: boolean; lineageIds: string[] };

/** The database's present snapshot, and whose facts were committed between an earlier one and it. */
export async function readReachChanges(db: Db | Tx, since: string | null): Promise<ReachChanges> {
  if (since === null) {
    const [now] = await db.$queryRaw<{ snapshot: string }[]>`SELECT pg_current_snapshot()::text AS "snapshot"`;
    return { snapshot: now?.snapshot ?? "", everything: true, lineageIds: [] };
  }
  const [row] = await db.$queryRaw<{ snapshot: string; everything: boolean; lineageIds: string[] | null }[]>`
    SELECT pg_current_snapshot()::text AS "snapshot",
      coalesce(bool_or(changed.lineage_id IS NULL AND changed.id IS NOT NULL), false) AS "everything",
      array_agg(DISTINCT changed.lineage_id::text) FILTER (WHERE changed.lineage_id IS NOT NULL) AS "lineageIds"
    FROM (VALUES (1)) AS one LEFT JOIN reach_change changed
      ON changed.changed_by >= pg_snapshot_xmin(${since}::pg_snapshot)::text::bigint
      AND NOT pg_visible_in_snapshot(changed.changed_by::text::xid8, ${since}::pg_snapshot)`;
  return { snapshot: row?.snapshot ?? "", everything: row?.everything ?? true, lineageIds: row?.lineageIds ?? [] };
}

/** Forgets changes that nobody can still be waiting for: what is kept in memory is read anew long before. */
export async function forgetReachChanges(db: Db | Tx, before: Date): Promise<void> {
  await db.reachChange.deleteMany({ where: { changedAt: { lt: before } } });
}
