import { createServer, type Server } from "node:http";
import type { Express } from "express";
import type { Env } from "~/config/env.server";
import { openDatabase } from "~/data/db.server";
import { applyPendingMigrations, pendingMigrations } from "~/data/migrations.server";
import { type AppOptions, createApp } from "~/http/app.server";
import { startJobs } from "~/jobs/start.server";
import { createLogger, type Logger } from "~/lib/logger.server";
import type { Deps } from "~/services/deps";

const DRAIN_MS = 10_000;

export type Running = { origin: string; port: number; stop: () => Promise<void> };

export type StartOptions = { env: Env } & Pick<AppOptions, "build" | "browserFiles">;

/** A reason not to start that its reader can act on; printed without a stack. */
export class CannotStart extends Error {}

/**
 * Opens the database, brings an embedded one up to date, starts the jobs and listens.
 * Whatever was opened is closed again when a later step fails.
 */
export async function start({ env, build, browserFiles }: StartOptions): Promise<Running> {
  const log = createLogger(env.logLevel);
  const opened = await openDatabase({ databaseUrl: env.databaseUrl, dataFolder: env.dataFolder });
  const closers = [() => opened.close()];
  const stop = async () => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    await settleMigrations(opened, log);
    if (env.mode === "production" && opened.kind === "embedded") {
      log.warn({}, "production on the embedded database: for a pilot only; set DATABASE_URL for PostgreSQL");
    }
    let wakeMail = () => {};
    const deps: Deps = { db: opened.db, now: () => new Date(), origin: env.origin, log, wakeMail: () => wakeMail() };
    const jobs = await startJobs(deps);
    closers.push(() => jobs.stop());
    wakeMail = jobs.wakeMail;
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
        ...jobs.checks,
      ],
    });
    const server = await listen(app, env.port);
    closers.push(() => drain(server));
    const port = portOf(server);
    log.info({ mode: env.mode, origin: env.origin, port, database: opened.kind }, "listening");
    return { origin: env.origin, port, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Opened = Awaited<ReturnType<typeof openDatabase>>;

async function settleMigrations(opened: Opened, log: Logger): Promise<void> {
  if (opened.kind === "embedded") {
    const applied = await applyPendingMigrations(opened);
    if (applied.length > 0) log.info({ migrations: applied }, "migrations applied");
    return;
  }
  const pending = await pendingMigrations(opened);
  if (pending.length > 0) {
    throw new CannotStart(
      `The database is behind this version: ${pending.length} migrations are not applied.\n` +
        "Run: npm run db -- deploy",
    );
  }
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
  if (code === "EACCES") return new CannotStart(`This user may not listen on port ${port}. Choose one above 1023.`);
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
