import { describe, expect, it } from "vitest";
import { monthsOf } from "~/domain/months";

describe("the months of a span", () => {
  it("come with their last days inside it", () => {
    expect(monthsOf({ startsOn: "2026-11-15", endsOn: "2027-01-10" })).toEqual([
      { month: "2026-11", endsOn: "2026-11-30" },
      { month: "2026-12", endsOn: "2026-12-31" },
      { month: "2027-01", endsOn: "2027-01-10" },
    ]);
    expect(monthsOf({ startsOn: "2028-02-01", endsOn: "2028-02-29" })).toEqual([{ month: "2028-02", endsOn: "2028-02-29" }]);
  });
});
