import { areaRank, type AreaMark } from "~/domain/area";
import type { Day } from "~/lib/london-time";

/** A school that the programme is for, as the register has it now. */
export type CoverageSchool = {
  id: string;
  /** The same through closures and mergers. */
  lineageId: string;
  name: string;
  town: string;
  districtCode: string | null;
  districtName: string | null;
  /** Students of years 7 to 11; null where the register does not say. */
  students: number | null;
  easting: number | null;
  northing: number | null;
};

export type ReachedWhen = "this_year" | "recently" | "earlier" | "never";

export type CoveredSchool = CoverageSchool & {
  when: ReachedWhen;
  lastReachedOn: Day | null;
  /** Students reached in the year (exact). */
  figure: number;
};

export type CoveragePart = {
  key: string;
  name: string;
  schools: number;
  thisYear: number;
  recently: number;
  earlier: number;
  never: number;
  /** Students reached this year at these schools (exact). */
  figure: number;
  /** Of schools whose number the register knows. */
  students: number;
  /** Where it is not 0 nothing can be said of a share. */
  withoutStudents: number;
};

export type Coverage = { total: CoveragePart; byDistrict: CoveragePart[]; schools: CoveredSchool[] };

export type CoverageQuestion = {
  schools: readonly CoverageSchool[];
  /** Day of the newest delivery, by lineage. */
  lastReachedOn: ReadonlyMap<string, Day>;
  /** Students reached in the year, by lineage (exact). */
  figures: ReadonlyMap<string, number>;
  yearStartsOn: Day;
  /** "Recently" is from this day to the day before the year. */
  recentFrom: Day;
};

const NO_DISTRICT = "District not known";

/**
 * Which schools were reached, and when last. A school of several rows of one lineage (an academy and the school that it
 * was) is reached in all of them; the students of the year are counted for the first.
 */
export function coverageOf(question: CoverageQuestion): Coverage {
  const counted = new Set<string>();
  const schools = question.schools.map((school): CoveredSchool => {
    const last = question.lastReachedOn.get(school.lineageId) ?? null;
    const figure = counted.has(school.lineageId) ? 0 : (question.figures.get(school.lineageId) ?? 0);
    counted.add(school.lineageId);
    return { ...school, when: whenOf(last, question), lastReachedOn: last, figure };
  });
  const districts = new Map<string, CoveragePart>();
  const total = emptyPart("", "Together");
  for (const school of schools) {
    const key = school.districtCode ?? "";
    const part = districts.get(key) ?? emptyPart(key, school.districtName ?? NO_DISTRICT);
    districts.set(key, part);
    add(part, school);
    add(total, school);
  }
  const byDistrict = [...districts.values()].sort((one, other) => one.name.localeCompare(other.name, "en-GB"));
  return { total, byDistrict, schools };
}

const NEED: Record<ReachedWhen, number> = { never: 0, earlier: 1, recently: 2, this_year: 3 };

/**
 * Schools not reached this year, those in most need first: in a priority area, near one, never reached, longest ago, most
 * students. Without `areasOfSchool` areas do not count: analysts read none.
 */
export function schoolsToApproach(
  schools: readonly CoveredSchool[],
  areasOfSchool: (school: CoveredSchool) => readonly AreaMark[] = () => [],
): (CoveredSchool & { areas: readonly AreaMark[] })[] {
  return schools
    .filter(({ when }) => when !== "this_year")
    .map((school) => ({ ...school, areas: areasOfSchool(school) }))
    .sort(
      (one, other) =>
        areaRank(one.areas) - areaRank(other.areas) ||
        NEED[one.when] - NEED[other.when] ||
        (other.students ?? 0) - (one.students ?? 0) ||
        one.name.localeCompare(other.name, "en-GB") ||
        (one.id < other.id ? -1 : 1),
    );
}

function whenOf(last: Day | null, { yearStartsOn, recentFrom }: CoverageQuestion): ReachedWhen {
  if (last === null) return "never";
  if (last >= yearStartsOn) return "this_year";
  return last >= recentFrom ? "recently" : "earlier";
}

function emptyPart(key: string, name: string): CoveragePart {
  const none = { schools: 0, thisYear: 0, recently: 0, earlier: 0, never: 0 };
  return { key, name, ...none, figure: 0, students: 0, withoutStudents: 0 };
}

function add(part: CoveragePart, { when, students, figure }: CoveredSchool): void {
  part.schools += 1;
  part[when === "this_year" ? "thisYear" : when] += 1;
  part.figure += figure;
  if (students === null) part.withoutStudents += 1;
  else part.students += students;
}
