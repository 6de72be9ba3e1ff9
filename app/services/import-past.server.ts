import { createHash, randomUUID } from "node:crypto";
import type { Tx } from "~/data/db.server";
import { addHistory, type Actor } from "~/data/history.server";
import {
  findPastCheck,
  keepAppliedPast,
  keepPastCheck,
  markPastApplied,
  type PastRecord,
  type PastReport,
} from "~/data/past-imports.server";
import { lockPast } from "~/data/past-visits.server";
import { transact } from "~/data/transaction.server";
import { readPastRows } from "~/domain/past-sessions";
import { csvRecords, findSeparator, UnreadableCsv } from "~/lib/csv-records.server";
import type { Deps } from "~/services/deps";
import { describePastRefusal, describePastStudents, planPast, writePast, type PastPlan, type PlannedPast } from "~/services/enter-past.server";

const KEPT_HOURS = 24;
/** A file of a decade; more is another file. */
export const MOST_PAST_ROWS = 20_000;
/** Ten thousand rows take two seconds on a quiet machine. */
const LONG_WORK = { timeout: 60_000 };

type PastFile = { path: string; fileName: string };
type PastDeps = Pick<Deps, "db" | "now">;

export type CheckPastResult =
  | { ok: true; id: string }
  | { ok: false; reason: "missing_columns"; columns: string[] }
  | { ok: false; reason: "unreadable"; problem: string }
  | { ok: false; reason: "empty" | "too_many" };

/** Says row by row what a file would enter, and keeps it for 24 hours and for this person. Nothing else is written. */
export async function checkPast(input: PastFile & { accountId: string }, deps: PastDeps): Promise<CheckPastResult> {
  const now = deps.now();
  const records = await readRecords(input.path).catch((error: unknown) => {
    if (error instanceof UnreadableCsv) return error.message;
    throw error;
  });
  if (typeof records === "string") return { ok: false, reason: "unreadable", problem: records };
  if (records.length > MOST_PAST_ROWS + 1) return { ok: false, reason: "too_many" };
  return transact(deps.db, async (tx): Promise<CheckPastResult> => {
    const checked = await comparePast(tx, records, now);
    if (!checked.ok) return { ok: false, reason: "missing_columns", columns: checked.missing };
    if (checked.report.read === 0) return { ok: false, reason: "empty" };
    const expiresAt = new Date(now.getTime() + KEPT_HOURS * 60 * 60 * 1000);
    const row = { fileName: input.fileName, report: checked.report, records, madeById: input.accountId, checkedAt: now, expiresAt };
    return { ok: true, id: await keepPastCheck(tx, row) };
  }, LONG_WORK);
}

export type ApplyPastResult =
  | { ok: true; entered: number }
  | { ok: false; reason: "not_found" | "overtaken" | "nothing_to_enter" };

/** Enters a checked file, all of it or nothing; refused when it would now enter anything else than was shown. */
export async function applyPast(input: { id: string; accountId: string }, deps: PastDeps): Promise<ApplyPastResult> {
  const now = deps.now();
  return transact(deps.db, async (tx): Promise<ApplyPastResult> => {
    await lockPast(tx);
    const kept = await findPastCheck(tx, { id: input.id, madeById: input.accountId, now });
    if (!kept) return { ok: false, reason: "not_found" };
    if (kept.report.entries.length === 0) return { ok: false, reason: "nothing_to_enter" };
    const checked = await comparePast(tx, kept.records, now);
    if (!checked.ok || fingerprint(checked.report) !== fingerprint(kept.report)) return { ok: false, reason: "overtaken" };
    if (!(await markPastApplied(tx, { id: kept.id, appliedAt: now }))) return { ok: false, reason: "not_found" };
    await writeChecked(tx, checked, { actor: { kind: "staff", accountId: input.accountId }, importId: kept.id, now });
    return { ok: true, entered: checked.plan.entries.length };
  }, LONG_WORK);
}

/** The command line's way: checks, and enters at once unless told only to check. Throws UnreadableCsv. */
export async function importPast(
  input: PastFile & { check: boolean },
  deps: PastDeps,
): Promise<{ ok: true; report: PastReport } | { ok: false; missing: string[] } | { ok: false; tooMany: number }> {
  const now = deps.now();
  const records = await readRecords(input.path);
  if (records.length > MOST_PAST_ROWS + 1) return { ok: false, tooMany: records.length - 1 };
  return transact(deps.db, async (tx) => {
    if (!input.check) await lockPast(tx);
    const checked = await comparePast(tx, records, now);
    if (!checked.ok) return checked;
    if (!input.check && checked.plan.entries.length > 0) {
      const importId = randomUUID();
      await keepAppliedPast(tx, { id: importId, fileName: input.fileName, report: checked.report, appliedAt: now });
      await writeChecked(tx, checked, { actor: { kind: "system" }, importId, now });
    }
    return { ok: true, report: checked.report };
  }, LONG_WORK);
}

async function readRecords(path: string): Promise<PastRecord[]> {
  const records: PastRecord[] = [];
  for await (const record of csvRecords(path, undefined, await findSeparator(path))) {
    if (records.length <= MOST_PAST_ROWS + 1) records.push(record);
  }
  return records;
}

type Checked = { ok: true; report: PastReport; plan: PastPlan };

async function comparePast(tx: Tx, records: readonly PastRecord[], now: Date): Promise<Checked | { ok: false; missing: string[] }> {
  const reading = readPastRows(records);
  if (!reading.ok) return reading;
  const plan = await planPast(tx, reading.rows, now);
  const isKnown = ({ refusal }: PastPlan["refused"][number]) => refusal.reason === "known" && refusal.line === null;
  const refused = plan.refused.filter((row) => !isKnown(row)).map(({ line, session, refusal }) => ({
    line,
    problem: describePastRefusal(refusal, session),
  }));
  const report: PastReport = {
    read: reading.rows.length + reading.badRows.length,
    entries: [...plan.entries].sort((one, other) => one.line - other.line).map(toEntry),
    known: plan.refused.filter(isKnown).map(({ line, session }) => ({ line, what: session.school })),
    refused: [...reading.badRows, ...refused].sort((one, other) => one.line - other.line),
  };
  return { ok: true, report, plan };
}

function toEntry({ line, school, format, session, label }: PlannedPast): PastReport["entries"][number] {
  return {
    line,
    schoolName: school.name,
    on: session.on,
    formatName: format.name,
    group: label,
    attended: session.attended,
    students: describePastStudents(session),
    doubt: session.attended > format.largestGroup ? `${format.name} takes up to ${format.largestGroup} students` : "",
  };
}

async function writeChecked(
  tx: Tx,
  { plan, report }: Checked,
  by: { actor: Actor; importId: string; now: Date },
): Promise<void> {
  await writePast(tx, plan.entries, by);
  await addHistory(tx, {
    at: by.now,
    actor: by.actor,
    subject: "past_import",
    subjectId: by.importId,
    action: "past_imported",
    detail: { entered: report.entries.length, known: report.known.length, refused: report.refused.length },
  });
}

/** Equal for equal checks, in whatever order a database gives back the parts of a report. */
function fingerprint({ read, entries, known, refused }: PastReport): string {
  const parts = [
    [read],
    ...entries.map((row) => [row.line, row.schoolName, row.on, row.formatName, row.group, row.attended, row.students]),
    ...known.map(({ line }) => [line]),
    ...refused.map(({ line, problem }) => [line, problem]),
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
