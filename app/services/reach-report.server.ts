import type { Db } from "~/data/db.server";
import {
  countBookedAhead,
  findFirstRecordedDay,
  findProgrammeYear,
  findRolls,
  listCounted,
  listCountedInSessions,
  listUnrecorded,
  type BookedAhead,
  type CountedRow,
  type UnrecordedVisit,
} from "~/data/reach.server";
import { readSettings } from "~/data/settings.server";
import { COUNT_BASIS_LABELS, type CountBasis } from "~/domain/delivery";
import { cohortYearLabel, YEAR_GROUPS, type CohortYear } from "~/domain/groups";
import {
  academicYearOf,
  calendarYearOf,
  describePeriod,
  financialYearOf,
  programmeYearOf,
  type Period,
} from "~/domain/programme-year";
import {
  countReach,
  REACH_DEFINITION,
  REACH_DEFINITION_VERSION,
  roundReach,
  type Novelty,
  type Reach,
  type ReachFact,
} from "~/domain/reach";
import { assertNever } from "~/lib/assert-never";
import type { CsvCell } from "~/lib/csv";
import {
  addDays,
  dayOf,
  formatInstant,
  formatInstantTime,
  formatMonth,
  instantAt,
  monthOf,
  type Day,
} from "~/lib/london-time";
import type { Deps } from "~/services/deps";

export type PeriodKind = "programme" | "academic" | "financial" | "calendar";

/** The period of a kind that a day lies in. */
export type PeriodChoice = { kind: PeriodKind; onDay: Day };

export type ReportedPeriod = Period & { kind: PeriodKind; value: string; target: number | null };

/** Coordinators and managers see places and what is missing; analysts see figures alone. */
export type ReachAudience = "team" | "analyst";

/** Students counted at first contact and all attendances of one part. Exact: round only where shown. */
export type ReachPart = { key: string; name: string; figure: number; attendances: number };

export type CountedGroup = {
  id: string;
  onDate: Day;
  startTime: string;
  schoolName: string;
  districtName: string;
  formatName: string;
  groupLabel: string;
  yearGroup: CohortYear;
  attended: number;
  novelty: Novelty;
  /** Students counted towards students reached at this group; exact. */
  counted: number;
  basis: CountBasis | null;
  targeted: boolean;
};

export type ReachReport = {
  period: ReportedPeriod;
  asAt: string;
  definition: string;
  definitionVersion: string;
  reach: Reach;
  /** Target and what remains of it are set for programme years alone. */
  target: number | null;
  remaining: number | null;
  byBasis: { basis: CountBasis | null; attendances: number }[];
  byMonth: ReachPart[];
  byDistrict: ReachPart[];
  byYearGroup: ReachPart[];
  bySchool: ReachPart[];
  /** What the figure is made of, in order of time. */
  counted: CountedGroup[];
  /** Sessions in places of reachable moments: never part of the figure above. Null without any. */
  targeted: { reach: Reach; counted: CountedGroup[] } | null;
  /** Expected numbers of visits to come: a plan, never added to what was seen. */
  bookedAhead: BookedAhead;
  targetedAhead: BookedAhead;
  /** Visits that are over and not recorded; null for those who may not see visits. */
  missing: UnrecordedVisit[] | null;
};

const NO_DISTRICT = "District not known";
const TARGETED_PLACE = "Targeted session";
const PERIODS_BACK = 5;

/**
 * Everything that /reach and /reach.csv say, in students, from the newest record of each visit (rule 5).
 * Without a choice the programme year of today.
 */
export async function reachReport(
  input: { choice: PeriodChoice | null; audience: ReachAudience },
  deps: Pick<Deps, "db" | "now">,
): Promise<ReachReport> {
  const { db } = deps;
  const now = deps.now();
  const period = await resolvePeriod(db, input.choice ?? { kind: "programme", onDay: dayOf(now) });
  const rows = await loadRows(db, period);
  const rolls = await findRolls(db, {
    lineageIds: [...new Set(rows.map(({ lineageId }) => lineageId))],
    academicYears: [...new Set(rows.map(({ onDate }) => academicYearOf(onDate)))],
  });
  const open = count(
    rows.filter(({ targeted }) => !targeted),
    rolls,
    period,
    input.audience,
  );
  const apart = count(
    rows.filter(({ targeted }) => targeted),
    rolls,
    period,
    input.audience,
  );
  const ahead = { ...period, now };
  return {
    period,
    asAt: now.toISOString(),
    definition: REACH_DEFINITION,
    definitionVersion: REACH_DEFINITION_VERSION,
    reach: open.reach,
    target: period.target,
    remaining: period.target === null ? null : Math.max(0, period.target - roundReach(open.reach).figure),
    byBasis: attendancesByBasis(open.counted),
    byMonth: partsBy(open.counted, monthPart).sort(byKey),
    byDistrict: partsBy(open.counted, ({ district }) => district).sort(byFigure),
    byYearGroup: partsBy(open.counted, yearGroupPart).sort(byKey),
    bySchool: partsBy(open.counted, ({ school }) => school).sort(byFigure),
    counted: open.counted.map(({ group }) => group),
    targeted:
      apart.counted.length > 0
        ? { reach: apart.reach, counted: apart.counted.map(({ group }) => group) }
        : null,
    bookedAhead: await countBookedAhead(db, { ...ahead, targeted: false }),
    targetedAhead: await countBookedAhead(db, { ...ahead, targeted: true }),
    missing: input.audience === "team" ? await listUnrecorded(db, ahead) : null,
  };
}

/** The periods worth offering: each kind from today's back to the first record, at most six of each. */
export async function listPeriods(deps: Pick<Deps, "db" | "now">): Promise<ReportedPeriod[]> {
  const today = dayOf(deps.now());
  const first = (await findFirstRecordedDay(deps.db)) ?? today;
  const periods: ReportedPeriod[] = [];
  for (const kind of ["programme", "academic", "financial", "calendar"] as const) {
    let period = await resolvePeriod(deps.db, { kind, onDay: today });
    periods.push(period);
    for (let back = 0; back < PERIODS_BACK && period.startsOn > first; back += 1) {
      period = await resolvePeriod(deps.db, { kind, onDay: addDays(period.startsOn, -1) });
      periods.push(period);
    }
  }
  return periods;
}

/** The list of what was counted as rows for a spreadsheet, with period, figures and definition above it. */
export function reachCsvRows(report: ReachReport): CsvCell[][] {
  const { figure, low, high, attendances } = roundReach(report.reach);
  const groups = [...report.counted, ...(report.targeted?.counted ?? [])];
  return [
    ["Period", describePeriod(report.period)],
    ["As at", formatInstant(new Date(report.asAt))],
    ["Students reached", figure],
    ["Between", low],
    ["And", high],
    ["Attendances", attendances],
    ["Target", report.target],
    ["Definition", report.definition],
    ["Version of the definition", report.definitionVersion],
    [],
    CSV_HEADER,
    ...groups.map(csvRow),
  ];
}

const CSV_HEADER: CsvCell[] = [
  "Day",
  "Start",
  "School",
  "District",
  "Session",
  "Year group",
  "Group",
  "Attended",
  "Students were",
  "Counted towards students reached",
  "Basis",
  "Counted apart",
];

const NOVELTY_LABELS: Readonly<Record<Novelty, string>> = {
  new: "New",
  same: "The same as before",
  mixed: "New and the same",
};

function csvRow(group: CountedGroup): CsvCell[] {
  return [
    group.onDate,
    group.startTime,
    group.schoolName,
    group.districtName,
    group.formatName,
    cohortYearLabel(group.yearGroup),
    group.groupLabel,
    group.attended,
    NOVELTY_LABELS[group.novelty],
    Number(group.counted.toFixed(4)),
    group.basis ? COUNT_BASIS_LABELS[group.basis] : "Not known",
    group.targeted ? "Yes, targeted session" : "No",
  ];
}

async function resolvePeriod(db: Db, { kind, onDay }: PeriodChoice): Promise<ReportedPeriod> {
  const period = await findPeriod(db, kind, onDay);
  return { target: null, ...period, kind, value: `${kind}-${period.startsOn}` };
}

async function findPeriod(db: Db, kind: PeriodKind, onDay: Day): Promise<Period & { target?: number }> {
  switch (kind) {
    case "programme": {
      const entered = await findProgrammeYear(db, onDay);
      if (!entered) return { ...programmeYearOf(onDay), target: (await readSettings(db)).defaultTarget };
      const { name } = entered;
      return { ...entered, name: /^\d{4}/.test(name) ? `Programme year ${name}` : name };
    }
    case "academic":
      return { ...programmeYearOf(onDay), name: `Academic year ${academicYearOf(onDay)}` };
    case "financial":
      return financialYearOf(onDay);
    case "calendar":
      return calendarYearOf(onDay);
    default:
      return assertNever(kind);
  }
}

/** Attendances in the period, and those before it that links lead back to, however far. */
async function loadRows(db: Db, period: Period): Promise<CountedRow[]> {
  const rows = await listCounted(db, period);
  const loaded = new Set(rows.map(({ sessionId }) => sessionId));
  for (let added = rows; ;) {
    const linked = added.flatMap(({ sameAsSessionId }) =>
      sameAsSessionId === null ? [] : [sameAsSessionId],
    );
    const wanted = [...new Set(linked)].filter((sessionId) => !loaded.has(sessionId));
    if (wanted.length === 0) return rows;
    for (const sessionId of wanted) loaded.add(sessionId);
    added = await listCountedInSessions(db, wanted);
    rows.push(...added);
  }
}

type Named = { key: string; name: string };
type Counted = { group: CountedGroup; district: Named; school: Named };

function count(
  rows: readonly CountedRow[],
  rolls: ReadonlyMap<string, number>,
  period: Period,
  audience: ReachAudience,
): { reach: Reach; counted: Counted[] } {
  const { figure, low, high, attendances, firstContacts } = countReach(rows.map(toFact), rolls, period);
  const rowsById = new Map(rows.map((row) => [row.id, row]));
  const counted = firstContacts.flatMap((contact) => {
    const row = rowsById.get(contact.factId);
    return row ? [toCounted(row, contact.figure, audience)] : [];
  });
  return { reach: { figure, low, high, attendances }, counted: counted.sort(inOrderOfTime) };
}

function toFact(row: CountedRow): ReachFact {
  const { id, sessionId, attended, novelty, sameAsSessionId } = row;
  const cohort = {
    schoolLineageId: row.lineageId,
    academicYear: academicYearOf(row.onDate),
    yearGroup: row.yearGroup,
  };
  return { id, sessionId, startsAt: startOf(row), cohort, attended, novelty, sameAsSessionId };
}

/** An imported past has days without times: its sessions keep their order on the day. */
function startOf(row: CountedRow): Date {
  const visitStartsAt = row.visitStartsAt ?? instantAt(row.onDate, 0);
  return new Date(visitStartsAt.getTime() + row.startMinute * 60_000);
}

function toCounted(row: CountedRow, counted: number, audience: ReachAudience): Counted {
  const hidden = row.targeted && audience === "analyst";
  const districtName = row.districtName ?? NO_DISTRICT;
  const { id, onDate, formatName, yearGroup, attended, novelty, basis, targeted } = row;
  return {
    group: {
      id,
      onDate,
      startTime: row.visitStartsAt ? formatInstantTime(startOf(row)) : "",
      schoolName: hidden ? TARGETED_PLACE : row.schoolName,
      districtName: hidden ? "" : districtName,
      formatName,
      groupLabel: hidden ? "" : row.groupLabel,
      yearGroup,
      attended,
      novelty,
      counted,
      basis,
      targeted,
    },
    district: { key: row.districtCode ?? districtName, name: districtName },
    school: { key: row.lineageId, name: row.schoolName },
  };
}

function inOrderOfTime({ group: one }: Counted, { group: other }: Counted): number {
  return (
    compare(one.onDate, other.onDate) ||
    compare(one.startTime, other.startTime) ||
    compare(one.schoolName, other.schoolName) ||
    compare(one.groupLabel, other.groupLabel) ||
    yearOrder(one.yearGroup) - yearOrder(other.yearGroup) ||
    compare(one.id, other.id)
  );
}

function partsBy(counted: readonly Counted[], partOf: (item: Counted) => Named): ReachPart[] {
  const parts = new Map<string, ReachPart>();
  for (const item of counted) {
    const { key, name } = partOf(item);
    const part = parts.get(key) ?? { key, name, figure: 0, attendances: 0 };
    part.name = name;
    part.figure += item.group.counted;
    part.attendances += item.group.attended;
    parts.set(key, part);
  }
  return [...parts.values()];
}

function monthPart({ group }: Counted): Named {
  const month = monthOf(group.onDate);
  return { key: month, name: formatMonth(month) };
}

function yearGroupPart({ group: { yearGroup } }: Counted): Named {
  return { key: String(yearOrder(yearGroup)).padStart(2, "0"), name: cohortYearLabel(yearGroup) };
}

function yearOrder(yearGroup: CohortYear): number {
  return yearGroup === "mixed" ? YEAR_GROUPS.length : YEAR_GROUPS.indexOf(yearGroup);
}

function byKey(one: ReachPart, other: ReachPart): number {
  return compare(one.key, other.key);
}

function byFigure(one: ReachPart, other: ReachPart): number {
  return other.figure - one.figure || other.attendances - one.attendances || compare(one.name, other.name);
}

function attendancesByBasis(counted: readonly Counted[]): ReachReport["byBasis"] {
  const bases: (CountBasis | null)[] = ["school_register", "headcount", "estimate", null];
  return bases.flatMap((basis) => {
    const own = counted.filter(({ group }) => group.basis === basis);
    const attendances = own.reduce((sum, { group }) => sum + group.attended, 0);
    return attendances > 0 ? [{ basis, attendances }] : [];
  });
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
