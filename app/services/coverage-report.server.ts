import { listLastReached, listOpenSchools, listYearRolls, type LastReached, type OpenSchool } from "~/data/coverage.server";
import type { Db } from "~/data/db.server";
import { listProgrammeYears } from "~/data/programme-years.server";
import { findFirstRecordedDay } from "~/data/reach.server";
import { readSettings } from "~/data/settings.server";
import { coverageOf, type Coverage, type CoverageSchool } from "~/domain/coverage";
import { eligibleStudents, isEligible, type Eligible } from "~/domain/eligible";
import { academicYearOf, isInPeriod, programmeYearOf, type Period } from "~/domain/programme-year";
import type { CohortYear, YearGroup } from "~/domain/groups";
import { addDays, dayOf, type Day } from "~/lib/london-time";
import { oncePer } from "~/lib/once-per";
import type { Deps } from "~/services/deps";
import { followedByLineage } from "~/services/followed-lineages.server";
import { reachLedger, type CountedFact, type LedgerSide } from "~/services/reach-ledger.server";

export type CoverageReport = Coverage & {
  year: Period;
  recentFrom: Day;
  eligible: Eligible;
  /** The setting: whoever hands figures on hides smaller numbers of students. */
  smallNumbersUnder: number;
  /** Students of groups at these schools whose years nobody noted: in none of the figures. */
  yearsNotNoted: number;
};

const RECENT_YEARS = 2;

/**
 * Schools that the programme is for by setting and by the register as it is now, with when each was reached last and the
 * students of the current programme year. The figures are those of the reach report (rule 5), of these schools and year
 * groups alone; what they are set against is counted by the same rule.
 */
export async function coverageReport({ db, now }: Pick<Deps, "db" | "now">): Promise<CoverageReport> {
  const today = dayOf(now());
  const { eligible, smallNumbersUnder } = await readSettings(db);
  const kept = (await listProgrammeYears(db)).find((year) => isInPeriod(year, today));
  const year = kept ?? programmeYearOf(today);
  const recentFrom = yearsBefore(year.startsOn, RECENT_YEARS);
  const [open, rolls, lastReached, ledger, before] = await Promise.all([
    listOpenSchools(db, eligible.yearGroups),
    yearRolls(db, academicYearOf(today)),
    lastReachedByLineage(db, today),
    reachLedger(db, year),
    reachLedger(db, { startsOn: recentFrom, endsOn: addDays(year.startsOn, -1) }),
  ]);
  const { name, startsOn, endsOn } = year;
  const of = { open, rolls, lastReached, now: ledger.open, before: before.open };
  const known = reports.get(db);
  const key = JSON.stringify([eligible, smallNumbersUnder, name, startsOn, endsOn, recentFrom]);
  if (known?.key === key && isSame(known.of, of)) return known.report;
  const coverage = coverageFrom(of, { eligible, yearStartsOn: startsOn, recentFrom });
  const report = { ...coverage, year: { name, startsOn, endsOn }, recentFrom, eligible, smallNumbersUnder };
  reports.set(db, { key, of, report });
  return report;
}

type Sources = {
  open: readonly OpenSchool[];
  rolls: ReadonlyMap<string, ReadonlyMap<YearGroup, number>>;
  lastReached: ReadonlyMap<string, LastReached>;
  now: LedgerSide;
  before: LedgerSide;
};

/** The same sources give the same report: while none of them changed it is worked out once. */
const reports = new WeakMap<Db, { key: string; of: Sources; report: CoverageReport }>();

const isSame = (one: Sources, other: Sources): boolean =>
  one.open === other.open &&
  one.rolls === other.rolls &&
  one.lastReached === other.lastReached &&
  one.now === other.now &&
  one.before === other.before;

const yearRolls = followedByLineage<Map<YearGroup, number>>((db, academicYear, lineageIds) =>
  listYearRolls(db, academicYear, lineageIds),
);

/** A year at a time where all is read, so that no statement takes longer than one may. What was recorded was before today. */
const lastReachedByLineage = followedByLineage<Map<string, Day>>(async (db, today, lineageIds) => {
  const found = new Map<string, Map<string, Day>>();
  const first = await findFirstRecordedDay(db);
  if (first === null) return found;
  for (let from = first; from <= today;) {
    const to = lineageIds === null && addDays(from, 365) < today ? addDays(from, 365) : today;
    for (const { lineageId, yearGroup, onDate } of await listLastReached(db, { from, to, lineageIds })) {
      const own = found.get(lineageId) ?? new Map<string, Day>();
      found.set(lineageId, own.set(yearGroup, onDate));
    }
    from = addDays(to, 1);
  }
  return found;
});

function coverageFrom(
  { open, rolls, lastReached, now, before }: Sources,
  { eligible, yearStartsOn, recentFrom }: { eligible: Eligible; yearStartsOn: Day; recentFrom: Day },
): Coverage & { yearsNotNoted: number } {
  const { schools, youth } = eligibleSchools(open, rolls, eligible);
  const figures = figuresOf(now, eligible.yearGroups, youth);
  const recentFigures = figuresOf(before, eligible.yearGroups, youth);
  const yearsNotNoted = [...new Set(schools.map(({ lineageId }) => lineageId))].reduce(
    (sum, lineageId) => sum + (youth.has(lineageId) ? 0 : (figures.withoutYear.get(lineageId) ?? 0)),
    0,
  );
  const lastReachedOn = new Map(
    [...lastReached].flatMap(([lineageId, days]): [string, Day][] => {
      const last = lastDayOf(days, eligible.yearGroups);
      return last === undefined ? [] : [[lineageId, last]];
    }),
  );
  const reached = { lastReachedOn, figures: figures.counted, recentFigures: recentFigures.counted };
  return { ...coverageOf({ schools, ...reached, yearStartsOn, recentFrom }), yearsNotNoted };
}

type EligibleSchools = {
  schools: readonly CoverageSchool[];
  /** Lineages of youth settings: they have no year groups, so all whom they bring are theirs. */
  youth: ReadonlySet<string>;
};
type KeptSchools = { rolls: Sources["rolls"]; eligible: string; found: EligibleSchools };
const keptSchools = new WeakMap<readonly OpenSchool[], KeptSchools>();

/** The same register, rolls and setting give the same schools: a country of them is gone through once. */
function eligibleSchools(open: readonly OpenSchool[], rolls: Sources["rolls"], eligible: Eligible): EligibleSchools {
  const key = JSON.stringify(eligible);
  const kept = keptSchools.get(open);
  if (kept?.rolls === rolls && kept.eligible === key) return kept.found;
  const own = open.filter((school) => isEligible(school, eligible));
  const schools = own.map(({ kind, typeName, phase, lowAge, highAge, pupils, secondaryPupils, ...school }) => {
    const facts = { kind, typeName, phase, lowAge, highAge, pupils, secondaryPupils };
    return { students: eligibleStudents(facts, eligible, rolls.get(school.lineageId)), ...school };
  });
  const found = { schools, youth: new Set(own.filter(({ kind }) => kind === "youth").map(({ lineageId }) => lineageId)) };
  keptSchools.set(open, { rolls, eligible: key, found });
  return found;
}

const lastDays = new WeakMap<LastReached, { years: string; day: Day | undefined }>();

/** The newest day of these year groups, and of groups whose years nobody noted. */
function lastDayOf(days: LastReached, yearGroups: readonly YearGroup[]): Day | undefined {
  const years = yearGroups.join(" ");
  const kept = lastDays.get(days);
  if (kept?.years === years) return kept.day;
  const day = ["mixed", ...yearGroups].flatMap((year) => days.get(year) ?? []).sort().at(-1);
  lastDays.set(days, { years, day });
  return day;
}

type ByYear = ReadonlyMap<CohortYear, number>;

/** A lineage's facts that did not change are the same list as before: they are not summed up again. */
const byYearOf = oncePer((facts: readonly CountedFact[]): ByYear => {
  const sums = new Map<CohortYear, number>();
  for (const { yearGroup, figure } of facts) sums.set(yearGroup, (sums.get(yearGroup) ?? 0) + figure);
  return sums;
});

/** By lineage: students of the year groups, of youth settings all; and those whose years nobody noted. */
function figuresOf(
  { byLineage }: LedgerSide,
  yearGroups: readonly YearGroup[],
  youth: ReadonlySet<string>,
): { counted: Map<string, number>; withoutYear: Map<string, number> } {
  const counted = new Map<string, number>();
  const withoutYear = new Map<string, number>();
  for (const facts of byLineage) {
    const lineageId = facts[0]?.lineageId;
    if (lineageId === undefined) continue;
    const sums = byYearOf(facts);
    const years: readonly CohortYear[] = youth.has(lineageId) ? ["mixed", ...yearGroups] : yearGroups;
    counted.set(lineageId, years.reduce((sum, year) => sum + (sums.get(year) ?? 0), 0));
    withoutYear.set(lineageId, sums.get("mixed") ?? 0);
  }
  return { counted, withoutYear };
}

function yearsBefore(day: Day, years: number): Day {
  return `${String(Number(day.slice(0, 4)) - years).padStart(4, "0")}${day.slice(4)}`;
}
