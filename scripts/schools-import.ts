import { statSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import type { Db } from "~/data/db.server";
import { csvRecords } from "~/lib/csv-records.server";
import { readRegister } from "~/schemas/school";
import { readLinks } from "~/schemas/school-links";
import { importSchools } from "~/services/import-schools.server";
import { Refusal, requireFile, runOnDatabase } from "./lib/on-database";
import { showProgress } from "./lib/progress";
import { reportLines } from "./schools-import-report";

const USAGE =
  "Usage: npm run schools:import -- FILE.csv [--authority 855,856,857] [--links LINKS.csv] [--check]\n" +
  "  --authority  only schools of these local authorities\n" +
  "  --links      the register's links file: who followed whom\n" +
  "  --check      says what would change, and changes nothing";

async function importFile(db: Db, { file, links, authorities, check }: ReturnType<typeof readArguments>): Promise<void> {
  const progress = showProgress(process.stderr, check ? "Checking" : "Importing", statSync(file).size);
  const result = await importSchools(
    {
      lines: readRegister(csvRecords(file, progress.at)),
      ...(links === undefined ? {} : { links: readLinks(csvRecords(links)) }),
    },
    { db, now: () => new Date() },
    { authorities, check, fileNames: { register: basename(file), links: links === undefined ? "" : basename(links) } },
  ).finally(() => progress.end());
  if (!result.ok) {
    const named = result.file === "links" ? (links ?? "") : file;
    throw new Refusal(`${named} has no column named: ${result.columns.join(", ")}`);
  }
  for (const line of reportLines(result.report, check)) console.log(line);
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
  for (const path of [file, ...(links === undefined ? [] : [links])]) requireFile(path);
  const authorities = authority?.split(",").map((code) => code.trim());
  return { file, links, authorities, check };
}

await runOnDatabase(readArguments, importFile);
