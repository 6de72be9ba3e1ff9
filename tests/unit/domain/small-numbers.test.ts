import { describe, expect, it } from "vitest";
import { hideSmall, hideSmallParts } from "~/domain/small-numbers";

describe("hiding small numbers", () => {
  it("hides none where the setting is off, and never nothing itself", () => {
    expect(hideSmallParts([0, 1, 3.4, 20], 0)).toEqual([0, 1, 3.4, 20]);
    expect([0, 0.4, 1, 9, 9.6, 10].map((value) => hideSmall(value, 10))).toEqual([
      ...[0, 0.4],
      ...["under 10", "under 10"],
      ...[9.6, 10],
    ]);
  });

  it("keeps the next smallest back where the total would tell the only hidden one", () => {
    expect(hideSmallParts([40, 4, 12, 0], 10)).toEqual([40, "under 10", "not shown", 0]);
    expect(hideSmallParts([40, 4, 3], 10)).toEqual([40, "under 10", "under 10"]);
    expect(hideSmallParts([4, 0], 10)).toEqual(["under 10", 0]);
  });
});
