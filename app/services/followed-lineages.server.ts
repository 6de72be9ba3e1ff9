import { isDeepStrictEqual } from "node:util";
import type { Db } from "~/data/db.server";
import { readReachChanges } from "~/data/reach-facts.server";

/** By lineage; of these lineages alone, or of all there are. */
type Read<Value> = (db: Db, what: string, lineageIds: readonly string[] | null) => Promise<ReadonlyMap<string, Value>>;

type Kept<Value> = {
  snapshot: string | null;
  readAtMs: number;
  values: ReadonlyMap<string, Value>;
  running: Promise<unknown>;
  waiting: Promise<ReadonlyMap<string, Value>> | null;
};

const MOST_KEPT = 4;
/** As in the ledger: rows of reach_change live for two days, and many lineages at once are read as all. */
const OLDEST_MS = 24 * 60 * 60 * 1000;
const MANY_LINEAGES = 2_000;

/**
 * Something that follows from a lineage's facts or rolls alone, kept in memory and brought up to the last commit by the
 * rows of reach_change, as the ledger is (docs/decisions/018). The same map comes back while nothing changed; it is not
 * to be written to.
 */
export function followedByLineage<Value>(read: Read<Value>): (db: Db, what: string) => Promise<ReadonlyMap<string, Value>> {
  const keptBy = new WeakMap<Db, Map<string, Kept<Value>>>();
  return (db, what) => {
    const all = keptBy.get(db) ?? new Map<string, Kept<Value>>();
    keptBy.set(db, all);
    const kept = all.get(what) ?? newlyKept<Value>();
    all.delete(what);
    all.set(what, kept);
    for (const oldest of [...all.keys()].slice(0, Math.max(0, all.size - MOST_KEPT))) all.delete(oldest);
    const begin = (): Promise<ReadonlyMap<string, Value>> => {
      kept.waiting = null;
      const run = bringUpToDate(db, what, kept, read);
      kept.running = run;
      return run;
    };
    // Only a look that has not begun yet may be shared: one that has begun may have missed the newest commit.
    kept.waiting ??= kept.running.then(begin, begin);
    return kept.waiting;
  };
}

function newlyKept<Value>(): Kept<Value> {
  return { snapshot: null, readAtMs: 0, values: new Map<string, Value>(), running: Promise.resolve(), waiting: null };
}

function withChanged<Value>(
  values: ReadonlyMap<string, Value>,
  found: ReadonlyMap<string, Value>,
  lineageIds: readonly string[],
): ReadonlyMap<string, Value> {
  const changed = new Map(values);
  for (const lineageId of lineageIds) {
    const value = found.get(lineageId);
    if (value === undefined) changed.delete(lineageId);
    else changed.set(lineageId, value);
  }
  return changed;
}

async function bringUpToDate<Value>(db: Db, what: string, kept: Kept<Value>, read: Read<Value>): Promise<ReadonlyMap<string, Value>> {
  const tooOld = performance.now() - kept.readAtMs > OLDEST_MS;
  const { snapshot, everything, lineageIds } = await readReachChanges(db, tooOld ? null : kept.snapshot);
  if (everything || lineageIds.length > MANY_LINEAGES) kept.values = await read(db, what, null);
  else if (lineageIds.length > 0) {
    const found = await read(db, what, lineageIds);
    // What changed is something else of the lineage, more often than not: the same map stays then.
    const changed = lineageIds.filter((lineageId) => !isDeepStrictEqual(found.get(lineageId), kept.values.get(lineageId)));
    if (changed.length > 0) kept.values = withChanged(kept.values, found, changed);
  }
  kept.snapshot = snapshot;
  kept.readAtMs = performance.now();
  return kept.values;
}
