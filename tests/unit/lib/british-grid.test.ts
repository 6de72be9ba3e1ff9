import { describe, expect, it } from "vitest";
import { gridPointOf, readGridReference } from "~/lib/british-grid";

describe("the National Grid", () => {
  /** Ordnance Survey, OSTN15 and OSGM15 developer pack: its test points TP01 to TP40 and the worked example. */
  it.each([
    ["Caister water tower", 52.658007833, 1.716073973, 651_409.804, 313_177.45],
    ["TP01 St Mary’s, Scilly", 49.92226393730, -6.29977752014, 91_492.146, 11_318.804],
    ["TP02 Penzance", 49.96006137820, -5.20304609998, 170_370.718, 11_572.405],
    ["TP05 Southampton", 50.93127937910, -1.45051433700, 438_710.920, 114_792.250],
    ["TP09 Lambeth", 51.48936564950, -0.11992557180, 530_624.974, 178_388.464],
    ["TP21 Leeds", 53.80021519630, -1.66379168242, 422_242.186, 433_818.701],
  ])("knows %s to six metres", (_name, latitude, longitude, easting, northing) => {
    const found = gridPointOf({ latitude, longitude });
    expect(Math.hypot(found.easting - easting, found.northing - northing)).toBeLessThan(6);
  });

  it.each([
    ["TP12 Droitwich", 52.25529381630, -2.15458614387, 389_544.190, 261_912.153],
    ["TP13 Northampton", 52.25160951230, -0.91248956970, 474_335.969, 262_047.755],
    ["TP14 King’s Lynn", 52.75136687170, 0.40153547065, 562_180.547, 319_784.995],
    ["TP15 Nottingham", 52.96219109410, -1.19747655922, 454_002.834, 340_834.943],
    ["TP16 Daresbury", 53.34480280190, -2.64049320810, 357_455.843, 383_290.436],
  ])("knows %s, around the Midlands, to three metres", (_name, latitude, longitude, easting, northing) => {
    const found = gridPointOf({ latitude, longitude });
    expect(Math.hypot(found.easting - easting, found.northing - northing)).toBeLessThan(3);
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
