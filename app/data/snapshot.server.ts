import type { Db } from "~/data/db.server";

/**
 * What a statement at this moment sees, as PostgreSQL names it. Two equal names see the same rows: a snapshot names the
 * transactions that it does not see, and numbers are never used again.
 */
export async function readSnapshot(db: Db): Promise<string> {
  const [row] = await db.$queryRaw<{ snapshot: string }[]>`SELECT pg_current_snapshot()::text AS "snapshot"`;
  return row?.snapshot ?? "";
}
