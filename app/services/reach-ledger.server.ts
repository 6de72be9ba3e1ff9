import { isDeepStrictEqual } from "node:util";
import type { Db } from "~/data/db.server";
import { loadReachFacts, readReachChanges, type ReachFactRow } from "~/data/reach-facts.server";
import { findRolls } from "~/data/reach.server";
import { academicYearOf } from "~/domain/programme-year";
import { countReach, sumReach, type CohortReach, type Reach, type ReachFact } from "~/domain/reach";
import { addDays, instantAt, monthOf, type Day } from "~/lib/london-time";

export type Span = { startsOn: Day; endsOn: Day };

/** An attendance with the students that it adds to the figure of the period (exact). */
export type CountedFact = ReachFactRow & { figure: number };

export type LedgerSide = {
  reach: Reach;
  cohorts: readonly CohortReach[];
  facts: readonly CountedFact[];
  /** The same by lineage: a list that did not change is the same list as before, so that its sums can be kept. */
  byLineage: readonly (readonly CountedFact[])[];
};

/** Every attendance of a period, counted: the headline, and the targeted sessions that are counted apart. */
export type ReachLedger = { open: LedgerSide; targeted: LedgerSide };

type ShareSide = Pick<LedgerSide, "cohorts" | "facts">;
type Share = { open: ShareSide; targeted: ShareSide };

type Kept = {
  span: Span;
  snapshot: string | null;
  readAtMs: number;
  shares: Map<string, Share>;
  ledger: ReachLedger | null;
  running: Promise<unknown>;
  waiting: Promise<ReachLedger> | null;
};

const MOST_PERIODS = 16;
/** Rows of reach_change are kept for two days (clean-up): anything older than one is read from the start. */
const OLDEST_MS = 24 * 60 * 60 * 1000;
/** Beyond this many schools at once reading the whole period is the shorter way. */
const MANY_LINEAGES = 2_000;

const keptBy = new WeakMap<Db, Map<string, Kept>>();

/**
 * The ledger of a period as of the last commit. What was counted stays in memory; each call asks the database whose
 * facts were committed since and counts those schools again (docs/decisions/018). Rule 5 stays in domain/reach.
 */
export function reachLedger(db: Db, span: Span): Promise<ReachLedger> {
  const kept = keptOf(db, span);
  // Only a look that has not begun yet may be shared: one that has begun may have missed the newest commit.
  kept.waiting ??= kept.running.then(
    () => begin(db, kept),
    () => begin(db, kept),
  );
  return kept.waiting;
}

function begin(db: Db, kept: Kept): Promise<ReachLedger> {
  kept.waiting = null;
  const run = bringUpToDate(db, kept);
  kept.running = run;
  return run;
}

function keptOf(db: Db, span: Span): Kept {
  const periods = keptBy.get(db) ?? new Map<string, Kept>();
  keptBy.set(db, periods);
  const key = `${span.startsOn}/${span.endsOn}`;
  const kept = periods.get(key) ?? {
    span: { startsOn: span.startsOn, endsOn: span.endsOn },
    snapshot: null,
    readAtMs: 0,
    shares: new Map<string, Share>(),
    ledger: null,
    running: Promise.resolve(),
    waiting: null,
  };
  // The one asked for last stands last; the first is the one to forget.
  periods.delete(key);
  periods.set(key, kept);
  for (const oldest of periods.keys()) {
    if (periods.size <= MOST_PERIODS) break;
    periods.delete(oldest);
  }
  return kept;
}

async function bringUpToDate(db: Db, kept: Kept): Promise<ReachLedger> {
  const tooOld = performance.now() - kept.readAtMs > OLDEST_MS;
  const changes = await readReachChanges(db, tooOld ? null : kept.snapshot);
  const whole = kept.ledger === null || changes.everything || changes.lineageIds.length > MANY_LINEAGES;
  let isNew = whole;
  if (whole) kept.shares = await readWhole(db, kept.span);
  else if (changes.lineageIds.length > 0) {
    const rows = await loadReachFacts(db, { ...kept.span, lineageIds: changes.lineageIds });
    const counted = await countByLineage(db, rows, kept.span);
    for (const lineageId of changes.lineageIds) {
      const share = counted.get(lineageId);
      // What changed lies in another period, more often than not: the same share, and with it the same ledger, stays.
      if (isDeepStrictEqual(share, kept.shares.get(lineageId))) continue;
      isNew = true;
      if (share) kept.shares.set(lineageId, share);
      else kept.shares.delete(lineageId);
    }
  }
  if (isNew || kept.ledger === null) kept.ledger = assemble(kept.shares);
  kept.snapshot = changes.snapshot;
  kept.readAtMs = performance.now();
  return kept.ledger;
}

/** Month by month, so that no answer of the database is larger than it needs to be. */
async function readWhole(db: Db, span: Span): Promise<Map<string, Share>> {
  const rows: ReachFactRow[] = [];
  for (let from = span.startsOn; from <= span.endsOn;) {
    const nextMonth = `${monthOf(addDays(`${monthOf(from)}-28`, 4))}-01`;
    const until = nextMonth > span.endsOn ? span.endsOn : addDays(nextMonth, -1);
    for (const row of await loadReachFacts(db, { startsOn: from, endsOn: until })) rows.push(row);
    from = nextMonth;
  }
  return countByLineage(db, rows, span);
}

async function countByLineage(db: Db, rows: readonly ReachFactRow[], span: Span): Promise<Map<string, Share>> {
  const byLineage = new Map<string, ReachFactRow[]>();
  for (const row of rows) {
    const own = byLineage.get(row.lineageId);
    if (own) own.push(row);
    else byLineage.set(row.lineageId, [row]);
  }
  const rolls = await findRolls(db, {
    lineageIds: [...byLineage.keys()],
    academicYears: [...new Set(rows.map(({ onDate }) => onDate))].map(academicYearOf).filter(isFirst),
  });
  const earlier = await loadEarlier(db, rows, span);
  const shares = new Map<string, Share>();
  for (const [lineageId, own] of byLineage) {
    const linked = linkedTo(own, earlier);
    shares.set(lineageId, {
      open: countSide(own, linked, rolls, span, false),
      targeted: countSide(own, linked, rolls, span, true),
    });
  }
  return shares;
}

const isFirst = <Value>(value: Value, index: number, all: readonly Value[]): boolean => all.indexOf(value) === index;

/** Sessions before the period that links lead back to, however far, by their id. */
async function loadEarlier(db: Db, rows: readonly ReachFactRow[], span: Span): Promise<Map<string, ReachFactRow[]>> {
  const known = new Set(rows.map(({ sessionId }) => sessionId));
  const earlier = new Map<string, ReachFactRow[]>();
  for (let added = rows; ;) {
    const wanted = [...new Set(added.map(({ sameAsSessionId }) => sameAsSessionId))].flatMap((id) =>
      id === null || known.has(id) ? [] : [id],
    );
    if (wanted.length === 0) return earlier;
    for (const id of wanted) known.add(id);
    const found = await loadReachFacts(db, { sessionIds: wanted });
    // What lies inside the period stands in its own school's share already.
    added = found.filter(({ onDate }) => onDate < span.startsOn || onDate > span.endsOn);
    for (const row of added) {
      const own = earlier.get(row.sessionId);
      if (own) own.push(row);
      else earlier.set(row.sessionId, [row]);
    }
  }
}

function linkedTo(
  rows: readonly ReachFactRow[],
  earlier: ReadonlyMap<string, readonly ReachFactRow[]>,
): readonly ReachFactRow[] {
  if (earlier.size === 0) return [];
  const linked: ReachFactRow[] = [];
  const seen = new Set<string>();
  for (let added = rows; added.length > 0;) {
    const next: ReachFactRow[] = [];
    for (const { sameAsSessionId } of added) {
      if (sameAsSessionId === null || seen.has(sameAsSessionId)) continue;
      seen.add(sameAsSessionId);
      next.push(...(earlier.get(sameAsSessionId) ?? []));
    }
    linked.push(...next);
    added = next;
  }
  return linked;
}

function countSide(
  own: readonly ReachFactRow[],
  linked: readonly ReachFactRow[],
  rolls: ReadonlyMap<string, number>,
  span: Span,
  targeted: boolean,
): ShareSide {
  const rows = own.filter((row) => row.targeted === targeted);
  if (rows.length === 0) return { cohorts: [], facts: [] };
  const facts = [...rows, ...linked.filter((row) => row.targeted === targeted)].map(toFact);
  const { cohorts, firstContacts } = countReach(facts, rolls, span);
  const figures = new Map(firstContacts.map(({ factId, figure }) => [factId, figure]));
  return { cohorts, facts: rows.map((row) => ({ figure: figures.get(row.id) ?? 0, ...row })) };
}

function toFact(row: ReachFactRow): ReachFact {
  const { id, sessionId, attended, novelty, sameAsSessionId, lineageId, yearGroup } = row;
  const cohort = { schoolLineageId: lineageId, academicYear: academicYearOf(row.onDate), yearGroup };
  return { id, sessionId, startsAt: new Date(startMsOf(row)), cohort, attended, novelty, sameAsSessionId };
}

/** An imported past has days without times: its sessions keep their order on the day. */
export function startMsOf(row: Pick<ReachFactRow, "visitStartsAt" | "onDate" | "startMinute">): number {
  return (row.visitStartsAt ?? instantAt(row.onDate, 0).getTime()) + row.startMinute * 60_000;
}

function assemble(shares: ReadonlyMap<string, Share>): ReachLedger {
  const inOrder = [...shares].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, share]) => share);
  return { open: sideOf(inOrder.map(({ open }) => open)), targeted: sideOf(inOrder.map(({ targeted }) => targeted)) };
}

function sideOf(shares: readonly ShareSide[]): LedgerSide {
  // Shares stand in the order of their lineages and cohorts in that of their keys, so that sums of fractions come out
  // equal to the bit.
  const cohorts = shares.flatMap((share) => share.cohorts);
  const byLineage = shares.flatMap(({ facts }) => (facts.length === 0 ? [] : [facts]));
  return { reach: sumReach(cohorts), cohorts, facts: byLineage.flat(), byLineage };
}
