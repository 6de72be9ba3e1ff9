import { addHistory, type Actor } from "~/data/history.server";
import {
  createPriorityArea,
  findPlaceOfPostcode,
  findPriorityArea,
  updatePriorityArea,
  type AreaWords,
} from "~/data/priority-areas.server";
import { transact } from "~/data/transaction.server";
import type { AreaShape, Polygon } from "~/domain/area";
import type { Deps } from "~/services/deps";

/** A circle's middle may be the postcode of a school: it is where the register has that school. */
export type ShapeAsked =
  | { kind: "outline"; polygons: readonly Polygon[] }
  | {
      kind: "circle";
      centre: { kind: "point"; easting: number; northing: number } | { kind: "postcode"; postcode: string };
      radiusMetres: number;
    };

export type SavePriorityAreaResult =
  | { ok: true; id: string }
  | { ok: false; reason: "not_found" | "changed_meanwhile" | "name_taken" | "postcode_unknown" | "no_shape" };

/**
 * Adds or changes a priority area. Without a shape an existing one keeps its own; a new one is refused (`no_shape`).
 * What it is called and why stays out of the history: it is a mark for the team alone.
 */
export async function savePriorityArea(
  input: { existing: { id: string; version: number } | null; words: AreaWords; shape: ShapeAsked | null; actor: Actor },
  deps: Deps,
): Promise<SavePriorityAreaResult> {
  const { existing, words, actor } = input;
  return transact(deps.db, async (tx): Promise<SavePriorityAreaResult> => {
    const shape = input.shape && (await placed(input.shape, (postcode) => findPlaceOfPostcode(tx, postcode)));
    if (input.shape && !shape) return { ok: false, reason: "postcode_unknown" };
    if (!existing && !shape) return { ok: false, reason: "no_shape" };
    if (existing && !(await findPriorityArea(tx, existing.id))) return { ok: false, reason: "not_found" };
    const written = existing
      ? await updatePriorityArea(tx, existing, { words, shape })
      : shape && (await createPriorityArea(tx, words, shape));
    if (!written) return { ok: false, reason: "no_shape" };
    if (!written.ok) return written;
    const action = existing ? "priority_area_changed" : "priority_area_added";
    await addHistory(tx, { at: deps.now(), actor, subject: "priority_area", subjectId: written.id, action });
    return written;
  });
}

/** Takes an area out of use, or back into it; what it marked follows at once. */
export async function retirePriorityArea(
  input: { id: string; version: number; retired: boolean; actor: Actor },
  deps: Deps,
): Promise<SavePriorityAreaResult> {
  const { id, version, retired, actor } = input;
  const now = deps.now();
  return transact(deps.db, async (tx): Promise<SavePriorityAreaResult> => {
    if (!(await findPriorityArea(tx, id))) return { ok: false, reason: "not_found" };
    const written = await updatePriorityArea(tx, { id, version }, { retiredAt: retired ? now : null });
    if (!written.ok) return written;
    const action = retired ? "priority_area_retired" : "priority_area_used_again";
    await addHistory(tx, { at: now, actor, subject: "priority_area", subjectId: id, action });
    return written;
  });
}

async function placed(
  shape: ShapeAsked,
  placeOf: (postcode: string) => Promise<{ easting: number; northing: number } | null>,
): Promise<AreaShape | null> {
  if (shape.kind === "outline") return shape;
  const { centre, radiusMetres } = shape;
  const { easting, northing } = (centre.kind === "point" ? centre : await placeOf(centre.postcode)) ?? {};
  if (easting === undefined || northing === undefined) return null;
  return { kind: "circle", centre: { easting, northing }, radiusMetres };
}
