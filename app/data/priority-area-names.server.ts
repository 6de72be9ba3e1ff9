import type { Tx } from "~/data/db.server";

/** Names that must not leave the team, those of areas that are no longer marked among them. */
export async function listPriorityAreaNames(tx: Tx): Promise<string[]> {
  return (await tx.priorityArea.findMany({ select: { name: true } })).map(({ name }) => name);
}
