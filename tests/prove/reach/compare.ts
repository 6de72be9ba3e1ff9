import { YEAR_GROUPS } from "~/domain/groups";
import type { ReachPart } from "~/services/reach-parts.server";
import type { ReachReport } from "~/services/reach-report.server";
import type { Part, Recounted, Sum } from "./recount";

const WITHIN = 1e-6;

/** Where two values differ, by path; numbers that differ by less than a millionth of a student are the same. */
export function differences(seen: unknown, expected: unknown, path = ""): string[] {
  if (typeof seen === "number" && typeof expected === "number") {
    return Math.abs(seen - expected) <= WITHIN ? [] : [`${path}: ${seen} for ${expected}`];
  }
  if (seen instanceof Object && expected instanceof Object) {
    const [one, other] = [new Map(Object.entries(seen)), new Map(Object.entries(expected))];
    return [...new Set([...one.keys(), ...other.keys()])].flatMap((key) => differences(one.get(key), other.get(key), `${path}/${key}`));
  }
  return Object.is(seen, expected) ? [] : [`${path}: ${String(seen)} for ${String(expected)}`];
}

/** What a report says, in the words of the recount. `nameOf` makes ids of one database those of every other. */
export function saidByReport(report: ReachReport, nameOf: (id: string) => string) {
  const { reach, targeted, beside } = report;
  return {
    open: sumOf(reach),
    targeted: sumOf(targeted?.reach ?? { figure: 0, low: 0, high: 0, attendances: 0 }),
    groups: report.countedTotal,
    sessions: beside.sessions,
    visits: beside.visits,
    schools: beside.schools,
    hours: beside.studentHours,
    parts: partsOf(report, nameOf),
    formats: Object.fromEntries(
      beside.byFormat.map(({ name, sessions, attendances, studentHours }) => [name, { sessions, attendances, hours: studentHours }]),
    ),
    bases: Object.fromEntries(report.byBasis.map(({ basis, attendances }) => [basis ?? "unknown", attendances])),
    said: Object.fromEntries(Object.entries(beside.said)),
    topics: beside.topics.map(({ covered, recorded }) => ({ covered, recorded })),
    coreYear: shareOf(beside.coreYear),
    yearsSevenToEleven: shareOf(beside.yearsSevenToEleven),
  };
}

/** The same of the recount. */
export function saidByRecount(recounted: Recounted, nameOf: (id: string) => string, coreYear: string): ReturnType<typeof saidByReport> {
  const { years, parts, ...rest } = recounted;
  const ofYears = (names: readonly string[]) => {
    const sum = { figure: 0, roll: 0, cohorts: 0, withoutRoll: 0 };
    for (const year of names.flatMap((name) => years[name] ?? [])) {
      sum.figure += year.figure;
      sum.roll += year.roll;
      sum.cohorts += year.cohorts;
      sum.withoutRoll += year.withoutRoll;
    }
    return sum;
  };
  const renamed: Record<string, Record<string, Part>> = {};
  for (const [name, own] of Object.entries(parts)) {
    renamed[name] = Object.fromEntries(Object.entries(own).map(([key, part]) => [nameOf(key), part]));
  }
  const { month = {}, district = {}, yearGroup = {}, school = {} } = renamed;
  return {
    ...rest,
    parts: { month, district, yearGroup, school },
    coreYear: ofYears([coreYear]),
    yearsSevenToEleven: ofYears(["7", "8", "9", "10", "11"]),
  };
}

const sumOf = ({ figure, low, high, attendances }: Sum): Sum => ({ figure, low, high, attendances });

const shareOf = ({ figure, roll, cohorts, withoutRoll }: ReachReport["beside"]["coreYear"]) => ({ figure, roll, cohorts, withoutRoll });

function partsOf(report: ReachReport, nameOf: (id: string) => string) {
  const named = (parts: readonly ReachPart[], keyOf: (key: string) => string): Record<string, Part> =>
    Object.fromEntries(parts.map(({ key, figure, attendances }) => [keyOf(key), { figure, attendances }]));
  return {
    month: named(report.byMonth, (key) => key),
    district: named(report.byDistrict, (key) => key),
    yearGroup: named(report.byYearGroup, (key) => YEAR_GROUPS[Number(key)] ?? "mixed"),
    school: named(report.bySchool, nameOf),
  };
}
