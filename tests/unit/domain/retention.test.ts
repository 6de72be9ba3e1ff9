import { describe, expect, it } from "vitest";
import { forgetBefore, forgottenAddress, isForgottenAddress, REMOVED, shownName } from "~/domain/retention";

const before = (now: string, months: number): string => forgetBefore(new Date(now), months).toISOString();

describe("what ended before this goes", () => {
  it("is the beginning of the day so many months ago, in London", () => {
    expect(before("2028-12-15T03:10:00Z", 24)).toBe("2026-12-15T00:00:00.000Z");
    expect(before("2026-07-15T02:10:00Z", 1)).toBe("2026-06-14T23:00:00.000Z");
    // Ten minutes past midnight on 1 July by the clock on the wall.
    expect(before("2026-06-30T23:10:00Z", 12)).toBe("2025-06-30T23:00:00.000Z");
  });

  it("is the last day of a month that has no such day", () => {
    expect(before("2027-03-31T03:10:00Z", 1)).toBe("2027-02-28T00:00:00.000Z");
    expect(before("2028-02-29T03:10:00Z", 12)).toBe("2027-02-28T00:00:00.000Z");
    expect(before("2028-03-31T03:10:00Z", 1)).toBe("2028-02-29T00:00:00.000Z");
  });

  it("goes over the ends of years", () => {
    expect(before("2027-01-10T03:10:00Z", 1)).toBe("2026-12-10T00:00:00.000Z");
    expect(before("2026-12-10T03:10:00Z", 12)).toBe("2025-12-10T00:00:00.000Z");
    expect(before("2026-01-31T03:10:00Z", 120)).toBe("2016-01-31T00:00:00.000Z");
  });
});

describe("somebody whose data went", () => {
  it("has an address that is known as none", () => {
    expect(isForgottenAddress(forgottenAddress("019ab000-0000-7000-8000-000000000001"))).toBe(true);
    expect(isForgottenAddress("")).toBe(true);
    expect(isForgottenAddress("erased-minds@school.test")).toBe(false);
    expect(isForgottenAddress("office@school.test")).toBe(false);
  });

  it("is said to be removed, and others are called by name, else by address", () => {
    expect(shownName({ name: "", email: forgottenAddress("1") })).toBe(REMOVED);
    expect(shownName({ name: "", email: "office@school.test" })).toBe("office@school.test");
    expect(shownName({ name: "Sam Reed", email: forgottenAddress("1") })).toBe("Sam Reed");
  });
});
