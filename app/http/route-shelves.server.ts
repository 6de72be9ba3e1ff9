import type { ServerBuild } from "@remix-run/node";

/**
 * The part of a build that can answer addresses with a given first segment ("" for the start page); the whole build for
 * segments that no route begins with. Remix 2 compiles and tries route after route, three times a page: with all of them
 * that was a quarter of what the start page costs (docs/decisions/010).
 */
export function shelveRoutes(build: ServerBuild): (firstSegment: string) => ServerBuild {
  const shelves = new Map<string, Set<string>>();
  const everywhere = new Set<string>();
  for (const id of Object.keys(build.routes)) {
    const start = firstSegmentOf(build, id);
    if (start === null) everywhere.add(id);
    else shelves.set(start, (shelves.get(start) ?? new Set()).add(id));
  }
  const cut = new Map([...shelves].map(([start, ids]) => [start, partOf(build, new Set([...everywhere, ...ids]))]));
  return (firstSegment) => cut.get(firstSegment) ?? build;
}

/** The first segment of an address's path, as Remix compares it: without regard to case. */
export function firstSegment(path: string): string {
  return (path.split("/")[1] ?? "").toLowerCase();
}

/** Null for a route that may match any first segment: the root, and those that begin with a parameter. */
function firstSegmentOf(build: ServerBuild, id: string): string | null {
  const route = build.routes[id];
  if (route === undefined || route.parentId === undefined) return null;
  const above = firstSegmentOf(build, route.parentId);
  if (above !== null && above !== "") return above;
  const [segment = ""] = (route.path ?? "").split("/");
  if (segment === "" && !route.index) return null;
  return /^[:*]|\?$/.test(segment) ? null : segment.toLowerCase();
}

function partOf(build: ServerBuild, ids: ReadonlySet<string>): ServerBuild {
  const only = <Route>(routes: Record<string, Route>): Record<string, Route> =>
    Object.fromEntries(Object.entries(routes).filter(([id]) => ids.has(id)));
  return { ...build, routes: only(build.routes), assets: { ...build.assets, routes: only(build.assets.routes) } };
}
