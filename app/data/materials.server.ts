import type { Db, Tx } from "~/data/db.server";

export type MaterialFile = { fileName: string; mediaType: string; sizeBytes: number };

export type MaterialRow = {
  id: string;
  kind: string;
  title: string;
  description: string;
  position: number;
  updatedAt: Date;
  retired: boolean;
  /** Exactly one of the two. */
  url: string | null;
  file: MaterialFile | null;
};

type ListedRow = Omit<MaterialRow, "file"> & {
  fileName: string | null;
  mediaType: string | null;
  sizeBytes: number | null;
};

/** Lists need the size of a file, never the file: ten megabytes would be read for a line of text. */
async function select(db: Db | Tx, which: { id: string | null; retiredToo: boolean }): Promise<MaterialRow[]> {
  const rows = await db.$queryRaw<ListedRow[]>`
    SELECT id, kind, title, description, position, updated_at AS "updatedAt", retired_at IS NOT NULL AS retired,
           url, file_name AS "fileName", media_type AS "mediaType", octet_length(content) AS "sizeBytes"
    FROM material
    WHERE (${which.id}::uuid IS NULL OR id = ${which.id}::uuid) AND (${which.retiredToo} OR retired_at IS NULL)
    ORDER BY position, title, id`;
  return rows.map(({ fileName, mediaType, sizeBytes, ...row }) => ({
    ...row,
    file: fileName === null || mediaType === null ? null : { fileName, mediaType, sizeBytes: sizeBytes ?? 0 },
  }));
}

/** Materials that anybody may open before booking, in the order that managers gave them. */
export async function listPublicMaterials(db: Db | Tx): Promise<MaterialRow[]> {
  const rows = await select(db, { id: null, retiredToo: false });
  return rows.filter(({ url, file }) => url !== null || file !== null);
}

/** Those on the page first, in its order; then the retired ones. */
export async function listAllMaterials(db: Db | Tx): Promise<MaterialRow[]> {
  const rows = await select(db, { id: null, retiredToo: true });
  return [...rows.filter(({ retired }) => !retired), ...rows.filter(({ retired }) => retired)];
}

export async function findMaterial(db: Db | Tx, id: string): Promise<MaterialRow | null> {
  const [row] = await select(db, { id, retiredToo: true });
  return row ?? null;
}

/** What an address of a file needs to be answered from the reader's own copy. */
export async function findPublicFile(db: Db, id: string) {
  const row = await db.material.findFirst({
    where: { id, retiredAt: null, fileName: { not: null } },
    select: { fileName: true, mediaType: true, updatedAt: true },
  });
  if (!row || row.fileName === null || row.mediaType === null) return null;
  return { fileName: row.fileName, mediaType: row.mediaType, updatedAt: row.updatedAt };
}

/** The bytes as they were at `updatedAt`; null when the file was replaced or retired since. */
export async function readPublicFile(db: Db, where: { id: string; updatedAt: Date }): Promise<Uint8Array | null> {
  const row = await db.material.findFirst({ where: { ...where, retiredAt: null }, select: { content: true } });
  return row?.content ?? null;
}

export type MaterialSource =
  | { kind: "link"; url: string }
  | { kind: "file"; fileName: string; mediaType: string; bytes: Uint8Array<ArrayBuffer> };

export type MaterialWords = { kind: string; title: string; description: string };

const columnsOf = (source: MaterialSource) =>
  source.kind === "link"
    ? { url: source.url, fileName: null, mediaType: null, content: null }
    : { url: null, fileName: source.fileName, mediaType: source.mediaType, content: source.bytes };

/** Stands last on the page. */
export async function createMaterial(
  tx: Tx,
  input: { words: MaterialWords; source: MaterialSource; now: Date },
): Promise<string> {
  const { _max } = await tx.material.aggregate({ _max: { position: true } });
  const { id } = await tx.material.create({
    data: {
      ...input.words,
      ...columnsOf(input.source),
      position: (_max.position ?? 0) + 1,
      updatedAt: input.now,
    },
    select: { id: true },
  });
  return id;
}

/** Compare-and-set on the moment of the last change: false when somebody was faster. */
export async function updateMaterial(
  tx: Tx,
  where: { id: string; updatedAt: Date },
  change: { words?: MaterialWords; source?: MaterialSource; retiredAt?: Date | null; now: Date },
): Promise<boolean> {
  // Two changes within one millisecond still differ.
  const updatedAt = new Date(Math.max(change.now.getTime(), where.updatedAt.getTime() + 1));
  const { count } = await tx.material.updateMany({
    where,
    data: {
      ...change.words,
      ...(change.source ? columnsOf(change.source) : {}),
      ...(change.retiredAt === undefined ? {} : { retiredAt: change.retiredAt }),
      updatedAt,
    },
  });
  return count === 1;
}

/** Order is no change of the material itself: its moment of change, and with it the reader's copy, stays. */
export async function setMaterialPosition(tx: Tx, row: { id: string; updatedAt: Date; position: number }) {
  await tx.material.updateMany({
    where: { id: row.id },
    data: { position: row.position, updatedAt: row.updatedAt },
  });
}

/** One manager at a time gives an order. */
export async function lockMaterials(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('material', 0))`;
}
