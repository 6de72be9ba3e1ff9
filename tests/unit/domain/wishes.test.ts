import { describe, expect, it } from "vitest";
import { describeWish, wishMatches, type Wish } from "~/domain/wishes";

const MONDAY = "2026-11-23";

function aWish(over: Partial<Wish> = {}): Wish {
  return {
    kind: "date",
    fromOn: MONDAY,
    toOn: MONDAY,
    weekday: null,
    partOfDay: "any",
    startMinutes: null,
    periodLabel: "",
    ...over,
  };
}

describe("wishes", () => {
  it("matches a date", () => {
    expect(wishMatches(aWish(), MONDAY, 540, 600)).toBe(true);
    expect(wishMatches(aWish(), "2026-11-24", 540, 600)).toBe(false);
  });

  it("matches a range with both ends", () => {
    const wish = aWish({ kind: "range", toOn: "2026-11-27" });
    expect(wishMatches(wish, MONDAY, 540, 600)).toBe(true);
    expect(wishMatches(wish, "2026-11-27", 540, 600)).toBe(true);
    expect(wishMatches(wish, "2026-11-28", 540, 600)).toBe(false);
  });

  it("matches a weekday inside a range only", () => {
    const wish = aWish({ kind: "weekday", weekday: 2, fromOn: "2027-01-04", toOn: "2027-03-26" });
    expect(wishMatches(wish, "2027-01-05", 540, 600)).toBe(true);
    expect(wishMatches(wish, "2027-01-06", 540, 600)).toBe(false);
    expect(wishMatches(wish, "2026-12-29", 540, 600)).toBe(false);
  });

  it("ends a morning and begins an afternoon at 12:00", () => {
    expect(wishMatches(aWish({ partOfDay: "morning" }), MONDAY, 660, 720)).toBe(true);
    expect(wishMatches(aWish({ partOfDay: "morning" }), MONDAY, 665, 725)).toBe(false);
    expect(wishMatches(aWish({ partOfDay: "afternoon" }), MONDAY, 720, 780)).toBe(true);
    expect(wishMatches(aWish({ partOfDay: "afternoon" }), MONDAY, 715, 775)).toBe(false);
  });

  it("allows a start near the wished one", () => {
    const wish = aWish({ partOfDay: "start_time", startMinutes: 550 });
    expect(wishMatches(wish, MONDAY, 550, 610)).toBe(true);
    expect(wishMatches(wish, MONDAY, 565, 625)).toBe(true);
    expect(wishMatches(wish, MONDAY, 570, 630)).toBe(false);
  });

  it("is described in words", () => {
    expect(describeWish(aWish({ partOfDay: "start_time", startMinutes: 550, periodLabel: "Period 1" }))).toBe(
      "Monday 23 November 2026, starting at 09:10 (Period 1)",
    );
    const tuesdays = aWish({
      kind: "weekday",
      weekday: 2,
      fromOn: "2027-01-04",
      toOn: "2027-03-26",
      partOfDay: "morning",
    });
    expect(describeWish(tuesdays)).toBe("Tuesdays, Monday 4 January 2027 to Friday 26 March 2027, morning");
  });
});
