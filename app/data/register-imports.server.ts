import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import type { Db, Tx } from "~/data/db.server";
import type { RegisterChange } from "~/data/register-writes.server";
import type { RegisterLink, RegisterReport } from "~/domain/register";
import { shownName } from "~/domain/retention";
import { readBack } from "~/lib/read-back";

const compress = promisify(gzip);
const expand = promisify(gunzip);

export type RegisterImportStatus = "checked" | "applying" | "applied";
export type ImportPart = RegisterChange & { links: RegisterLink[] };

export type RegisterImportRow = {
  id: string;
  status: RegisterImportStatus;
  fileName: string;
  linksFileName: string;
  authorities: string[];
  report: RegisterReport;
  checkedAt: Date;
  expiresAt: Date | null;
  appliedAt: Date | null;
};

/** After a day, a check or an import that has not ended was cut off. */
const LONGEST_WORK_MS = 24 * 60 * 60 * 1000;

const SELECT = {
  id: true,
  status: true,
  fileName: true,
  linksFileName: true,
  authorities: true,
  report: true,
  checkedAt: true,
  expiresAt: true,
  appliedAt: true,
} as const;

type Stored = Omit<RegisterImportRow, "report"> & { report: unknown };

export async function createImport(
  db: Db | Tx,
  row: {
    status: RegisterImportStatus;
    fileName: string;
    linksFileName: string;
    authorities: readonly string[];
    report: RegisterReport;
    madeById: string | null;
    checkedAt: Date;
    expiresAt: Date | null;
    appliedAt?: Date;
  },
): Promise<string> {
  const data = { ...row, id: randomUUID(), authorities: [...row.authorities] };
  const { id } = await db.registerImport.create({ data, select: { id: true } });
  return id;
}

/** The check is complete: only now can it be seen and applied, until it expires. */
export async function completeCheck(
  db: Db | Tx,
  { id, ...data }: { id: string; report: RegisterReport; expiresAt: Date },
): Promise<void> {
  await db.registerImport.update({ where: { id }, data, select: { id: true } });
}

export async function removeImport(db: Db | Tx, id: string): Promise<void> {
  await db.registerImport.deleteMany({ where: { id } });
}

export async function countImportParts(tx: Tx, importId: string): Promise<number> {
  return tx.registerImportPart.count({ where: { importId } });
}

export async function addImportPart(db: Db | Tx, importId: string, position: number, part: ImportPart): Promise<void> {
  const content = new Uint8Array(await compress(JSON.stringify(part)));
  await db.registerImportPart.create({ data: { importId, position, content }, select: { position: true } });
}

/** The next part that is not applied yet, taken out; call it under the register's lock. */
export async function takeImportPart(tx: Tx, importId: string): Promise<ImportPart | null> {
  const next = await tx.registerImportPart.findFirst({
    where: { importId },
    orderBy: { position: "asc" },
    select: { position: true, content: true },
  });
  if (!next) return null;
  await tx.registerImportPart.delete({
    where: { importId_position: { importId, position: next.position } },
    select: { position: true },
  });
  return readBack((await expand(next.content)).toString("utf8"), isImportPart);
}

/** A checked file of this person, or one of anybody that was applied; others' uploads are not there. */
export async function findImport(
  db: Db | Tx,
  where: { id: string; viewerId: string; now: Date },
): Promise<RegisterImportRow | null> {
  const row = await db.registerImport.findFirst({
    where: {
      id: where.id,
      OR: [
        { status: "applied" },
        { status: "applying", madeById: where.viewerId },
        { status: "checked", madeById: where.viewerId, expiresAt: { gt: where.now } },
      ],
    },
    select: SELECT,
  });
  return row && toImport(row);
}

/** Compare-and-set: false where it no longer stands so. */
export async function moveImport(
  tx: Tx,
  change: { id: string; from: readonly RegisterImportStatus[]; to: RegisterImportStatus; appliedAt?: Date },
): Promise<boolean> {
  const { count } = await tx.registerImport.updateMany({
    where: { id: change.id, status: { in: [...change.from] } },
    data: {
      status: change.to,
      ...(change.appliedAt ? { appliedAt: change.appliedAt, expiresAt: null } : {}),
    },
  });
  return count === 1;
}

/** Whether somebody began to apply another file after this one was checked. */
export async function isOvertaken(tx: Tx, where: { id: string; checkedAt: Date; now: Date }): Promise<boolean> {
  const lately = new Date(where.now.getTime() - LONGEST_WORK_MS);
  const other = await tx.registerImport.findFirst({
    where: {
      id: { not: where.id },
      OR: [{ status: "applying", checkedAt: { gt: lately } }, { status: "applied", appliedAt: { gt: where.checkedAt } }],
    },
    select: { id: true },
  });
  return other !== null;
}

/** Removes checked files whose time is over, and this person's earlier ones; without a person, those whose time is over. */
export async function forgetUploads(tx: Tx, where: { now: Date; madeById: string | null }): Promise<void> {
  const unfinished = { expiresAt: null, checkedAt: { lt: new Date(where.now.getTime() - LONGEST_WORK_MS) } };
  await tx.registerImport.deleteMany({
    where: {
      status: "checked",
      OR: [
        { expiresAt: { lte: where.now } },
        ...(where.madeById === null ? [] : [{ madeById: where.madeById }]),
        unfinished,
      ],
    },
  });
}

export type AppliedImport = RegisterImportRow & { madeBy: string | null };

export async function listAppliedImports(db: Db, limit: number): Promise<AppliedImport[]> {
  const rows = await db.registerImport.findMany({
    where: { status: "applied" },
    orderBy: [{ appliedAt: "desc" }, { id: "desc" }],
    take: limit,
    select: { ...SELECT, madeBy: { select: { name: true, email: true } } },
  });
  return rows.map(({ madeBy, ...row }) => ({ ...toImport(row), madeBy: madeBy && shownName(madeBy) }));
}

function toImport({ report, ...row }: Stored): RegisterImportRow {
  return { ...row, report: readBack(JSON.stringify(report), isReport) };
}

function isImportPart(value: unknown): value is ImportPart {
  return typeof value === "object" && value !== null && "rows" in value && "places" in value && "links" in value;
}

function isReport(value: unknown): value is RegisterReport {
  return typeof value === "object" && value !== null && "read" in value && "touched" in value;
}
