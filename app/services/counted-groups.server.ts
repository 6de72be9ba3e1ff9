import { listProgrammeYears } from "~/data/programme-years.server";
import type { CountBasis } from "~/domain/delivery";
import type { CohortYear } from "~/domain/groups";
import type { Novelty } from "~/domain/reach";
import { compareText } from "~/lib/compare-text";
import { dayOf, formatInstantTime, monthOf, type Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import { saidOf } from "~/services/reach-beside.server";
import { reachLedger, startMsOf, type CountedFact } from "~/services/reach-ledger.server";
import { districtPart, NO_DISTRICT, yearGroupPart, yearOrder } from "~/services/reach-parts.server";
import { resolvePeriod, type PeriodChoice, type ReachAudience, type ReportedPeriod } from "~/services/reach-periods.server";

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
  attended: number;
  novelty: Novelty;
  /** Students counted towards students reached at this group; exact. */
  counted: number;
  basis: CountBasis | null;
  targeted: boolean;
};

const TARGETED_PLACE = "Targeted session";

export type GroupFilter = Partial<{
  side: "open" | "targeted";
  month: string;
  district: string;
  yearGroup: string;
  school: string;
  format: string;
  basis: string;
  said: "school" | "team" | "imported";
}>;

/** The groups that a figure of a period is made of, in order of time; `pick` cuts out a page of them, the last for one beyond it. */
export async function countedGroups(
  input: {
    choice: PeriodChoice | null;
    audience: ReachAudience;
    filter?: GroupFilter;
    pick?: { from: number; count: number };
  },
  deps: Pick<Deps, "db" | "now">,
): Promise<{ period: ReportedPeriod; total: number; figure: number; attendances: number; groups: CountedGroup[] }> {
  const wanted = input.choice ?? { kind: "programme", onDay: dayOf(deps.now()) };
  const period = await resolvePeriod(deps.db, await listProgrammeYears(deps.db), wanted);
  const ledger = await reachLedger(deps.db, period);
  const filter = input.filter ?? {};
  const facts = ledger[filter.side ?? "open"].facts.filter((fact) => fits(fact, filter)).sort(inOrderOfTime);
  const { from: asked, count } = input.pick ?? { from: 0, count: facts.length };
  const lastPage = Math.max(0, Math.ceil(facts.length / Math.max(1, count)) - 1);
  const from = Math.min(asked, lastPage * count);
  return {
    period,
    total: facts.length,
    figure: facts.reduce((sum, fact) => sum + fact.figure, 0),
    attendances: facts.reduce((sum, fact) => sum + fact.attended, 0),
    groups: facts.slice(from, from + count).map((fact) => toCounted(fact, input.audience)),
  };
}

/** Everything counted in a period, then what is counted apart. */
export async function allCountedGroups(
  input: { choice: PeriodChoice | null; audience: ReachAudience },
  deps: Pick<Deps, "db" | "now">,
): Promise<CountedGroup[]> {
  const open = await countedGroups(input, deps);
  const apart = await countedGroups({ ...input, filter: { side: "targeted" } }, deps);
  return [...open.groups, ...apart.groups];
}

function fits(fact: CountedFact, filter: GroupFilter): boolean {
  return (
    (filter.month === undefined || monthOf(fact.onDate) === filter.month) &&
    (filter.district === undefined || districtPart(fact).key === filter.district) &&
    (filter.yearGroup === undefined || yearGroupPart(fact).key === filter.yearGroup) &&
    (filter.school === undefined || fact.lineageId === filter.school) &&
    (filter.format === undefined || fact.formatName === filter.format) &&
    (filter.basis === undefined || (fact.basis ?? "unknown") === filter.basis) &&
    (filter.said === undefined || saidOf(fact) === filter.said)
  );
}

function toCounted(fact: CountedFact, audience: ReachAudience): CountedGroup {
  const hidden = fact.targeted && audience === "analyst";
  const { id, onDate, formatName, yearGroup, attended, novelty, basis, targeted } = fact;
  return {
    id,
    visitId: audience === "team" ? fact.visitId : "",
    onDate,
    startTime: startTimeOf(fact),
    schoolName: hidden ? TARGETED_PLACE : fact.schoolName,
    districtName: hidden ? "" : (fact.districtName ?? NO_DISTRICT),
    formatName,
    groupLabel: hidden ? "" : fact.groupLabel,
    yearGroup,
    attended,
    novelty,
    counted: fact.figure,
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
