import { join } from "node:path";
import type { Env } from "~/config/env.server";
import { DataFolderInUse, DataFolderNotWritable } from "~/data/data-folder-lock.server";
import { openDatabase } from "~/data/db.server";
import { applyPendingMigrations, MigrationFailed, pendingMigrations } from "~/data/migrations.server";
import { readSettings } from "~/data/settings.server";
import { mailTransport, type MailTransport } from "~/integrations/mail-transport.server";
import { imapMailbox } from "~/integrations/mailbox.server";
import { startJobs, type Jobs } from "~/jobs/start.server";
import { createLogger, type Logger } from "~/lib/logger.server";
import type { Deps } from "~/services/deps";
import { keepOrganizer } from "~/services/keep-organizer.server";

/** A reason not to start that its reader can act on; printed without a stack. */
export class CannotStart extends Error {}

export type OpenService = {
  deps: Deps;
  opened: Opened;
  transport: MailTransport;
  jobs: Jobs;
  /** Ends the work under way, then the database; what is given to `alsoClose` before either. */
  stop: () => Promise<void>;
  alsoClose: (close: () => Promise<void>) => void;
};

/**
 * What every process of the service has: the database, brought up to date where it is embedded, the mail transport, and
 * the queue, with or without working on it. Whatever was opened is closed again when a later step fails.
 */
export async function openService(env: Env): Promise<OpenService> {
  const log = createLogger(env.logLevel);
  const opened = await openDatabase({ databaseUrl: env.databaseUrl, dataFolder: env.dataFolder }).catch((error) => {
    throw explainDatabaseFault(error);
  });
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
    const mailbox = env.imap && imapMailbox(env.imap);
    const jobs = await startJobs({ deps, opened, transport, mailbox, log, works: env.worker });
    closers.push(() => jobs.stop());
    wakeMail = jobs.wakeMail;
    return { deps, opened, transport, jobs, stop, alsoClose: (close) => closers.push(close) };
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

