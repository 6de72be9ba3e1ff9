import { NEEDS, type ApproachFilter } from "~/domain/approach";

/** `?district=…&need=never&near=yes&show=all&page=2`; nonsense counts as not given. */
export function readApproachFilter(url: string): ApproachFilter & { page: number } {
  const query = new URL(url).searchParams;
  return {
    district: query.get("district") || null,
    need: NEEDS.find((need) => need === query.get("need")) ?? null,
    near: query.get("near") === "yes",
    all: query.get("show") === "all",
    page: Math.max(1, Math.min(10_000, Math.trunc(Number(query.get("page"))) || 1)),
  };
}
