import type { Db, Tx } from "~/data/db.server";
import { hashSecret, newSecret } from "~/lib/secret.server";

export type CapabilityPurpose = "answer_offer" | "answer_question";
export type VisitPurpose = "settle_readiness" | "give_feedback" | "change_booking";

/** What a link in a mail may do: one thing, for one person, about one request. */
export type Capability = { accountId: string; requestId: string };

/** The same about one visit. */
export type VisitCapability = { accountId: string; visitId: string };

/** Makes a link's secret of 128 bits; only its hash is kept. */
export async function createCapability(
  tx: Tx,
  input: { expiresAt: Date; now: Date } & (
    | (Capability & { purpose: CapabilityPurpose })
    | (VisitCapability & { purpose: VisitPurpose })
    | (VisitCapability & { purpose: "answer_invitation"; sequence: number })
  ),
): Promise<string> {
  const { now, ...columns } = input;
  const token = newSecret(128);
  await tx.capability.create({
    data: { ...columns, tokenHash: hashSecret(token), createdAt: now },
    select: { id: true },
  });
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

/** The same for a link about a visit: its person must still be a contact of the visit. */
export async function findVisitCapability(
  db: Db | Tx,
  where: { token: string; purpose: VisitPurpose; now: Date },
): Promise<VisitCapability | null> {
  const row = await db.capability.findFirst({
    where: { tokenHash: hashSecret(where.token), purpose: where.purpose, expiresAt: { gt: where.now } },
    select: { accountId: true, visitId: true, visit: { select: { contacts: { select: { accountId: true } } } } },
  });
  if (!row?.accountId || !row.visitId) return null;
  const { accountId, visitId } = row;
  return row.visit?.contacts.some((contact) => contact.accountId === accountId) ? { accountId, visitId } : null;
}
