import { createServer, type Server } from "node:http";
import type { ServerBuild } from "@remix-run/node";
import type { Express } from "express";
import type * as EntryModule from "~/entry.server";
import type { Env } from "~/config/env.server";
import { pendingMigrations } from "~/data/migrations.server";
import { type AppOptions, createApp } from "~/http/app.server";
import { CannotStart, openService } from "~/http/open-service.server";
import type { Deps } from "~/services/deps";

const DRAIN_MS = 10_000;

export type Running = { origin: string; port: number; stop: () => Promise<void> };

export type StartOptions = { env: Env } & Pick<AppOptions, "build" | "browserFiles">;

/** Opens the service and listens. Whatever was opened is closed again when a later step fails. */
export async function start({ env, build, browserFiles }: StartOptions): Promise<Running> {
  const { deps, opened, transport, jobs, stop, alsoClose } = await openService(env);
  try {
    const app = createApp({
      deps,
      build,
      browserFiles,
      trustedProxies: env.trustedProxies,
      environmentNote: env.mode === "demo" ? "Demo: fictional schools and people." : null,
      checks: [
        {
          name: "database",
          check: async () => {
            await opened.db.$queryRaw`SELECT 1`;
          },
        },
        {
          name: "migrations",
          check: async () => {
            const pending = await pendingMigrations(opened);
            if (pending.length > 0) throw new Error(`pending: ${pending.join(", ")}`);
          },
        },
        { name: "queue", check: () => jobs.check() },
        ...(transport.kind === "smtp" ? [{ name: "mail server", check: () => transport.verify() }] : []),
      ],
    });
    const server = await listen(app, env.port);
    alsoClose(() => drain(server));
    const port = portOf(server);
    deps.log.info({ mode: env.mode, origin: env.origin, port, database: opened.kind }, "listening");
    if (typeof build !== "function") alsoClose(warm(build, deps));
    return { origin: env.origin, port, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type PagesModule = ServerBuild["entry"]["module"] & Partial<Pick<typeof EntryModule, "warmUp">>;

/** Prepares in the background what pages would make their first readers wait for; what it gives ends that. */
function warm(build: ServerBuild, deps: Deps): () => Promise<void> {
  const { warmUp }: PagesModule = build.entry.module;
  const ending = new AbortController();
  const warmed = Promise.resolve(warmUp?.(deps, ending.signal)).then(
    () => deps.log.info({}, "calendars are warm"),
    (err: unknown) => deps.log.warn({ err }, "calendars are not warm: their first readers wait longer"),
  );
  return async () => {
    ending.abort();
    await warmed;
  };
}

function listen(app: Express, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer(app);
    server.once("error", (error) => reject(explainListenFault(error, port)));
    server.listen(port, () => resolve(server));
  });
}

function explainListenFault(error: Error, port: number): Error {
  const code = "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") {
    return new CannotStart(
      `Port ${port} is already taken by another program.\n` +
        "Stop that program, or choose another port: PORT=3001 npm start",
    );
  }
  if (code === "EACCES")
    return new CannotStart(`This user may not listen on port ${port}. Choose one above 1023.`);
  return error;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

/** Stops listening, lets the requests under way finish, and ends what is left after a while. */
async function drain(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
  await closed;
  clearTimeout(timer);
}
