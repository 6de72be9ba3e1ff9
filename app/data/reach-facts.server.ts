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
  | { sessionIds: readonly string[] }
  | { campaignId: string };

/**
 * Attendances of a span (of some lineages), or of sessions wherever they lie, from each visit's newest record. Visit by
 * visit, each through its own indexes: joined at once, the planner takes record and session together for rarer than they
 * are and reads every attendance there ever was.
 */
export async function loadReachFacts(db: Db | Tx, which: Which): Promise<ReachFactRow[]> {
  const [packed] = await db.$queryRaw<Packed[]>`
    SELECT json_agg(json_build_array(v.id, to_char(v.on_date, 'YYYY-MM-DD'),
      (extract(epoch FROM v.starts_at) * 1000)::bigint, d.basis, d.source, d.covered_what, d.covered_why, d.covered_help,
      sc.name, sc.lineage_id, v.district_code, v.district_name, v.local_authority_code, v.local_authority_name,
      coalesce(v.school_type, ''), coalesce(v.school_phase, ''), v.campaign_id, v.funder_id, v.targeted, v.imported,
      seen.counts)) AS "rows"
    FROM visit v
    JOIN school sc ON sc.id = v.school_id
    CROSS JOIN LATERAL (SELECT * FROM delivery n WHERE n.visit_id = v.id ORDER BY n.revision DESC LIMIT 1) d
    CROSS JOIN LATERAL (
      SELECT json_agg(json_build_array(c.id, s.id, s.start_minute, s.end_minute - s.start_minute, f.id, f.name, g.label,
        g.expected::float8 / c.years, c.year_group, c.attended, c.novelty, c.same_as_session_id)) AS counts
      FROM (
        SELECT o.*, count(*) OVER (PARTITION BY o.session_group_id) AS years FROM delivery_count o WHERE o.delivery_id = d.id
      ) c
      JOIN delivery_session o ON o.delivery_id = c.delivery_id AND o.session_id = c.session_id AND o.outcome = 'delivered'
      JOIN school_session s ON s.id = c.session_id
      JOIN format f ON f.id = s.format_id
      JOIN session_group g ON g.id = c.session_group_id
      HAVING count(*) > 0
    ) seen
    WHERE ${conditionOf(which)}`;
  const same = sharedTexts();
  const rows = Array.isArray(packed?.rows) ? packed.rows.flatMap((row) => readVisit(row, same)) : [];
  if (!("sessionIds" in which)) return rows;
  const wanted = new Set(which.sessionIds);
  return rows.filter(({ sessionId }) => wanted.has(sessionId));
}

function conditionOf(which: Which): Prisma.Sql {
  if ("sessionIds" in which) {
    return Prisma.sql`v.id IN (SELECT visit_id FROM school_session WHERE id = ANY(${[...which.sessionIds]}::uuid[]))`;
  }
  if ("campaignId" in which) return Prisma.sql`v.campaign_id = ${which.campaignId}::uuid`;
  const inSpan = Prisma.sql`v.on_date BETWEEN ${which.startsOn}::date AND ${which.endsOn}::date`;
  if (!which.lineageIds) return inSpan;
  return Prisma.sql`sc.lineage_id = ANY(${[...which.lineageIds]}::uuid[]) AND ${inSpan}`;
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

type SeenOnce = Omit<
  ReachFactRow,
  | "id" | "sessionId" | "startMinute" | "minutes" | "formatId" | "formatName" | "groupLabel" | "expected" | "yearGroup"
  | "attended" | "novelty" | "sameAsSessionId"
>;

function readVisit(row: unknown, same: (value: unknown) => string): ReachFactRow[] {
  if (!Array.isArray(row)) return [];
  const at = (position: number): unknown => row[position];
  const optional = (position: number): string | null => (typeof at(position) === "string" ? same(at(position)) : null);
  const [basis, source, counts] = [at(3), at(4), at(20)];
  const once: SeenOnce = {
    visitId: text(at(0)),
    onDate: same(at(1)),
    visitStartsAt: typeof at(2) === "number" ? number(at(2)) : null,
    basis: orNull(isKey(BASES, basis) ? BASES[basis] : undefined),
    source: isKey(SOURCES, source) ? SOURCES[source] : "imported",
    coveredWhat: optionalFlag(at(5)),
    coveredWhy: optionalFlag(at(6)),
    coveredHelp: optionalFlag(at(7)),
    schoolName: same(at(8)),
    lineageId: same(at(9)),
    districtCode: optional(10),
    districtName: optional(11),
    authorityCode: optional(12),
    authorityName: optional(13),
    schoolType: same(at(14)),
    schoolPhase: same(at(15)),
    campaignId: optional(16),
    funderId: optional(17),
    targeted: at(18) === true,
    imported: at(19) === true,
  };
  return Array.isArray(counts) ? counts.flatMap((count) => readCount(count, once, same)) : [];
}

function readCount(row: unknown, once: SeenOnce, same: (value: unknown) => string): ReachFactRow[] {
  if (!Array.isArray(row)) return [];
  const at = (position: number): unknown => row[position];
  const [year, novelty, earlier] = [at(8), at(10), at(11)];
  return [
    {
      id: text(at(0)),
      sessionId: text(at(1)),
      startMinute: number(at(2)),
      minutes: number(at(3)),
      formatId: same(at(4)),
      formatName: same(at(5)),
      groupLabel: same(at(6)),
      expected: number(at(7)),
      yearGroup: typeof year === "string" && isCohortYear(year) ? year : "mixed",
      attended: number(at(9)),
      novelty: isKey(NOVELTIES, novelty) ? NOVELTIES[novelty] : "mixed",
      sameAsSessionId: typeof earlier === "string" ? earlier : null,
      // Last: V8 takes fourteen times as long, and nine times the memory, to add so many names to a copy.
      ...once,
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
