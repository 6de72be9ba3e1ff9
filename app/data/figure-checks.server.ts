import type { Db, Tx } from "~/data/db.server";

/** Somebody says that the newest record of a visit is right, unlikely as it looks; false without a record. */
export async function confirmFigures(
  tx: Tx,
  input: { visitId: string; confirmedById: string; confirmedAt: Date },
): Promise<boolean> {
  const newest = await tx.delivery.findFirst({
    where: { visitId: input.visitId },
    orderBy: { revision: "desc" },
    select: { id: true },
  });
  if (!newest) return false;
  const row = { confirmedById: input.confirmedById, confirmedAt: input.confirmedAt };
  await tx.figureConfirmation.upsert({
    where: { deliveryId: newest.id },
    create: { deliveryId: newest.id, ...row },
    update: row,
    select: { deliveryId: true },
  });
  return true;
}

/** Of these visits, those whose newest record somebody confirmed. */
export async function listConfirmedVisits(db: Db | Tx, visitIds: readonly string[]): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ visitId: string }[]>`
    SELECT d.visit_id::text AS "visitId" FROM figure_confirmation c JOIN delivery d ON d.id = c.delivery_id
    WHERE d.visit_id = ANY(${[...visitIds]}::uuid[])
      AND NOT EXISTS (SELECT 1 FROM delivery newer WHERE newer.visit_id = d.visit_id AND newer.revision > d.revision)`;
  return new Set(rows.map(({ visitId }) => visitId));
}

/** Lineage, academic year and year group of cohorts whose newest roll is an estimate, as keys of `cohortKey`. */
export async function listEstimatedRolls(db: Db | Tx, lineageIds: readonly string[]): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ key: string; source: string }[]>`
    SELECT DISTINCT ON (sc.lineage_id, r.academic_year, r.year_group)
      sc.lineage_id || '|' || r.academic_year || '|' || r.year_group AS "key", r.source::text AS "source"
    FROM school_roll r JOIN school sc ON sc.id = r.school_id
    WHERE sc.lineage_id = ANY(${[...lineageIds]}::uuid[])
    ORDER BY sc.lineage_id, r.academic_year, r.year_group, r.recorded_at DESC, r.id DESC`;
  return new Set(rows.flatMap(({ key, source }) => (source === "estimate" ? [key] : [])));
}

/** Of these visits, who said that the newest numbers are right while recording them (docs/decisions/031), by visit. */
export async function listSaidRight(db: Db | Tx, visitIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.$queryRaw<{ visitId: string; name: string }[]>`
    SELECT h.visit_id::text AS "visitId", coalesce(nullif(a.name, ''), a.email::text, '') AS "name"
    FROM history_entry h LEFT JOIN account a ON a.id = h.actor_id
    WHERE h.visit_id = ANY(${[...visitIds]}::uuid[]) AND h.action IN ('delivery_recorded', 'delivery_corrected')
      AND h.detail->>'figuresConfirmed' = 'true'
      AND (h.detail->>'revision')::int = (SELECT max(d.revision) FROM delivery d WHERE d.visit_id = h.visit_id)`;
  return new Map(rows.map(({ visitId, name }) => [visitId, name]));
}

/** How many pupils the register gives to the school that each of these lineages is now. */
export async function listPupils(db: Db | Tx, lineageIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await db.$queryRaw<{ lineageId: string; pupils: number }[]>`
    SELECT DISTINCT ON (lineage_id) lineage_id::text AS "lineageId", pupils AS "pupils" FROM school
    WHERE lineage_id = ANY(${[...lineageIds]}::uuid[]) AND pupils > 0
    ORDER BY lineage_id, (status = 'closed'), opened_on DESC NULLS LAST, id`;
  return new Map(rows.map(({ lineageId, pupils }) => [lineageId, pupils]));
}
