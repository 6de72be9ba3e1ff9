import { describe, expect, it } from "vitest";
import { readOutline } from "~/schemas/area";

const bytes = (value: unknown) => new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
const polygon = (...rings: number[][][]) => ({ type: "Polygon", coordinates: rings });
const square = (x: number, y: number, size: number) => [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]];
const refusal = (value: unknown) => {
  const outline = readOutline(bytes(value));
  return outline.ok ? null : outline.message;
};

describe("an outline from a file", () => {
  it("is taken in grid metres as it stands, from any of the shapes that GeoJSON wraps", () => {
    const ring = square(458_000, 304_000, 500);
    const feature = { type: "Feature", properties: {}, geometry: polygon(ring) };
    const multi = { type: "MultiPolygon", coordinates: [[ring]] };
    for (const file of [polygon(ring), multi, feature, { type: "FeatureCollection", features: [feature] }]) {
      expect(readOutline(bytes(file))).toEqual({ ok: true, polygons: [[ring]] });
    }
  });

  it("is converted from longitude and latitude", () => {
    const outline = readOutline(bytes(polygon(square(1.716073973, 52.658007833, 0.01))));
    const [east = 0, north = 0] = (outline.ok && outline.polygons[0]?.[0]?.[0]) || [];
    expect(Math.hypot(east - 651_410, north - 313_177)).toBeLessThan(6);
  });

  it("is refused with what is wrong with it", () => {
    expect(refusal("not JSON")).toMatch(/GeoJSON file/);
    expect(refusal({ type: "Point", coordinates: [1, 52] })).toMatch(/Polygon/);
    expect(refusal(polygon(square(-74, 40.7, 0.1)))).toMatch(/Great Britain/);
    expect(refusal(polygon(square(458_000, 304_000, 500).slice(0, 4)))).toMatch(/end where it began/);
    expect(refusal(polygon([[458_000, 304_000], [458_100, 304_000], [458_200, 304_000], [458_000, 304_000]]))).toMatch(/enclose/);
    const bowTie = [[0, 0], [500, 500], [500, 0], [0, 600], [0, 0]].map(([x = 0, y = 0]) => [458_000 + x, 304_000 + y]);
    expect(refusal(polygon(bowTie))).toMatch(/cross itself/);
    const many = Array.from({ length: 3_001 }, (_, index) => [458_000 + index, 304_000]);
    expect(refusal(polygon(many))).toMatch(/3,000 points/);
  });
});
