import { dayFromColumn, dayToColumn } from "~/data/day";
import type { Db, Tx } from "~/data/db.server";
import type { WorkingPattern } from "~/domain/working-hours";
import type { Day } from "~/lib/london-time";

export type WorkingPatternRow = WorkingPattern & { id: string };

/** A presenter's patterns, the newest first. */
export async function listWorkingPatterns(db: Db | Tx, presenterId: string): Promise<WorkingPatternRow[]> {
  const rows = await db.workingPattern.findMany({
    where: { presenterId },
    orderBy: { validFromOn: "desc" },
    select: {
      id: true,
      validFromOn: true,
      anchorOn: true,
      cycleWeeks: true,
      days: {
        orderBy: [{ week: "asc" }, { weekday: "asc" }, { startMinutes: "asc" }],
        select: { week: true, weekday: true, startMinutes: true, endMinutes: true },
      },
    },
  });
  return rows.map((row) => ({
    ...row,
    validFromOn: dayFromColumn(row.validFromOn),
    anchorOn: dayFromColumn(row.anchorOn),
  }));
}

/** Takes the place of a pattern that begins on the same day. */
export async function replaceWorkingPattern(
  tx: Tx,
  presenterId: string,
  pattern: WorkingPattern,
): Promise<{ id: string }> {
  const validFromOn = dayToColumn(pattern.validFromOn);
  await tx.workingPattern.deleteMany({ where: { presenterId, validFromOn } });
  return tx.workingPattern.create({
    data: {
      presenterId,
      validFromOn,
      anchorOn: dayToColumn(pattern.anchorOn),
      cycleWeeks: pattern.cycleWeeks,
      days: { createMany: { data: pattern.days.map((day) => ({ ...day })) } },
    },
    select: { id: true },
  });
}

/** Answers whether the presenter had a pattern that begins on that day. */
export async function deleteWorkingPattern(tx: Tx, presenterId: string, validFromOn: Day): Promise<boolean> {
  const { count } = await tx.workingPattern.deleteMany({
    where: { presenterId, validFromOn: dayToColumn(validFromOn) },
  });
  return count === 1;
}

/** Bookable presenters for whom the default hours are assumed. */
export async function countPresentersWithoutPattern(db: Db): Promise<number> {
  return db.presenter.count({
    where: {
      account: { disabledAt: null, roles: { some: { role: "presenter" } } },
      workingPatterns: { none: {} },
    },
  });
}
