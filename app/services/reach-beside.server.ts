import type { CohortYear } from "~/domain/groups";
import type { CohortReach } from "~/domain/reach";
import { TOPIC_NAMES, TOPICS, type Topic } from "~/domain/reach-dimensions";
import { hideSmallParts, type Shown } from "~/domain/small-numbers";
import { compareText } from "~/lib/compare-text";
import { oncePer } from "~/lib/once-per";
import type { CountedFact, LedgerSide } from "~/services/reach-ledger.server";
import { coveredOf, hoursOf, partOfYear, saidOf, type ReachPart } from "~/services/reach-parts.server";

type FormatPart = { name: string; sessions: number; attendances: number; studentHours: number };

export type ShownFormat = { name: string; sessions: number; attendances: Shown; studentHours: Shown };

/** What a funder paid for the year; a student-hour has no cost where there is none, or a hidden one. */
export type FunderCost = { name: string; pence: number; studentHours: Shown; penceAStudentHour: number | null };

/** Of the cohorts reached whose roll is known: never a guess about the others. */
export type ShareOfRoll = {
  name: string;
  /** Its year groups, as they stand in addresses. */
  years: readonly { key: string; name: string }[];
  figure: number;
  roll: number;
  cohorts: number;
  withoutRoll: number;
};

/** What stands beside the headline and says how it came about. */
export type Beside = {
  sessions: number;
  visits: number;
  schools: number;
  /** Attended times the length of the session, in hours. */
  studentHours: number;
  byFormat: ShownFormat[];
  coreYear: ShareOfRoll;
  yearsSevenToEleven: ShareOfRoll;
  /** Visits in which a topic was covered, of those where it was recorded. */
  topics: { key: Topic; name: string; covered: number; recorded: number }[];
  /** Attendances by who said them last. */
  said: { school: Shown; team: Shown; imported: Shown };
  /** What the year cost, and a student-hour of it; null where nobody entered it. */
  cost: { pence: number; penceAStudentHour: number | null } | null;
  /** Of funders for whom a cost was entered. */
  funderCosts: FunderCost[];
};

type Exact = Omit<Beside, "cost" | "coreYear" | "funderCosts" | "byFormat" | "said"> & {
  byFormat: FormatPart[];
  said: { school: number; team: number; imported: number };
};

/** Of one lineage: its sessions and visits are nobody else's, so that all of it adds up. */
type LineageSums = {
  sessions: number;
  visits: number;
  schools: number;
  said: Exact["said"];
  formats: ReadonlyMap<string, FormatPart>;
  topics: readonly { covered: number; recorded: number }[];
  ratios: readonly number[];
};

/** A lineage's facts that did not change are the same list as before: they are not summed up again. */
const lineageSums = oncePer((facts: readonly CountedFact[]): LineageSums => sumsOf(facts));

function sumsOf(facts: readonly CountedFact[]): LineageSums {
  const formats = new Map<string, FormatPart & { ids: Set<string> }>();
  const visits = new Map<string, CountedFact>();
  const said = { school: 0, team: 0, imported: 0 };
  for (const fact of facts) {
    visits.set(fact.visitId, fact);
    said[saidOf(fact)] += fact.attended;
    const none = { name: fact.formatName, sessions: 0, attendances: 0, studentHours: 0, ids: new Set<string>() };
    const part = formats.get(fact.formatId) ?? none;
    part.ids.add(fact.sessionId);
    part.attendances += fact.attended;
    part.studentHours += hoursOf(fact);
    formats.set(fact.formatId, part);
  }
  const records = [...visits.values()];
  return {
    sessions: new Set(facts.map(({ sessionId }) => sessionId)).size,
    visits: visits.size,
    schools: facts.some(({ attended }) => attended > 0) ? 1 : 0,
    said,
    formats: new Map([...formats].map(([id, { ids, ...part }]) => [id, { ...part, sessions: ids.size }])),
    topics: TOPICS.map((topic) => ({
      covered: records.filter((fact) => coveredOf(fact, topic) === true).length,
      recorded: records.filter((fact) => coveredOf(fact, topic) !== null).length,
    })),
    ratios: ratiosByVisit(facts),
  };
}

export function besideOf({ byLineage, cohorts }: LedgerSide): Exact {
  const formats = new Map<string, FormatPart>();
  const said = { school: 0, team: 0, imported: 0 };
  const topics = TOPICS.map((key) => ({ key, name: TOPIC_NAMES[key], covered: 0, recorded: 0 }));
  let [sessions, visits, schools] = [0, 0, 0];
  for (const own of byLineage.map(lineageSums)) {
    sessions += own.sessions;
    visits += own.visits;
    schools += own.schools;
    said.school += own.said.school;
    said.team += own.said.team;
    said.imported += own.said.imported;
    for (const [id, { name, ...part }] of own.formats) {
      const known = formats.get(id) ?? { name, sessions: 0, attendances: 0, studentHours: 0 };
      known.sessions += part.sessions;
      known.attendances += part.attendances;
      known.studentHours += part.studentHours;
      formats.set(id, known);
    }
    for (const [index, topic] of topics.entries()) {
      topic.covered += own.topics[index]?.covered ?? 0;
      topic.recorded += own.topics[index]?.recorded ?? 0;
    }
  }
  const byFormat = [...formats.values()].sort(
    (one, other) => other.attendances - one.attendances || compareText(one.name, other.name),
  );
  const secondary: readonly CohortYear[] = ["7", "8", "9", "10", "11"];
  return {
    sessions,
    visits,
    schools,
    studentHours: byFormat.reduce((sum, { studentHours }) => sum + studentHours, 0),
    byFormat,
    yearsSevenToEleven: shareOfRoll("Years 7 to 11", cohorts, secondary),
    topics,
    said,
  };
}

export function shareOfRoll(name: string, cohorts: readonly CohortReach[], years: readonly CohortYear[]): ShareOfRoll {
  const own = cohorts.filter(({ cohort }) => years.includes(cohort.yearGroup));
  const known = own.filter(({ roll }) => roll !== null);
  return {
    name,
    years: years.map(partOfYear),
    figure: known.reduce((sum, { figure }) => sum + figure, 0),
    roll: known.reduce((sum, { roll }) => sum + (roll ?? 0), 0),
    cohorts: own.length,
    withoutRoll: own.length - known.length,
  };
}

export function costOf(pence: number | null, studentHours: number): Beside["cost"] {
  if (pence === null) return null;
  return { pence, penceAStudentHour: studentHours > 0 ? pence / studentHours : null };
}

/** What came of what was expected, visit by visit; a past that was imported had no plan. */
export const attendanceRatios = ({ byLineage }: LedgerSide): number[] => byLineage.flatMap((facts) => lineageSums(facts).ratios);

function ratiosByVisit(facts: readonly CountedFact[]): number[] {
  const byVisit = new Map<string, { attended: number; expected: number }>();
  for (const { visitId, attended, expected, imported } of facts) {
    if (imported) continue;
    const visit = byVisit.get(visitId) ?? { attended: 0, expected: 0 };
    visit.attended += attended;
    visit.expected += expected;
    byVisit.set(visitId, visit);
  }
  return [...byVisit.values()].flatMap(({ attended, expected }) => (expected > 0 ? [attended / expected] : []));
}

/** The same with small numbers of students hidden; `under` is 0 where none are. */
export function withoutSmall(beside: Exact, under: number): Omit<Beside, "cost" | "coreYear" | "funderCosts"> {
  const { school, team, imported } = beside.said;
  const [bySchool = 0, byTeam = 0, byImport = 0] = hideSmallParts([school, team, imported], under);
  const shown = hideSmallParts(beside.byFormat.map(({ attendances }) => attendances), under);
  return {
    ...beside,
    said: { school: bySchool, team: byTeam, imported: byImport },
    byFormat: beside.byFormat.map((part, index) => {
      const attendances = shown[index] ?? part.attendances;
      return { ...part, attendances, studentHours: typeof attendances === "string" ? attendances : part.studentHours };
    }),
  };
}

/** Every funder for whom a cost was entered, also where nothing was tagged with it; `names` by id, of those that may be seen. */
export function costsByFunder(
  costs: ReadonlyMap<string, number>,
  parts: readonly ReachPart[],
  names: ReadonlyMap<string, string>,
  under: number,
): FunderCost[] {
  const tagged = new Set(parts.map(({ key }) => key));
  const untagged = [...names].flatMap(([key, name]) => (tagged.has(key) ? [] : [{ key, name, attendances: 0, studentHours: 0 }]));
  const all = [...parts, ...untagged];
  const shown = hideSmallParts(all.map(({ attendances }) => attendances), under);
  return all.flatMap(({ key, name, studentHours }, index): FunderCost[] => {
    const pence = costs.get(key);
    if (pence === undefined) return [];
    const attendances = shown[index] ?? 0;
    if (typeof attendances === "string") return [{ name, pence, studentHours: attendances, penceAStudentHour: null }];
    return [{ name, pence, studentHours, penceAStudentHour: studentHours > 0 ? pence / studentHours : null }];
  });
}
