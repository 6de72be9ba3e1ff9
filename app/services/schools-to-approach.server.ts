import { listBusyLineages, listNewestApproaches, listPlannedVisits, listTravelExceptions } from "~/data/approaches.server";
import { listAreasOn } from "~/data/priority-areas.server";
import { readSettings } from "~/data/settings.server";
import { hasNeed, nearestVisit, type Approach, type ApproachFilter, type NearVisit } from "~/domain/approach";
import { areasOf, type Area } from "~/domain/area";
import { listed, schoolsToApproach, type ListedSchool, type SchoolInNeed } from "~/domain/coverage";
import { Ways } from "~/domain/travel-ways";
import { addDays, dayOf, instantAt } from "~/lib/london-time";
import { coverageReport, type CoverageReport } from "~/services/coverage-report.server";
import type { Deps } from "~/services/deps";
import { recalled } from "~/services/recalled.server";

/** Analysts read no areas, no names of colleagues, and nothing of what is planned. */
export type CoverageAudience = "team" | "analyst";

export type SchoolToApproach = ListedSchool & {
  /** When it was asked last, where that is so lately that nobody asks again. */
  asked: Approach | null;
  nearVisit: NearVisit | null;
};

export type SchoolsWaiting = {
  report: CoverageReport;
  schools: readonly SchoolInNeed[];
  /** By lineage: asked so lately that nobody asks again. */
  asked: ReadonlyMap<string, Approach>;
  /** Left out: a visit ahead, or a request that waits. */
  busy: number;
  /** Left out, unless `all`: asked lately. */
  askedLately: number;
  approachDays: number;
  hasAreas: boolean;
};

export type SchoolsToApproach = Omit<SchoolsWaiting, "asked"> & {
  /** Some of them as a list shows them. A country of schools beside all its visits takes seconds, and a page shows a few. */
  withDetails: (schools: readonly SchoolInNeed[]) => SchoolToApproach[];
};

type Asked = { audience: CoverageAudience; filter: ApproachFilter };

/** So far ahead a presenter's day may still be filled. */
export const NEAR_VISIT_DAYS = 60;

/** Schools not reached this year that nobody is booking already, those in most need first (docs/decisions/019). */
export async function schoolsWaiting(
  { audience, filter }: { audience: CoverageAudience; filter: Omit<ApproachFilter, "near"> },
  deps: Pick<Deps, "db" | "now">,
): Promise<SchoolsWaiting> {
  const { db } = deps;
  const today = dayOf(deps.now());
  const isTeam = audience === "team";
  const { approachDays } = await readSettings(db);
  const [report, areas, busyLineages, asked] = await Promise.all([
    coverageReport(deps),
    isTeam ? listAreasOn(db, today) : [],
    listBusyLineages(db, { today, withSensitive: isTeam }),
    isTeam ? listNewestApproaches(db, instantAt(addDays(today, 1 - approachDays), 0)) : new Map<string, Approach>(),
  ]);
  const inNeed = inOrderOfNeed(report, areas).filter(
    (school) =>
      (filter.district === null || (school.districtCode ?? "") === filter.district) &&
      (filter.need === null || hasNeed(school, filter.need)),
  );
  const free = inNeed.filter(({ lineageId }) => !busyLineages.has(lineageId));
  const schools = free.filter(({ lineageId }) => filter.all || !asked.has(lineageId));
  return {
    report,
    schools,
    asked,
    busy: inNeed.length - free.length,
    askedLately: free.length - schools.length,
    approachDays,
    hasAreas: areas.length > 0,
  };
}

/** The same, with who was asked when and the planned visits near by: those for the team alone. */
export const listSchoolsToApproach = recalled(async ({ audience, filter }: Asked, deps): Promise<SchoolsToApproach> => {
  const { db } = deps;
  const today = dayOf(deps.now());
  const isTeam = audience === "team";
  const { travel } = await readSettings(db);
  const [{ asked, ...waiting }, visits, exceptions] = await Promise.all([
    schoolsWaiting({ audience, filter }, deps),
    isTeam ? listPlannedVisits(db, { from: today, to: addDays(today, NEAR_VISIT_DAYS) }) : [],
    isTeam ? listTravelExceptions(db) : [],
  ]);
  const ways = new Ways(travel, exceptions);
  const near = (school: SchoolInNeed) => nearestVisit(school, visits, ways);
  return {
    ...waiting,
    schools: filter.near ? nearFirst(waiting.schools, near) : waiting.schools,
    withDetails: (schools) =>
      schools.map((school) => ({ asked: asked.get(school.lineageId) ?? null, nearVisit: near(school), ...listed(school) })),
  };
});

const ordered = new WeakMap<CoverageReport, { key: string; schools: readonly SchoolInNeed[] }>();

/** The same report and areas give the same order: a country of schools is sorted once. */
function inOrderOfNeed(report: CoverageReport, areas: readonly Area[]): readonly SchoolInNeed[] {
  const key = JSON.stringify(areas);
  const known = ordered.get(report);
  if (known?.key === key) return known.schools;
  const schools = schoolsToApproach(report.schools, (school) => areasOf(school, areas));
  ordered.set(report, { key, schools });
  return schools;
}

function nearFirst(schools: readonly SchoolInNeed[], near: (school: SchoolInNeed) => NearVisit | null): SchoolInNeed[] {
  return schools
    .flatMap((school) => {
      const visit = near(school);
      return visit === null ? [] : [{ school, minutes: visit.minutes }];
    })
    .sort((one, other) => one.minutes - other.minutes)
    .map(({ school }) => school);
}
