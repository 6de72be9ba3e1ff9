import type { Db, Tx } from "~/data/db.server";
import { isConstraintViolation } from "~/data/transaction.server";

export type SlotTaken = { ok: false; reason: "slot_taken" };

/**
 * Takes the row lock of each presenter in id order: every writer of commitments (visit, absence, hold, roster) calls
 * this first, so that writers never deadlock and the travel rule, which no constraint can see, is checked against what
 * will be true at commit. Holds of these presenters that have run out are removed, by the database's clock.
 */
export async function lockPresenters(tx: Tx, presenterIds: readonly string[]): Promise<void> {
  const ids = [...new Set(presenterIds)].sort();
  if (ids.length === 0) return;
  await tx.$queryRaw`
    SELECT account_id FROM presenter WHERE account_id = ANY(${ids}::uuid[]) ORDER BY account_id FOR NO KEY UPDATE`;
  await tx.$executeRaw`
    DELETE FROM commitment
    WHERE presenter_id = ANY(${ids}::uuid[]) AND kind = 'hold' AND expires_at <= clock_timestamp()`;
}

/** Books each presenter for the visit's whole time; the exclusion constraint refuses what overlaps (rule 1). */
export async function createVisitCommitments(
  tx: Tx,
  visit: { visitId: string; startsAt: Date; endsAt: Date; presenterIds: readonly string[] },
): Promise<{ ok: true } | SlotTaken> {
  const { visitId, startsAt, endsAt, presenterIds } = visit;
  try {
    await tx.commitment.createMany({
      data: presenterIds.map((presenterId) => ({ presenterId, kind: "visit", startsAt, endsAt, visitId })),
    });
    return { ok: true };
  } catch (error) {
    if (isConstraintViolation(error, "commitment_no_overlap")) return { ok: false, reason: "slot_taken" };
    throw error;
  }
}

export async function deleteVisitCommitments(tx: Tx, visitId: string): Promise<void> {
  await tx.commitment.deleteMany({ where: { visitId } });
}

export type CommitmentRow = {
  id: string;
  presenterId: string;
  kind: "visit" | "absence" | "hold";
  startsAt: Date;
  endsAt: Date;
  absenceKind: "leave" | "court" | "training" | "other_duty" | null;
  visit: {
    id: string;
    schoolId: string;
    schoolName: string;
    easting: number | null;
    northing: number | null;
  } | null;
};

/** What takes these presenters' time between two instants, in order of time. Holds that have run out do not. */
export async function listCommitments(
  db: Db | Tx,
  where: { presenterIds: readonly string[]; from: Date; to: Date; now: Date },
): Promise<CommitmentRow[]> {
  const rows = await db.commitment.findMany({
    where: {
      presenterId: { in: [...where.presenterIds] },
      startsAt: { lt: where.to },
      endsAt: { gt: where.from },
      OR: [{ expiresAt: null }, { expiresAt: { gt: where.now } }],
    },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    select: {
      id: true,
      presenterId: true,
      kind: true,
      startsAt: true,
      endsAt: true,
      absence: { select: { kind: true } },
      visitPresenter: {
        select: {
          visit: {
            select: { id: true, schoolId: true, easting: true, northing: true, school: { select: { name: true } } },
          },
        },
      },
    },
  });
  return rows.map(({ absence, visitPresenter, ...row }) => ({
    ...row,
    absenceKind: absence?.kind ?? null,
    visit: visitPresenter
      ? {
          id: visitPresenter.visit.id,
          schoolId: visitPresenter.visit.schoolId,
          schoolName: visitPresenter.visit.school.name,
          easting: visitPresenter.visit.easting,
          northing: visitPresenter.visit.northing,
        }
      : null,
  }));
}
