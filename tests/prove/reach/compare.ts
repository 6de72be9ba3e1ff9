import { YEAR_GROUPS } from "~/domain/groups";
import type { ReachFilter } from "~/domain/reach-dimensions";
import type { Breakdown } from "~/services/reach-breakdowns.server";
import type { CountedGroups } from "~/services/counted-groups.server";
import type { ReachPart } from "~/services/reach-parts.server";
import type { ReachReport } from "~/services/reach-report.server";
import type { ReachSelection } from "~/services/reach-selection.server";
import type { YearBesideYears } from "~/services/reach-years.server";
import type { Narrowed, Narrowing, Part, Parts, Recounted, Sum, YearBeside } from "./recount";

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

/** Ids of one database as names that every other one has too. */
type NameOf = (id: string) => string;

/** What a report says, in the words of the recount. */
export function saidByReport(report: ReachReport, nameOf: NameOf) {
  const { period, reach, targeted, beside, tagged } = report;
  const exact = { month: report.byMonth, district: report.byDistrict, yearGroup: report.byYearGroup, school: report.bySchool };
  return {
    period: { kind: period.kind, from: period.startsOn, to: period.endsOn, target: period.target },
    remaining: report.remaining,
    open: sumOf(reach),
    targeted: sumOf(targeted?.reach ?? { figure: 0, low: 0, high: 0, attendances: 0 }),
    groups: report.countedTotal,
    sessions: beside.sessions,
    visits: beside.visits,
    schools: beside.schools,
    hours: beside.studentHours,
    parts: partsOf(report.breakdowns, nameOf),
    exact: Object.fromEntries(
      Object.entries(exact).flatMap(([dimension, parts]) => (parts.length === 0 ? [] : [[dimension, partsBy(dimension, parts, nameOf)]])),
    ),
    formats: Object.fromEntries(
      beside.byFormat.map(({ name, sessions, attendances, studentHours }) => [name, { sessions, attendances: exactly(attendances), hours: exactly(studentHours) }]),
    ),
    bases: Object.fromEntries(report.byBasis.map(({ basis, attendances }) => [basis ?? "unknown", exactly(attendances)])),
    said: Object.fromEntries(Object.entries(beside.said).map(([who, attendances]) => [who, exactly(attendances)])),
    topics: beside.topics.map(({ covered, recorded }) => ({ covered, recorded })),
    coreYear: shareOf(beside.coreYear),
    yearsSevenToEleven: shareOf(beside.yearsSevenToEleven),
    cost: beside.cost && { pence: beside.cost.pence, anHour: beside.cost.penceAStudentHour },
    paid: Object.fromEntries(
      beside.funderCosts.map(({ name, pence, studentHours, penceAStudentHour }) => [name, { pence, hours: exactly(studentHours), anHour: penceAStudentHour }]),
    ),
    tagged: tagged && { sessions: tagged.sessions, attendances: exactly(tagged.attendances), hours: exactly(tagged.studentHours) },
  };
}

/** The same of the recount; `coreYear` is the setting's year group. */
export function saidByRecount(recounted: Recounted, nameOf: NameOf, coreYear: string): ReturnType<typeof saidByReport> {
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
  const renamed = renamedParts(parts, nameOf);
  return {
    ...rest,
    parts: renamed,
    exact: Object.fromEntries(["month", "district", "yearGroup", "school"].flatMap((name) => (renamed[name] ? [[name, renamed[name]]] : []))),
    coreYear: ofYears([coreYear]),
    yearsSevenToEleven: ofYears(["7", "8", "9", "10", "11"]),
  };
}

/** What /reach/explore and the list behind it say. */
export function saidBySelection({ selection, list }: { selection: ReachSelection; list: CountedGroups }, nameOf: NameOf) {
  const { groups, sessions, schools, total, breakdowns, choices } = selection;
  return {
    narrowed: {
      groups,
      sessions,
      schools,
      total: { figure: total.figure === null ? null : exactly(total.figure), attendances: exactly(total.attendances), hours: exactly(total.studentHours) },
      parts: partsOf(breakdowns, nameOf),
      choices: Object.fromEntries(
        choices.map(({ dimension, options }) => [dimension, options.map(({ value }) => nameOf(keyOf(dimension, value))).sort()]),
      ),
    },
    total: { groups: list.total, figure: list.figure === null ? null : exactly(list.figure), attendances: exactly(list.attendances) },
    list: Object.fromEntries(list.groups.map(({ id, attended, counted }) => [id, { attended: exactly(attended), counted: exactly(counted) }])),
  };
}

/** The same of the recount. */
export function saidByNarrowing({ list, ...narrowed }: Narrowed, nameOf: NameOf): ReturnType<typeof saidBySelection> {
  const { groups, total, parts, choices } = narrowed;
  return {
    narrowed: {
      ...narrowed,
      parts: renamedParts(parts, nameOf),
      choices: Object.fromEntries(Object.entries(choices).map(([dimension, keys]) => [dimension, keys.map(nameOf).sort()])),
    },
    total: { groups, figure: total.figure, attendances: total.attendances },
    list,
  };
}

export function saidByYears(years: readonly YearBesideYears[]): YearBeside[] {
  return years.map(({ period, figure, low, high, sameDay, attendances, imported }) => ({
    from: period.startsOn,
    figure,
    low,
    high,
    sameDay,
    attendances,
    imported,
  }));
}

/** A filter of the recount as the product's addresses have it: year groups go by their place in the order of years. */
export function asFilter({ yearGroup, ...rest }: Narrowing): ReachFilter {
  if (yearGroup === undefined) return rest;
  const at = YEAR_GROUPS.findIndex((year) => year === yearGroup);
  return { ...rest, yearGroup: String(at < 0 ? YEAR_GROUPS.length : at).padStart(2, "0") };
}

const keyOf = (dimension: string, key: string): string => (dimension === "yearGroup" ? (YEAR_GROUPS[Number(key)] ?? "mixed") : key);

/** Nothing is hidden from the team: words in the place of a number would be a fault. */
function exactly(value: number | string): number {
  return typeof value === "number" ? value : Number.NaN;
}

const sumOf = ({ figure, low, high, attendances }: Sum): Sum => ({ figure, low, high, attendances });

const shareOf = ({ figure, roll, cohorts, withoutRoll }: ReachReport["beside"]["coreYear"]) => ({ figure, roll, cohorts, withoutRoll });

/** What names of parts say that their keys do not. */
const NAMED = ["district", "authority", "school", "area", "funder", "campaign"];

function partsOf(breakdowns: readonly Breakdown[], nameOf: NameOf): Parts {
  return Object.fromEntries(
    breakdowns.map(({ dimension, parts }) => [
      dimension,
      partsBy(
        dimension,
        parts.map(({ figure, attendances, studentHours, ...part }) => ({
          ...part,
          figure: figure === null ? null : exactly(figure),
          attendances: exactly(attendances),
          studentHours: exactly(studentHours),
        })),
        nameOf,
      ),
    ]),
  );
}

function partsBy(dimension: string, parts: readonly (Omit<ReachPart, "figure"> & { figure: number | null })[], nameOf: NameOf): Record<string, Part> {
  return Object.fromEntries(
    parts.map(({ key, name, figure, attendances, studentHours: hours }) => [
      nameOf(keyOf(dimension, key)),
      { name: NAMED.includes(dimension) ? name : "", figure, attendances, hours },
    ]),
  );
}

function renamedParts(parts: Parts, nameOf: NameOf): Parts {
  return Object.fromEntries(
    Object.entries(parts).map(([dimension, own]) => [
      dimension,
      Object.fromEntries(Object.entries(own).map(([key, part]) => [nameOf(key), { ...part, name: NAMED.includes(dimension) ? part.name : "" }])),
    ]),
  );
}
