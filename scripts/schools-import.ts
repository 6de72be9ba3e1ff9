import { existsSync, statSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { explainProblems, readEnv } from "~/config/env.server";
import { DataFolderInUse, DataFolderNotWritable } from "~/data/data-folder-lock.server";
import { openDatabase } from "~/data/db.server";
import { applyPendingMigrations, MigrationFailed, pendingMigrations } from "~/data/migrations.server";
import { csvRecords, UnreadableCsv } from "~/lib/csv-records.server";
import { readRegister } from "~/schemas/school";
import { readLinks } from "~/schemas/school-links";
import { importSchools } from "~/services/import-schools.server";
import { reportLines } from "./schools-import-report";
import { showProgress } from "./lib/progress";

const USAGE =
  "Usage: npm run schools:import -- FILE.csv [--authority 855,856,857] [--links LINKS.csv] [--check]\n" +
  "  --authority  only schools of these local authorities\n" +
  "  --links      the register's links file: who followed whom\n" +
  "  --check      says what would change, and changes nothing";

class Refusal extends Error {}

async function main(): Promise<void> {
  const { file, links, authorities, check } = readArguments();
  const reading = readEnv({ APP_MODE: "development", ...process.env });
  if (!reading.ok) throw new Refusal(explainProblems(reading.problems));
  const { databaseUrl, dataFolder } = reading.env;
  const opened = await openDatabase({ databaseUrl, dataFolder });
  try {
    if (opened.kind === "embedded") await applyPendingMigrations(opened);
    const pending = await pendingMigrations(opened);
    if (pending.length > 0) throw new Refusal("The database is behind. Run first: npm run db -- deploy");
    const progress = showProgress(process.stderr, check ? "Checking" : "Importing", statSync(file).size);
    const result = await importSchools(
      {
        lines: readRegister(csvRecords(file, progress.at)),
        ...(links === undefined ? {} : { links: readLinks(csvRecords(links)) }),
      },
      { db: opened.db, now: () => new Date() },
      { authorities, check, fileNames: { register: basename(file), links: links === undefined ? "" : basename(links) } },
    ).finally(() => progress.end());
    if (!result.ok) {
      const named = result.file === "links" ? (links ?? "") : file;
      throw new Refusal(`${named} has no column named: ${result.columns.join(", ")}`);
    }
    for (const line of reportLines(result.report, check)) console.log(line);
  } finally {
    await opened.close();
  }
}

function readArguments() {
  let parsed;
  try {
    parsed = parseArgs({
      allowPositionals: true,
      options: { authority: { type: "string" }, links: { type: "string" }, check: { type: "boolean" } },
    });
  } catch {
    throw new Refusal(USAGE);
  }
  const [file] = parsed.positionals;
  if (file === undefined || parsed.positionals.length > 1) throw new Refusal(USAGE);
  const { authority, links, check = false } = parsed.values;
  for (const path of [file, ...(links === undefined ? [] : [links])]) {
    if (!existsSync(path) || !statSync(path).isFile()) throw new Refusal(`There is no file ${path}`);
  }
  const authorities = authority?.split(",").map((code) => code.trim());
  return { file, links, authorities, check };
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
