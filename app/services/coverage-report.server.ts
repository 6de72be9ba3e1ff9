import { lastReachedByLineage, listOpenSchools, listYearRolls } from "~/data/coverage.server";
import { listProgrammeYears } from "~/data/programme-years.server";
import { readSettings } from "~/data/settings.server";
import { coverageOf, type Coverage } from "~/domain/coverage";
import { eligibleStudents, isEligible, type Eligible } from "~/domain/eligible";
import { academicYearOf, isInPeriod, programmeYearOf, type Period } from "~/domain/programme-year";
import { addDays, dayOf, type Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import { reachLedger, type LedgerSide } from "~/services/reach-ledger.server";

export type CoverageReport = Coverage & {
  year: Period;
  recentFrom: Day;
  eligible: Eligible;
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
  const { eligible } = await readSettings(db);
  const kept = (await listProgrammeYears(db)).find((year) => isInPeriod(year, today));
  const year = kept ?? programmeYearOf(today);
  const recentFrom = yearsBefore(year.startsOn, RECENT_YEARS);
  const [open, rolls, lastReachedOn, ledger, before] = await Promise.all([
    listOpenSchools(db, eligible.yearGroups),
    listYearRolls(db, academicYearOf(today)),
    lastReachedByLineage(db, { today, yearGroups: eligible.yearGroups }),
    reachLedger(db, year),
    reachLedger(db, { startsOn: recentFrom, endsOn: addDays(year.startsOn, -1) }),
  ]);
  const own = open.filter((school) => isEligible(school, eligible));
  const schools = own.map(({ kind, typeName, phase, lowAge, highAge, pupils, secondaryPupils, ...school }) => {
    const facts = { kind, typeName, phase, lowAge, highAge, pupils, secondaryPupils };
    return { ...school, students: eligibleStudents(facts, eligible, rolls.get(school.lineageId)) };
  });
  // Youth settings have no year groups: all whom they bring are theirs.
  const withoutYears = new Set(own.filter(({ kind }) => kind === "youth").map(({ lineageId }) => lineageId));
  const lineages = new Set(own.map(({ lineageId }) => lineageId));
  const counts = ({ lineageId, yearGroup }: LedgerSide["facts"][number]): boolean =>
    yearGroup === "mixed" ? withoutYears.has(lineageId) : eligible.yearGroups.includes(yearGroup);
  const figures = figuresOf(ledger.open, counts);
  const recentFigures = figuresOf(before.open, counts);
  const yearsNotNoted = ledger.open.facts
    .filter((fact) => fact.yearGroup === "mixed" && !counts(fact) && lineages.has(fact.lineageId))
    .reduce((sum, { figure }) => sum + figure, 0);
  const { name, startsOn, endsOn } = year;
  const coverage = coverageOf({ schools, lastReachedOn, figures, recentFigures, yearStartsOn: startsOn, recentFrom });
  return { ...coverage, year: { name, startsOn, endsOn }, recentFrom, eligible, yearsNotNoted };
}

function figuresOf(
  { facts }: LedgerSide,
  counts: (fact: LedgerSide["facts"][number]) => boolean,
): Map<string, number> {
  const figures = new Map<string, number>();
  for (const fact of facts) {
    if (counts(fact)) figures.set(fact.lineageId, (figures.get(fact.lineageId) ?? 0) + fact.figure);
  }
  return figures;
}

function yearsBefore(day: Day, years: number): Day {
  return `${String(Number(day.slice(0, 4)) - years).padStart(4, "0")}${day.slice(4)}`;
}
