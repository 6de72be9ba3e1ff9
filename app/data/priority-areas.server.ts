import { z } from "zod";
import { dayToColumn, optionalDayFromColumn } from "~/data/day";
import type { Db, Tx } from "~/data/db.server";
import { Prisma } from "~/data/generated/client";
import { isConstraintViolation } from "~/data/transaction.server";
import { isAreaValidOn, type Area, type AreaShape } from "~/domain/area";
import type { Day } from "~/lib/london-time";

/** `reason` is for the team; without a first or last day the area counts always. */
export type AreaWords = { name: string; reason: string; startsOn: Day | null; endsOn: Day | null; nearMetres: number };
export type PriorityArea = Area & AreaWords & { version: number; retired: boolean };

const SELECT = {
  id: true,
  name: true,
  reason: true,
  startsOn: true,
  endsOn: true,
  nearMetres: true,
  easting: true,
  northing: true,
  radiusMetres: true,
  outline: true,
  version: true,
  retiredAt: true,
} satisfies Prisma.PriorityAreaSelect;

type AreaRow = Prisma.PriorityAreaGetPayload<{ select: typeof SELECT }>;

const outlineSchema = z.array(z.array(z.array(z.tuple([z.number(), z.number()]))));

/** Those that count first, then those taken out of use; by name. */
export async function listPriorityAreas(db: Db): Promise<PriorityArea[]> {
  const rows = await db.priorityArea.findMany({ orderBy: [{ name: "asc" }, { id: "asc" }], select: SELECT });
  const all = rows.map(toArea);
  return [...all.filter(({ retired }) => !retired), ...all.filter(({ retired }) => retired)];
}

/** What counts on a day. For coordinators and managers alone: the caller has checked who asks. */
export async function listAreasOn(db: Db, day: Day): Promise<Area[]> {
  const rows = await db.priorityArea.findMany({ where: { retiredAt: null }, orderBy: { name: "asc" }, select: SELECT });
  return rows
    .map(toArea)
    .filter((area) => isAreaValidOn(area, day))
    .map(({ id, name, shape, nearMetres }) => ({ id, name, shape, nearMetres }));
}

export async function findPriorityArea(db: Db | Tx, id: string): Promise<PriorityArea | null> {
  const row = await db.priorityArea.findUnique({ where: { id }, select: SELECT });
  return row && toArea(row);
}

/** Where the register has a school at this postcode; null where it has none. */
export async function findPlaceOfPostcode(db: Db | Tx, postcode: string): Promise<{ easting: number; northing: number } | null> {
  const [place] = await db.$queryRaw<{ easting: number; northing: number }[]>`
    SELECT easting, northing FROM school
     WHERE replace(upper(postcode), ' ', '') = ${postcode.replaceAll(/\s/g, "").toUpperCase()}
       AND easting IS NOT NULL AND northing IS NOT NULL
     ORDER BY status = 'open' DESC, id LIMIT 1`;
  return place ?? null;
}

type Written = { ok: true; id: string } | { ok: false; reason: "name_taken" | "changed_meanwhile" };

export async function createPriorityArea(tx: Tx, words: AreaWords, shape: AreaShape): Promise<Written> {
  return refusingTakenName(async () => {
    const data = { ...toColumns(words), ...shapeColumns(shape) };
    const { id } = await tx.priorityArea.create({ data, select: { id: true } });
    return { ok: true, id };
  });
}

/** Compare-and-set on the version. Without a shape the area keeps its own. */
export async function updatePriorityArea(
  tx: Tx,
  where: { id: string; version: number },
  change: { words: AreaWords; shape: AreaShape | null } | { retiredAt: Date | null },
): Promise<Written> {
  const columns =
    "retiredAt" in change
      ? change
      : { ...toColumns(change.words), ...(change.shape ? shapeColumns(change.shape) : {}) };
  return refusingTakenName(async () => {
    const { count } = await tx.priorityArea.updateMany({ where, data: { ...columns, version: where.version + 1 } });
    return count === 1 ? { ok: true, id: where.id } : { ok: false, reason: "changed_meanwhile" };
  });
}

async function refusingTakenName(write: () => Promise<Written>): Promise<Written> {
  try {
    return await write();
  } catch (error) {
    if (isConstraintViolation(error, "priority_area_name_key")) return { ok: false, reason: "name_taken" };
    throw error;
  }
}

function toColumns({ startsOn, endsOn, ...words }: AreaWords) {
  return { ...words, startsOn: startsOn && dayToColumn(startsOn), endsOn: endsOn && dayToColumn(endsOn) };
}

function shapeColumns(shape: AreaShape) {
  if (shape.kind === "circle") {
    const { centre, radiusMetres } = shape;
    return { easting: centre.easting, northing: centre.northing, radiusMetres, outline: Prisma.DbNull };
  }
  const outline = shape.polygons.map((polygon) => polygon.map((ring) => ring.map(([east, north]) => [east, north])));
  return { easting: null, northing: null, radiusMetres: null, outline };
}

function toArea({ easting, northing, radiusMetres, outline, startsOn, endsOn, retiredAt, ...row }: AreaRow): PriorityArea {
  const shape: AreaShape =
    easting === null || northing === null || radiusMetres === null
      ? { kind: "outline", polygons: outlineSchema.parse(outline) }
      : { kind: "circle", centre: { easting, northing }, radiusMetres };
  const days = { startsOn: optionalDayFromColumn(startsOn), endsOn: optionalDayFromColumn(endsOn) };
  return { ...row, ...days, shape, retired: retiredAt !== null };
}
