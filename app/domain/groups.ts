import { assertNever } from "~/lib/assert-never";

/** "R" is Reception. */
export type YearGroup = "R" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "10" | "11" | "12" | "13";

export type GroupKind = "year_group" | "key_stage" | "mixed" | "age_range";

/**
 * Who sits together. `yearGroups` names the years that may be inside and is empty where they are not known;
 * the ages belong to youth settings alone.
 */
export type Audience = {
  kind: GroupKind;
  yearGroups: readonly YearGroup[];
  ageFrom: number | null;
  ageTo: number | null;
};

/** Students who sit together. The expected number never counts as attendance. */
export type Group = Audience & { label: string; expected: number };

export type KeyStage = "1" | "2" | "3" | "4" | "5";

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

export function yearGroupAudience(yearGroup: YearGroup): Audience {
  return { kind: "year_group", yearGroups: [yearGroup], ageFrom: null, ageTo: null };
}

export function keyStageAudience(keyStage: KeyStage): Audience {
  const yearGroups = YEAR_GROUPS_OF_KEY_STAGE[keyStage];
  return { kind: "key_stage", yearGroups, ageFrom: null, ageTo: null };
}

export function mixedAudience(yearGroups: readonly YearGroup[]): Audience {
  return { kind: "mixed", yearGroups, ageFrom: null, ageTo: null };
}

export function ageRangeAudience(ageFrom: number, ageTo: number): Audience {
  return { kind: "age_range", yearGroups: [], ageFrom, ageTo };
}

/** One year group is its own cohort; everything that spans several belongs to the school's mixed cohort. */
export function cohortOf(audience: Pick<Audience, "yearGroups">): CohortYear {
  const [first, ...others] = audience.yearGroups;
  return first !== undefined && others.length === 0 ? first : "mixed";
}

/** "Year 9", "Key stage 3", "Years 9 and 10", "Mixed year groups", "Ages 16 to 25". */
export function describeAudience(audience: Audience): string {
  switch (audience.kind) {
    case "key_stage":
      return keyStageLabel(audience.yearGroups);
    case "age_range":
      return `Ages ${audience.ageFrom ?? 0} to ${audience.ageTo ?? OLDEST_AGE}`;
    case "year_group":
    case "mixed":
      return describeYearGroups(audience.yearGroups);
    default:
      return assertNever(audience.kind);
  }
}

export function yearGroupLabel(yearGroup: YearGroup): string {
  return yearGroup === "R" ? "Reception" : `Year ${yearGroup}`;
}

/** 9A, 9B, 9C ... for as many forms, up to 26; a school that names them otherwise says so. */
export function formLabels(yearGroup: YearGroup, forms: number): string[] {
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"].slice(0, forms);
  return letters.map((letter) => (yearGroup === "R" ? `Reception ${letter}` : `${yearGroup}${letter}`));
}

export function cohortYearLabel(cohortYear: CohortYear): string {
  return cohortYear === "mixed" ? "Mixed year groups" : yearGroupLabel(cohortYear);
}

export function isYearGroup(text: string): text is YearGroup {
  return YEAR_GROUPS.some((yearGroup) => yearGroup === text);
}

export function isCohortYear(text: string): text is CohortYear {
  return text === "mixed" || isYearGroup(text);
}

function keyStageLabel(yearGroups: readonly YearGroup[]): string {
  const first = yearGroups[0];
  const keyStage = KEY_STAGES.find(
    (candidate) => first !== undefined && YEAR_GROUPS_OF_KEY_STAGE[candidate].includes(first),
  );
  return keyStage ? `Key stage ${keyStage}` : describeYearGroups(yearGroups);
}

function describeYearGroups(yearGroups: readonly YearGroup[]): string {
  const [first, ...others] = yearGroups;
  if (first === undefined) return "Mixed year groups";
  if (others.length === 0) return yearGroupLabel(first);
  const names = yearGroups.map((yearGroup) => (yearGroup === "R" ? "Reception" : yearGroup));
  const joined = `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
  return first === "R" ? joined : `Years ${joined}`;
}
