import { z } from "zod";
import type { OutlineFeature } from "~/domain/district-outline";
import { geometrySchema, jsonOf, onTheGrid } from "~/schemas/area";

/** The statistics office's generalised districts of the whole country have about half of this. */
export const LARGEST_BOUNDARY_BYTES = 8_000_000;
const MOST_FEATURES = 1_000;
const MOST_POSITIONS = 300_000;
const LONGEST_NAME = 100;

const properties = z.record(z.string(), z.unknown()).nullish();
const collection = z.object({
  type: z.literal("FeatureCollection"),
  features: z.array(z.object({ type: z.literal("Feature"), properties, geometry: geometrySchema })).min(1),
});

export type BoundaryReading = { ok: true; features: OutlineFeature[] } | { ok: false; message: string };

const refused = (message: string): BoundaryReading => ({ ok: false, message });

/**
 * The features of a GeoJSON boundary file (RFC 7946) with their code ("E07000130") and name, in metres of the National
 * Grid. Published files call the two LAD24CD and LAD24NM, with the year in the middle, or code and name.
 */
export function readBoundaryFile(bytes: Uint8Array): BoundaryReading {
  const json = jsonOf(bytes);
  if (json === null) return refused("The file is not JSON. Choose a GeoJSON file of districts");
  const parsed = collection.safeParse(json);
  if (!parsed.success) {
    return refused("The file must be a GeoJSON FeatureCollection whose features are Polygons or MultiPolygons");
  }
  const { features } = parsed.data;
  if (features.length > MOST_FEATURES) {
    return refused(`The file must have ${MOST_FEATURES.toLocaleString("en-GB")} features or fewer`);
  }
  let positions = 0;
  for (const { geometry } of features) for (const polygon of geometry) for (const ring of polygon) positions += ring.length;
  if (positions > MOST_POSITIONS) {
    return refused(
      `The file must have ${MOST_POSITIONS.toLocaleString("en-GB")} points or fewer. Choose the generalised boundaries`,
    );
  }
  const read: OutlineFeature[] = [];
  for (const { properties: words, geometry } of features) {
    const { code, name } = namesOf(words ?? {});
    if (code === null && name === null) return refused("Each feature must have a code such as E07000130, or a name");
    const polygons = onTheGrid(geometry);
    const called = name ?? code ?? "";
    if (!polygons) return refused(`${called} must lie in Great Britain, in longitude and latitude or in National Grid metres`);
    if (polygons.flat().some(isOpen)) return refused(`Each ring of ${called} must end where it began`);
    read.push({ code, name, polygons });
  }
  return { ok: true, features: read };
}

function namesOf(words: Record<string, unknown>): { code: string | null; name: string | null } {
  const entries = Object.entries(words).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" && value.length <= LONGEST_NAME ? [[key.toLowerCase(), value.trim()]] : [],
  );
  const code = entries.find(([key, value]) => /^(lad\d\dcd|code)$/.test(key) && /^[A-Z]\d{8}$/.test(value));
  const name = entries.find(([key, value]) => /^(lad\d\dnm|name)$/.test(key) && value !== "");
  return { code: code?.[1] ?? null, name: name?.[1] ?? null };
}

function isOpen(ring: readonly (readonly [number, number])[]): boolean {
  const [first, last] = [ring[0], ring.at(-1)];
  return first?.[0] !== last?.[0] || first?.[1] !== last?.[1];
}
