import type { Db, Tx } from "~/data/db.server";
import type { StaffRole } from "~/domain/roles";
import { SIGN_IN_LASTS_MS } from "~/domain/sign-in-lifetime";
import { hashSecret, newSecret } from "~/lib/secret.server";

export type SignInRow = {
  id: string;
  lastSeenAt: Date;
  expiresAt: Date;
  revokedAt: Date | null;
  account: { id: string; email: string; name: string; disabledAt: Date | null; roles: StaffRole[] };
};

export type SignInSummary = { id: string; device: string; createdAt: Date; lastSeenAt: Date };

/** Opens a sign-in and answers its token, which only the browser's cookie keeps. */
export async function createSignIn(
  db: Db | Tx,
  input: { accountId: string; device: string; now: Date },
): Promise<string> {
  const { accountId, device, now } = input;
  const token = newSecret(256);
  await db.signIn.create({
    data: {
      tokenHash: hashSecret(token),
      accountId,
      device: device.slice(0, 100),
      createdAt: now,
      lastSeenAt: now,
      expiresAt: new Date(now.getTime() + SIGN_IN_LASTS_MS),
    },
    select: { id: true },
  });
  return token;
}

export async function findSignInByHash(db: Db | Tx, tokenHash: string): Promise<SignInRow | null> {
  const row = await db.signIn.findUnique({
    where: { tokenHash },
    select: {
      id: true,
      lastSeenAt: true,
      expiresAt: true,
      revokedAt: true,
      account: {
        select: { id: true, email: true, name: true, disabledAt: true, roles: { select: { role: true } } },
      },
    },
  });
  if (!row) return null;
  const { roles, ...account } = row.account;
  return { ...row, account: { ...account, roles: roles.map(({ role }) => role) } };
}

export async function touchSignIn(db: Db | Tx, id: string, now: Date): Promise<void> {
  await db.signIn.updateMany({ where: { id, lastSeenAt: { lt: now } }, data: { lastSeenAt: now } });
}

/** The sign-ins of an account that have neither run out nor been ended, last used first. */
export async function listSignIns(db: Db | Tx, accountId: string, now: Date): Promise<SignInSummary[]> {
  return db.signIn.findMany({
    where: { accountId, revokedAt: null, expiresAt: { gt: now } },
    orderBy: [{ lastSeenAt: "desc" }, { id: "asc" }],
    select: { id: true, device: true, createdAt: true, lastSeenAt: true },
  });
}

/** Ends sign-ins of this account alone: one, or all but one. Answers how many were still open. */
export async function revokeSignIns(
  db: Db | Tx,
  accountId: string,
  which: { id: string } | { allBut: string } | "all",
  now: Date,
): Promise<number> {
  const id = which === "all" ? {} : "id" in which ? { id: which.id } : { id: { not: which.allBut } };
  const { count } = await db.signIn.updateMany({
    where: { accountId, revokedAt: null, ...id },
    data: { revokedAt: now },
  });
  return count;
}

export async function revokeSignInByHash(db: Db | Tx, tokenHash: string, now: Date): Promise<void> {
  await db.signIn.updateMany({ where: { tokenHash, revokedAt: null }, data: { revokedAt: now } });
}
