import { z } from "zod";
import { edgesOf, type Polygon, type Ring } from "~/domain/area";
import { gridPointOf, onGrid, readGridReference } from "~/lib/british-grid";
import { optionalDayField, optionalTextField, textField, wholeNumberField } from "~/schemas/form-fields";

export const LARGEST_OUTLINE_BYTES = 1_000_000;
const MOST_POSITIONS = 3_000;

/** Where the middle of a circle is: a point, or whatever the register has at a postcode. */
export type CentreAsked = { kind: "point"; easting: number; northing: number } | { kind: "postcode"; postcode: string };

const centre = z
  .string()
  .trim()
  .default("")
  .transform((text, context): CentreAsked | null => {
    if (text === "") return null;
    const point = readGridReference(text);
    if (point) return { kind: "point", ...point };
    if (/^[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}$/i.test(text)) return { kind: "postcode", postcode: text };
    context.addIssue({ code: "custom", message: "Enter a grid reference such as SK 587 044, or a school’s postcode" });
    return z.NEVER;
  });

const RADIUS = wholeNumberField("Radius", 50, 50_000);
const radius = z.union([z.literal("").transform(() => null), RADIUS], "Radius must be a whole number from 50 to 50,000");

export const areaSchema = z
  .object({
    version: z.coerce.number().int().catch(0),
    name: textField("Enter a name", "The name", 100),
    reason: optionalTextField("The reason", 500),
    starts: optionalDayField(),
    ends: optionalDayField(),
    centre,
    radius: z.string().trim().default("").pipe(radius),
    near: wholeNumberField("Near", 0, 20_000),
  })
  .superRefine(({ starts, ends, centre: middle, radius: metres }, context) => {
    if (starts !== null && ends !== null && ends < starts) {
      context.addIssue({ code: "custom", path: ["ends"], message: "The last day must not be before the first day" });
    }
    if (middle !== null && metres === null) {
      context.addIssue({ code: "custom", path: ["radius"], message: "Enter the radius in metres" });
    }
    if (middle === null && metres !== null) {
      context.addIssue({ code: "custom", path: ["centre"], message: "Enter the centre, or leave the radius empty" });
    }
  });

export const areaRetirementSchema = z.object({ version: z.coerce.number().int(), retired: z.enum(["yes", "no"]) });

const position = z.array(z.number()).min(2).transform(([x = 0, y = 0]): [number, number] => [x, y]);
export const polygonSchema = z.array(z.array(position).min(4)).min(1);
export const geometrySchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("Polygon"), coordinates: polygonSchema }).transform(({ coordinates }) => [coordinates]),
  z.object({ type: z.literal("MultiPolygon"), coordinates: z.array(polygonSchema).min(1) }).transform((shape) => shape.coordinates),
]);
const feature = z.object({ type: z.literal("Feature"), geometry: geometrySchema }).transform((each) => each.geometry);
const geoJson = z.union([
  geometrySchema,
  feature,
  z.object({ type: z.literal("FeatureCollection"), features: z.array(feature).min(1) }).transform(({ features }) => features.flat()),
]);

export type OutlineReading = { ok: true; polygons: Polygon[] } | { ok: false; message: string };

const refused = (message: string): OutlineReading => ({ ok: false, message });

/**
 * The polygons of a GeoJSON file in metres of the National Grid. Degrees (WGS84, as RFC 7946 says) are converted;
 * coordinates that are already of the grid are taken as they are. Refused with a sentence for the person who chose it.
 */
export function readOutline(bytes: Uint8Array): OutlineReading {
  const parsed = geoJson.safeParse(jsonOf(bytes));
  if (!parsed.success) return refused("Choose a GeoJSON file with a Polygon or MultiPolygon");
  const rings = parsed.data.flat();
  const positions = rings.flat();
  if (positions.length > MOST_POSITIONS) {
    return refused(`The outline must have ${MOST_POSITIONS.toLocaleString("en-GB")} points or fewer; simplify it first`);
  }
  const polygons = onTheGrid(parsed.data);
  if (!polygons) return refused("The outline must lie in Great Britain, in longitude and latitude or in National Grid metres");
  const problem = polygons.flat().map(problemOf).find((message) => message !== null);
  return problem ? refused(problem) : { ok: true, polygons };
}

/** Polygons in degrees or in metres of the grid as metres of the grid; null where any of them lies outside of Britain. */
export function onTheGrid(polygons: readonly Polygon[]): Polygon[] | null {
  const isDegrees = polygons.every((each) => each.every((ring) => ring.every(([x, y]) => Math.abs(x) <= 180 && Math.abs(y) <= 90)));
  const inGrid = polygons.map((each) => each.map((ring) => ring.map(([x, y]) => placeOf(x, y, isDegrees))));
  if (inGrid.some((each) => each.some((ring) => ring.some((place) => place === null)))) return null;
  return inGrid.map((each) => each.map((ring) => ring.flatMap((place) => (place ? [place] : []))));
}

/** Null for what is no JSON in UTF-8, and for what is nested so deep that nothing reads it. */
export function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

function placeOf(x: number, y: number, isDegrees: boolean): [number, number] | null {
  const inBritain = !isDegrees || (x >= -9 && x <= 3 && y >= 49 && y <= 62);
  const point = inBritain ? onGrid(isDegrees ? gridPointOf({ longitude: x, latitude: y }) : { easting: x, northing: y }) : null;
  return point && [Math.round(point.easting), Math.round(point.northing)];
}

function problemOf(ring: Ring): string | null {
  const [first, last] = [ring[0], ring.at(-1)];
  if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) return "Each ring of the outline must end where it began";
  const edges = edgesOf(ring).filter(([[x1, y1], [x2, y2]]) => x1 !== x2 || y1 !== y2);
  const doubled = edges.reduce((sum, [[x1, y1], [x2, y2]]) => sum + x1 * y2 - x2 * y1, 0);
  if (edges.length < 3 || doubled === 0) return "The outline must enclose an area";
  const crossed = edges.some((edge, index) =>
    edges.slice(index + 2).some((other, after) => !(index === 0 && index + 2 + after === edges.length - 1) && meet(edge, other)),
  );
  return crossed ? "The outline must not cross itself" : null;
}

type Edge = ReturnType<typeof edgesOf>[number];

/** Whether two edges cross in a point inside both. */
function meet([a, b]: Edge, [c, d]: Edge): boolean {
  const side = ([x1, y1]: Edge[0], [x2, y2]: Edge[0], [x, y]: Edge[0]) => Math.sign((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1));
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}
