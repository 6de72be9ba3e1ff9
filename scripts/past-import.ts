import { basename } from "node:path";
import { parseArgs } from "node:util";
import type { Db } from "~/data/db.server";
import { importPast } from "~/services/import-past.server";
import { Refusal, requireFile, runOnDatabase } from "./lib/on-database";

const USAGE = "Usage: npm run past:import -- FILE [--check]\n  --check  says what would be entered, and enters nothing";

type Arguments = { file: string; check: boolean };

async function importFile(db: Db, { file, check }: Arguments): Promise<void> {
  const result = await importPast({ path: file, fileName: basename(file), check }, { db, now: () => new Date() });
  if (!result.ok && "tooMany" in result) throw new Refusal(`${file} has ${result.tooMany} rows: import it in parts`);
  if (!result.ok) throw new Refusal(`${file} has no column named: ${result.missing.join(", ")}`);
  const { read, entries, known, refused } = result.report;
  for (const { line, problem } of refused) console.log(`refused  line ${line}: ${problem}`);
  for (const { line, attended, doubt } of entries) {
    if (doubt !== "") console.log(`question line ${line}: ${attended} students. ${doubt}`);
  }
  if (check) {
    for (const { line, on, schoolName, formatName, group, attended, students } of entries) {
      console.log(`enter    line ${line}: ${on} ${schoolName}, ${formatName}, ${group}: ${attended} (${students.toLowerCase()})`);
    }
  }
  const summary = `${read} rows read, ${entries.length} to enter, ${known.length} kept already, ${refused.length} refused`;
  console.log(check ? `${summary}. Nothing was written.` : `${summary}. ${entries.length} sessions are entered.`);
}

function readArguments(): Arguments {
  let parsed;
  try {
    parsed = parseArgs({ allowPositionals: true, options: { check: { type: "boolean" } } });
  } catch {
    throw new Refusal(USAGE);
  }
  const [file] = parsed.positionals;
  if (file === undefined || parsed.positionals.length > 1) throw new Refusal(USAGE);
  requireFile(file);
  return { file, check: parsed.values.check ?? false };
}

await runOnDatabase(readArguments, importFile);
