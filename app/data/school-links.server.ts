import type { Tx } from "~/data/db.server";
import { lineRoots } from "~/domain/lineage";
import type { SchoolLinkKind } from "~/domain/register";

export async function findSchoolByUrn(tx: Tx, urn: number): Promise<{ id: string } | null> {
  return tx.school.findUnique({ where: { urn }, select: { id: true } });
}

/** False where the two are linked already, in either direction. */
export async function createHandLink(tx: Tx, link: { fromSchoolId: string; toSchoolId: string; kind: SchoolLinkKind }): Promise<boolean> {
  const { fromSchoolId: one, toSchoolId: other } = link;
  const known = { OR: [{ fromSchoolId: one, toSchoolId: other }, { fromSchoolId: other, toSchoolId: one }] };
  if ((await tx.schoolLink.count({ where: known })) > 0) return false;
  await tx.schoolLink.create({ data: { ...link, byHand: true }, select: { kind: true } });
  return true;
}

/** Only what a person linked: what the register says is the register's. */
export async function removeHandLink(tx: Tx, where: { fromSchoolId: string; toSchoolId: string }): Promise<boolean> {
  const { count } = await tx.schoolLink.deleteMany({ where: { ...where, byHand: true } });
  return count === 1;
}

/** Gives the lines of these schools, as their links are now, to all who share one with them. */
export async function settleLineages(tx: Tx, schoolIds: readonly string[]): Promise<void> {
  const lines = await tx.school.findMany({ where: { id: { in: [...schoolIds] } }, select: { lineageId: true } });
  const members = await tx.school.findMany({
    where: { lineageId: { in: lines.map(({ lineageId }) => lineageId) } },
    select: { id: true, lineageId: true },
  });
  const ids = members.map(({ id }) => id);
  const rows = await tx.schoolLink.findMany({
    where: { OR: [{ fromSchoolId: { in: ids } }, { toSchoolId: { in: ids } }] },
    select: { fromSchoolId: true, toSchoolId: true, kind: true },
  });
  const links = rows.map(({ fromSchoolId, toSchoolId, kind }) => ({ fromId: fromSchoolId, toId: toSchoolId, kind }));
  const roots = lineRoots(ids, links.filter(({ kind }) => kind === "successor"), links);
  for (const { id, lineageId } of members) {
    const root = roots.get(id) ?? id;
    if (root !== lineageId) await tx.school.update({ where: { id }, data: { lineageId: root }, select: { id: true } });
  }
}
