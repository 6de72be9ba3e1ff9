import type { Db, Tx } from "~/data/db.server";

export type ChallengePurpose = "sign_in" | "prove_request";

export type ChallengeRow = {
  id: string;
  email: string;
  purpose: ChallengePurpose;
  requestId: string | null;
  codeHash: string;
  tries: number;
  createdAt: Date;
  expiresAt: Date;
  usedAt: Date | null;
};

/** The database itself refuses more (sign_in_challenge_tries). */
export const MOST_TRIES = 5;

const rowSelect = {
  id: true,
  email: true,
  purpose: true,
  requestId: true,
  codeHash: true,
  tries: true,
  createdAt: true,
  expiresAt: true,
  usedAt: true,
} as const;

export async function createChallenge(
  tx: Tx,
  input: Omit<ChallengeRow, "id" | "tries" | "usedAt"> & {
    linkHash: string;
    browserHash: string;
    sourceHash: string;
  },
): Promise<void> {
  await tx.signInChallenge.create({ data: input, select: { id: true } });
}

/** Codes for one address take turns, so that counting them is true. Held until the transaction ends. */
export async function lockChallengesOf(tx: Tx, email: string): Promise<void> {
  const key = `sign-in-challenge ${email.toLowerCase()}`;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}::text, 0))`;
}

export async function countChallenges(
  tx: Tx,
  by: { email: string } | { browserHash: string } | { sourceHash: string },
  since: Date,
): Promise<number> {
  return tx.signInChallenge.count({ where: { ...by, createdAt: { gt: since } } });
}

/** Addresses and hashes are kept only as long as counting needs them. */
export async function deleteChallengesBefore(tx: Tx, before: Date): Promise<void> {
  await tx.signInChallenge.deleteMany({ where: { createdAt: { lt: before } } });
}

/** The newest one that this browser asked for: a new code replaces the one before. */
export async function findLatestChallenge(
  db: Db | Tx,
  by: { browserHash: string; purpose?: ChallengePurpose },
): Promise<ChallengeRow | null> {
  return db.signInChallenge.findFirst({
    where: by,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: rowSelect,
  });
}

export async function findChallengeByLink(db: Db | Tx, linkHash: string): Promise<ChallengeRow | null> {
  return db.signInChallenge.findUnique({ where: { linkHash }, select: rowSelect });
}

/** Counts one try before it is judged; false when none is left. Never in a transaction that may roll back. */
export async function countTry(db: Db, id: string, now: Date): Promise<boolean> {
  const { count } = await db.signInChallenge.updateMany({
    where: { id, tries: { lt: MOST_TRIES }, usedAt: null, expiresAt: { gt: now } },
    data: { tries: { increment: 1 } },
  });
  return count === 1;
}

/** The same for a code that was used up after this instant. */
export async function countTryAfterUse(db: Db, id: string, usedAfter: Date): Promise<boolean> {
  const { count } = await db.signInChallenge.updateMany({
    where: { id, tries: { lt: MOST_TRIES }, usedAt: { gt: usedAfter } },
    data: { tries: { increment: 1 } },
  });
  return count === 1;
}

/** True for the one caller that uses it up. */
export async function spendChallenge(tx: Tx, id: string, now: Date): Promise<boolean> {
  const { count } = await tx.signInChallenge.updateMany({
    where: { id, usedAt: null },
    data: { usedAt: now },
  });
  return count === 1;
}

/** What the mail says about the request that a code proves; null when this address has no such request. */
export async function findRequestToProve(
  db: Db | Tx,
  requestId: string,
  email: string,
): Promise<{ contactName: string; schoolName: string } | null> {
  const row = await db.bookingRequest.findFirst({
    where: { id: requestId, contacts: { some: { account: { email } } } },
    select: {
      unlistedName: true,
      school: { select: { name: true } },
      contacts: { where: { account: { email } }, select: { name: true }, take: 1 },
    },
  });
  if (!row) return null;
  return { contactName: row.contacts[0]?.name ?? "", schoolName: row.school?.name ?? row.unlistedName };
}
