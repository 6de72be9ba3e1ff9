import { fingerprintOfCommitments, listCommitments, type CommitmentRow, type CommitmentSpan } from "~/data/commitments.server";
import type { Db } from "~/data/db.server";

type Remembered = { print: string; rows: readonly CommitmentRow[] };

/** A search asks for a handful of spans; a row takes about half a kilobyte. */
const MOST_ROWS = 40_000;
const remembered = new WeakMap<Db, Map<string, Remembered>>();

/**
 * As `listCommitments`, for searches that ask again and again: the rows come from memory where the database says, in
 * the same question, that each is the very one read before. Never behind a commit, and not for transactions, which may
 * write one row twice.
 */
export async function recallCommitments(db: Db, where: CommitmentSpan): Promise<readonly CommitmentRow[]> {
  const { presenterIds, from, to } = where;
  const key = [from.toISOString(), to.toISOString(), ...presenterIds].join(" ");
  const memory = remembered.get(db) ?? new Map<string, Remembered>();
  remembered.set(db, memory);
  const print = await fingerprintOfCommitments(db, where);
  const known = memory.get(key);
  memory.delete(key);
  const rows = known?.print === print ? known.rows : await listCommitments(db, where);
  memory.set(key, { print, rows });
  forgetOldest(memory);
  return rows;
}

/** Those asked for last stay. */
function forgetOldest(memory: Map<string, Remembered>): void {
  let rows = [...memory.values()].reduce((sum, each) => sum + each.rows.length, 0);
  for (const [key, oldest] of memory) {
    if (rows <= MOST_ROWS) return;
    memory.delete(key);
    rows -= oldest.rows.length;
  }
}
