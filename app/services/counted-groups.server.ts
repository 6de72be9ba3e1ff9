import { readSettings } from "~/data/settings.server";
import type { CountBasis } from "~/domain/delivery";
import type { CohortYear } from "~/domain/groups";
import type { PeriodChoice } from "~/domain/programme-year";
import type { Novelty } from "~/domain/reach";
import { PLACE_DIMENSIONS, tellsStudents, type ReachFilter } from "~/domain/reach-dimensions";
import { hideSmall, hideSmallParts, type Shown } from "~/domain/small-numbers";
import { compareText } from "~/lib/compare-text";
import { formatInstantTime, type Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import { outsideNames } from "~/services/reach-breakdowns.server";
import { reachLedger, startMsOf, type CountedFact, type LedgerSide } from "~/services/reach-ledger.server";
import { allowedFilter, fits, isInternal, NO_DISTRICT, yearOrder, type OutsideNames } from "~/services/reach-parts.server";
import { resolvePeriod, type ReachAudience, type ReportedPeriod } from "~/services/reach-periods.server";

export type CountedGroup = {
  id: string;
  /** The visit whose record this is; empty where the viewer may not see it. */
  visitId: string;
  onDate: Day;
  startTime: string;
  schoolName: string;
  districtName: string;
  formatName: string;
  groupLabel: string;
  yearGroup: CohortYear;
  attended: Shown;
  novelty: Novelty;
  /** Students counted towards students reached at this group; exact. */
  counted: Shown;
  basis: CountBasis | null;
  targeted: boolean;
};

export type CountedGroups = {
  period: ReportedPeriod;
  /** What was narrowed by: a viewer may ask for more than they may see. */
  filter: ReachFilter;
  total: number;
  /** Null where students reached cannot be told of what is listed (rule 5). */
  figure: Shown | null;
  attendances: Shown;
  groups: CountedGroup[];
  smallNumbersUnder: number;
};

export type CountedInput = {
  choice: PeriodChoice | null;
  audience: ReachAudience;
  /** Meant to be handed on: see `reachReport`. */
  publication?: boolean;
  filter?: ReachFilter;
};

const TARGETED_PLACE = "Targeted session";

/** The facts that a figure of a period is made of, and what stands beside them. */
export async function countedFacts(
  input: CountedInput,
  deps: Pick<Deps, "db" | "now">,
): Promise<{
  period: ReportedPeriod;
  filter: ReachFilter;
  /** Everything that the filter was applied to. */
  side: LedgerSide;
  facts: CountedFact[];
  names: OutsideNames;
  internal: boolean;
  under: number;
}> {
  const period = await resolvePeriod(input.choice, deps);
  const internal = isInternal(input);
  const filter = allowedFilter(input.filter ?? {}, input);
  const side = (await reachLedger(deps.db, period))[filter.side ?? "open"];
  const names = await outsideNames({ ...input, side }, deps);
  const under = internal ? 0 : (await readSettings(deps.db)).smallNumbersUnder;
  return { period, filter, side, facts: side.facts.filter((fact) => fits(fact, filter, names)), names, internal, under };
}

/** The groups that a figure of a period is made of, in order of time; `pick` cuts out a page of them, the last for one beyond it. */
export async function countedGroups(
  input: CountedInput & { pick?: { from: number; count: number } },
  deps: Pick<Deps, "db" | "now">,
): Promise<CountedGroups> {
  const { period, filter, facts: unsorted, internal, under } = await countedFacts(input, deps);
  const facts = unsorted.sort(inOrderOfTime);
  const { from: asked, count } = input.pick ?? { from: 0, count: facts.length };
  const lastPage = Math.max(0, Math.ceil(facts.length / Math.max(1, count)) - 1);
  const from = Math.min(asked, lastPage * count);
  const sum = (of: (fact: CountedFact) => number) => facts.reduce((total, fact) => total + of(fact), 0);
  // Hidden over the whole list: a page of it must not tell what another keeps back.
  const attended = hideSmallParts(facts.map((fact) => fact.attended), under);
  const counted = hideSmallParts(facts.map((fact) => fact.figure), under);
  const shown = (fact: CountedFact, index: number) =>
    toCounted(fact, { internal, attended: attended[from + index] ?? 0, counted: counted[from + index] ?? 0 });
  return {
    period,
    filter,
    total: facts.length,
    figure: tellsStudents(filter) ? hideSmall(sum(({ figure }) => figure), under) : null,
    attendances: hideSmall(sum((fact) => fact.attended), under),
    groups: facts.slice(from, from + count).map(shown),
    smallNumbersUnder: under,
  };
}

/** Everything counted of what is asked for; without a side, what is counted apart stands last. */
export async function allCountedGroups(input: CountedInput, deps: Pick<Deps, "db" | "now">): Promise<CountedGroup[]> {
  const own = await countedGroups(input, deps);
  // Where targeted sessions were held is the team's: for others none of them is of a place.
  const isOfPlace = PLACE_DIMENSIONS.some((dimension) => own.filter[dimension] !== undefined);
  if (input.filter?.side !== undefined || (isOfPlace && !isInternal(input))) return own.groups;
  const apart = await countedGroups({ ...input, filter: { ...input.filter, side: "targeted" } }, deps);
  return [...own.groups, ...apart.groups];
}

function toCounted(fact: CountedFact, shown: { internal: boolean; attended: Shown; counted: Shown }): CountedGroup {
  const hidden = fact.targeted && !shown.internal;
  const { id, onDate, formatName, yearGroup, novelty, basis, targeted } = fact;
  return {
    id,
    visitId: shown.internal ? fact.visitId : "",
    onDate,
    startTime: startTimeOf(fact),
    schoolName: hidden ? TARGETED_PLACE : fact.schoolName,
    districtName: hidden ? "" : (fact.districtName ?? NO_DISTRICT),
    formatName,
    groupLabel: hidden ? "" : fact.groupLabel,
    yearGroup,
    attended: shown.attended,
    novelty,
    counted: shown.counted,
    basis,
    targeted,
  };
}

function startTimeOf(fact: CountedFact): string {
  return fact.visitStartsAt === null ? "" : formatInstantTime(new Date(startMsOf(fact)));
}

function inOrderOfTime(one: CountedFact, other: CountedFact): number {
  return (
    compareText(one.onDate, other.onDate) ||
    startMsOf(one) - startMsOf(other) ||
    compareText(one.schoolName, other.schoolName) ||
    compareText(one.groupLabel, other.groupLabel) ||
    yearOrder(one.yearGroup) - yearOrder(other.yearGroup) ||
    compareText(one.id, other.id)
  );
}
