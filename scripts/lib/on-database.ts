import { existsSync, statSync } from "node:fs";
import { explainProblems, readEnv } from "~/config/env.server";
import { DataFolderInUse, DataFolderNotWritable } from "~/data/data-folder-lock.server";
import { openDatabase, type Db } from "~/data/db.server";
import { applyPendingMigrations, MigrationFailed, pendingMigrations } from "~/data/migrations.server";
import { UnreadableCalendar } from "~/integrations/roster-calendar.server";
import { UnreadableCsv } from "~/lib/csv-records.server";

/** Why a command does nothing, as the sentence that is shown. */
export class Refusal extends Error {}

const REFUSALS = [Refusal, UnreadableCalendar, UnreadableCsv, DataFolderInUse, DataFolderNotWritable, MigrationFailed];

/** Refuses a path that leads to no file. */
export function requireFile(path: string): void {
  if (!existsSync(path) || !statSync(path).isFile()) throw new Refusal(`There is no file ${path}`);
}

/** The work of a command, on the database that the settings name; a refusal is a sentence and exit code 1. */
export async function runOnDatabase<Arguments>(
  readArguments: () => Arguments,
  work: (db: Db, given: Arguments) => Promise<void>,
): Promise<void> {
  try {
    const given = readArguments();
    const reading = readEnv({ APP_MODE: "development", ...process.env });
    if (!reading.ok) throw new Refusal(explainProblems(reading.problems));
    const { databaseUrl, dataFolder } = reading.env;
    const opened = await openDatabase({ databaseUrl, dataFolder });
    try {
      if (opened.kind === "embedded") await applyPendingMigrations(opened);
      const pending = await pendingMigrations(opened);
      if (pending.length > 0) throw new Refusal("The database is behind. Run first: npm run db -- deploy");
      await work(opened.db, given);
    } finally {
      await opened.close();
    }
  } catch (error) {
    if (!(error instanceof Error) || !REFUSALS.some((kind) => error instanceof kind)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
