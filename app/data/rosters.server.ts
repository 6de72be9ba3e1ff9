import { randomUUID } from "node:crypto";
import type { Db, Tx } from "~/data/db.server";
import type { BadRosterRow, RosterDay } from "~/domain/roster";
import type { Day } from "~/lib/london-time";
import { readBack } from "~/lib/read-back";

/** What a roster changes, as it was shown. */
export type RosterReport = {
  read: number;
  /** Days that are over: they stay as they were. */
  past: number;
  badRows: BadRosterRow[];
  changes: { presenterName: string; day: Day; before: string; after: string }[];
  touchedVisits: { id: string; schoolName: string; onDate: Day | null; presenterName: string }[];
};

export type RosterImport = { id: string; fileName: string; report: RosterReport; days: RosterDay[] };

/** Keeps a checked file for its person; their earlier uploads, and those whose time is over, are forgotten. */
export async function keepRosterCheck(
  tx: Tx,
  row: { fileName: string; report: RosterReport; days: readonly RosterDay[]; madeById: string; checkedAt: Date; expiresAt: Date },
): Promise<string> {
  const { days, madeById, checkedAt, ...rest } = row;
  await forgetRosterChecks(tx, { now: checkedAt, madeById });
  const data = { ...rest, id: randomUUID(), content: JSON.stringify(days), madeById, checkedAt };
  return (await tx.rosterImport.create({ data, select: { id: true } })).id;
}

/** Checked files that nobody applied in time, and those of one person whatever their time. */
export async function forgetRosterChecks(tx: Tx, { now, madeById }: { now: Date; madeById: string | null }): Promise<void> {
  const over = [{ expiresAt: { lte: now } }, ...(madeById === null ? [] : [{ madeById }])];
  await tx.rosterImport.deleteMany({ where: { status: "checked", OR: over } });
}

/** A checked file of this person that is still kept. */
export async function findRosterCheck(
  db: Db | Tx,
  where: { id: string; madeById: string; now: Date },
): Promise<RosterImport | null> {
  const row = await db.rosterImport.findFirst({
    where: { id: where.id, status: "checked", madeById: where.madeById, expiresAt: { gt: where.now } },
    select: { id: true, fileName: true, report: true, content: true },
  });
  if (!row) return null;
  const { content, report, ...rest } = row;
  return { ...rest, report: readBack(JSON.stringify(report), isReport), days: readBack(content, isDays) };
}

/** Compare-and-set: false where it was applied or forgotten meanwhile. */
export async function markRosterApplied(tx: Tx, where: { id: string; appliedAt: Date }): Promise<boolean> {
  const { count } = await tx.rosterImport.updateMany({
    where: { id: where.id, status: "checked" },
    data: { status: "applied", appliedAt: where.appliedAt, expiresAt: null, content: "[]" },
  });
  return count === 1;
}

function isReport(value: unknown): value is RosterReport {
  return typeof value === "object" && value !== null && "changes" in value && "touchedVisits" in value;
}

function isDays(value: unknown): value is RosterDay[] {
  return Array.isArray(value);
}
