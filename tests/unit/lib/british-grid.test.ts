import { describe, expect, it } from "vitest";
import { gridPointOf, readGridReference } from "~/lib/british-grid";

describe("the National Grid", () => {
  /** Ordnance Survey's own test points for ETRS89 and OSTN15. */
  it.each([
    ["Caister water tower", 52.658007833, 1.716073973, 651_409.804, 313_177.45],
    ["St Agnes", 49.92226394, -6.29977752, 91_492.146, 11_318.804],
  ])("knows %s to a few metres", (_name, latitude, longitude, easting, northing) => {
    const found = gridPointOf({ latitude, longitude });
    expect(Math.hypot(found.easting - easting, found.northing - northing)).toBeLessThan(6);
  });

  it("reads references as people write them, and the two numbers themselves", () => {
    expect(readGridReference("SK 587 044")).toEqual({ easting: 458_750, northing: 304_450 });
    expect(readGridReference("sk5870004400")).toEqual({ easting: 458_700, northing: 304_400 });
    expect(readGridReference("TQ 30 80")).toEqual({ easting: 530_500, northing: 180_500 });
    expect(readGridReference("458700, 304400")).toEqual({ easting: 458_700, northing: 304_400 });
    for (const wrong of ["", "Leicester", "SK 58 044", "IK 587 044", "900000 304400", "AA 11 11"]) {
      expect(readGridReference(wrong)).toBeNull();
    }
  });
});
