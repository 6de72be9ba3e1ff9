import type { Db, Tx } from "~/data/db.server";

export type ThreadMessage = { id: string; fromTeam: boolean; authorName: string; body: string; writtenAt: Date };

/** What team and school wrote about a request, oldest first. */
export async function listMessages(db: Db | Tx, requestId: string): Promise<ThreadMessage[]> {
  const rows = await db.requestMessage.findMany({
    where: { requestId },
    orderBy: [{ writtenAt: "asc" }, { id: "asc" }],
    take: 500,
    select: { id: true, fromTeam: true, body: true, writtenAt: true, author: { select: { name: true } } },
  });
  return rows.map(({ author, ...message }) => ({ ...message, authorName: author.name }));
}

/** False where its author has just sent the same words: a second click of one form. */
export async function createMessage(
  tx: Tx,
  message: { requestId: string; fromTeam: boolean; authorId: string; body: string; now: Date },
): Promise<boolean> {
  const { now, ...columns } = message;
  // Two clicks at once take turns at their request.
  await tx.$queryRaw`SELECT id FROM booking_request WHERE id = ${message.requestId}::uuid FOR UPDATE`;
  const newest = await tx.requestMessage.findFirst({
    where: { requestId: message.requestId },
    orderBy: [{ writtenAt: "desc" }, { id: "desc" }],
    select: { authorId: true, body: true },
  });
  if (newest?.authorId === message.authorId && newest.body === message.body) return false;
  await tx.requestMessage.create({ data: { ...columns, writtenAt: now }, select: { id: true } });
  return true;
}

/** How many messages of the school about a request came since a moment. */
export async function countMessagesOfSchool(tx: Tx, where: { requestId: string; since: Date }): Promise<number> {
  return tx.requestMessage.count({ where: { requestId: where.requestId, fromTeam: false, writtenAt: { gt: where.since } } });
}

/** How many messages of the school came after the team's last one. */
export async function countUnansweredMessages(db: Db | Tx, requestId: string): Promise<number> {
  const last = await db.requestMessage.findFirst({
    where: { requestId, fromTeam: true },
    orderBy: { writtenAt: "desc" },
    select: { writtenAt: true },
  });
  return db.requestMessage.count({
    where: { requestId, fromTeam: false, ...(last ? { writtenAt: { gt: last.writtenAt } } : {}) },
  });
}
