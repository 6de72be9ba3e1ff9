import type { Db } from "~/data/db.server";
import { listProgrammeYears, type ProgrammeYearRow } from "~/data/programme-years.server";
import { listTermsByAuthority, readWorkAhead, type Ahead } from "~/data/reach-ahead.server";
import { findFirstRecordedDay, listUnrecorded, type UnrecordedVisit } from "~/data/reach.server";
import { readSettings } from "~/data/settings.server";
import { COUNT_BASIS_LABELS, type CountBasis } from "~/domain/delivery";
import { FORECAST_METHOD, forecastReach, sessionsAWeekNeeded, type Forecast } from "~/domain/forecast";
import { cohortYearLabel, YEAR_GROUPS, type CohortYear } from "~/domain/groups";
import { monthsOf } from "~/domain/months";
import { paceOn, schoolDaysIn, type Pace } from "~/domain/pace";
import {
  academicYearOf,
  calendarYearOf,
  describePeriod,
  financialYearOf,
  isInPeriod,
  programmeYearOf,
  type Period,
} from "~/domain/programme-year";
import {
  REACH_DEFINITION,
  REACH_DEFINITION_VERSION,
  roundReach,
  type CohortReach,
  type Novelty,
  type Reach,
} from "~/domain/reach";
import { assertNever } from "~/lib/assert-never";
import type { CsvCell } from "~/lib/csv";
import {
  addDays,
  dayOf,
  formatInstant,
  formatInstantTime,
  formatMonth,
  monthOf,
  type Day,
} from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import { reachLedger, startMsOf, type CountedFact, type LedgerSide } from "~/services/reach-ledger.server";

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
  /** The visit whose record this is; empty where the viewer may not see it. */
  visitId: string;
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
  /** How many groups the figure is made of; `countedGroups` lists them. */
  countedTotal: number;
  beside: Beside;
  /** Sessions in places of reachable moments: never part of the figure above. Null without any. */
  targeted: { reach: Reach; countedTotal: number } | null;
  /** Expected numbers of visits to come: a plan, never added to what was seen. */
  bookedAhead: Ahead;
  targetedAhead: Ahead;
  /** Requests that wait for a date, with the students they name: a wish, never added to what was seen. */
  requested: { requests: number; expected: number };
  /** The target spread over school days; null without a target. */
  pace: Pace | null;
  /** Students that the even pace has reached at each month's end; empty without a target. */
  paceByMonth: readonly { month: string; endsOn: Day; due: number }[];
  /** Of a period that is not over. */
  forecast: (Forecast & { method: string; sessionsAWeek: number | null; schoolWeeksLeft: number }) | null;
  /** Visits that are over and not recorded; null for those who may not see visits. */
  missing: UnrecordedVisit[] | null;
};

export type FormatPart = { name: string; sessions: number; attendances: number; studentHours: number };

/** Of the cohorts reached whose roll is known: never a guess about the others. */
export type ShareOfRoll = { name: string; figure: number; roll: number; cohorts: number; withoutRoll: number };

/** What stands beside the headline and says how it came about. */
export type Beside = {
  sessions: number;
  visits: number;
  schools: number;
  /** Attended times the length of the session, in hours. */
  studentHours: number;
  byFormat: FormatPart[];
  coreYear: ShareOfRoll;
  yearsSevenToEleven: ShareOfRoll;
  /** Visits in which a topic was covered, of those where it was recorded. */
  topics: { name: string; covered: number; recorded: number }[];
  /** Attendances by who said them last. */
  said: { school: number; team: number; imported: number };
  /** What the year cost, and a student-hour of it; null where nobody entered it. */
  cost: { pence: number; penceAStudentHour: number | null } | null;
};

const NO_DISTRICT = "District not known";
const TARGETED_PLACE = "Targeted session";
const PERIODS_BACK = 9;

/**
 * Everything that page, CSV, workbook, print and mail say, in students, from the newest record of each visit (rule 5)
 * as of the last commit. Without a choice the programme year of today.
 */
export async function reachReport(
  input: { choice: PeriodChoice | null; audience: ReachAudience },
  deps: Pick<Deps, "db" | "now">,
): Promise<ReachReport> {
  const { db } = deps;
  const now = deps.now();
  const today = dayOf(now);
  const years = await listProgrammeYears(db);
  const period = await resolvePeriod(db, years, input.choice ?? { kind: "programme", onDay: today });
  const isCurrent = isInPeriod(period, today);
  const { coreYear } = await readSettings(db);
  const ledger = await reachLedger(db, period);
  const ahead = await readWorkAhead(db, { startsOn: period.startsOn, endsOn: period.endsOn, now, isCurrent });
  const summary = summaryOf(ledger.open);
  const { reach } = ledger.open;
  const remaining = period.target === null ? null : Math.max(0, period.target - roundReach(reach).figure);
  const schoolDays =
    period.target === null && period.endsOn < today ? [] : schoolDaysIn(period, await listTermsByAuthority(db, period));
  const daysLeft = schoolDays.filter((day) => day > today).length;
  const year = period.kind === "programme" ? years.find(({ startsOn }) => startsOn === period.startsOn) : undefined;
  return {
    period,
    asAt: now.toISOString(),
    definition: REACH_DEFINITION,
    definitionVersion: REACH_DEFINITION_VERSION,
    reach,
    target: period.target,
    remaining,
    byBasis: summary.byBasis,
    byMonth: summary.byMonth,
    byDistrict: summary.byDistrict,
    byYearGroup: summary.byYearGroup,
    bySchool: summary.bySchool,
    countedTotal: ledger.open.facts.length,
    beside: {
      ...summary.beside,
      coreYear: shareOfRoll(cohortYearLabel(coreYear), ledger.open.cohorts, [coreYear]),
      cost: costOf(year?.costPence ?? null, summary.beside.studentHours),
    },
    targeted:
      ledger.targeted.facts.length > 0
        ? { reach: ledger.targeted.reach, countedTotal: ledger.targeted.facts.length }
        : null,
    bookedAhead: ahead.booked,
    targetedAhead: ahead.targeted,
    requested: ahead.requested,
    pace: period.target === null ? null : paceOn(period.target, schoolDays, today),
    paceByMonth: paceByMonth(period, schoolDays),
    forecast:
      period.endsOn < today
        ? null
        : {
            ...forecastReach({
              ...ahead,
              reached: reach,
              attendances: reach.attendances,
              attendanceRatios: summary.attendanceRatios,
            }),
            method: FORECAST_METHOD,
            sessionsAWeek: sessionsAWeekNeeded({
              remaining: remaining ?? 0,
              reached: reach.figure,
              sessions: summary.beside.sessions,
              schoolDaysLeft: daysLeft,
            }),
            schoolWeeksLeft: daysLeft / 5,
          },
    missing: input.audience === "team" ? await listUnrecorded(db, { ...period, now }) : null,
  };
}

function paceByMonth(period: ReportedPeriod, schoolDays: readonly Day[]): ReachReport["paceByMonth"] {
  const { target } = period;
  if (target === null) return [];
  return monthsOf(period).map(({ month, endsOn }) => ({ month, endsOn, due: paceOn(target, schoolDays, endsOn).due }));
}

export type ReachHeadline = Pick<ReachReport, "period" | "asAt" | "definition" | "definitionVersion" | "reach" | "target" | "remaining">;

/** The headline alone, the same as everywhere: for mails, the public page, publishing and years side by side. */
export async function reachHeadline(
  choice: PeriodChoice | null,
  deps: Pick<Deps, "db" | "now">,
): Promise<ReachHeadline> {
  const now = deps.now();
  const wanted = choice ?? { kind: "programme", onDay: dayOf(now) };
  const period = await resolvePeriod(deps.db, await listProgrammeYears(deps.db), wanted);
  const { reach } = (await reachLedger(deps.db, period)).open;
  return {
    period,
    asAt: now.toISOString(),
    definition: REACH_DEFINITION,
    definitionVersion: REACH_DEFINITION_VERSION,
    reach,
    target: period.target,
    remaining: period.target === null ? null : Math.max(0, period.target - roundReach(reach).figure),
  };
}

export type GroupFilter = Partial<{
  side: "open" | "targeted";
  month: string;
  district: string;
  yearGroup: string;
  school: string;
  format: string;
  basis: string;
  said: "school" | "team" | "imported";
}>;

/** The groups that a figure of a period is made of, in order of time; `pick` cuts out a page of them, the last for one beyond it. */
export async function countedGroups(
  input: {
    choice: PeriodChoice | null;
    audience: ReachAudience;
    filter?: GroupFilter;
    pick?: { from: number; count: number };
  },
  deps: Pick<Deps, "db" | "now">,
): Promise<{ period: ReportedPeriod; total: number; figure: number; attendances: number; groups: CountedGroup[] }> {
  const wanted = input.choice ?? { kind: "programme", onDay: dayOf(deps.now()) };
  const period = await resolvePeriod(deps.db, await listProgrammeYears(deps.db), wanted);
  const ledger = await reachLedger(deps.db, period);
  const filter = input.filter ?? {};
  const facts = ledger[filter.side ?? "open"].facts.filter((fact) => fits(fact, filter)).sort(inOrderOfTime);
  const { from: asked, count } = input.pick ?? { from: 0, count: facts.length };
  const lastPage = Math.max(0, Math.ceil(facts.length / Math.max(1, count)) - 1);
  const from = Math.min(asked, lastPage * count);
  return {
    period,
    total: facts.length,
    figure: facts.reduce((sum, fact) => sum + fact.figure, 0),
    attendances: facts.reduce((sum, fact) => sum + fact.attended, 0),
    groups: facts.slice(from, from + count).map((fact) => toCounted(fact, input.audience)),
  };
}

/** The periods worth offering: each kind from today's back to the first record, at most ten of each. */
export async function listPeriods(deps: Pick<Deps, "db" | "now">): Promise<ReportedPeriod[]> {
  const today = dayOf(deps.now());
  const first = (await findFirstRecordedDay(deps.db)) ?? today;
  const years = await listProgrammeYears(deps.db);
  const { defaultTarget } = await readSettings(deps.db);
  const periods: ReportedPeriod[] = [];
  for (const kind of ["programme", "academic", "financial", "calendar"] as const) {
    let period = periodOf(years, { kind, onDay: today }, defaultTarget);
    periods.push(period);
    for (let back = 0; back < PERIODS_BACK && period.startsOn > first; back += 1) {
      period = periodOf(years, { kind, onDay: addDays(period.startsOn, -1) }, defaultTarget);
      periods.push(period);
    }
  }
  return periods;
}

/** The list of what was counted as rows for a spreadsheet, with period, figures and definition above it. */
export function reachCsvRows(report: ReachReport, groups: readonly CountedGroup[]): CsvCell[][] {
  const { figure, low, high, attendances } = roundReach(report.reach);
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
    ...reachCountedRows(groups),
  ];
}

/** What was counted, a group a row below the names of the columns; sessions counted apart stand last. */
export function reachCountedRows(groups: readonly CountedGroup[]): CsvCell[][] {
  return [CSV_HEADER, ...groups.map(csvRow)];
}

/** Everything counted in a period, then what is counted apart. */
export async function allCountedGroups(
  input: { choice: PeriodChoice | null; audience: ReachAudience },
  deps: Pick<Deps, "db" | "now">,
): Promise<CountedGroup[]> {
  const open = await countedGroups(input, deps);
  const apart = await countedGroups({ ...input, filter: { side: "targeted" } }, deps);
  return [...open.groups, ...apart.groups];
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

async function resolvePeriod(
  db: Db,
  years: readonly ProgrammeYearRow[],
  choice: PeriodChoice,
): Promise<ReportedPeriod> {
  const period = periodOf(years, choice, 0);
  const isEntered = years.some(({ startsOn }) => startsOn === period.startsOn);
  if (choice.kind !== "programme" || isEntered) return period;
  return { ...period, target: (await readSettings(db)).defaultTarget };
}

function periodOf(
  years: readonly ProgrammeYearRow[],
  { kind, onDay }: PeriodChoice,
  defaultTarget: number,
): ReportedPeriod {
  const period = findPeriod(years, kind, onDay);
  const target = kind === "programme" ? (period.target ?? defaultTarget) : null;
  const { name, startsOn, endsOn } = period;
  return { name, startsOn, endsOn, target, kind, value: `${kind}-${startsOn}` };
}

function findPeriod(
  years: readonly ProgrammeYearRow[],
  kind: PeriodKind,
  onDay: Day,
): Period & { target?: number } {
  switch (kind) {
    case "programme": {
      const entered = years.find((year) => isInPeriod(year, onDay));
      if (!entered) return programmeYearOf(onDay);
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

type Summary = Pick<ReachReport, "byBasis" | "byMonth" | "byDistrict" | "byYearGroup" | "bySchool"> & {
  beside: Omit<Beside, "cost" | "coreYear">;
  attendanceRatios: number[];
};

/** The same facts give the same sums: a ledger that did not change is summed up once. */
const summaries = new WeakMap<LedgerSide, Summary>();

function summaryOf(side: LedgerSide): Summary {
  const kept = summaries.get(side);
  if (kept) return kept;
  const { facts } = side;
  const summary: Summary = {
    byBasis: attendancesByBasis(facts),
    byMonth: partsBy(facts, monthPart).sort(byKey),
    byDistrict: partsBy(facts, districtPart).sort(byFigure),
    byYearGroup: partsBy(facts, yearGroupPart).sort(byKey),
    bySchool: partsBy(facts, schoolPart).sort(byFigure),
    beside: besideOf(side),
    attendanceRatios: ratiosByVisit(facts),
  };
  summaries.set(side, summary);
  return summary;
}

function besideOf({ facts, cohorts }: LedgerSide): Omit<Beside, "cost" | "coreYear"> {
  const formats = new Map<string, FormatPart & { ids: Set<string> }>();
  const visits = new Map<string, CountedFact>();
  const said = { school: 0, team: 0, imported: 0 };
  const sessions = new Set<string>();
  const schools = new Set<string>();
  for (const fact of facts) {
    visits.set(fact.visitId, fact);
    sessions.add(fact.sessionId);
    if (fact.attended > 0) schools.add(fact.lineageId);
    said[saidOf(fact)] += fact.attended;
    const part = formats.get(fact.formatId) ?? {
      name: fact.formatName,
      sessions: 0,
      attendances: 0,
      studentHours: 0,
      ids: new Set<string>(),
    };
    part.ids.add(fact.sessionId);
    part.attendances += fact.attended;
    part.studentHours += hoursOf(fact);
    formats.set(fact.formatId, part);
  }
  const byFormat = [...formats.values()]
    .map(({ ids, ...part }) => ({ ...part, sessions: ids.size }))
    .sort((one, other) => other.attendances - one.attendances || compare(one.name, other.name));
  const records = [...visits.values()];
  const topic = (name: string, of: (fact: CountedFact) => boolean | null) => ({
    name,
    covered: records.filter((fact) => of(fact) === true).length,
    recorded: records.filter((fact) => of(fact) !== null).length,
  });
  const secondary: readonly CohortYear[] = ["7", "8", "9", "10", "11"];
  return {
    sessions: sessions.size,
    visits: visits.size,
    schools: schools.size,
    studentHours: byFormat.reduce((sum, { studentHours }) => sum + studentHours, 0),
    byFormat,
    yearsSevenToEleven: shareOfRoll("Years 7 to 11", cohorts, secondary),
    topics: [
      topic("What knife crime is", ({ coveredWhat }) => coveredWhat),
      topic("Why people carry knives", ({ coveredWhy }) => coveredWhy),
      topic("Where to get help or report", ({ coveredHelp }) => coveredHelp),
    ],
    said,
  };
}

function shareOfRoll(name: string, cohorts: readonly CohortReach[], years: readonly CohortYear[]): ShareOfRoll {
  const own = cohorts.filter(({ cohort }) => years.includes(cohort.yearGroup));
  const known = own.filter(({ roll }) => roll !== null);
  return {
    name,
    figure: known.reduce((sum, { figure }) => sum + figure, 0),
    roll: known.reduce((sum, { roll }) => sum + (roll ?? 0), 0),
    cohorts: own.length,
    withoutRoll: own.length - known.length,
  };
}

function costOf(pence: number | null, studentHours: number): Beside["cost"] {
  if (pence === null) return null;
  return { pence, penceAStudentHour: studentHours > 0 ? pence / studentHours : null };
}

function ratiosByVisit(facts: readonly CountedFact[]): number[] {
  const byVisit = new Map<string, { attended: number; expected: number }>();
  for (const { visitId, attended, expected, imported } of facts) {
    if (imported) continue;
    const visit = byVisit.get(visitId) ?? { attended: 0, expected: 0 };
    visit.attended += attended;
    visit.expected += expected;
    byVisit.set(visitId, visit);
  }
  return [...byVisit.values()].flatMap(({ attended, expected }) => (expected > 0 ? [attended / expected] : []));
}

const hoursOf = ({ attended, minutes }: CountedFact): number => (attended * minutes) / 60;

function saidOf({ source }: CountedFact): keyof Beside["said"] {
  return source === "school" || source === "imported" ? source : "team";
}

function fits(fact: CountedFact, filter: GroupFilter): boolean {
  return (
    (filter.month === undefined || monthOf(fact.onDate) === filter.month) &&
    (filter.district === undefined || districtPart(fact).key === filter.district) &&
    (filter.yearGroup === undefined || yearGroupPart(fact).key === filter.yearGroup) &&
    (filter.school === undefined || fact.lineageId === filter.school) &&
    (filter.format === undefined || fact.formatName === filter.format) &&
    (filter.basis === undefined || (fact.basis ?? "unknown") === filter.basis) &&
    (filter.said === undefined || saidOf(fact) === filter.said)
  );
}

function toCounted(fact: CountedFact, audience: ReachAudience): CountedGroup {
  const hidden = fact.targeted && audience === "analyst";
  const { id, onDate, formatName, yearGroup, attended, novelty, basis, targeted } = fact;
  return {
    id,
    visitId: audience === "team" ? fact.visitId : "",
    onDate,
    startTime: startTimeOf(fact),
    schoolName: hidden ? TARGETED_PLACE : fact.schoolName,
    districtName: hidden ? "" : (fact.districtName ?? NO_DISTRICT),
    formatName,
    groupLabel: hidden ? "" : fact.groupLabel,
    yearGroup,
    attended,
    novelty,
    counted: fact.figure,
    basis,
    targeted,
  };
}

function startTimeOf(fact: CountedFact): string {
  return fact.visitStartsAt === null ? "" : formatInstantTime(new Date(startMsOf(fact)));
}

function inOrderOfTime(one: CountedFact, other: CountedFact): number {
  return (
    compare(one.onDate, other.onDate) ||
    startMsOf(one) - startMsOf(other) ||
    compare(one.schoolName, other.schoolName) ||
    compare(one.groupLabel, other.groupLabel) ||
    yearOrder(one.yearGroup) - yearOrder(other.yearGroup) ||
    compare(one.id, other.id)
  );
}

type Named = { key: string; name: string };

function partsBy(facts: readonly CountedFact[], partOf: (fact: CountedFact) => Named): ReachPart[] {
  const parts = new Map<string, ReachPart & { namedOn: Day }>();
  for (const fact of facts) {
    const { key, name } = partOf(fact);
    const part = parts.get(key) ?? { key, name, figure: 0, attendances: 0, namedOn: fact.onDate };
    // A place goes by the name that it had last.
    if (fact.onDate >= part.namedOn) Object.assign(part, { name, namedOn: fact.onDate });
    part.figure += fact.figure;
    part.attendances += fact.attended;
    parts.set(key, part);
  }
  return [...parts.values()].map(({ namedOn: _, ...part }) => part);
}

function monthPart({ onDate }: CountedFact): Named {
  const month = monthOf(onDate);
  return { key: month, name: formatMonth(month) };
}

function districtPart({ districtCode, districtName }: CountedFact): Named {
  const name = districtName ?? NO_DISTRICT;
  return { key: districtCode ?? name, name };
}

function schoolPart({ lineageId, schoolName }: CountedFact): Named {
  return { key: lineageId, name: schoolName };
}

function yearGroupPart({ yearGroup }: CountedFact): Named {
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

function attendancesByBasis(facts: readonly CountedFact[]): ReachReport["byBasis"] {
  const bases: (CountBasis | null)[] = ["school_register", "headcount", "estimate", null];
  return bases.flatMap((basis) => {
    const attendances = facts.reduce((sum, fact) => sum + (fact.basis === basis ? fact.attended : 0), 0);
    return attendances > 0 ? [{ basis, attendances }] : [];
  });
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
