import { describe, expect, it } from "vitest";
import { areaRank, areasOf, describeAreas, isAreaValidOn, type Area } from "~/domain/area";

const circle: Area = {
  id: "c",
  name: "Riverside",
  shape: { kind: "circle", centre: { easting: 1_000, northing: 1_000 }, radiusMetres: 300 },
  nearMetres: 200,
};
const square = (from: number, to: number): [number, number][] => [[from, from], [to, from], [to, to], [from, to], [from, from]];
const ring: Area = {
  id: "r",
  name: "Old Mills",
  shape: { kind: "outline", polygons: [[square(0, 4_000), square(1_900, 2_900)], [square(9_000, 9_500)]] },
  nearMetres: 100,
};
const at = (easting: number, northing: number) => ({ easting, northing });

describe("a place and the priority areas", () => {
  it("is in a circle to its edge, near it for as many metres as the area says, and no further", () => {
    expect(areasOf(at(1_300, 1_000), [circle])).toEqual([{ id: "c", name: "Riverside", where: "in" }]);
    expect(areasOf(at(1_500, 1_000), [circle])).toEqual([{ id: "c", name: "Riverside", where: "near" }]);
    expect(areasOf(at(1_501, 1_000), [circle])).toEqual([]);
  });

  it("is in any polygon of an outline, not in its holes; near counts from the nearest edge", () => {
    expect(areasOf(at(500, 3_500), [ring])[0]?.where).toBe("in");
    expect(areasOf(at(9_250, 9_250), [ring])[0]?.where).toBe("in");
    expect(areasOf(at(2_400, 2_400), [ring])).toEqual([]);
    expect(areasOf(at(1_990, 2_400), [ring])[0]?.where).toBe("near");
    expect(areasOf(at(4_070, 4_070), [ring])[0]?.where).toBe("near");
    expect(areasOf(at(4_080, 4_080), [ring])).toEqual([]);
  });

  it("names what it is in before what it is near, and nothing where the register has no place", () => {
    const marks = areasOf(at(1_450, 1_000), [circle, ring]);
    expect(describeAreas(marks)).toBe("in Old Mills, near Riverside");
    expect([areaRank(marks), areaRank(areasOf(at(1_500, 1_000), [circle])), areaRank([])]).toEqual([0, 1, 2]);
    expect(areasOf({ easting: null, northing: 1_000 }, [circle, ring])).toEqual([]);
  });

  it("counts from its first day to its last, both included", () => {
    const days = { startsOn: "2026-11-02", endsOn: "2026-11-30" };
    const on = ["2026-11-01", "2026-11-02", "2026-11-30", "2026-12-01"].map((day) => isAreaValidOn(days, day));
    expect(on).toEqual([false, true, true, false]);
    expect(isAreaValidOn({ startsOn: null, endsOn: null }, "1990-01-01")).toBe(true);
  });
});
