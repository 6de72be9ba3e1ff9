import { explainProblems, readEnv } from "~/config/env.server";
import { DataFolderInUse, DataFolderNotWritable } from "~/data/data-folder-lock.server";
import { openDatabase } from "~/data/db.server";
import { applyPendingMigrations, MigrationFailed, pendingMigrations } from "~/data/migrations.server";
import { readStaffCommand, runStaffCommand } from "./staff-command";

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function main(): Promise<number> {
  const reading = readStaffCommand(process.argv.slice(2));
  if (!reading.ok) return complain(reading.message);
  // Only the database settings matter here: this tool also runs where the service's own are not set.
  const env = readEnv({ ...process.env, APP_MODE: "development" });
  if (!env.ok) return complain(explainProblems(env.problems));
  const { databaseUrl, dataFolder } = env.env;
  const opened = await openDatabase({ databaseUrl, dataFolder });
  try {
    if (opened.kind === "embedded") await applyPendingMigrations(opened);
    else if ((await pendingMigrations(opened)).length > 0) {
      return complain("The database is behind this version. Run first: npm run db -- deploy");
    }
    return await runStaffCommand(reading.command, { db: opened.db, now: () => new Date() }, say);
  } finally {
    await opened.close();
  }
}

function complain(message: string): number {
  process.stderr.write(`${message}\n`);
  return 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  const known =
    error instanceof DataFolderInUse ||
    error instanceof DataFolderNotWritable ||
    error instanceof MigrationFailed;
  if (!known) throw error;
  process.exitCode = complain(error.message);
}
