import { describe, expect, it } from "vitest";
import { pencilSpans, settleByFor } from "~/domain/pencil";

describe("what a visit can be pencilled for", () => {
  it("is every month to the end of the next academic year, then the school's terms", () => {
    const terms = [{ name: "Spring, first half", startsOn: "2027-01-04", endsOn: "2027-02-12" }];
    const spans = pencilSpans("2026-11-23", terms);
    expect(spans[0]).toEqual({
      value: "2026-11-01/2026-11-30",
      label: "November 2026",
      fromOn: "2026-11-01",
      toOn: "2026-11-30",
    });
    expect(spans.map(({ value }) => value)).toContain("2028-02-01/2028-02-29");
    expect(spans.at(-2)?.toOn).toBe("2028-07-31");
    expect(spans.at(-1)?.label).toBe("Spring, first half: Mon 4 Jan to Fri 12 Feb 2027");
  });

  it("offers the running month on its last day", () => {
    expect(pencilSpans("2026-12-31", [])[0]?.value).toBe("2026-12-01/2026-12-31");
  });
});

describe("the day by which it is to be settled", () => {
  it("is a working day four weeks before, or the next working day", () => {
    // 1 February 2027 is a Monday, as is 4 January four weeks before.
    expect(settleByFor("2027-02-01", "2026-11-23")).toBe("2027-01-04");
    // 2 January is a Saturday.
    expect(settleByFor("2027-01-30", "2026-11-23")).toBe("2027-01-04");
    expect(settleByFor("2026-12-01", "2026-11-27")).toBe("2026-11-30");
  });
});
