import { createServer, type Server } from "node:http";
import { join } from "node:path";
import type { Express } from "express";
import type { Env } from "~/config/env.server";
import { DataFolderInUse, DataFolderNotWritable } from "~/data/data-folder-lock.server";
import { openDatabase } from "~/data/db.server";
import { applyPendingMigrations, MigrationFailed, pendingMigrations } from "~/data/migrations.server";
import { readSettings } from "~/data/settings.server";
import { type AppOptions, createApp } from "~/http/app.server";
import { mailTransport } from "~/integrations/mail-transport.server";
import { startJobs } from "~/jobs/start.server";
import { createLogger, type Logger } from "~/lib/logger.server";
import type { Deps } from "~/services/deps";
import { keepOrganizer } from "~/services/keep-organizer.server";

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
  const opened = await openDatabase({ databaseUrl: env.databaseUrl, dataFolder: env.dataFolder }).catch(
    (error) => {
      throw explainDatabaseFault(error);
    },
  );
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
    const deps: Deps = {
      db: opened.db,
      now: () => new Date(),
      origin: env.origin,
      log,
      wakeMail: () => wakeMail(),
    };
    await keepOrganizer(env.mailFrom, deps);
    const transport = mailTransport({
      smtpUrl: env.smtpUrl,
      mailFrom: env.mailFrom,
      replyTo: (await readSettings(opened.db)).organizer.email,
      folder: join(env.dataFolder, "mail"),
    });
    const jobs = await startJobs({ deps, opened, transport, log });
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
        { name: "queue", check: () => jobs.check() },
        ...(transport.kind === "smtp" ? [{ name: "mail server", check: () => transport.verify() }] : []),
      ],
    });
    const server = await listen(app, env.port);
    closers.push(() => drain(server));
    const port = portOf(server);
    log.info({ mode: env.mode, origin: env.origin, port, database: opened.kind }, "listening");
    return { origin: env.origin, port, stop };
  } catch (error) {
    await stop();
    throw explainDatabaseFault(error);
  }
}

type Opened = Awaited<ReturnType<typeof openDatabase>>;

async function settleMigrations(opened: Opened, log: Logger): Promise<void> {
  if (opened.kind === "embedded") {
    const applied = await applyPendingMigrations(opened);
    if (applied.length > 0) log.info({ migrations: applied }, "migrations applied");
    // No autovacuum runs in process: without figures of its own the planner takes every table for a small one.
    await opened.query("ANALYZE");
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

const UNREACHABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing answers at that address",
  ENOTFOUND: "its host name is not known",
  ETIMEDOUT: "it does not answer",
  "28P01": "the password was refused",
  "28000": "the user was refused",
  "3D000": "there is no database of that name",
};

function explainDatabaseFault(error: unknown): unknown {
  if (
    error instanceof DataFolderInUse ||
    error instanceof DataFolderNotWritable ||
    error instanceof MigrationFailed
  ) {
    return new CannotStart(error.message, { cause: error });
  }
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const reason = UNREACHABLE[code];
  return reason
    ? new CannotStart(`The database of DATABASE_URL cannot be used: ${reason}.`, { cause: error })
    : error;
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
