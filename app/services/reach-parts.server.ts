import type { CountBasis } from "~/domain/delivery";
import { cohortYearLabel, YEAR_GROUPS, type CohortYear } from "~/domain/groups";
import { DIMENSION_KEYS, PLACE_DIMENSIONS, type Dimension, type ReachFilter, type Topic } from "~/domain/reach-dimensions";
import { compareText } from "~/lib/compare-text";
import { formatMonth, monthOf, type Day } from "~/lib/london-time";
import { oncePer } from "~/lib/once-per";
import type { CountedFact, LedgerSide } from "~/services/reach-ledger.server";
import type { ReachAudience } from "~/services/reach-periods.server";

export const NO_DISTRICT = "District not known";
/** The key of what belongs to no area, funder, campaign, type or phase. */
export const NO_PART = "none";
/** What the register writes where a school has no phase: special schools, alternative provision and others. */
const NO_PHASE = ["", "Not applicable"];

/** Students counted at first contact, all attendances and student-hours of one part. Exact: round only where shown. */
export type ReachPart = { key: string; name: string; figure: number; attendances: number; studentHours: number };

type SummedPart = ReachPart & { /** The day of the newest of its facts. */ namedOn: Day };
type Sums = Record<Dimension, SummedPart[]>;

type Named = { key: string; name: string };

/** Names that stand outside the facts, by id, areas by lineage; null for those who may not see them. */
export type OutsideNames = {
  areas: ReadonlyMap<string, Named> | null;
  funders: ReadonlyMap<string, string> | null;
  campaigns: ReadonlyMap<string, string>;
};

const NO_NAMES: OutsideNames = { areas: null, funders: new Map(), campaigns: new Map() };
const NO_AREA: Named = { key: NO_PART, name: "In and near no priority area" };

const tagOf = (id: string | null, names: ReadonlyMap<string, string>, none: string): Named =>
  id === null ? { key: NO_PART, name: none } : { key: id, name: names.get(id) ?? none };

/** To which part of each dimension an attendance belongs. */
const PART_OF: Record<Dimension, (fact: CountedFact, names: OutsideNames) => Named> = {
  month: ({ onDate }) => ({ key: monthOf(onDate), name: formatMonth(monthOf(onDate)) }),
  yearGroup: ({ yearGroup }) => partOfYear(yearGroup),
  district: ({ districtCode, districtName }) => {
    const name = districtName ?? NO_DISTRICT;
    return { key: districtCode ?? name, name };
  },
  authority: ({ authorityCode, authorityName }) => {
    const name = authorityName ?? "Local authority not known";
    return { key: authorityCode ?? name, name };
  },
  school: ({ lineageId, schoolName }) => ({ key: lineageId, name: schoolName }),
  type: ({ schoolType }) =>
    schoolType === "" ? { key: NO_PART, name: "Not in the register (youth settings)" } : { key: schoolType, name: schoolType },
  phase: ({ schoolPhase }) =>
    NO_PHASE.includes(schoolPhase)
      ? { key: NO_PART, name: "Without a phase (special, alternative, independent, youth)" }
      : { key: schoolPhase, name: schoolPhase },
  format: ({ formatName }) => ({ key: formatName, name: formatName }),
  area: ({ lineageId }, { areas }) => areas?.get(lineageId) ?? NO_AREA,
  funder: ({ funderId }, { funders }) => tagOf(funderId, funders ?? new Map(), "No funder"),
  campaign: ({ campaignId }, { campaigns }) => tagOf(campaignId, campaigns, "No campaign"),
};

/** The parts of each dimension that may be seen, each adding up to the whole. */
export type PartsByDimension = Record<Dimension, ReachPart[]>;

/** Of everything counted. Names from outside may change without the facts: they are put in anew each time. */
export function partsOfSide(side: LedgerSide, names: OutsideNames): PartsByDimension {
  const kept = keptParts(side);
  return {
    ...kept,
    funder: names.funders === null ? [] : renamed(kept.funder, names.funders),
    campaign: renamed(kept.campaign, names.campaigns),
    area: names.areas === null ? [] : regrouped(kept.school, names.areas),
  };
}

/** The lineages of whom anything was counted. */
export const lineagesOf = (side: LedgerSide): string[] => keptParts(side).school.map(({ key }) => key);

export function partsOfFacts(facts: readonly CountedFact[], names: OutsideNames): PartsByDimension {
  const parts = sorted(sumsOf(facts, names));
  return names.funders === null ? { ...parts, funder: [] } : parts;
}

/** Of a lineage's facts, and of a whole side: what did not change is not summed up again. */
const keptSums = oncePer((facts: readonly CountedFact[]): Sums => sumsOf(facts, NO_NAMES));
const keptParts = oncePer((side: LedgerSide): PartsByDimension => sorted(mergedSums(side.byLineage.map(keptSums))));

function sumsOf(facts: readonly CountedFact[], names: OutsideNames): Sums {
  const of = (dimension: Dimension): SummedPart[] =>
    dimension === "area" && names.areas === null ? [] : partsBy(facts, (fact) => PART_OF[dimension](fact, names));
  return forEachDimension(of);
}

function mergedSums(sums: readonly Sums[]): Sums {
  return forEachDimension((dimension) => {
    const parts = new Map<string, SummedPart>();
    for (const { [dimension]: own } of sums) for (const part of own) addPart(parts, part);
    return [...parts.values()];
  });
}

function sorted(sums: Sums): PartsByDimension {
  const of = (dimension: Dimension, order: (one: ReachPart, other: ReachPart) => number): ReachPart[] =>
    sums[dimension].map(({ namedOn: _, ...part }) => part).sort(order);
  return {
    month: of("month", byKey),
    yearGroup: of("yearGroup", byKey),
    district: of("district", byFigure),
    authority: of("authority", byFigure),
    school: of("school", byFigure),
    type: of("type", byFigure),
    phase: of("phase", byFigure),
    format: of("format", byAttendances),
    area: of("area", byAttendances),
    funder: of("funder", byAttendances),
    campaign: of("campaign", byAttendances),
  };
}

function forEachDimension(of: (dimension: Dimension) => SummedPart[]): Sums {
  return {
    month: of("month"),
    yearGroup: of("yearGroup"),
    district: of("district"),
    authority: of("authority"),
    school: of("school"),
    type: of("type"),
    phase: of("phase"),
    format: of("format"),
    area: of("area"),
    funder: of("funder"),
    campaign: of("campaign"),
  };
}

/** Whether an attendance is of what a filter asks for. */
export function fits(fact: CountedFact, filter: ReachFilter, names: OutsideNames): boolean {
  return (
    DIMENSION_KEYS.every((key) => filter[key] === undefined || PART_OF[key](fact, names).key === filter[key]) &&
    (filter.basis === undefined || (fact.basis ?? "unknown") === filter.basis) &&
    (filter.topic === undefined || coveredOf(fact, filter.topic) === true) &&
    (filter.said === undefined || saidOf(fact) === filter.said)
  );
}

/** Who looks, and whether it is meant to be handed on. */
export type Looking = { audience: ReachAudience; publication?: boolean };

/** Whether everything may be seen: by the team, for itself. */
export const isInternal = ({ audience, publication = false }: Looking): boolean => audience === "team" && !publication;

/** Below which numbers of students are hidden from whoever looks; 0 for nobody. */
export const hiddenUnder = (looking: Looking, smallNumbersUnder: number): number => (isInternal(looking) ? 0 : smallNumbersUnder);

/** What may be narrowed by: areas and the places of targeted sessions are the team's, funders stand on nothing public. */
export function allowedFilter(filter: ReachFilter, looking: Looking): ReachFilter {
  if (isInternal(looking)) return filter;
  const hidden: readonly Dimension[] = [
    ...(filter.side === "targeted" ? PLACE_DIMENSIONS : (["area"] as const)),
    ...(looking.publication === true ? (["funder"] as const) : []),
  ];
  return Object.fromEntries(Object.entries(filter).filter(([name]) => !hidden.some((each) => each === name)));
}

/** Whether a visit covered a topic; null where nobody recorded it. */
export function coveredOf({ coveredWhat, coveredWhy, coveredHelp }: CountedFact, topic: Topic): boolean | null {
  return { what: coveredWhat, why: coveredWhy, help: coveredHelp }[topic];
}

export function saidOf({ source }: CountedFact): "school" | "team" | "imported" {
  return source === "school" || source === "imported" ? source : "team";
}

export const hoursOf = ({ attended, minutes }: Pick<CountedFact, "attended" | "minutes">): number => (attended * minutes) / 60;

function partsBy(facts: readonly CountedFact[], partOfFact: (fact: CountedFact) => Named): SummedPart[] {
  const parts = new Map<string, SummedPart>();
  for (const fact of facts) {
    const { figure, attended: attendances, onDate: namedOn } = fact;
    addPart(parts, { ...partOfFact(fact), figure, attendances, studentHours: hoursOf(fact), namedOn });
  }
  return [...parts.values()];
}

function addPart(parts: Map<string, SummedPart>, added: SummedPart): void {
  const part = parts.get(added.key);
  if (!part) {
    parts.set(added.key, { ...added });
    return;
  }
  // A place goes by the name that it had last.
  if (added.namedOn >= part.namedOn) {
    part.name = added.name;
    part.namedOn = added.namedOn;
  }
  part.figure += added.figure;
  part.attendances += added.attendances;
  part.studentHours += added.studentHours;
}

function renamed(parts: readonly ReachPart[], names: ReadonlyMap<string, string>): ReachPart[] {
  return parts.map((part) => ({ ...part, name: names.get(part.key) ?? part.name }));
}

/** A lineage lies in one set of areas, so its parts can be put together without looking at the facts again. */
function regrouped(schools: readonly ReachPart[], areas: ReadonlyMap<string, Named>): ReachPart[] {
  const parts = new Map<string, ReachPart>();
  for (const school of schools) {
    const { key, name } = areas.get(school.key) ?? NO_AREA;
    const part = parts.get(key) ?? { key, name, figure: 0, attendances: 0, studentHours: 0 };
    part.figure += school.figure;
    part.attendances += school.attendances;
    part.studentHours += school.studentHours;
    parts.set(key, part);
  }
  return [...parts.values()].sort(byAttendances);
}

/** A year group as a part: its key sorts as schools count. */
export function partOfYear(yearGroup: CohortYear): Named {
  return { key: String(yearOrder(yearGroup)).padStart(2, "0"), name: cohortYearLabel(yearGroup) };
}

export function yearOrder(yearGroup: CohortYear): number {
  return yearGroup === "mixed" ? YEAR_GROUPS.length : YEAR_GROUPS.indexOf(yearGroup);
}

function byKey(one: ReachPart, other: ReachPart): number {
  return compareText(one.key, other.key);
}

function byFigure(one: ReachPart, other: ReachPart): number {
  return other.figure - one.figure || byAttendances(one, other);
}

function byAttendances(one: ReachPart, other: ReachPart): number {
  return other.attendances - one.attendances || compareText(one.name, other.name);
}

export function attendancesByBasis(facts: readonly CountedFact[]): { basis: CountBasis | null; attendances: number }[] {
  const bases: (CountBasis | null)[] = ["school_register", "headcount", "estimate", null];
  return bases.flatMap((basis) => {
    const attendances = facts.reduce((sum, fact) => sum + (fact.basis === basis ? fact.attended : 0), 0);
    return attendances > 0 ? [{ basis, attendances }] : [];
  });
}
