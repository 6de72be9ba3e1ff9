import type { Db, Tx } from "~/data/db.server";
import { hashSecret, newSecret } from "~/lib/secret.server";

export type CapabilityPurpose = "answer_offer";

/** What a link in a mail may do: one thing, for one person, about one request. */
export type Capability = { accountId: string; requestId: string };

/** Makes a link's secret of 128 bits; only its hash is kept. */
export async function createCapability(
  tx: Tx,
  input: Capability & { purpose: CapabilityPurpose; expiresAt: Date; now: Date },
): Promise<string> {
  const { purpose, accountId, requestId, expiresAt, now } = input;
  const token = newSecret(128);
  const data = { tokenHash: hashSecret(token), purpose, accountId, requestId, expiresAt, createdAt: now };
  await tx.capability.create({ data, select: { id: true } });
  return token;
}

/** Whom a link speaks for; null where nobody made it, it has run out, or its person is no contact of the request any more. */
export async function findCapability(
  db: Db | Tx,
  where: { token: string; purpose: CapabilityPurpose; now: Date },
): Promise<Capability | null> {
  const row = await db.capability.findFirst({
    where: { tokenHash: hashSecret(where.token), purpose: where.purpose, expiresAt: { gt: where.now } },
    select: { accountId: true, requestId: true, request: { select: { contacts: { select: { accountId: true } } } } },
  });
  if (!row?.accountId || !row.requestId) return null;
  const { accountId, requestId } = row;
  return row.request?.contacts.some((contact) => contact.accountId === accountId) ? { accountId, requestId } : null;
}
