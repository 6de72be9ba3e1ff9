import { areaRank, type AreaMark } from "~/domain/area";
import { hideSmall, hideSmallParts, type Shown } from "~/domain/small-numbers";
import { compareText } from "~/lib/compare-text";
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
  authorityCode: string | null;
  authorityName: string | null;
  /** Students of the year groups that the programme is for; null where nobody knows. */
  students: number | null;
  easting: number | null;
  northing: number | null;
};

export type ReachedWhen = "this_year" | "recently" | "earlier" | "never";

export const REACHED_LABELS: Readonly<Record<ReachedWhen, string>> = {
  this_year: "Reached this year",
  recently: "Reached in the two years before",
  earlier: "Reached longer ago",
  never: "Never reached",
};
export const REACHED_WHEN = ["this_year", "recently", "earlier", "never"] as const satisfies readonly ReachedWhen[];

export type CoveredSchool = CoverageSchool & {
  when: ReachedWhen;
  lastReachedOn: Day | null;
  /** Students reached in the year, and in the two years before it, each once in that time (exact). */
  figure: number;
  recentFigure: number;
};

export type CoveragePart = {
  key: string;
  name: string;
  schools: number;
  thisYear: number;
  recently: number;
  earlier: number;
  never: number;
  /** Students reached this year, and in the two years before, at these schools (exact). */
  figure: number;
  recentFigure: number;
  /** Of schools whose number is known. */
  students: number;
  /** Where it is not 0 nothing can be said of a share. */
  withoutStudents: number;
};

/** The same with numbers of students as they may be shown. */
export type ShownCoveragePart = Omit<CoveragePart, "figure" | "recentFigure"> & { figure: Shown; recentFigure: Shown };

export type Coverage = {
  total: CoveragePart;
  byDistrict: CoveragePart[];
  byAuthority: CoveragePart[];
  schools: CoveredSchool[];
};

export type CoverageQuestion = {
  schools: readonly CoverageSchool[];
  /** Day of the newest delivery, by lineage. */
  lastReachedOn: ReadonlyMap<string, Day>;
  /** Students reached in the year, by lineage (exact). */
  figures: ReadonlyMap<string, number>;
  /** The same in the two years before. */
  recentFigures: ReadonlyMap<string, number>;
  yearStartsOn: Day;
  /** "Recently" is from this day to the day before the year. */
  recentFrom: Day;
};

/**
 * Which schools were reached, and when last. A school of several rows of one lineage (an academy and the school that it
 * was) is reached in all of them; the students of the year are counted for the first.
 */
export function coverageOf(question: CoverageQuestion): Coverage {
  const counted = new Set<string>();
  const schools = question.schools.map((school): CoveredSchool => {
    const last = question.lastReachedOn.get(school.lineageId) ?? null;
    const isFirst = !counted.has(school.lineageId);
    counted.add(school.lineageId);
    const of = (figures: ReadonlyMap<string, number>) => (isFirst ? (figures.get(school.lineageId) ?? 0) : 0);
    const figures = { figure: of(question.figures), recentFigure: of(question.recentFigures) };
    return { when: whenOf(last, question), lastReachedOn: last, ...figures, ...school };
  });
  return {
    total: partOf("", "Together", schools),
    byDistrict: partsBy(schools, ({ districtCode, districtName }) => ({
      key: districtCode ?? "",
      name: districtName ?? "District not known",
    })),
    byAuthority: partsBy(schools, ({ authorityCode, authorityName }) => ({
      key: authorityCode ?? "",
      name: authorityName ?? "Local authority not known",
    })),
    schools,
  };
}

/** One for all comparisons: `localeCompare` would look its language up for each. */
const NAMES = new Intl.Collator("en-GB");

/** Schools together by what they have in common, by its name. */
export function partsBy(
  schools: readonly CoveredSchool[],
  groupOf: (school: CoveredSchool) => { key: string; name: string },
): CoveragePart[] {
  const groups = new Map<string, { name: string; schools: CoveredSchool[] }>();
  for (const school of schools) {
    const { key, name } = groupOf(school);
    const group = groups.get(key) ?? { name, schools: [] };
    groups.set(key, group);
    group.schools.push(school);
  }
  return [...groups]
    .map(([key, group]) => partOf(key, group.name, group.schools))
    .sort((one, other) => NAMES.compare(one.name, other.name));
}

const AREA_NAMES = ["In a priority area", "Near a priority area", "Elsewhere"] as const;

/** The same in, near and outside of priority areas, in this order. For the team alone. */
export function partsByArea(
  schools: readonly CoveredSchool[],
  areasOfSchool: (school: CoveredSchool) => readonly AreaMark[],
): CoveragePart[] {
  return AREA_NAMES.map((name, rank) => {
    const own = schools.filter((school) => areaRank(areasOfSchool(school)) === rank);
    return partOf(String(rank), name, own);
  });
}

export function partOf(key: string, name: string, schools: readonly CoveredSchool[]): CoveragePart {
  const none = { schools: 0, thisYear: 0, recently: 0, earlier: 0, never: 0, figure: 0, recentFigure: 0 };
  const part: CoveragePart = { key, name, ...none, students: 0, withoutStudents: 0 };
  for (const { when, students, figure, recentFigure } of schools) {
    part.schools += 1;
    part[when === "this_year" ? "thisYear" : when] += 1;
    part.figure += figure;
    part.recentFigure += recentFigure;
    if (students === null) part.withoutStudents += 1;
    else part.students += students;
  }
  return part;
}

/** Parts of one total with small numbers of students hidden; `under` is 0 where none are. */
export function shownParts(parts: readonly CoveragePart[], under: number): ShownCoveragePart[] {
  const figures = hideSmallParts(parts.map(({ figure }) => figure), under);
  const recent = hideSmallParts(parts.map(({ recentFigure }) => recentFigure), under);
  return parts.map((part, index) => ({ ...part, figure: figures[index] ?? 0, recentFigure: recent[index] ?? 0 }));
}

export function shownTotal(total: CoveragePart, under: number): ShownCoveragePart {
  return { ...total, figure: hideSmall(total.figure, under), recentFigure: hideSmall(total.recentFigure, under) };
}

const NEED: Record<ReachedWhen, number> = { never: 0, earlier: 1, recently: 2, this_year: 3 };

export type SchoolInNeed = CoveredSchool & { areas: readonly AreaMark[] };

/** As a list shows it: how many students it brought stands in no list of schools. */
export type ListedSchool = Omit<SchoolInNeed, "figure" | "recentFigure">;

export function listed({ figure: _now, recentFigure: _before, ...school }: SchoolInNeed): ListedSchool {
  return school;
}

/**
 * Schools not reached this year, those in most need first: in a priority area, near one, never reached, longest ago, most
 * students. Without `areasOfSchool` areas do not count: analysts read none.
 */
export function schoolsToApproach(
  schools: readonly CoveredSchool[],
  areasOfSchool: (school: CoveredSchool) => readonly AreaMark[] = () => [],
): SchoolInNeed[] {
  return schools
    .filter(({ when }) => when !== "this_year")
    .map((school) => ({ areas: areasOfSchool(school), ...school }))
    .sort(
      (one, other) =>
        areaRank(one.areas) - areaRank(other.areas) ||
        NEED[one.when] - NEED[other.when] ||
        (other.students ?? 0) - (one.students ?? 0) ||
        compareText(one.lastReachedOn ?? "", other.lastReachedOn ?? "") ||
        NAMES.compare(one.name, other.name) ||
        compareText(one.id, other.id),
    );
}

function whenOf(last: Day | null, { yearStartsOn, recentFrom }: CoverageQuestion): ReachedWhen {
  if (last === null) return "never";
  if (last >= yearStartsOn) return "this_year";
  return last >= recentFrom ? "recently" : "earlier";
}
