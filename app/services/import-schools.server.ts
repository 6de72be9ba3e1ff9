import { upsertRegisterSchools, type UpsertCounts } from "~/data/schools.server";
import { transact } from "~/data/transaction.server";
import type { RegisterSchool } from "~/domain/school";
import type { Deps } from "~/services/deps";

/** What schemas/school makes of a register file, line by line. */
export type ImportLine =
  | { kind: "school"; line: number; school: RegisterSchool }
  | { kind: "bad_row"; line: number; problem: string }
  | { kind: "missing_columns"; columns: string[] };

export type BadRow = { line: number; problem: string };

export type ImportSchoolsResult =
  | ({ ok: true; read: number; elsewhere: number; badRows: BadRow[] } & UpsertCounts)
  | { ok: false; reason: "missing_columns"; columns: string[] };

const BATCH_SIZE = 500;

/**
 * Brings the register up to date by URN; twice the same file changes nothing. Rows that cannot be read are left out
 * and listed. `authorities` (codes such as "855") keeps the rest of the country out. Each batch of 500 is kept on its
 * own: after a fault in the middle the same import is run again.
 */
export async function importSchools(
  lines: AsyncIterable<ImportLine>,
  deps: Pick<Deps, "db">,
  options: { authorities?: readonly string[] } = {},
): Promise<ImportSchoolsResult> {
  const counts = { read: 0, elsewhere: 0, added: 0, changed: 0, unchanged: 0 };
  const badRows: BadRow[] = [];
  const lineOfUrn = new Map<number, number>();
  let batch: RegisterSchool[] = [];

  const keepBatch = async () => {
    const schools = batch;
    batch = [];
    if (schools.length === 0) return;
    const { added, changed, unchanged } = await transact(deps.db, (tx) => upsertRegisterSchools(tx, schools));
    counts.added += added;
    counts.changed += changed;
    counts.unchanged += unchanged;
  };

  for await (const entry of lines) {
    if (entry.kind === "missing_columns") return { ok: false, reason: "missing_columns", columns: entry.columns };
    counts.read += 1;
    if (entry.kind === "bad_row") {
      badRows.push({ line: entry.line, problem: entry.problem });
      continue;
    }
    const { school, line } = entry;
    if (options.authorities && !options.authorities.includes(school.localAuthority.code)) {
      counts.elsewhere += 1;
      continue;
    }
    const earlier = lineOfUrn.get(school.urn);
    if (earlier !== undefined) {
      badRows.push({ line, problem: `URN ${school.urn} stands in line ${earlier} already` });
      continue;
    }
    lineOfUrn.set(school.urn, line);
    batch.push(school);
    if (batch.length === BATCH_SIZE) await keepBatch();
  }
  await keepBatch();
  return { ok: true, ...counts, badRows };
}
