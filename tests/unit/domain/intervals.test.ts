import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { contains, intersection, merge, overlaps, subtract, type Interval } from "~/domain/intervals";

const span = (from: number, to: number): Interval => ({ startsAt: new Date(from), endsAt: new Date(to) });
const spans = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 8 }))
    .map(([at, length]) => span(at, at + length)),
  { maxLength: 8 },
);
const covers = (intervals: readonly Interval[], at: number): boolean =>
  intervals.some((interval) => overlaps(interval, span(at, at + 1)));

describe("intervals", () => {
  it("do not overlap back to back", () => {
    expect(overlaps(span(0, 5), span(5, 9))).toBe(false);
    expect(overlaps(span(0, 6), span(5, 9))).toBe(true);
    expect(intersection(span(0, 5), span(5, 9))).toBeNull();
    expect(intersection(span(0, 6), span(5, 9))).toEqual(span(5, 6));
    expect(contains(span(0, 9), span(0, 9))).toBe(true);
    expect(contains(span(0, 9), span(5, 10))).toBe(false);
  });

  it("merge into disjoint ones in order and leave their input alone", () => {
    const given = [span(5, 9), span(0, 5), span(12, 12), span(20, 25), span(21, 22)];
    expect(merge(given)).toEqual([span(0, 9), span(20, 25)]);
    expect(given[0]).toEqual(span(5, 9));
  });

  it("subtract from the middle, the ends and all", () => {
    expect(subtract([span(0, 10)], [span(3, 5)])).toEqual([span(0, 3), span(5, 10)]);
    expect(subtract([span(0, 10)], [span(0, 3), span(8, 12)])).toEqual([span(3, 8)]);
    expect(subtract([span(2, 8)], [span(0, 10)])).toEqual([]);
    expect(subtract([span(0, 4)], [span(4, 10)])).toEqual([span(0, 4)]);
  });

  it("cover exactly the moments that they should", () => {
    fc.assert(
      fc.property(spans, spans, (from, taken) => {
        const rest = subtract(from, taken);
        for (let at = 0; at < 40; at += 1) {
          expect(covers(merge(from), at)).toBe(covers(from, at));
          expect(covers(rest, at)).toBe(covers(from, at) && !covers(taken, at));
        }
      }),
    );
  });
});
