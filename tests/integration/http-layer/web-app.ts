import type { Server } from "node:http";
import { join } from "node:path";
import { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { LoaderFunctionArgs, ServerBuild } from "@remix-run/node";
import * as entryServer from "~/entry.server";
import { type AppOptions, createApp } from "~/http/app.server";
import type { Db } from "~/data/db.server";
import { createLogger } from "~/lib/logger.server";
import * as root from "~/root";
import * as notFound from "~/routes/$";
import * as help from "~/routes/help";

export type WebApp = { url: string; origin: string; logged: () => string; stop: () => Promise<void> };

/** The real HTTP layer over the real shell: pages with and without scripts, ones that fail, and the 404. */
export async function startWebApp(
  db: Db,
  options: Partial<AppOptions> & { origin?: string } = {},
): Promise<WebApp> {
  const { origin = "http://sessions.test", ...rest } = options;
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const log = createLogger("info", sink);
  const app = createApp({
    deps: { db, now: () => new Date("2026-11-23T09:00:00Z"), origin, log, wakeMail: () => {} },
    build: buildOf({
      help: { path: "help", module: help },
      boom: { path: "boom", module: { default: () => null, loader: fail, action: fail } },
      calendar: { path: "calendar", module: { default: () => null, handle: { scripts: true, wide: true } } },
      taken: { path: "taken", module: { default: () => null, loader: refuse } },
      preview: { path: "preview", module: { loader: preview } },
      where: {
        path: "where",
        module: { loader: ({ request }: LoaderFunctionArgs) => new Response(request.url) },
      },
      "not-found": { path: "*", module: notFound },
    }),
    checks: [],
    trustedProxies: 0,
    environmentNote: null,
    browserFiles: { folder: join(fileURLToPath(new URL(".", import.meta.url)), "browser-files") },
    ...rest,
  });
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, "127.0.0.1", () => resolve(listening));
  });
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the server has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    origin,
    logged: () => lines.join(""),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function fail(): never {
  throw new Error("the mail of pupil.parent@home.example burst");
}

function refuse(): never {
  throw new Response("Somebody else took that time a moment ago.", { status: 409 });
}

function preview(): Response {
  return new Response("<p>mail</p>", {
    headers: { "Content-Security-Policy": "sandbox; default-src 'none'" },
  });
}

type Routes = Record<string, { path: string; module: object }>;

function buildOf(routes: Routes): ServerBuild {
  const entries = Object.entries(routes);
  return {
    mode: "production",
    entry: { module: entryServer },
    routes: {
      root: { id: "root", path: "", module: root },
      ...Object.fromEntries(
        entries.map(([id, { path, module }]) => [
          id,
          { id, path, parentId: "root", module: { default: undefined, ...module } },
        ]),
      ),
    },
    assets: {
      version: "test",
      url: "/assets/manifest.js",
      entry: { module: "/assets/entry.js", imports: [] },
      routes: Object.fromEntries(
        ["root", ...entries.map(([id]) => id)].map((id) => [
          id,
          {
            id,
            parentId: id === "root" ? undefined : "root",
            path: routes[id]?.path ?? "",
            module: `/assets/${id}.js`,
            hasAction: false,
            hasLoader: true,
            hasClientAction: false,
            hasClientLoader: false,
            hasErrorBoundary: id === "root",
          },
        ]),
      ),
    },
    publicPath: "/",
    assetsBuildDirectory: "build/client",
    future: {
      v3_fetcherPersist: true,
      v3_relativeSplatPath: true,
      v3_throwAbortReason: true,
      v3_singleFetch: false,
      v3_lazyRouteDiscovery: false,
    },
    isSpaMode: false,
  };
}
