import type { ServerBuild } from "@remix-run/node";
import { matchRoutes, type AgnosticRouteObject } from "@remix-run/router";
import { describe, expect, it } from "vitest";
import { firstSegment, shelveRoutes } from "~/http/route-shelves.server";

type Entry = { path?: string; index?: boolean; parentId?: string };

const ROUTES: Record<string, Entry> = {
  root: { path: "" },
  "routes/_index": { index: true, parentId: "root" },
  "routes/help": { path: "help", parentId: "root" },
  "routes/requests": { path: "requests", parentId: "root" },
  "routes/requests._index": { index: true, parentId: "routes/requests" },
  "routes/requests.$reference": { path: ":reference", parentId: "routes/requests" },
  "routes/requests.$reference.plan": { path: "requests/:reference/plan", parentId: "root" },
  "routes/reach[.]csv": { path: "reach.csv", parentId: "root" },
  "routes/$": { path: "*", parentId: "root" },
};

/** Only what the shelves look at. */
const aBuild = (): ServerBuild => {
  const entries = Object.entries(ROUTES).map(([id, entry]) => [id, { id, ...entry }]);
  const routes = Object.fromEntries(entries);
  return Object.assign(Object.create(null), { routes, assets: { routes: { ...routes } } });
};

/** The ids that match an address, from the outermost, as Remix would find them among these routes. */
function matched(build: ServerBuild, path: string): string[] {
  const nodesUnder = (parentId: string | undefined): AgnosticRouteObject[] =>
    Object.values(build.routes).flatMap((route): AgnosticRouteObject[] => {
      if (route === undefined || route.parentId !== parentId) return [];
      const { id, path } = route;
      return [route.index ? { id, path, index: true } : { id, path, children: nodesUnder(id) }];
    });
  return (matchRoutes(nodesUnder(undefined), path) ?? []).map(({ route }) => route.id ?? "");
}

describe("shelves of routes", () => {
  const build = aBuild();
  const shelfOf = shelveRoutes(build);

  it.each([
    "/",
    "/help",
    "/HELP/",
    "/requests",
    "/requests/KCA-ABC234",
    "/requests/KCA-ABC234/plan",
    "/requests/KCA-ABC234/gone",
    "/reach.csv",
    "/reach",
    "/%68elp",
    "/no/such/page",
  ])("answer %s with the route that the whole build has for it", (path) => {
    expect(matched(shelfOf(firstSegment(path)), path)).toEqual(matched(build, path));
  });

  it("leave out what begins otherwise, for the browser's list of routes too", () => {
    const shelf = shelfOf("help");
    const expected = ["root", "routes/help", "routes/$"];
    expect(Object.keys(shelf.routes)).toEqual(expected);
    expect(Object.keys(shelf.assets.routes)).toEqual(expected);
  });
});
