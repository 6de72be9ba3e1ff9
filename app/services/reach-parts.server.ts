import type { CountBasis } from "~/domain/delivery";
import { cohortYearLabel, YEAR_GROUPS, type CohortYear } from "~/domain/groups";
import { compareText } from "~/lib/compare-text";
import { formatMonth, monthOf, type Day } from "~/lib/london-time";
import type { CountedFact } from "~/services/reach-ledger.server";

export const NO_DISTRICT = "District not known";

/** Students counted at first contact and all attendances of one part. Exact: round only where shown. */
export type ReachPart = { key: string; name: string; figure: number; attendances: number };

type Named = { key: string; name: string };

export function partsBy(facts: readonly CountedFact[], partOf: (fact: CountedFact) => Named): ReachPart[] {
  const parts = new Map<string, ReachPart & { namedOn: Day }>();
  for (const fact of facts) {
    const { key, name } = partOf(fact);
    const part = parts.get(key) ?? { key, name, figure: 0, attendances: 0, namedOn: fact.onDate };
    // A place goes by the name that it had last.
    if (fact.onDate >= part.namedOn) Object.assign(part, { name, namedOn: fact.onDate });
    part.figure += fact.figure;
    part.attendances += fact.attended;
    parts.set(key, part);
  }
  return [...parts.values()].map(({ namedOn: _, ...part }) => part);
}

export function monthPart({ onDate }: CountedFact): Named {
  const month = monthOf(onDate);
  return { key: month, name: formatMonth(month) };
}

export function districtPart({ districtCode, districtName }: CountedFact): Named {
  const name = districtName ?? NO_DISTRICT;
  return { key: districtCode ?? name, name };
}

export function schoolPart({ lineageId, schoolName }: CountedFact): Named {
  return { key: lineageId, name: schoolName };
}

export function yearGroupPart({ yearGroup }: CountedFact): Named {
  return { key: String(yearOrder(yearGroup)).padStart(2, "0"), name: cohortYearLabel(yearGroup) };
}

export function yearOrder(yearGroup: CohortYear): number {
  return yearGroup === "mixed" ? YEAR_GROUPS.length : YEAR_GROUPS.indexOf(yearGroup);
}

export function byKey(one: ReachPart, other: ReachPart): number {
  return compareText(one.key, other.key);
}

export function byFigure(one: ReachPart, other: ReachPart): number {
  return other.figure - one.figure || other.attendances - one.attendances || compareText(one.name, other.name);
}

export function attendancesByBasis(facts: readonly CountedFact[]): { basis: CountBasis | null; attendances: number }[] {
  const bases: (CountBasis | null)[] = ["school_register", "headcount", "estimate", null];
  return bases.flatMap((basis) => {
    const attendances = facts.reduce((sum, fact) => sum + (fact.basis === basis ? fact.attended : 0), 0);
    return attendances > 0 ? [{ basis, attendances }] : [];
  });
}
