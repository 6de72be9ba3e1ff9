import { randomUUID } from "node:crypto";
import type { Db, Tx } from "~/data/db.server";
import { readBack } from "~/lib/read-back";
import type { Day } from "~/lib/london-time";

/** What a file of earlier sessions would enter, row by row, as it was shown. */
export type PastReport = {
  read: number;
  entries: {
    line: number;
    schoolName: string;
    on: Day;
    formatName: string;
    group: string;
    attended: number;
    /** "New students", "Known from 6 October 2024" */
    students: string;
    /** Why somebody should look twice; "" for an ordinary row. */
    doubt: string;
  }[];
  /** Rows that are kept already, from this file or the form. */
  known: { line: number; what: string }[];
  refused: { line: number; problem: string }[];
};

export type PastRecord = { line: number; cells: string[] };
export type PastImport = { id: string; fileName: string; report: PastReport; records: PastRecord[] };

/** Keeps a checked file for its person; their earlier uploads, and those whose time is over, are forgotten. */
export async function keepPastCheck(
  tx: Tx,
  row: { fileName: string; report: PastReport; records: readonly PastRecord[]; madeById: string; checkedAt: Date; expiresAt: Date },
): Promise<string> {
  const { records, madeById, checkedAt, ...rest } = row;
  await forgetPastChecks(tx, { now: checkedAt, madeById });
  const data = { ...rest, id: randomUUID(), content: JSON.stringify(records), madeById, checkedAt };
  return (await tx.pastImport.create({ data, select: { id: true } })).id;
}

/** Checked files that nobody applied in time, and those of one person whatever their time. */
export async function forgetPastChecks(tx: Tx, { now, madeById }: { now: Date; madeById: string | null }): Promise<void> {
  const over = [{ expiresAt: { lte: now } }, ...(madeById === null ? [] : [{ madeById }])];
  await tx.pastImport.deleteMany({ where: { status: "checked", OR: over } });
}

/** A checked file of this person that is still kept. */
export async function findPastCheck(
  db: Db | Tx,
  where: { id: string; madeById: string; now: Date },
): Promise<PastImport | null> {
  const row = await db.pastImport.findFirst({
    where: { id: where.id, status: "checked", madeById: where.madeById, expiresAt: { gt: where.now } },
    select: { id: true, fileName: true, report: true, content: true },
  });
  if (!row) return null;
  const { content, report, ...rest } = row;
  return { ...rest, report: readBack(JSON.stringify(report), isReport), records: readBack(content, isRecords) };
}

/** Compare-and-set: false where it was applied or forgotten meanwhile. */
export async function markPastApplied(tx: Tx, where: { id: string; appliedAt: Date }): Promise<boolean> {
  const { count } = await tx.pastImport.updateMany({
    where: { id: where.id, status: "checked" },
    data: { status: "applied", appliedAt: where.appliedAt, expiresAt: null, content: "[]" },
  });
  return count === 1;
}

/** Of a command line, which checks and applies at once. */
export async function keepAppliedPast(tx: Tx, row: { id: string; fileName: string; report: PastReport; appliedAt: Date }): Promise<void> {
  const data = { ...row, status: "applied" as const, content: "[]", checkedAt: row.appliedAt };
  await tx.pastImport.create({ data, select: { id: true } });
}

function isReport(value: unknown): value is PastReport {
  return typeof value === "object" && value !== null && "entries" in value && "known" in value && "refused" in value;
}

function isRecords(value: unknown): value is PastRecord[] {
  return Array.isArray(value);
}
