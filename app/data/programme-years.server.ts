import { dayFromColumn, dayToColumn } from "~/data/day";
import type { Db, Tx } from "~/data/db.server";
import { isConstraintViolation } from "~/data/transaction.server";
import type { Period } from "~/domain/programme-year";
import type { Day } from "~/lib/london-time";

/** `costPence`: what the year cost, where somebody entered it. */
export type ProgrammeYear = Period & { target: number; costPence: number | null };
export type ProgrammeYearRow = ProgrammeYear & { id: string; version: number };

const yearSelect = {
  id: true,
  name: true,
  startsOn: true,
  endsOn: true,
  target: true,
  version: true,
  costPence: true,
} as const;

type YearColumns = Omit<ProgrammeYearRow, "startsOn" | "endsOn" | "costPence"> & {
  startsOn: Date;
  endsOn: Date;
  costPence: bigint | null;
};

const toYear = (row: YearColumns): ProgrammeYearRow => ({
  ...row,
  startsOn: dayFromColumn(row.startsOn),
  endsOn: dayFromColumn(row.endsOn),
  costPence: row.costPence === null ? null : Number(row.costPence),
});

const toColumns = (year: ProgrammeYear) => ({
  name: year.name,
  startsOn: dayToColumn(year.startsOn),
  endsOn: dayToColumn(year.endsOn),
  target: year.target,
  costPence: year.costPence,
});

/** The newest first. */
export async function listProgrammeYears(db: Db | Tx): Promise<ProgrammeYearRow[]> {
  const rows = await db.programmeYear.findMany({ orderBy: { startsOn: "desc" }, select: yearSelect });
  return rows.map(toYear);
}

export async function findProgrammeYear(db: Db | Tx, id: string): Promise<ProgrammeYearRow | null> {
  const row = await db.programmeYear.findUnique({ where: { id }, select: yearSelect });
  return row && toYear(row);
}

/** Which other programme year has a day in common with these dates. */
export async function findOverlappingYear(
  db: Db,
  dates: { startsOn: Day; endsOn: Day; exceptId: string | null },
): Promise<ProgrammeYearRow | null> {
  const row = await db.programmeYear.findFirst({
    where: {
      startsOn: { lte: dayToColumn(dates.endsOn) },
      endsOn: { gte: dayToColumn(dates.startsOn) },
      ...(dates.exceptId === null ? {} : { id: { not: dates.exceptId } }),
    },
    orderBy: { startsOn: "asc" },
    select: yearSelect,
  });
  return row && toYear(row);
}

type Written =
  | { ok: true; id: string }
  | { ok: false; reason: "overlaps" }
  | { ok: false; reason: "name_taken" | "changed_meanwhile" };

export async function createProgrammeYear(tx: Tx, year: ProgrammeYear): Promise<Written> {
  return refusingClash(async () => {
    const { id } = await tx.programmeYear.create({ data: toColumns(year), select: { id: true } });
    return { ok: true, id };
  });
}

/** Refused when somebody has changed the year since that version. */
export async function updateProgrammeYear(
  tx: Tx,
  where: { id: string; version: number },
  year: ProgrammeYear,
): Promise<Written> {
  return refusingClash(async () => {
    const data = { ...toColumns(year), version: { increment: 1 } };
    const { count } = await tx.programmeYear.updateMany({ where, data });
    return count === 1 ? { ok: true, id: where.id } : { ok: false, reason: "changed_meanwhile" };
  });
}

async function refusingClash(write: () => Promise<Written>): Promise<Written> {
  try {
    return await write();
  } catch (error) {
    if (isConstraintViolation(error, "programme_year_no_overlap")) return { ok: false, reason: "overlaps" };
    if (isConstraintViolation(error, "programme_year_name_key")) return { ok: false, reason: "name_taken" };
    throw error;
  }
}
