import type { Db, Tx } from "~/data/db.server";
import type { FeedKind } from "~/domain/calendar-feed";
import type { Role } from "~/domain/roles";

export type FeedRow = { id: string; kind: FeedKind; createdAt: Date; lastReadAt: Date | null };

/** The feeds of an account that still work, by kind. */
export async function listFeeds(db: Db, accountId: string): Promise<FeedRow[]> {
  return db.calendarFeed.findMany({
    where: { accountId, revokedAt: null },
    orderBy: [{ kind: "asc" }, { createdAt: "asc" }],
    select: { id: true, kind: true, createdAt: true, lastReadAt: true },
  });
}

/** A feed in place of the account's earlier one of the kind, whose address stops working. */
export async function replaceFeed(
  tx: Tx,
  feed: { accountId: string; kind: FeedKind; tokenHash: string; now: Date },
): Promise<void> {
  const { accountId, kind, tokenHash, now } = feed;
  await tx.calendarFeed.updateMany({ where: { accountId, kind, revokedAt: null }, data: { revokedAt: now } });
  await tx.calendarFeed.create({ data: { accountId, kind, tokenHash, createdAt: now } });
}

/** False where the account has no such feed any more. */
export async function revokeFeed(db: Db, feed: { accountId: string; kind: FeedKind; now: Date }): Promise<boolean> {
  const { accountId, kind, now } = feed;
  const { count } = await db.calendarFeed.updateMany({
    where: { accountId, kind, revokedAt: null },
    data: { revokedAt: now },
  });
  return count > 0;
}

export type OpenFeed = { id: string; kind: FeedKind; accountId: string; roles: Role[]; lastReadAt: Date | null };

/** Whose feed an address is, with the roles that its owner has now; null for a closed account or a revoked feed. */
export async function findFeed(db: Db, tokenHash: string): Promise<OpenFeed | null> {
  const row = await db.calendarFeed.findFirst({
    where: { tokenHash, revokedAt: null, account: { disabledAt: null } },
    select: {
      id: true,
      kind: true,
      accountId: true,
      lastReadAt: true,
      account: { select: { roles: { select: { role: true } } } },
    },
  });
  if (!row) return null;
  const { account, ...feed } = row;
  return { ...feed, roles: account.roles.map(({ role }) => role) };
}

export async function markFeedRead(db: Db, id: string, now: Date): Promise<void> {
  await db.calendarFeed.updateMany({ where: { id }, data: { lastReadAt: now } });
}
