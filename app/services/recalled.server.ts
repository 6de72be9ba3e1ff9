import type { Db } from "~/data/db.server";
import { readSnapshot } from "~/data/snapshot.server";
import type { Deps } from "~/services/deps";

type ReadDeps = Pick<Deps, "db" | "now">;
type Kept<Output> = { snapshot: string; minute: number; output: Promise<Output> };

const MOST_KEPT = 32;
const MINUTE_MS = 60_000;

/**
 * A reading that is done again only when anything was committed since, by whichever process, or a minute has ended: the
 * service knows no moments between two minutes. Each call asks the database first, so that no answer is older than the
 * last commit. `read` depends on its input, the database and the clock alone; its output is shared and not to be changed.
 */
export function recalled<Input, Output>(
  read: (input: Input, deps: ReadDeps) => Promise<Output>,
): (input: Input, deps: ReadDeps) => Promise<Output> {
  const keptBy = new WeakMap<Db, Map<string, Kept<Output>>>();
  return async (input, deps) => {
    const kept = keptBy.get(deps.db) ?? new Map<string, Kept<Output>>();
    keptBy.set(deps.db, kept);
    const key = JSON.stringify(input);
    const minute = Math.floor(deps.now().getTime() / MINUTE_MS);
    // Before the reading: what is committed in between is then read once more, never missed.
    const snapshot = await readSnapshot(deps.db);
    const known = kept.get(key);
    if (known?.snapshot === snapshot && known.minute === minute) return known.output;
    const output = read(input, deps);
    kept.delete(key);
    kept.set(key, { snapshot, minute, output });
    for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - MOST_KEPT))) kept.delete(oldest);
    output.catch(() => {
      if (kept.get(key)?.output === output) kept.delete(key);
    });
    return output;
  };
}
