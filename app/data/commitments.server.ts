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

type CommitmentColumns = Omit<CommitmentRow, "visit"> & {
  visitId: string | null;
  schoolId: string | null;
  schoolName: string | null;
  easting: number | null;
  northing: number | null;
};

/**
 * What takes these presenters' time between two instants, in order of time. Holds that have run out do not. The overlap is
 * written as rule 1's constraint writes it: its index knows both ends, so that the past costs nothing.
 */
export async function listCommitments(
  db: Db | Tx,
  where: { presenterIds: readonly string[]; from: Date; to: Date; now: Date },
): Promise<CommitmentRow[]> {
  if (where.presenterIds.length === 0 || where.from >= where.to) return [];
  const rows = await db.$queryRaw<CommitmentColumns[]>`
    SELECT c.id::text, c.presenter_id::text AS "presenterId", c.kind::text, c.starts_at AS "startsAt", c.ends_at AS "endsAt",
           a.kind::text AS "absenceKind", v.id::text AS "visitId", v.school_id::text AS "schoolId",
           s.name AS "schoolName", v.easting, v.northing
      FROM commitment c
      LEFT JOIN absence a ON a.id = c.absence_id
      LEFT JOIN visit v ON v.id = c.visit_id
      LEFT JOIN school s ON s.id = v.school_id
     WHERE c.presenter_id = ANY(${[...where.presenterIds]}::uuid[])
       AND tstzrange(c.starts_at, c.ends_at, '[)') && tstzrange(${where.from}::timestamptz, ${where.to}::timestamptz, '[)')
       AND (c.expires_at IS NULL OR c.expires_at > ${where.now}::timestamptz)
     ORDER BY c.starts_at, c.id`;
  return rows.map(({ visitId, schoolId, schoolName, easting, northing, ...row }) => ({
    ...row,
    visit:
      visitId === null || schoolId === null
        ? null
        : { id: visitId, schoolId, schoolName: schoolName ?? "", easting, northing },
  }));
}
