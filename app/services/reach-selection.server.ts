import { DIMENSION_KEYS, DIMENSIONS, tellsStudents, TOPIC_NAMES, type Dimension, type ReachFilter } from "~/domain/reach-dimensions";
import type { Deps } from "~/services/deps";
import { countedFacts, type CountedInput } from "~/services/counted-groups.server";
import { breakdownsOf, totalOf, type Breakdown } from "~/services/reach-breakdowns.server";
import { hoursOf, partsOfFacts, partsOfSide } from "~/services/reach-parts.server";
import { listPeriods, type ReportedPeriod } from "~/services/reach-periods.server";
import { recalled } from "~/services/recalled.server";

export type ReachSelection = {
  period: ReportedPeriod;
  periods: ReportedPeriod[];
  asAt: string;
  filter: ReachFilter;
  /** What is narrowed by, in words, in the order of the dimensions. */
  narrowed: { name: string; header: string; value: string }[];
  /** What can be chosen of the period, by dimension; dimensions with nothing to choose are left out. */
  choices: { dimension: Dimension; options: { value: string; label: string }[] }[];
  groups: number;
  sessions: number;
  schools: number;
  total: Breakdown["total"];
  breakdowns: Breakdown[];
  smallNumbersUnder: number;
};

export const BASIS_WORDS: Readonly<Record<string, string>> = {
  school_register: "from the school’s register",
  headcount: "from a headcount",
  estimate: "estimated",
  unknown: "of an unknown basis",
};

export const SAID_WORDS = {
  school: "the school",
  team: "the team",
  imported: "an import of earlier years",
} as const;

/** Longer lists of schools are not offered: a school is chosen from its line in a table. */
const MOST_OPTIONS = 200;

/**
 * Attendances of a period narrowed by any of its dimensions, split by the others; students reached where they can be told
 * (rule 5). The same facts, names and rules as the report's.
 */
export const reachSelection = recalled(
  async (input: CountedInput, deps: Pick<Deps, "db" | "now">): Promise<ReachSelection> => {
    const { period, filter, side, facts, names, under } = await countedFacts(input, deps);
    const whole = partsOfSide(side, names);
    const withStudents = tellsStudents(filter);
    const sums = facts.reduce(
      (sum, fact) => ({
        figure: sum.figure + fact.figure,
        attendances: sum.attendances + fact.attended,
        studentHours: sum.studentHours + hoursOf(fact),
      }),
      { figure: 0, attendances: 0, studentHours: 0 },
    );
    const isChosen = (dimension: Dimension) => filter[dimension] !== undefined;
    return {
      period,
      periods: await listPeriods(deps),
      asAt: deps.now().toISOString(),
      filter,
      narrowed: narrowedBy(filter, (dimension, key) => whole[dimension].find((part) => part.key === key)?.name),
      choices: DIMENSION_KEYS.flatMap((dimension) => {
        const options = whole[dimension].map(({ key, name }) => ({ value: key, label: name }));
        const offered = options.length > 1 || isChosen(dimension);
        return offered && options.length <= MOST_OPTIONS ? [{ dimension, options }] : [];
      }),
      groups: facts.length,
      sessions: new Set(facts.map(({ sessionId }) => sessionId)).size,
      schools: new Set(facts.flatMap(({ attended, lineageId }) => (attended > 0 ? [lineageId] : []))).size,
      total: totalOf(sums, withStudents, under),
      breakdowns: breakdownsOf(facts.length === side.facts.length ? whole : partsOfFacts(facts, names), { tellsStudents: withStudents, under }).filter(
        ({ dimension }) => !isChosen(dimension),
      ),
      smallNumbersUnder: under,
    };
  },
);

function narrowedBy(
  filter: ReachFilter,
  nameOf: (dimension: Dimension, key: string) => string | undefined,
): ReachSelection["narrowed"] {
  const named = DIMENSION_KEYS.flatMap((dimension) => {
    const key = filter[dimension];
    if (key === undefined) return [];
    const { header } = DIMENSIONS[dimension];
    return [{ name: dimension, header, value: nameOf(dimension, key) ?? "Nothing of this kind in the period" }];
  });
  return [
    ...(filter.side === "targeted" ? [{ name: "side", header: "Counted apart", value: "Targeted sessions" }] : []),
    ...named,
    ...(filter.basis === undefined
      ? []
      : [{ name: "basis", header: "Numbers", value: BASIS_WORDS[filter.basis] ?? "of another basis" }]),
    ...(filter.topic === undefined ? [] : [{ name: "topic", header: "Covered", value: TOPIC_NAMES[filter.topic] }]),
    ...(filter.said === undefined
      ? []
      : [{ name: "said", header: "Numbers last said by", value: SAID_WORDS[filter.said] }]),
  ];
}
