import { assertNever } from "~/lib/assert-never";

/** "R" is Reception. */
export type YearGroup =
  | "R"
  | "1"
  | "2"
  | "3"
  | "4"
  | "5"
  | "6"
  | "7"
  | "8"
  | "9"
  | "10"
  | "11"
  | "12"
  | "13";

export type KeyStage = "1" | "2" | "3" | "4" | "5";

/** Who sits together. A mixed group may not know its year groups: the list is then empty. */
export type Audience =
  | { kind: "year_group"; yearGroup: YearGroup }
  | { kind: "key_stage"; keyStage: KeyStage }
  | { kind: "mixed"; yearGroups: readonly YearGroup[] }
  | { kind: "age_range"; fromAge: number; toAge: number };

/** Students who sit together. The expected number never counts as attendance. */
export type Group = { audience: Audience; label: string; expectedCount: number };

/** Where repeats are worked out inside a school and academic year. */
export type CohortYear = YearGroup | "mixed";

export const YEAR_GROUPS: readonly YearGroup[] = [
  "R",
  "1",
  "2",
  "3",
  "4",
  "5",
  "6",
  "7",
  "8",
  "9",
  "10",
  "11",
  "12",
  "13",
];

export const KEY_STAGES: readonly KeyStage[] = ["1", "2", "3", "4", "5"];

/** Youth settings host people up to this age (product.md: an age range to 25). */
export const OLDEST_AGE = 25;

const YEAR_GROUPS_OF_KEY_STAGE: Readonly<Record<KeyStage, readonly YearGroup[]>> = {
  "1": ["1", "2"],
  "2": ["3", "4", "5", "6"],
  "3": ["7", "8", "9"],
  "4": ["10", "11"],
  "5": ["12", "13"],
};

/** A year group is its own cohort; everything that spans several belongs to the school's mixed cohort. */
export function cohortOf(group: { audience: Audience }): CohortYear {
  const years = yearGroupsOf(group.audience);
  const only = years.length === 1 ? years[0] : undefined;
  return only ?? "mixed";
}

/** The year groups that may sit in this group; empty when they are not known. */
export function yearGroupsOf(audience: Audience): readonly YearGroup[] {
  switch (audience.kind) {
    case "year_group":
      return [audience.yearGroup];
    case "key_stage":
      return YEAR_GROUPS_OF_KEY_STAGE[audience.keyStage];
    case "mixed":
      return audience.yearGroups;
    case "age_range":
      return [];
    default:
      return assertNever(audience);
  }
}

/** "Year 9", "Key stage 3", "Years 9 and 10", "Mixed year groups", "Ages 16 to 25". */
export function describeAudience(audience: Audience): string {
  switch (audience.kind) {
    case "year_group":
      return yearGroupLabel(audience.yearGroup);
    case "key_stage":
      return `Key stage ${audience.keyStage}`;
    case "mixed":
      return describeYearGroups(audience.yearGroups);
    case "age_range":
      return `Ages ${audience.fromAge} to ${audience.toAge}`;
    default:
      return assertNever(audience);
  }
}

export function yearGroupLabel(yearGroup: YearGroup): string {
  return yearGroup === "R" ? "Reception" : `Year ${yearGroup}`;
}

export function cohortYearLabel(cohortYear: CohortYear): string {
  return cohortYear === "mixed" ? "Mixed year groups" : yearGroupLabel(cohortYear);
}

export function isYearGroup(text: string): text is YearGroup {
  return YEAR_GROUPS.some((yearGroup) => yearGroup === text);
}

function describeYearGroups(yearGroups: readonly YearGroup[]): string {
  const [first, ...others] = yearGroups;
  if (first === undefined) return "Mixed year groups";
  if (others.length === 0) return yearGroupLabel(first);
  const labels = yearGroups.map((yearGroup) => (yearGroup === "R" ? "Reception" : yearGroup));
  const joined = `${labels.slice(0, -1).join(", ")} and ${labels.at(-1) ?? ""}`;
  return first === "R" ? joined : `Years ${joined}`;
}
