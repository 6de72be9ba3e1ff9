import { basename } from "node:path";
import { parseArgs } from "node:util";
import type { Db } from "~/data/db.server";
import { importRoster } from "~/services/roster-import.server";
import { Refusal, requireFile, runOnDatabase } from "./lib/on-database";

const USAGE =
  "Usage: npm run roster:import -- FILE [--check] [--whose ADDRESS]\n" +
  "  --check  says what would change, and changes nothing\n" +
  "  --whose  the presenter of an iCalendar file whose events name nobody";

type Arguments = { file: string; check: boolean; whose: string };

async function importFile(db: Db, { file, check, whose }: Arguments): Promise<void> {
  const result = await importRoster(
    { path: file, fileName: basename(file), whose, check },
    { db, now: () => new Date() },
  );
  if (!result.ok) throw new Refusal(`${file} has no column named: ${result.missing.join(", ")}`);
  const { report } = result;
  for (const { line, problem } of report.badRows) console.log(`left out  line ${line}: ${problem}`);
  for (const { presenterName, day, before, after } of report.changes) {
    console.log(`change    ${day} ${presenterName}: ${before} -> ${after}`);
  }
  for (const { schoolName, onDate, presenterName } of report.touchedVisits) {
    console.log(`to review ${onDate ?? ""} ${schoolName}: ${presenterName}`);
  }
  const summary = `${report.read} rows read, ${report.changes.length} days changed, ${report.badRows.length} left out`;
  console.log(check ? `${summary}. Nothing was written.` : `${summary}.`);
}

function readArguments(): Arguments {
  let parsed;
  try {
    parsed = parseArgs({ allowPositionals: true, options: { check: { type: "boolean" }, whose: { type: "string" } } });
  } catch {
    throw new Refusal(USAGE);
  }
  const [file] = parsed.positionals;
  if (file === undefined || parsed.positionals.length > 1) throw new Refusal(USAGE);
  requireFile(file);
  return { file, check: parsed.values.check ?? false, whose: parsed.values.whose ?? "" };
}

await runOnDatabase(readArguments, importFile);
