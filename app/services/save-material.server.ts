import { addHistory, type Actor } from "~/data/history.server";
import {
  createMaterial,
  findMaterial,
  listAllMaterials,
  lockMaterials,
  setMaterialPosition,
  updateMaterial,
  type MaterialSource,
  type MaterialWords,
} from "~/data/materials.server";
import { transact } from "~/data/transaction.server";
import { checkMaterialFile, cleanFileName, type MaterialFileRefusal } from "~/domain/material";
import type { Deps } from "~/services/deps";

/** A file as it was uploaded: nothing about it has been believed yet. */
export type TypedSource =
  | { kind: "link"; url: string }
  | { kind: "file"; fileName: string; bytes: Uint8Array<ArrayBuffer> };

export type SaveMaterialInput = {
  /** Null for a new one; else what the person saw. */
  existing: { id: string; updatedAt: Date } | null;
  words: MaterialWords;
  /** Null keeps the file or link that is there. */
  source: TypedSource | null;
  actor: Actor;
};

export type SaveMaterialResult =
  | { ok: true; id: string }
  | { ok: false; reason: "not_found" | "changed_meanwhile" | "no_source" }
  | { ok: false; reason: "file"; refusal: MaterialFileRefusal };

/** Adds or changes a material; a file is refused unless its content is of the kind that its name says. */
export async function saveMaterial(input: SaveMaterialInput, deps: Deps): Promise<SaveMaterialResult> {
  const { existing, words, actor } = input;
  const now = deps.now();
  const checked = checkSource(input.source);
  if (!checked.ok) return { ok: false, reason: "file", refusal: checked.refusal };
  const { source } = checked;
  if (!existing && !source) return { ok: false, reason: "no_source" };
  return transact(deps.db, async (tx): Promise<SaveMaterialResult> => {
    const written = await write();
    if (!written.ok) return written;
    await addHistory(tx, {
      at: now,
      actor,
      subject: "material",
      subjectId: written.id,
      action: existing ? "material_changed" : "material_added",
      detail: {
        kind: words.kind,
        source: source?.kind ?? "kept",
        ...(source?.kind === "file" ? { bytes: source.bytes.length, mediaType: source.mediaType } : {}),
      },
    });
    return written;

    async function write(): Promise<SaveMaterialResult> {
      if (!existing) {
        if (!source) return { ok: false, reason: "no_source" };
        await lockMaterials(tx);
        return { ok: true, id: await createMaterial(tx, { words, source, now }) };
      }
      if (await updateMaterial(tx, existing, { words, source: source ?? undefined, now })) {
        return { ok: true, id: existing.id };
      }
      return { ok: false, reason: (await findMaterial(tx, existing.id)) ? "changed_meanwhile" : "not_found" };
    }
  });
}

export type RetireMaterialInput = { id: string; updatedAt: Date; retired: boolean; actor: Actor };

/** Takes a material off the page and out of mails, or puts it back; what was sent before keeps its text. */
export async function retireMaterial(input: RetireMaterialInput, deps: Deps): Promise<SaveMaterialResult> {
  const { id, updatedAt, retired, actor } = input;
  const now = deps.now();
  return transact(deps.db, async (tx): Promise<SaveMaterialResult> => {
    const changed = await updateMaterial(tx, { id, updatedAt }, { retiredAt: retired ? now : null, now });
    if (!changed) {
      return { ok: false, reason: (await findMaterial(tx, id)) ? "changed_meanwhile" : "not_found" };
    }
    const action = retired ? "material_retired" : "material_published_again";
    await addHistory(tx, { at: now, actor, subject: "material", subjectId: id, action });
    return { ok: true, id };
  });
}

export type MoveMaterialInput = { id: string; direction: "up" | "down"; actor: Actor };

/** One place up or down among those on the page; at the end of the list nothing happens. */
export async function moveMaterial(
  input: MoveMaterialInput,
  deps: Deps,
): Promise<{ ok: true } | { ok: false; reason: "not_found" }> {
  const now = deps.now();
  return transact(deps.db, async (tx): Promise<{ ok: true } | { ok: false; reason: "not_found" }> => {
    await lockMaterials(tx);
    const rows = await listAllMaterials(tx);
    const from = rows.findIndex(({ id, retired }) => id === input.id && !retired);
    const moved = rows[from];
    if (!moved) return { ok: false, reason: "not_found" };
    const to = input.direction === "up" ? from - 1 : from + 1;
    if (!rows[to] || rows[to].retired) return { ok: true };
    const ordered = rows.filter(({ id }) => id !== input.id);
    ordered.splice(to, 0, moved);
    for (const [index, row] of ordered.entries()) {
      if (row.position !== index + 1) await setMaterialPosition(tx, { ...row, position: index + 1 });
    }
    await addHistory(tx, {
      at: now,
      actor: input.actor,
      subject: "material",
      subjectId: input.id,
      action: "material_moved",
      detail: { from: from + 1, to: to + 1 },
    });
    return { ok: true };
  });
}

function checkSource(
  typed: TypedSource | null,
): { ok: true; source: MaterialSource | null } | { ok: false; refusal: MaterialFileRefusal } {
  if (typed?.kind !== "file") return { ok: true, source: typed };
  const checked = checkMaterialFile(typed);
  if (!checked.ok) return { ok: false, refusal: checked.reason };
  const { mediaType } = checked;
  return { ok: true, source: { ...typed, fileName: cleanFileName(typed.fileName), mediaType } };
}
