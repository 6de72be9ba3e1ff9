import { expect, it } from "vitest";
import { describeUsualWait } from "~/domain/usual-wait";

it("says the usual wait in days, then in weeks, and nothing while too few have asked", () => {
  expect(describeUsualWait({ days: 9.4, requests: 30 })).toBe("about 9 days");
  expect(describeUsualWait({ days: 0.2, requests: 30 })).toBe("about a day");
  expect(describeUsualWait({ days: 33, requests: 30 })).toBe("about 5 weeks");
  expect(describeUsualWait({ days: 33, requests: 9 })).toBeNull();
  expect(describeUsualWait(null)).toBeNull();
});
