import type { Day } from "~/lib/london-time";

type Point = { easting: number; northing: number };
/** [easting, northing] in metres of the National Grid. */
type Position = readonly [number, number];

/** Closed: the last position is the first again. */
export type Ring = readonly Position[];
/** The outer ring, then holes. */
export type Polygon = readonly Ring[];

export type AreaShape =
  | { kind: "circle"; centre: Point; radiusMetres: number }
  | { kind: "outline"; polygons: readonly Polygon[] };

export type Area = {
  id: string;
  name: string;
  shape: AreaShape;
  /** So far outside of it a school still counts as near. */
  nearMetres: number;
};

export type AreaMark = { id: string; name: string; where: "in" | "near" };

/** A school's place as the register has it; not known where either is null. */
export type MaybePlace = { easting: number | null; northing: number | null };

/** The areas that a place is in or near, those it is in first, then by name. None where its place is not known. */
export function areasOf({ easting, northing }: MaybePlace, areas: readonly Area[]): AreaMark[] {
  if (easting === null || northing === null) return [];
  const marks = areas.flatMap(({ id, name, shape, nearMetres }): AreaMark[] => {
    const metres = metresOutside({ easting, northing }, shape);
    if (metres === 0) return [{ id, name, where: "in" }];
    return metres <= nearMetres ? [{ id, name, where: "near" }] : [];
  });
  return marks.sort((one, other) => one.where.localeCompare(other.where) || one.name.localeCompare(other.name, "en-GB"));
}

/** 0 in one, 1 near one, 2 elsewhere: the order in which schools need a visit. */
export function areaRank(marks: readonly AreaMark[]): number {
  if (marks.some(({ where }) => where === "in")) return 0;
  return marks.length > 0 ? 1 : 2;
}

/** "in Riverside", "near Old Mills and Riverside" */
export function describeAreas(marks: readonly AreaMark[]): string {
  const named = (where: AreaMark["where"]) => {
    const names = marks.filter((mark) => mark.where === where).map(({ name }) => name);
    return names.length === 0 ? [] : [`${where} ${names.join(" and ")}`];
  };
  return [...named("in"), ...named("near")].join(", ");
}

/** Whether an area counts on a day; without a first or last day it always does. */
export function isAreaValidOn({ startsOn, endsOn }: { startsOn: Day | null; endsOn: Day | null }, day: Day): boolean {
  return (startsOn === null || startsOn <= day) && (endsOn === null || day <= endsOn);
}

/** As the crow flies; 0 inside and on the edge. A hole of a polygon is outside. */
export function metresOutside(point: Point, shape: AreaShape): number {
  switch (shape.kind) {
    case "circle": {
      const { centre, radiusMetres } = shape;
      return Math.max(0, Math.hypot(point.easting - centre.easting, point.northing - centre.northing) - radiusMetres);
    }
    case "outline":
      return Math.min(...shape.polygons.map((polygon) => metresOutsidePolygon(point, polygon)));
  }
}

function metresOutsidePolygon(point: Point, rings: Polygon): number {
  // Every edge that a ray to the east crosses turns inside into outside: holes come out right by themselves.
  const crossings = rings.reduce((sum, ring) => sum + edgesOf(ring).filter((edge) => crosses(point, edge)).length, 0);
  if (crossings % 2 === 1) return 0;
  return Math.min(...rings.flatMap((ring) => edgesOf(ring).map((edge) => metresToEdge(point, edge))));
}

type Edge = readonly [Position, Position];

export function edgesOf(ring: Ring): Edge[] {
  return ring.flatMap((from, index): Edge[] => {
    const to = ring[index + 1];
    return to ? [[from, to]] : [];
  });
}

function crosses({ easting, northing }: Point, [[x1, y1], [x2, y2]]: Edge): boolean {
  if (y1 > northing === y2 > northing) return false;
  return easting < x1 + ((northing - y1) / (y2 - y1)) * (x2 - x1);
}

function metresToEdge({ easting, northing }: Point, [[x1, y1], [x2, y2]]: Edge): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((easting - x1) * dx + (northing - y1) * dy) / length));
  return Math.hypot(easting - x1 - along * dx, northing - y1 - along * dy);
}
