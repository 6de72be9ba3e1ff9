import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Db, Tx } from "~/data/db.server";
import { Prisma } from "~/data/generated/client";
import type { Polygon } from "~/domain/area";
import type { DistrictOutline, KnownDistrict, OutlineReport } from "~/domain/district-outline";
import { readBack } from "~/lib/read-back";

const polygonsSchema = z.array(z.array(z.array(z.tuple([z.number(), z.number()]))));
const polygonsOf = (outline: unknown): Polygon[] => {
  const parsed = polygonsSchema.safeParse(outline);
  return parsed.success ? parsed.data : [];
};

/** Districts with an outline, of these codes. */
export async function listOutlines(db: Db, codes: readonly string[]): Promise<{ code: string; name: string; polygons: Polygon[] }[]> {
  const rows = await db.district.findMany({
    where: { code: { in: [...codes] }, outline: { not: Prisma.DbNull } },
    orderBy: { name: "asc" },
    select: { code: true, name: true, outline: true },
  });
  return rows.map(({ outline, ...district }) => ({ ...district, polygons: polygonsOf(outline) }));
}

export async function listDistrictsWithSchools(db: Db | Tx): Promise<KnownDistrict[]> {
  const rows = await db.$queryRaw<KnownDistrict[]>`
    SELECT d.code, d.name, d.outline IS NOT NULL AS "hasOutline",
           coalesce((SELECT json_agg(json_build_object('easting', s.easting, 'northing', s.northing)) FROM school s
                      WHERE s.district_code = d.code AND s.status <> 'closed'), '[]'::json) AS schools
      FROM district d ORDER BY d.name`;
  return rows;
}

export type OutlineCheck = { id: string; fileName: string; report: OutlineReport; outlines: DistrictOutline[] };

/** Keeps a checked file for its person; their earlier ones, and those whose time is over, are forgotten. */
export async function keepOutlineCheck(
  tx: Tx,
  row: Omit<OutlineCheck, "id"> & { madeById: string; checkedAt: Date; expiresAt: Date },
): Promise<string> {
  const { outlines, ...rest } = row;
  await forgetOutlineChecks(tx, { now: row.checkedAt, madeById: row.madeById });
  const data = { ...rest, id: randomUUID(), content: JSON.stringify(outlines) };
  return (await tx.outlineImport.create({ data, select: { id: true } })).id;
}

/** Checked files that nobody applied in time, and those of one person whatever their time. */
export async function forgetOutlineChecks(tx: Tx, { now, madeById }: { now: Date; madeById: string | null }): Promise<void> {
  const over = [{ expiresAt: { lte: now } }, ...(madeById === null ? [] : [{ madeById }])];
  await tx.outlineImport.deleteMany({ where: { status: "checked", OR: over } });
}

/** A checked file of this person that is still kept. */
export async function findOutlineCheck(db: Db | Tx, where: { id: string; madeById: string; now: Date }): Promise<OutlineCheck | null> {
  const row = await db.outlineImport.findFirst({
    where: { id: where.id, status: "checked", madeById: where.madeById, expiresAt: { gt: where.now } },
    select: { id: true, fileName: true, report: true, content: true },
  });
  if (!row) return null;
  const { content, report, ...rest } = row;
  return { ...rest, report: readBack(JSON.stringify(report), isReport), outlines: readBack(content, isOutlines) };
}

/** Writes the outlines of a checked file; false where it was applied or forgotten meanwhile. */
export async function applyOutlineCheck(tx: Tx, check: OutlineCheck, appliedAt: Date): Promise<boolean> {
  const { count } = await tx.outlineImport.updateMany({
    where: { id: check.id, status: "checked" },
    data: { status: "applied", appliedAt, expiresAt: null, content: "[]" },
  });
  if (count === 0) return false;
  for (const { code, polygons } of check.outlines) {
    const outline = polygons.map((polygon) => polygon.map((ring) => ring.map(([east, north]) => [east, north])));
    await tx.district.updateMany({ where: { code }, data: { outline } });
  }
  return true;
}

function isReport(value: unknown): value is OutlineReport {
  return typeof value === "object" && value !== null && "matched" in value && "elsewhere" in value;
}

function isOutlines(value: unknown): value is DistrictOutline[] {
  return Array.isArray(value);
}
