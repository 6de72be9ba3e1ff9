import { expect, test } from "vitest";
import { isCurrent, navigationFor } from "~/components/layout/navigation";
import type { Role } from "~/domain/roles";

const linksOf = (roles: readonly Role[] | null) => navigationFor(roles).map((item) => item.href);

test("an analyst is shown the figures alone", () => {
  expect(linksOf(["contact", "analyst"])).toEqual(["/reach", "/coverage"]);
});

test("several roles see each link once", () => {
  const links = linksOf(["contact", "presenter", "coordinator", "manager"]);
  expect(new Set(links).size).toBe(links.length);
  expect(links).toEqual(
    expect.arrayContaining(["/my-day", "/requests", "/schedule", "/availability", "/reach", "/admin"]),
  );
});

test("only managers see the settings", () => {
  expect(linksOf(["contact", "coordinator"])).not.toContain("/admin");
});

test("a school contact sees bookings, a visitor does not", () => {
  expect(linksOf(["contact"])).toContain("/bookings");
  expect(linksOf(null)).not.toContain("/bookings");
});

test("a page below an address belongs to it, a longer word does not", () => {
  expect(isCurrent("/requests", "/requests/KCA-234567")).toBe(true);
  expect(isCurrent("/request", "/requests")).toBe(false);
});
