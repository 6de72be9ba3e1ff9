import { listBusyLineages, listNewestApproaches, listPlannedVisits, listTravelExceptions } from "~/data/approaches.server";
import { listAreasOn } from "~/data/priority-areas.server";
import { readSettings } from "~/data/settings.server";
import { hasNeed, nearestVisit, type Approach, type ApproachFilter, type NearVisit } from "~/domain/approach";
import { areasOf } from "~/domain/area";
import { schoolsToApproach, type SchoolInNeed } from "~/domain/coverage";
import { Ways } from "~/domain/travel-ways";
import { addDays, dayOf, instantAt } from "~/lib/london-time";
import { coverageReport, type CoverageReport } from "~/services/coverage-report.server";
import type { Deps } from "~/services/deps";
import { recalled } from "~/services/recalled.server";

/** Analysts read no areas, no names of colleagues, and nothing of what is planned. */
export type CoverageAudience = "team" | "analyst";

export type SchoolToApproach = SchoolInNeed & {
  /** When it was asked last, where that is so lately that nobody asks again. */
  asked: Approach | null;
  nearVisit: NearVisit | null;
};

export type SchoolsToApproach = {
  report: CoverageReport;
  schools: SchoolToApproach[];
  /** Left out: a visit ahead, or a request that waits. */
  busy: number;
  /** Left out, unless `all`: asked lately. */
  askedLately: number;
  approachDays: number;
  hasAreas: boolean;
};

/** So far ahead a presenter's day may still be filled. */
export const NEAR_VISIT_DAYS = 60;

/** Schools not reached this year that nobody is booking already, those in most need first (docs/decisions/019). */
export const listSchoolsToApproach = recalled(readSchoolsToApproach);

async function readSchoolsToApproach(
  { audience, filter }: { audience: CoverageAudience; filter: ApproachFilter },
  deps: Pick<Deps, "db" | "now">,
): Promise<SchoolsToApproach> {
  const { db } = deps;
  const today = dayOf(deps.now());
  const isTeam = audience === "team";
  const { approachDays, travel } = await readSettings(db);
  const [report, areas, busyLineages, asked, visits, exceptions] = await Promise.all([
    coverageReport(deps),
    isTeam ? listAreasOn(db, today) : [],
    listBusyLineages(db, { today, withSensitive: isTeam }),
    isTeam ? listNewestApproaches(db, instantAt(addDays(today, 1 - approachDays), 0)) : new Map<string, Approach>(),
    isTeam ? listPlannedVisits(db, { from: today, to: addDays(today, NEAR_VISIT_DAYS) }) : [],
    isTeam ? listTravelExceptions(db) : [],
  ]);
  const own = report.schools.filter(({ districtCode }) => filter.district === null || (districtCode ?? "") === filter.district);
  const inNeed = schoolsToApproach(own, (school) => areasOf(school, areas)).filter(
    (school) => filter.need === null || hasNeed(school, filter.need),
  );
  const free = inNeed.filter(({ lineageId }) => !busyLineages.has(lineageId));
  const waiting = free.filter(({ lineageId }) => filter.all || !asked.has(lineageId));
  const ways = new Ways(travel, exceptions);
  const schools = waiting.map((school): SchoolToApproach => {
    let nearVisit: NearVisit | null | undefined;
    return {
      ...school,
      asked: asked.get(school.lineageId) ?? null,
      // A country of schools beside all its visits takes seconds, and a page shows a few: looked for when it is read.
      get nearVisit() {
        nearVisit = nearVisit === undefined ? nearestVisit(school, visits, ways) : nearVisit;
        return nearVisit;
      },
    };
  });
  return {
    report,
    schools: filter.near ? nearFirst(schools) : schools,
    busy: inNeed.length - free.length,
    askedLately: free.length - waiting.length,
    approachDays,
    hasAreas: areas.length > 0,
  };
}

function nearFirst(schools: readonly SchoolToApproach[]): SchoolToApproach[] {
  return schools
    .filter(({ nearVisit }) => nearVisit !== null)
    .sort((one, other) => (one.nearVisit?.minutes ?? 0) - (other.nearVisit?.minutes ?? 0));
}
