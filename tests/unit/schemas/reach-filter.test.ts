import { expect, it } from "vitest";
import { readGroupFilter, readPeriodChoice } from "~/schemas/reach";

it("reads what an address narrows by, and leaves out what cannot be read", () => {
  const query = new URLSearchParams("district=E06000016&month=2026-11&said=team&format=&side=both&school=oak&colour=blue");
  expect(readGroupFilter(query)).toEqual({ district: "E06000016", month: "2026-11", said: "team" });
  expect(readGroupFilter(new URLSearchParams(`type=${"x".repeat(401)}`))).toEqual({});
});

it("reads a campaign as a kind of period", () => {
  expect(readPeriodChoice("campaign-spring-week")).toEqual({ kind: "campaign", slug: "spring-week" });
  expect(readPeriodChoice("financial-2026-04-01")).toEqual({ kind: "financial", onDay: "2026-04-01" });
  expect(readPeriodChoice("campaign-Spring Week")).toBeNull();
  expect(readPeriodChoice("campaign-")).toBeNull();
});
