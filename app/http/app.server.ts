import { readdirSync } from "node:fs";
import { join } from "node:path";
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import compression from "compression";
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from "express";
import { paths } from "~/config/paths";
import { registerPaths } from "~/config/register-paths";
import { sendCalmPage } from "~/http/calm-page.server";
import { alive, type HealthCheck, ready } from "~/http/health.server";
import { originCheck } from "~/http/origin-check.server";
import { requestLog } from "~/http/request-log.server";
import { newRequestReference } from "~/http/request-reference.server";
import { firstSegment, shelveRoutes } from "~/http/route-shelves.server";
import { cspNonceOf, keepNothing, securityHeaders } from "~/http/security-headers.server";
import type { Deps } from "~/services/deps";

const MEGABYTE = 1024 * 1024;
const LARGEST_BODY_BYTES = 2 * MEGABYTE;
/** Pages that take files. Somewhat more than they keep, so that the page itself can say what is too large. */
const LARGER_BODIES: readonly { under: string; bytes: number }[] = [
  { under: `${paths.admin.materials()}/`, bytes: 50 * MEGABYTE },
  // The whole national register has 60 MB; the route streams it.
  { under: registerPaths.imports(), bytes: 160 * MEGABYTE },
];

export type AppOptions = {
  deps: Deps;
  /** Remix's compiled routes; a function where they change while developing. */
  build: ServerBuild | (() => Promise<ServerBuild>);
  checks: readonly HealthCheck[];
  /** How many proxies in front of us may speak for the visitor. */
  trustedProxies: number;
  environmentNote: string | null;
  /** Where the browser's files are: a folder, or Vite's middlewares while developing. */
  browserFiles: { folder: string } | { middlewares: RequestHandler };
};

/** The whole HTTP layer. Listens to nothing by itself, so that tests can start it without a boot. */
export function createApp(options: AppOptions): Express {
  const { deps, build, checks, trustedProxies, environmentNote, browserFiles } = options;
  const { host } = new URL(deps.origin);
  const development = "middlewares" in browserFiles;

  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", trustedProxies);

  app.use((req, res, next) => {
    res.locals.requestReference = newRequestReference();
    res.setHeader("X-Request-Id", String(res.locals.requestReference));
    if (trustedProxies === 0) {
      // Remix reads some of these whatever Express trusts.
      for (const name of Object.keys(req.headers)) {
        if (name === "forwarded" || name.startsWith("x-forwarded-")) delete req.headers[name];
      }
    }
    next();
  });
  app.use(securityHeaders({ origin: deps.origin, development }));
  app.use(compression());

  if ("folder" in browserFiles) serveFiles(app, browserFiles.folder);
  else app.use(browserFiles.middlewares);

  app.use(keepNothing);
  app.get(paths.alive(), alive);
  app.get(paths.ready(), ready(checks, deps.log));

  app.use(requestLog(deps.log));
  app.use(refuseLargeBodies);
  app.use(refuseNul);
  app.use(originCheck(deps.origin));
  app.use((req, _res, next) => {
    // Nothing below can be told another address than the configured one.
    req.headers.host = host;
    delete req.headers["x-forwarded-host"];
    // As Express knows it, trusted proxies taken into account; what a client claims about itself is replaced.
    req.headers["x-client-address"] = req.ip ?? "";
    next();
  });
  const answerWith = (someOfBuild: AppOptions["build"]): RequestHandler => {
    const answer = createRequestHandler({
      build: someOfBuild,
      getLoadContext: (req, res) => ({
        deps: { ...deps, answering: req },
        cspNonce: cspNonceOf(res),
        requestReference: String(res.locals.requestReference),
        environmentNote,
      }),
    });
    return (req, res, next) => void answer(req, res, next);
  };
  app.all("*", typeof build === "function" ? answerWith(build) : answerFromShelves(build, answerWith));
  app.use(lastResort(deps));
  return app;
}

/** One handler for each shelf of routes, made when first asked for. */
function answerFromShelves(build: ServerBuild, answerWith: (build: ServerBuild) => RequestHandler): RequestHandler {
  const shelfOf = shelveRoutes(build);
  const handlers = new Map<ServerBuild, RequestHandler>();
  return (req, res, next) => {
    const shelf = shelfOf(firstSegment(req.path));
    const handler = handlers.get(shelf) ?? answerWith(shelf);
    handlers.set(shelf, handler);
    handler(req, res, next);
  };
}

function serveFiles(app: Express, folder: string): void {
  const hashed = { immutable: true, maxAge: "365d", index: false, redirect: false } as const;
  for (const name of ["assets", "build"]) {
    app.use(`/${name}`, express.static(join(folder, name), hashed), (_req, res) => {
      res.status(404).type("text").send("Not found");
    });
  }
  const ownFiles = express.static(folder, { maxAge: "1h", index: false, redirect: false });
  // Pages have no file behind them: the disk is not asked for each of them.
  const isFile = new Set(readdirSync(folder).map((name) => `/${name}`));
  app.use((req, res, next) => (isFile.has(req.path) ? ownFiles(req, res, next) : next()));
}

const refuseLargeBodies: RequestHandler = (req, res, next) => {
  const largest = LARGER_BODIES.find(({ under }) => req.path.startsWith(under))?.bytes ?? LARGEST_BODY_BYTES;
  if (Number(req.headers["content-length"] ?? 0) <= largest) {
    next();
    return;
  }
  res.setHeader("Connection", "close");
  sendCalmPage(res, {
    status: 413,
    title: "That is too much at once",
    text: "What you sent is larger than this service takes.",
  });
};

/** No text of ours holds a NUL, and PostgreSQL refuses to look for one. */
const refuseNul: RequestHandler = (req, res, next) => {
  if (!req.originalUrl.includes("%00")) {
    next();
    return;
  }
  sendCalmPage(res, { status: 400, title: "That address cannot be read", text: "Check the link that you followed, or type the address again." });
};

function lastResort(deps: Deps): ErrorRequestHandler {
  // Express knows an error handler by its four arguments.
  return (error, _req, res, _next) => {
    const reference = String(res.locals.requestReference);
    deps.log.error({ reference, err: error }, "unexpected fault outside the pages");
    if (res.headersSent) {
      res.destroy();
      return;
    }
    sendCalmPage(res, {
      status: 500,
      title: "Sorry, something went wrong on our side",
      text: "Nothing you did caused this. Try again in a few minutes.",
      reference,
    });
  };
}
