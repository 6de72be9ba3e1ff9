import { dayFromColumn, dayToColumn, optionalDayFromColumn } from "~/data/day";
import type { Db, Tx } from "~/data/db.server";
import type { WorkingPattern } from "~/domain/working-hours";
import type { Day } from "~/lib/london-time";

export type WorkingPatternRow = WorkingPattern & { id: string; validToOn: Day | null };

/** A presenter's patterns, hand-made and from rosters, the newest first. */
export async function listWorkingPatterns(db: Db | Tx, presenterId: string): Promise<WorkingPatternRow[]> {
  const rows = await db.workingPattern.findMany({
    where: { presenterId },
    orderBy: { validFromOn: "desc" },
    select: {
      id: true,
      validFromOn: true,
      validToOn: true,
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
    validToOn: optionalDayFromColumn(row.validToOn),
    anchorOn: dayFromColumn(row.anchorOn),
  }));
}

/** Takes the place of a hand-made pattern that begins on the same day. */
export async function replaceWorkingPattern(
  tx: Tx,
  presenterId: string,
  pattern: WorkingPattern,
): Promise<{ id: string }> {
  const validFromOn = dayToColumn(pattern.validFromOn);
  await tx.workingPattern.deleteMany({ where: { presenterId, validFromOn, fromRoster: false } });
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

/** The hand-made pattern that begins on that day; rosters stay. */
export async function deleteWorkingPattern(tx: Tx, presenterId: string, validFromOn: Day): Promise<void> {
  await tx.workingPattern.deleteMany({
    where: { presenterId, validFromOn: dayToColumn(validFromOn), fromRoster: false },
  });
}

/** All stretches of a presenter that came from rosters, replaced by these. */
export async function replaceRosterStretches(
  tx: Tx,
  presenterId: string,
  stretches: readonly (WorkingPattern & { validToOn: Day })[],
): Promise<void> {
  await tx.workingPattern.deleteMany({ where: { presenterId, fromRoster: true } });
  for (const { validFromOn, validToOn, anchorOn, cycleWeeks, days } of stretches) {
    await tx.workingPattern.create({
      data: {
        presenterId,
        fromRoster: true,
        validFromOn: dayToColumn(validFromOn),
        validToOn: dayToColumn(validToOn),
        anchorOn: dayToColumn(anchorOn),
        cycleWeeks,
        days: { createMany: { data: days.map((day) => ({ ...day })) } },
      },
      select: { id: true },
    });
  }
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
