import { metresOutside, type MaybePlace, type Polygon } from "~/domain/area";
import { thinRing } from "~/lib/thin-ring";

/** A feature of a boundary file, in metres of the National Grid. */
export type OutlineFeature = { code: string | null; name: string | null; polygons: readonly Polygon[] };

export type KnownDistrict = { code: string; name: string; hasOutline: boolean; schools: readonly MaybePlace[] };

/** What a boundary file would change. */
export type OutlineReport = {
  features: number;
  matched: {
    code: string;
    name: string;
    by: "code" | "name";
    replaces: boolean;
    positions: number;
    /** Of the district's schools that have a grid reference: how many lie inside. */
    schoolsInside: number;
    schoolsPlaced: number;
  }[];
  /** Features that are none of our districts, by name or code, at most so many. */
  elsewhere: { count: number; names: string[] };
  /** Our districts that the file does not have: theirs stay as they are. */
  missing: string[];
};

export type DistrictOutline = { code: string; polygons: Polygon[] };

/** Drawn 720 units wide a region's unit is more than a hundred metres. */
const DRAWN_METRES = 50;
const MOST_POSITIONS = 5_000;
const NAMES_SHOWN = 20;

/** Districts with their outlines, by code, else by name; what is drawn is thinned to what can be seen. */
export function matchOutlines(
  features: readonly OutlineFeature[],
  districts: readonly KnownDistrict[],
): { ok: true; report: OutlineReport; outlines: DistrictOutline[] } | { ok: false; twice: string } {
  const byCode = new Map(districts.map((district) => [district.code, district]));
  const byName = new Map(districts.map((district) => [folded(district.name), district]));
  const report: OutlineReport = { features: features.length, matched: [], elsewhere: { count: 0, names: [] }, missing: [] };
  const outlines: DistrictOutline[] = [];
  for (const { code, name, polygons } of features) {
    const ofCode = code === null ? undefined : byCode.get(code);
    const district = ofCode ?? (name === null ? undefined : byName.get(folded(name)));
    if (!district) {
      report.elsewhere.count += 1;
      if (report.elsewhere.names.length < NAMES_SHOWN) report.elsewhere.names.push(name ?? code ?? "without a name");
      continue;
    }
    if (outlines.some((outline) => outline.code === district.code)) return { ok: false, twice: district.name };
    const drawn = thinned(polygons);
    outlines.push({ code: district.code, polygons: drawn });
    const placed = district.schools.flatMap(({ easting, northing }) =>
      easting === null || northing === null ? [] : [{ easting, northing }],
    );
    report.matched.push({
      code: district.code,
      name: district.name,
      by: ofCode ? "code" : "name",
      replaces: district.hasOutline,
      positions: positionsOf(drawn),
      schoolsInside: placed.filter((place) => metresOutside(place, { kind: "outline", polygons: drawn }) === 0).length,
      schoolsPlaced: placed.length,
    });
  }
  report.matched.sort((one, other) => one.name.localeCompare(other.name, "en-GB"));
  report.missing = districts.filter(({ code }) => !outlines.some((outline) => outline.code === code)).map(({ name }) => name);
  return { ok: true, report, outlines };
}

function thinned(polygons: readonly Polygon[]): Polygon[] {
  for (let metres = DRAWN_METRES; ; metres *= 2) {
    const drawn = polygons.flatMap(([outer = [], ...holes]): Polygon[] => {
      const shell = thinRing(outer, metres);
      const inside = holes.map((hole) => thinRing(hole, metres)).filter((hole) => hole !== null);
      return shell ? [[shell, ...inside]] : [];
    });
    if (positionsOf(drawn) <= MOST_POSITIONS) return drawn;
  }
}

const positionsOf = (polygons: readonly Polygon[]): number => polygons.flat().reduce((sum, ring) => sum + ring.length, 0);

const folded = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]+/g, " ").trim();
