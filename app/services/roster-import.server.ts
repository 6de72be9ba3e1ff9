import type { TouchedVisit } from "~/data/absences.server";
import { lockPresenters } from "~/data/commitments.server";
import type { Db, Tx } from "~/data/db.server";
import { addHistory, type Actor } from "~/data/history.server";
import { listPresenters } from "~/data/presenters.server";
import { findRosterCheck, keepRosterCheck, markRosterApplied, type RosterReport } from "~/data/rosters.server";
import { transact } from "~/data/transaction.server";
import { listWorkingPatterns, replaceRosterStretches } from "~/data/working-patterns.server";
import { readRoster, rosterStretches, type RosterDay, type RosterReading, type RosterStretch } from "~/domain/roster";
import { describeWorkingHours, workingHoursOn, type WorkingPattern } from "~/domain/working-hours";
import { rosterRecords, UnreadableCalendar } from "~/integrations/roster-calendar.server";
import { UnreadableCsv, type CsvRecord } from "~/lib/csv-records.server";
import { dayOf, daysFromTo, type Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import { reviewHours, visitsOutsideNewHours } from "~/services/hours-change.server";

const KEPT_HOURS = 24;

/** `whose` is the address that a calendar whose events name nobody stands for, or empty. */
type RosterFile = { path: string; fileName: string; whose: string };
type RosterDeps = Pick<Deps, "db" | "now">;
type Missing = Extract<RosterReading, { ok: false }>;

type PresenterChange = {
  presenterId: string;
  stretches: RosterStretch[];
  changes: RosterReport["changes"];
  touchedVisits: TouchedVisit[];
  presenterName: string;
};

export type CheckRosterResult =
  | { ok: true; id: string }
  | { ok: false; reason: "missing_columns"; columns: string[] }
  | { ok: false; reason: "unreadable"; problem: string }
  | { ok: false; reason: "empty" };

/** Says what a roster file would change, and keeps it for 24 hours and for this person. Nothing else is written. */
export async function checkRoster(
  input: RosterFile & { accountId: string },
  deps: RosterDeps,
): Promise<CheckRosterResult> {
  const now = deps.now();
  const records = await readRecords(input, now).catch((error: unknown) => {
    if (error instanceof UnreadableCsv || error instanceof UnreadableCalendar) return error.message;
    throw error;
  });
  if (typeof records === "string") return { ok: false, reason: "unreadable", problem: records };
  return transact(deps.db, async (tx): Promise<CheckRosterResult> => {
    const compared = await compareRoster(tx, records, now);
    if (!compared.ok) return { ok: false, reason: "missing_columns", columns: compared.missing };
    const { report, days } = compared;
    if (report.read === 0 && report.badRows.length === 0) return { ok: false, reason: "empty" };
    const expiresAt = new Date(now.getTime() + KEPT_HOURS * 60 * 60 * 1000);
    const row = { fileName: input.fileName, report, days, madeById: input.accountId, checkedAt: now, expiresAt };
    return { ok: true, id: await keepRosterCheck(tx, row) };
  });
}

export type ApplyRosterResult = { ok: true; report: RosterReport } | { ok: false; reason: "not_found" | "overtaken" };

/** Writes a checked roster. Refused when it would leave visits outside the hours that the check has not shown. */
export async function applyRoster(
  input: { id: string; accountId: string },
  deps: RosterDeps,
): Promise<ApplyRosterResult> {
  const now = deps.now();
  return transact(deps.db, async (tx): Promise<ApplyRosterResult> => {
    const kept = await findRosterCheck(tx, { id: input.id, madeById: input.accountId, now });
    if (!kept) return { ok: false, reason: "not_found" };
    await lockPresenters(tx, presentersOf(kept.days));
    const changes = await planRoster(tx, kept.days, now);
    const shown = new Set(kept.report.touchedVisits.map(({ id }) => id));
    if (changes.some(({ touchedVisits }) => touchedVisits.some(({ id }) => !shown.has(id)))) {
      return { ok: false, reason: "overtaken" };
    }
    if (!(await markRosterApplied(tx, { id: kept.id, appliedAt: now }))) return { ok: false, reason: "not_found" };
    await writeRoster(tx, changes, { actor: { kind: "staff", accountId: input.accountId }, now });
    return { ok: true, report: kept.report };
  });
}

/**
 * The command line's way: checks, and applies at once unless told only to check. Throws UnreadableCsv and
 * UnreadableCalendar.
 */
export async function importRoster(
  input: RosterFile & { check: boolean },
  deps: RosterDeps,
): Promise<{ ok: true; report: RosterReport } | Missing> {
  const now = deps.now();
  const records = await readRecords(input, now);
  return transact(deps.db, async (tx) => {
    const presenters = await listPresenters(tx);
    if (!input.check) await lockPresenters(tx, presenters.map(({ id }) => id));
    const compared = await compareRoster(tx, records, now);
    if (!compared.ok) return compared;
    if (!input.check) await writeRoster(tx, compared.changes, { actor: { kind: "system" }, now });
    return { ok: true, report: compared.report };
  });
}

const readRecords = ({ path, whose }: RosterFile, now: Date): Promise<CsvRecord[]> =>
  rosterRecords(path, { whose, today: dayOf(now) });

async function compareRoster(tx: Tx, records: readonly CsvRecord[], now: Date) {
  const presenters = await listPresenters(tx);
  const reading = readRoster(records, presenters);
  if (!reading.ok) return reading;
  const days = reading.days.filter(({ day }) => day >= dayOf(now));
  const changes = await planRoster(tx, days, now);
  const report: RosterReport = {
    read: reading.read,
    past: reading.days.length - days.length,
    badRows: reading.badRows,
    changes: changes.flatMap((change) => change.changes),
    touchedVisits: changes.flatMap(({ touchedVisits, presenterName }) =>
      touchedVisits.map(({ id, schoolName, onDate }) => ({ id, schoolName, onDate, presenterName })),
    ),
  };
  return { ok: true as const, report, days, changes };
}

const presentersOf = (days: readonly RosterDay[]): string[] => [...new Set(days.map(({ presenterId }) => presenterId))];

async function planRoster(db: Db | Tx, days: readonly RosterDay[], now: Date): Promise<PresenterChange[]> {
  const plans: PresenterChange[] = [];
  for (const { id: presenterId, name } of await listPresenters(db, presentersOf(days))) {
    const own = days.filter((entry) => entry.presenterId === presenterId);
    const before = await listWorkingPatterns(db, presenterId);
    const stretches = rosterStretches([...keptDays(before, own), ...own]);
    const after: WorkingPattern[] = [...before.filter(({ validToOn }) => validToOn === null), ...stretches];
    const told = (patterns: readonly WorkingPattern[], day: Day): string =>
      describeWorkingHours(workingHoursOn(patterns, day));
    const changes = own
      .map(({ day }) => ({ presenterName: name, day, before: told(before, day), after: told(after, day) }))
      .filter((change) => change.before !== change.after)
      .sort((one, other) => one.day.localeCompare(other.day));
    const touchedVisits = await visitsOutsideNewHours(db, { presenterId, before, after, now });
    plans.push({ presenterId, presenterName: name, stretches, changes, touchedVisits });
  }
  return plans;
}

/** Days of earlier rosters that this one does not name: they stay. */
function keptDays(before: readonly WorkingPattern[], own: readonly RosterDay[]): Pick<RosterDay, "day" | "spans">[] {
  const named = new Set(own.map(({ day }) => day));
  return before.flatMap((pattern) => {
    if (!pattern.validToOn) return [];
    return daysFromTo(pattern.validFromOn, pattern.validToOn)
      .filter((day) => !named.has(day))
      .map((day) => ({ day, spans: workingHoursOn([pattern], day).spans }));
  });
}

async function writeRoster(
  tx: Tx,
  changes: readonly PresenterChange[],
  by: { actor: Actor; now: Date },
): Promise<void> {
  for (const { presenterId, stretches, touchedVisits, changes: days } of changes) {
    await replaceRosterStretches(tx, presenterId, stretches);
    await reviewHours(tx, { presenterId, touchedVisits, ...by });
    if (days.length === 0) continue;
    await addHistory(tx, {
      at: by.now,
      actor: by.actor,
      subject: "working_pattern",
      subjectId: presenterId,
      action: "roster_imported",
      detail: { presenterId, days: days.map(({ day, after }) => `${day} ${after}`) },
    });
  }
}
