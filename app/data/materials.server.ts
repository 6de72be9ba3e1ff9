import type { Db, Tx } from "~/data/db.server";

export type PublicMaterial = { id: string; title: string; description: string; url: string };

/** Materials that anybody may open before booking, in the order that managers gave them. */
export async function listPublicMaterials(db: Db | Tx): Promise<PublicMaterial[]> {
  const rows = await db.material.findMany({
    where: { retiredAt: null, url: { not: null } },
    orderBy: [{ position: "asc" }, { title: "asc" }],
    select: { id: true, title: true, description: true, url: true },
  });
  return rows.flatMap(({ url, ...row }) => (url === null ? [] : [{ ...row, url }]));
}
