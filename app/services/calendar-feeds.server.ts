import { paths } from "~/config/paths";
import { findFeed, markFeedRead, replaceFeed, revokeFeed } from "~/data/calendar-feeds.server";
import { recallFeedEvents, recallWholeFeed } from "~/data/feed-memory.server";
import { feedState, type FeedVisit } from "~/data/feed-visits.server";
import { listAllFormats } from "~/data/formats.server";
import { addHistory } from "~/data/history.server";
import { readSettings } from "~/data/settings.server";
import { transact } from "~/data/transaction.server";
import { mayHaveFeed, type FeedKind } from "~/domain/calendar-feed";
import type { Role } from "~/domain/roles";
import type { ProgrammeSettings } from "~/domain/settings";
import { feedParts, renderFeedEvent } from "~/integrations/calendar-feed.server";
import type { CalendarEvent } from "~/integrations/calendar-file.server";
import { hashSecret, newSecret } from "~/lib/secret.server";
import { calendarEvent } from "~/services/calendar-event.server";
import type { Deps } from "~/services/deps";
import { mailSender } from "~/services/mail-sender.server";

/** How often a read is noted: calendars ask every hour or so. */
const NOTED_EVERY_MS = 60 * 60 * 1000;

/**
 * A secret address for a calendar of one kind, shown this once; the account's earlier one of the kind stops working.
 * Null where the account's roles give it no such calendar.
 */
export async function makeFeed(
  input: { accountId: string; roles: readonly Role[]; kind: FeedKind },
  deps: Deps,
): Promise<{ address: string } | null> {
  const { accountId, roles, kind } = input;
  if (!mayHaveFeed(kind, roles)) return null;
  const token = newSecret(128);
  const now = deps.now();
  await transact(deps.db, async (tx) => {
    await replaceFeed(tx, { accountId, kind, tokenHash: hashSecret(token), now });
    const actor = { kind: "staff" as const, accountId };
    await addHistory(tx, { at: now, actor, subject: "account", subjectId: accountId, action: "calendar_feed_made", detail: { kind } });
    return { ok: true };
  });
  return { address: `${deps.origin}${paths.calendarFeed(token)}` };
}

/** False where there was nothing to end any more. */
export function endFeed(input: { accountId: string; kind: FeedKind }, { db, now }: Pick<Deps, "db" | "now">): Promise<boolean> {
  return revokeFeed(db, { ...input, now: now() });
}

export type FeedAnswer =
  | { found: false }
  | { found: true; etag: string; lastModified: Date | null; content: Buffer | null };

/**
 * A feed by its address (RFC 5545; no METHOD). `content` is null where the reader has it already: `ifNoneMatch` wins
 * over `ifModifiedSince` (RFC 9110, 13.2.2), else its text. What its owner may see is looked at anew each time.
 */
export async function readFeed(
  input: { token: string; ifNoneMatch: string | null; ifModifiedSince: string | null },
  { db, now, origin }: Pick<Deps, "db" | "now" | "origin">,
): Promise<FeedAnswer> {
  const feed = await findFeed(db, hashSecret(input.token));
  if (!feed || !mayHaveFeed(feed.kind, feed.roles)) return { found: false };
  const readAt = now();
  const { state, newestAt } = await feedState(db, feed, readAt);
  const writer = await feedWriter({ db, origin });
  const etag = `"${hashSecret(`${state} ${writer.known}`)}"`;
  if (!feed.lastReadAt || readAt.getTime() - feed.lastReadAt.getTime() > NOTED_EVERY_MS) await markFeedRead(db, feed.id, readAt);
  const answer = { found: true as const, etag, lastModified: newestAt };
  if (hasIt(input, etag, newestAt)) return { ...answer, content: null };
  const content = await recallWholeFeed(db, { feedId: feed.id, key: etag }, async () => {
    const events = await recallFeedEvents(db, { scope: feed, now: readAt, writer: writer.known }, writer.write);
    return feedParts(writer.title, events);
  });
  return { ...answer, content };
}

/**
 * Writes every event of the team's feed, which are those of all feeds, so that the first to ask after a start waits no
 * longer than the next. Ends early at `signal`.
 */
export async function warmFeeds({ db, now, origin }: Pick<Deps, "db" | "now" | "origin">, signal: AbortSignal): Promise<void> {
  const { known, write } = await feedWriter({ db, origin });
  await recallFeedEvents(db, { scope: { kind: "team" }, now: now(), writer: known, signal }, write);
}

/** How events are written now: `known` names all that their text depends on beside their visits. */
async function feedWriter({ db, origin }: Pick<Deps, "db" | "origin">) {
  const settings = await readSettings(db);
  const formats = await listAllFormats(db);
  const formatNames = formats.map(({ id, name }) => [id, name]);
  return {
    known: hashSecret(JSON.stringify([settings.organizer, origin, formatNames])),
    title: mailSender(settings, origin).programme,
    write: (visit: FeedVisit) => renderFeedEvent(eventOf(visit, settings, origin)),
  };
}

function hasIt(
  { ifNoneMatch, ifModifiedSince }: { ifNoneMatch: string | null; ifModifiedSince: string | null },
  etag: string,
  newestAt: Date | null,
): boolean {
  if (ifNoneMatch !== null) {
    return ifNoneMatch.split(",").some((each) => each.trim().replace(/^W\//, "") === etag || each.trim() === "*");
  }
  if (ifModifiedSince === null || newestAt === null) return false;
  const since = Date.parse(ifModifiedSince);
  return !Number.isNaN(since) && newestAt.getTime() <= since;
}

/** Without whom to ask for: a feed holds no contact. */
function eventOf(visit: FeedVisit, settings: ProgrammeSettings, origin: string): CalendarEvent {
  const { uid, sequence, schoolName, reference, sessions } = visit;
  return calendarEvent(
    {
      uid,
      sequence,
      dtstampAt: new Date(visit.dtstampMs),
      startsAt: new Date(visit.startsMs),
      endsAt: new Date(visit.endsMs),
      isCancelled: visit.cancelled,
      schoolName,
      address: visit.place || visit.address,
      reference,
      sessions,
      presenterNames: visit.presenters,
    },
    { settings, origin },
  );
}
