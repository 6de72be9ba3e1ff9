import { describe, expect, it } from "vitest";
import { matchOutlines, type KnownDistrict } from "~/domain/district-outline";
import { gridPointOf } from "~/lib/british-grid";
import { readBoundaryFile } from "~/schemas/district-outlines";

const SQUARE = [[-1.2, 52.6], [-1.1, 52.6], [-1.1, 52.7], [-1.2, 52.7], [-1.2, 52.6]];
const feature = (properties: object | null, coordinates: unknown = [SQUARE], type = "Polygon") => ({
  type: "Feature",
  properties,
  geometry: { type, coordinates },
});
const fileOf = (...features: unknown[]) => new TextEncoder().encode(JSON.stringify({ type: "FeatureCollection", features }));
const district = (code: string, name: string, over: Partial<KnownDistrict> = {}): KnownDistrict => ({
  code,
  name,
  hasOutline: false,
  schools: [],
  ...over,
});

describe("a boundary file", () => {
  it("gives codes and names as they are published, in metres of the grid", () => {
    const reading = readBoundaryFile(
      fileOf(
        feature({ LAD24CD: "E07000130", LAD24NM: "Charnwood", BNG_E: 456_000 }),
        feature({ name: "Melton" }, [[SQUARE]], "MultiPolygon"),
      ),
    );
    if (!reading.ok) throw new Error(reading.message);
    expect(reading.features.map(({ code, name }) => [code, name])).toEqual([["E07000130", "Charnwood"], [null, "Melton"]]);
    const [[east = 0, north = 0] = []] = reading.features[0]?.polygons[0]?.[0] ?? [];
    const place = gridPointOf({ latitude: 52.6, longitude: -1.2 });
    expect([east, north]).toEqual([Math.round(place.easting), Math.round(place.northing)]);
  });

  it.each([
    ["no JSON", new TextEncoder().encode("<kml>"), "not JSON"],
    ["no text", new Uint8Array([0xff, 0xfe, 0x00]), "not JSON"],
    ["nested without end", new TextEncoder().encode("[".repeat(200_000)), "not JSON"],
    ["a single shape", new TextEncoder().encode(JSON.stringify({ type: "Polygon", coordinates: [SQUARE] })), "FeatureCollection"],
    ["lines", fileOf(feature({ name: "Melton" }, SQUARE, "LineString")), "FeatureCollection"],
    ["a feature without a name", fileOf(feature({ OBJECTID: 3 })), "code such as"],
    ["another country", fileOf(feature({ name: "Melton" }, [SQUARE.map(([x = 0, y = 0]) => [x + 20, y])])), "Great Britain"],
    ["latitude before longitude", fileOf(feature({ name: "Melton" }, [SQUARE.map(([x = 0, y = 0]) => [y, x])])), "Great Britain"],
    ["an open ring", fileOf(feature({ name: "Melton" }, [SQUARE.slice(0, 4)])), "end where it began"],
    ["too many points", fileOf(feature({ name: "Melton" }, [Array.from({ length: 300_001 }, () => SQUARE[0])])), "points or fewer"],
    ["too many features", fileOf(...Array.from({ length: 1_001 }, () => feature({ name: "Melton" }))), "features or fewer"],
  ])("is refused with a sentence when it is %s", (_what, bytes, words) => {
    const reading = readBoundaryFile(bytes);
    expect(reading).toMatchObject({ ok: false, message: expect.stringContaining(words) });
  });
});

describe("districts and a boundary file", () => {
  const ring = (metres: number): [number, number][] => [
    [450_000, 300_000],
    [450_000 + metres, 300_000],
    [450_000 + metres, 300_000 + metres],
    [450_000, 300_000 + metres],
    [450_000, 300_000],
  ];
  const outline = (code: string | null, name: string | null) => ({ code, name, polygons: [[ring(10_000)]] });

  it("find each other by code, else by name, and say what is left on either side", () => {
    const schools = [{ easting: 455_000, northing: 305_000 }, { easting: 470_000, northing: 305_000 }, { easting: null, northing: null }];
    const found = matchOutlines(
      [outline("E07000130", "Renamed"), outline(null, "oadby & wigston"), outline("E09000001", "City of London")],
      [
        district("E07000130", "Charnwood", { schools, hasOutline: true }),
        district("E07000135", "Oadby  Wigston"),
        district("E07000133", "Melton"),
      ],
    );
    if (!found.ok) throw new Error(found.twice);
    expect(found.report).toEqual({
      features: 3,
      matched: [
        { code: "E07000130", name: "Charnwood", by: "code", replaces: true, positions: 5, schoolsInside: 1, schoolsPlaced: 2 },
        { code: "E07000135", name: "Oadby  Wigston", by: "name", replaces: false, positions: 5, schoolsInside: 0, schoolsPlaced: 0 },
      ],
      elsewhere: { count: 1, names: ["City of London"] },
      missing: ["Melton"],
    });
  });

  it("are refused where two features are the same district", () => {
    const twice = [outline("E07000130", null), outline(null, "Charnwood")];
    expect(matchOutlines(twice, [district("E07000130", "Charnwood")])).toEqual({ ok: false, twice: "Charnwood" });
  });

  it("are drawn with no more points than can be seen, however many the file has", () => {
    const many = Array.from({ length: 100_001 }, (_, index): [number, number] => {
      const angle = (index / 100_000) * 2 * Math.PI;
      return [Math.round(450_000 + 90_000 * Math.cos(angle)), Math.round(300_000 + 90_000 * Math.sin(angle))];
    });
    const found = matchOutlines([{ code: "E07000130", name: null, polygons: [[many]] }], [district("E07000130", "Charnwood")]);
    if (!found.ok) throw new Error(found.twice);
    expect(found.report.matched[0]?.positions).toBeGreaterThan(1_000);
    expect(found.report.matched[0]?.positions).toBeLessThanOrEqual(5_000);
    const drawn = found.outlines[0]?.polygons[0]?.[0] ?? [];
    expect(drawn.at(-1)).toEqual(drawn[0]);
  });
});
