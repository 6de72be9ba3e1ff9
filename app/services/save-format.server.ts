import { createFormat, findFormat, updateFormat, type FormatFigures } from "~/data/formats.server";
import type { Db, Tx } from "~/data/db.server";
import { addHistory, type Actor } from "~/data/history.server";
import { transact } from "~/data/transaction.server";
import type { Deps } from "~/services/deps";

export type SaveFormatInput = {
  /** Null for a new format. */
  existing: { id: string; version: number } | null;
  figures: FormatFigures;
  actor: Actor;
};

export type SaveFormatResult =
  | { ok: true; id: string }
  | { ok: false; reason: "not_found" | "changed_meanwhile" | "name_taken" };

/** Adds or changes a format. Planned visits keep the times that they were planned with. */
export async function saveFormat(input: SaveFormatInput, deps: Deps): Promise<SaveFormatResult> {
  const { existing, figures, actor } = input;
  return transact(deps.db, async (tx): Promise<SaveFormatResult> => {
    const written = existing
      ? await changeFormat(tx, existing, figures)
      : await createFormat(tx, { ...figures, code: codeOf(figures.name) });
    if (!written.ok) return written;
    const { name: _name, description: _description, ...numbers } = figures;
    await addHistory(tx, {
      at: deps.now(),
      actor,
      subject: "format",
      subjectId: written.id,
      action: existing ? "format_changed" : "format_added",
      detail: numbers,
    });
    return written;
  });
}

export type RetireFormatInput = { id: string; version: number; retired: boolean; actor: Actor };

/** A retired format can no longer be asked for; what was planned with it stays. */
export async function retireFormat(input: RetireFormatInput, deps: Deps): Promise<SaveFormatResult> {
  const { id, version, retired, actor } = input;
  const now = deps.now();
  return transact(deps.db, async (tx): Promise<SaveFormatResult> => {
    const changed = await changeFormat(tx, { id, version }, { retiredAt: retired ? now : null });
    if (!changed.ok) return changed;
    const action = retired ? "format_retired" : "format_offered_again";
    await addHistory(tx, { at: now, actor, subject: "format", subjectId: id, action });
    return changed;
  });
}

async function changeFormat(
  tx: Tx,
  existing: { id: string; version: number },
  data: Parameters<typeof updateFormat>[2],
): Promise<SaveFormatResult> {
  if (await updateFormat(tx, existing, data)) return { ok: true, id: existing.id };
  return { ok: false, reason: (await exists(tx, existing.id)) ? "changed_meanwhile" : "not_found" };
}

async function exists(db: Db | Tx, id: string): Promise<boolean> {
  return (await findFormat(db, id)) !== null;
}

/** "Small group" becomes "small-group": what imports and exports call the format. */
function codeOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
