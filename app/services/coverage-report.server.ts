import { lastReachedByLineage, listCoverageSchools } from "~/data/coverage.server";
import { listProgrammeYears } from "~/data/programme-years.server";
import { coverageOf, type Coverage } from "~/domain/coverage";
import { isInPeriod, programmeYearOf, type Period } from "~/domain/programme-year";
import { dayOf, type Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import { reachLedger } from "~/services/reach-ledger.server";

export type CoverageReport = Coverage & { year: Period; recentFrom: Day };

const RECENT_YEARS = 2;

/**
 * Schools that the programme is for by the register as it is now, with when each was reached last and the students of
 * the current programme year. The figures are those of the reach report (rule 5), of these schools alone.
 */
export async function coverageReport({ db, now }: Pick<Deps, "db" | "now">): Promise<CoverageReport> {
  const today = dayOf(now());
  const kept = (await listProgrammeYears(db)).find((year) => isInPeriod(year, today));
  const year = kept ?? programmeYearOf(today);
  const recentFrom = yearsBefore(year.startsOn, RECENT_YEARS);
  const [schools, lastReachedOn, ledger] = await Promise.all([
    listCoverageSchools(db),
    lastReachedByLineage(db, today),
    reachLedger(db, year),
  ]);
  const figures = new Map<string, number>();
  for (const { lineageId, figure } of ledger.open.facts) figures.set(lineageId, (figures.get(lineageId) ?? 0) + figure);
  const { name, startsOn, endsOn } = year;
  const coverage = coverageOf({ schools, lastReachedOn, figures, yearStartsOn: startsOn, recentFrom });
  return { ...coverage, year: { name, startsOn, endsOn }, recentFrom };
}

function yearsBefore(day: Day, years: number): Day {
  return `${String(Number(day.slice(0, 4)) - years).padStart(4, "0")}${day.slice(4)}`;
}
