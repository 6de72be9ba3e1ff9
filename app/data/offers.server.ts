import { z } from "zod";
import { dayFromColumn, dayToColumn } from "~/data/day";
import type { Db, Tx } from "~/data/db.server";
import type { Prisma } from "~/data/generated/client";
import { isConstraintViolation } from "~/data/transaction.server";
import { presentersOf, type OfferedPlan, type OfferStatus } from "~/domain/offers";
import { isDay, type Day } from "~/lib/london-time";

const planSchema = z.object({
  onDate: z.string().refine(isDay),
  rows: z.array(
    z.object({
      groupId: z.string(),
      startMinutes: z.number(),
      lengthMinutes: z.number(),
      room: z.string(),
      presenterIds: z.array(z.string()),
    }),
  ),
});

const OFFER = {
  id: true,
  requestId: true,
  status: true,
  noteForSchool: true,
  answerNote: true,
  createdAt: true,
  createdById: true,
  answerByOn: true,
  answeredAt: true,
  options: {
    orderBy: { rank: "asc" },
    select: { id: true, rank: true, plan: true, pickedAt: true, holds: { select: { expiresAt: true } } },
  },
} satisfies Prisma.OfferSelect;

export type OfferRow = {
  id: string;
  requestId: string;
  status: OfferStatus;
  noteForSchool: string;
  answerNote: string;
  createdAt: Date;
  createdById: string | null;
  answerByOn: Day | null;
  answeredAt: Date | null;
  options: { id: string; rank: number; plan: OfferedPlan; pickedAt: Date | null }[];
  /** Until when its times are held; null without a hold. */
  heldUntil: Date | null;
};

/** The offers of a request, newest first. The caller has checked that it may. */
export async function listOffers(db: Db | Tx, requestId: string): Promise<OfferRow[]> {
  const rows = await db.offer.findMany({
    where: { requestId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: OFFER,
  });
  return rows.map(toOffer);
}

/** The newest offer of a request for one of its contacts: the owner stands in the where. */
export async function findOfferForContact(
  db: Db | Tx,
  where: { requestId: string; accountId: string },
): Promise<OfferRow | null> {
  const row = await db.offer.findFirst({
    where: { requestId: where.requestId, request: { contacts: { some: { accountId: where.accountId } } } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: OFFER,
  });
  return row && toOffer(row);
}

/** The open offer of a request, held until the transaction ends: two answers come one after the other. */
export async function lockOpenOffer(tx: Tx, requestId: string): Promise<OfferRow | null> {
  await tx.$queryRaw`SELECT id FROM offer WHERE request_id = ${requestId}::uuid AND status = 'open' FOR UPDATE`;
  const row = await tx.offer.findFirst({ where: { requestId, status: "open" }, select: OFFER });
  return row && toOffer(row);
}

export type NewOffer = {
  requestId: string;
  noteForSchool: string;
  answerByOn: Day | null;
  createdById: string | null;
  now: Date;
  options: readonly { plan: OfferedPlan; startsAt: Date; endsAt: Date }[];
  /** Null: nothing is held. */
  heldUntil: Date | null;
};

/**
 * Writes an open offer with its options and, where asked for, a hold of each presenter for each option's whole visit.
 * Presenters must be locked. Refused where two held options want one presenter at the same time, or somebody else does.
 */
export async function createOffer(
  tx: Tx,
  input: NewOffer,
): Promise<{ ok: true; id: string } | { ok: false; reason: "slot_taken" }> {
  const { requestId, noteForSchool, answerByOn, createdById, now, options, heldUntil } = input;
  const offer = await tx.offer.create({
    data: {
      requestId,
      noteForSchool,
      answerByOn: answerByOn && dayToColumn(answerByOn),
      createdById,
      createdAt: now,
      options: {
        create: options.map(({ plan, startsAt, endsAt }, index) => ({
          rank: index + 1,
          startsAt,
          endsAt,
          plan: { onDate: plan.onDate, rows: plan.rows.map((row) => ({ ...row, presenterIds: [...row.presenterIds] })) },
        })),
      },
    },
    select: { id: true, options: { orderBy: { rank: "asc" }, select: { id: true } } },
  });
  if (heldUntil === null) return { ok: true, id: offer.id };
  try {
    await tx.commitment.createMany({
      data: options.flatMap(({ plan, startsAt, endsAt }, index) =>
        presentersOf(plan).map((presenterId) => ({
          presenterId,
          kind: "hold" as const,
          startsAt,
          endsAt,
          requestId,
          offerOptionId: offer.options[index]?.id ?? null,
          expiresAt: heldUntil,
        })),
      ),
    });
  } catch (error) {
    if (isConstraintViolation(error, "commitment_no_overlap")) return { ok: false, reason: "slot_taken" };
    throw error;
  }
  return { ok: true, id: offer.id };
}

/** Ends an open offer and gives back what it held; false when it was not open any more. */
export async function closeOffer(
  tx: Tx,
  id: string,
  to: { status: Exclude<OfferStatus, "open">; now: Date; answerNote?: string; pickedOptionId?: string },
): Promise<boolean> {
  const { count } = await tx.offer.updateMany({
    where: { id, status: "open" },
    data: { status: to.status, answeredAt: to.now, answerNote: to.answerNote },
  });
  if (count === 0) return false;
  await tx.commitment.deleteMany({ where: { kind: "hold", offerOption: { offerId: id } } });
  if (to.pickedOptionId !== undefined) {
    await tx.offerOption.updateMany({ where: { id: to.pickedOptionId, offerId: id }, data: { pickedAt: to.now } });
  }
  return true;
}

/** Requests whose open offer nobody answered in time. */
export async function listUnansweredOffers(db: Db, before: Day, most: number): Promise<string[]> {
  const rows = await db.offer.findMany({
    where: { status: "open", answerByOn: { lt: dayToColumn(before) } },
    orderBy: { id: "asc" },
    take: most,
    select: { requestId: true },
  });
  return rows.map(({ requestId }) => requestId);
}

function toOffer({ options, answerByOn, ...row }: Prisma.OfferGetPayload<{ select: typeof OFFER }>): OfferRow {
  const expiries = options.flatMap(({ holds }) => holds.flatMap(({ expiresAt }) => (expiresAt ? [expiresAt] : [])));
  return {
    ...row,
    answerByOn: answerByOn && dayFromColumn(answerByOn),
    options: options.map(({ id, rank, plan, pickedAt }) => ({ id, rank, plan: planSchema.parse(plan), pickedAt })),
    heldUntil: expiries[0] ?? null,
  };
}
