import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { explainProblems, readEnv } from "~/config/env.server";
import { DataFolderInUse, DataFolderNotWritable } from "~/data/data-folder-lock.server";
import { openDatabase } from "~/data/db.server";
import { applyPendingMigrations, MigrationFailed, pendingMigrations } from "~/data/migrations.server";
import { csvRecords, UnreadableCsv } from "~/lib/csv-records.server";
import { readRegister } from "~/schemas/school";
import { importSchools } from "~/services/import-schools.server";

const USAGE = "Usage: npm run schools:import -- FILE.csv [--authority 855,856,857]";
const MOST_BAD_ROWS_SHOWN = 50;

class Refusal extends Error {}

async function main(): Promise<void> {
  const { file, authorities } = readArguments();
  const reading = readEnv({ APP_MODE: "development", ...process.env });
  if (!reading.ok) throw new Refusal(explainProblems(reading.problems));
  const { databaseUrl, dataFolder } = reading.env;
  const opened = await openDatabase({ databaseUrl, dataFolder });
  try {
    if (opened.kind === "embedded") await applyPendingMigrations(opened);
    const pending = await pendingMigrations(opened);
    if (pending.length > 0) throw new Refusal("The database is behind. Run first: npm run db -- deploy");
    const result = await importSchools(readRegister(csvRecords(file)), { db: opened.db }, { authorities });
    if (!result.ok) throw new Refusal(`${file} has no column named: ${result.columns.join(", ")}`);
    for (const { line, problem } of result.badRows.slice(0, MOST_BAD_ROWS_SHOWN)) {
      console.log(`Line ${line} was left out: ${problem}`);
    }
    const { read, added, changed, unchanged, elsewhere, badRows } = result;
    console.log(
      `${read} rows read: ${added} added, ${changed} changed, ${unchanged} unchanged, ` +
        `${elsewhere} of other authorities, ${badRows.length} left out.`,
    );
  } finally {
    await opened.close();
  }
}

function readArguments(): { file: string; authorities: string[] | undefined } {
  let parsed;
  try {
    parsed = parseArgs({ allowPositionals: true, options: { authority: { type: "string" } } });
  } catch {
    throw new Refusal(USAGE);
  }
  const [file] = parsed.positionals;
  if (file === undefined || parsed.positionals.length > 1) throw new Refusal(USAGE);
  if (!existsSync(file)) throw new Refusal(`There is no file ${file}`);
  const authorities = parsed.values.authority?.split(",").map((code) => code.trim());
  return { file, authorities };
}

function sentenceFor(error: unknown): string | null {
  const known = [Refusal, UnreadableCsv, DataFolderInUse, DataFolderNotWritable, MigrationFailed];
  return error instanceof Error && known.some((kind) => error instanceof kind) ? error.message : null;
}

try {
  await main();
} catch (error) {
  const sentence = sentenceFor(error);
  if (sentence === null) throw error;
  console.error(sentence);
  process.exitCode = 1;
}
