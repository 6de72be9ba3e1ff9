import type { Db } from "~/data/db.server";

/** Who has not said for so long that it is still at it has broken off: another worker takes the run over. */
const LEASE_MS = 60 * 1000;
/** How often a worker says so. */
export const HOLD_EVERY_MS = 15 * 1000;
/** A run that failed is tried again after this. */
const RETRY_MS = 5 * 60 * 1000;

/**
 * Takes one due time of a job for this worker: false where it is done, or another worker is at it. A job that is seen for
 * the first time has missed nothing, so its present due time counts as done.
 */
export async function takeDueRun(db: Db, run: { name: string; dueAt: Date; now: Date }): Promise<boolean> {
  const { name, dueAt, now } = run;
  const first = await db.clockJob.createMany({ data: [{ name, dueAt, doneAt: now }], skipDuplicates: true });
  if (first.count === 1) return false;
  const { count } = await db.clockJob.updateMany({
    where: {
      name,
      OR: [{ dueAt: { lt: dueAt }, doneAt: { not: null } }, { doneAt: null, leaseUntil: { lte: now } }],
    },
    data: { dueAt, doneAt: null, leaseUntil: new Date(now.getTime() + LEASE_MS) },
  });
  return count === 1;
}

/** Says that this worker is still at it. */
export async function holdRun(db: Db, run: { name: string; dueAt: Date; now: Date }): Promise<void> {
  const { name, dueAt, now } = run;
  const leaseUntil = new Date(now.getTime() + LEASE_MS);
  await db.clockJob.updateMany({ where: { name, dueAt, doneAt: null }, data: { leaseUntil } });
}

export async function markRunDone(db: Db, run: { name: string; dueAt: Date; now: Date }): Promise<void> {
  const { name, dueAt, now } = run;
  await db.clockJob.updateMany({ where: { name, dueAt, doneAt: null }, data: { doneAt: now, leaseUntil: null } });
}

export async function markRunFailed(db: Db, run: { name: string; dueAt: Date; now: Date }): Promise<void> {
  const { name, dueAt, now } = run;
  const leaseUntil = new Date(now.getTime() + RETRY_MS);
  await db.clockJob.updateMany({ where: { name, dueAt, doneAt: null }, data: { leaseUntil } });
}
