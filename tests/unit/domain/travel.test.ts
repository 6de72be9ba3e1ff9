import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { DEFAULT_TRAVEL_SETTINGS, travelMinutes, type Place } from "~/domain/travel";

const NOON = 12 * 60;
const place = (id: string, easting: number | null, northing: number | null = 304_000): Place => ({
  id,
  easting,
  northing,
});
const city = place("city", 458_000);
const minutesTo = (to: Place, departAt: number = NOON): number =>
  travelMinutes(city, to, departAt, DEFAULT_TRAVEL_SETTINGS, []).minutes;

describe("travel between two places", () => {
  it("takes the straight line times 1.3, each stretch at its own speed", () => {
    // 10 km straight, 13 km of road: 5 km at 24 km/h and 8 km at 40 km/h.
    expect(travelMinutes(city, place("town", 468_000), NOON, DEFAULT_TRAVEL_SETTINGS, [])).toEqual({
      minutes: 25,
      basis: "distance",
    });
    // 30 km straight, 39 km of road: 12.5 + 15 + 22.5 minutes.
    expect(minutesTo(place("village", 488_000))).toBe(50);
  });

  it("is slower at school-run times, and only for the part of the way driven then", () => {
    const town = place("town", 468_000);
    expect(minutesTo(town, 8 * 60)).toBe(35);
    expect(minutesTo(town, 9 * 60 + 15)).toBe(25);
    expect(minutesTo(town, 9 * 60)).toBe(29);
    expect(minutesTo(town, 7 * 60 + 50)).toBe(31);
  });

  it("takes no time within one place and some between neighbours", () => {
    expect(travelMinutes(city, city, NOON, DEFAULT_TRAVEL_SETTINGS, [])).toEqual({
      minutes: 0,
      basis: "same_place",
    });
    expect(minutesTo(place("next-door", 458_050))).toBe(DEFAULT_TRAVEL_SETTINGS.leastMinutes);
  });

  it("follows an exception for the pair, both ways, at any time", () => {
    const town = place("town", 468_000);
    const exceptions = [{ fromPlaceId: "town", toPlaceId: "city", minutes: 12 }];
    const travel = (from: Place, to: Place) =>
      travelMinutes(from, to, 8 * 60, DEFAULT_TRAVEL_SETTINGS, exceptions);
    expect(travel(city, town)).toEqual({ minutes: 12, basis: "exception" });
    expect(travel(town, city)).toEqual({ minutes: 12, basis: "exception" });
    expect(travel(city, place("elsewhere", 468_000)).basis).toBe("distance");
  });

  it("says when it had to assume, for want of a grid reference", () => {
    expect(travelMinutes(city, place("new", null, null), NOON, DEFAULT_TRAVEL_SETTINGS, [])).toEqual({
      minutes: DEFAULT_TRAVEL_SETTINGS.assumedMinutes,
      basis: "assumed",
    });
  });

  it("takes the centre of the district for a school without a grid reference, and says so", () => {
    const known = travelMinutes(city, place("new", 468_000), NOON, DEFAULT_TRAVEL_SETTINGS, []);
    const atCentre = { ...place("new", 468_000), approximate: true };
    expect(travelMinutes(city, atCentre, NOON, DEFAULT_TRAVEL_SETTINGS, [])).toEqual({ ...known, basis: "assumed" });
  });

  it("never lets a longer way take less, nor a later start arrive earlier", () => {
    const metres = fc.integer({ min: 0, max: 80_000 });
    const at = fc.integer({ min: 6 * 60, max: 18 * 60 });
    fc.assert(
      fc.property(metres, metres, at, at, (one, other, early, late) => {
        const near = place("a", 458_000 + Math.min(one, other));
        const far = place("b", 458_000 + Math.max(one, other));
        expect(minutesTo(near, early)).toBeLessThanOrEqual(minutesTo(far, early));
        const [first, second] = early <= late ? [early, late] : [late, early];
        expect(first + minutesTo(far, first)).toBeLessThanOrEqual(second + minutesTo(far, second));
      }),
    );
  });
});
