import { expect, it } from "vitest";
import { slugOf } from "~/domain/campaign";

it("makes an address of a name", () => {
  expect(slugOf("Week of Action: Spring 2027")).toBe("week-of-action-spring-2027");
  expect(slugOf("Saint Éloi’s week")).toBe("saint-eloi-s-week");
  expect(slugOf("???")).toBe("campaign");
  expect(slugOf("x".repeat(200))).toHaveLength(60);
});
