import type { Db } from "~/data/db.server";
import { listFeedKeys, listFeedVisits, type FeedScope, type FeedVisit } from "~/data/feed-visits.server";

/** The text of an event, known by what made it. */
type Remembered = { version: string; text: string };

/** An event takes about half a kilobyte. */
const MOST_EVENTS = 20_000;
/** Read and written at once, so that a large feed takes no more memory than a small one. */
const A_PAGE = 500;

/** Whole feeds that were read last; ten thousand events take seven million bytes. */
const MOST_BYTES = 16 * 1024 * 1024;

const remembered = new WeakMap<Db, Map<string, Remembered>>();

/**
 * The events of a feed in order of time, as `write` writes them. Those whose version is as it was come from memory; what
 * the owner may see is asked of the database each time. `writer` names all else that the text depends on. At `signal` no
 * more are written.
 */
export async function recallFeedEvents(
  db: Db,
  { scope, now, writer, signal }: { scope: FeedScope; now: Date; writer: string; signal?: AbortSignal },
  write: (visit: FeedVisit) => string,
): Promise<string[]> {
  const memory = remembered.get(db) ?? new Map<string, Remembered>();
  remembered.set(db, memory);
  const keys = await listFeedKeys(db, scope, now);
  const versionOf = (version: string) => `${version} ${writer}`;
  const known = new Map<string, string>();
  const missing: typeof keys = [];
  for (const key of keys) {
    const found = memory.get(key.id);
    if (found?.version === versionOf(key.version)) known.set(key.id, found.text);
    else missing.push(key);
  }
  for (let at = 0; at < missing.length; at += A_PAGE) {
    if (signal?.aborted) break;
    const page = new Map(missing.slice(at, at + A_PAGE).map(({ id, version }) => [id, version]));
    for (const visit of await listFeedVisits(db, scope, now, [...page.keys()])) {
      const text = write(visit);
      known.set(visit.id, text);
      const version = versionOf(page.get(visit.id) ?? "");
      memory.delete(visit.id);
      memory.set(visit.id, { version, text });
    }
  }
  forgetOldest(memory);
  // One that left the feed between the two readings has no text any more.
  return keys.flatMap(({ id }) => known.get(id) ?? []);
}

function forgetOldest(memory: Map<string, Remembered>): void {
  for (const id of memory.keys()) {
    if (memory.size <= MOST_EVENTS) return;
    memory.delete(id);
  }
}

type Whole = { key: string; bytes: Buffer };
const wholes = new WeakMap<Db, Map<string, Whole>>();

/** A feed whole: from memory where `key` is that of the last time, else as `write` makes it of parts. */
export async function recallWholeFeed(
  db: Db,
  { feedId, key }: { feedId: string; key: string },
  write: () => Promise<Iterable<string>>,
): Promise<Buffer> {
  const memory = wholes.get(db) ?? new Map<string, Whole>();
  wholes.set(db, memory);
  const known = memory.get(feedId);
  memory.delete(feedId);
  if (known?.key === key) {
    memory.set(feedId, known);
    return known.bytes;
  }
  const bytes = Buffer.concat(Array.from(await write(), (part) => Buffer.from(part)));
  memory.set(feedId, { key, bytes });
  let total = [...memory.values()].reduce((sum, each) => sum + each.bytes.length, 0);
  for (const [id, oldest] of memory) {
    if (total <= MOST_BYTES) break;
    memory.delete(id);
    total -= oldest.bytes.length;
  }
  return bytes;
}
