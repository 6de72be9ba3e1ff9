import { YEAR_GROUPS, type YearGroup } from "~/domain/groups";
import type { SchoolKind } from "~/domain/open-days";

/** Kinds of setting, told apart by what the register says of a school's type and phase. */
export const SETTING_KINDS = [
  "mainstream",
  "special",
  "alternative",
  "independent",
  "primary",
  "college",
  "other",
  "youth",
] as const;
export type SettingKind = (typeof SETTING_KINDS)[number];

export const SETTING_KIND_LABELS: Readonly<Record<SettingKind, string>> = {
  mainstream: "Secondary and all-through schools",
  special: "Special schools",
  alternative: "Pupil referral units and alternative provision",
  independent: "Independent schools",
  primary: "Primary and middle schools",
  college: "Colleges and sixth forms",
  other: "Other schools, and those whose kind is not known",
  youth: "Youth settings",
};

/** Whom the programme is for: the same rule above and below the line of every share. */
export type Eligible = { yearGroups: readonly YearGroup[]; kinds: readonly SettingKind[] };

const CORE_YEARS = ["7", "8", "9", "10", "11"] as const satisfies readonly YearGroup[];

export const DEFAULT_ELIGIBLE: Eligible = {
  yearGroups: CORE_YEARS,
  kinds: SETTING_KINDS.filter((kind) => kind !== "youth"),
};

/** What the register says of a school that decides whether, and for how many students, the programme is for it. */
export type EligibilityFacts = {
  kind: SchoolKind;
  typeName: string;
  phase: string;
  lowAge: number | null;
  highAge: number | null;
  /** Of the whole school, and of its years 7 to 11; null where the register does not say. */
  pupils: number | null;
  secondaryPupils: number | null;
};

export function settingKindOf({ kind, typeName, phase }: Pick<EligibilityFacts, "kind" | "typeName" | "phase">): SettingKind {
  if (kind === "youth") return "youth";
  if (/special/i.test(typeName)) return "special";
  if (/pupil referral|alternative provision/i.test(typeName)) return "alternative";
  if (/independent/i.test(typeName)) return "independent";
  if (/^(nursery|primary|middle deemed primary)$/i.test(phase)) return "primary";
  if (/^16 plus$/i.test(phase) || /further education|sixth form/i.test(typeName)) return "college";
  return /^(secondary|all-through|middle deemed secondary)$/i.test(phase) ? "mainstream" : "other";
}

/** Years of statutory age 4 (Reception) to 18: whoever is 11 on the first day of a school year is in year 7 in it. */
export const AGE_OF_RECEPTION = 4;

/** The year groups that a school has, by its ages; by its phase where the register has none. Empty where neither says. */
export function yearGroupsOf({ lowAge, highAge, phase }: Pick<EligibilityFacts, "lowAge" | "highAge" | "phase">): readonly YearGroup[] {
  if (highAge !== null) {
    const first = Math.max(0, (lowAge ?? 0) - AGE_OF_RECEPTION);
    // A school to 16 ends with year 11, whose students turn 16 in it.
    return YEAR_GROUPS.slice(first, Math.max(first, highAge - AGE_OF_RECEPTION));
  }
  if (/^secondary$/i.test(phase)) return CORE_YEARS;
  return /^all-through$/i.test(phase) ? YEAR_GROUPS.slice(0, 12) : [];
}

/** Whether the programme is for any students of this school. Youth settings have no year groups: their kind decides. */
export function isEligible(school: EligibilityFacts, { yearGroups, kinds }: Eligible): boolean {
  const kind = settingKindOf(school);
  if (!kinds.includes(kind)) return false;
  return kind === "youth" || yearGroupsOf(school).some((year) => yearGroups.includes(year));
}

/**
 * Students of the school whom the programme is for; null where nobody knows. The register counts a whole school and its
 * years 7 to 11; where neither is what is asked for, the numbers that the school gave for its year groups, if it gave
 * all of them. Nothing is shared out or guessed.
 */
export function eligibleStudents(
  school: EligibilityFacts,
  { yearGroups }: Eligible,
  rolls: ReadonlyMap<YearGroup, number> = new Map(),
): number | null {
  const own = yearGroupsOf(school);
  const asked = own.filter((year) => yearGroups.includes(year));
  const core = own.filter((year) => CORE_YEARS.some((each) => each === year));
  if (asked.length === 0) return null;
  if (sameYears(asked, core) && school.secondaryPupils) return school.secondaryPupils;
  if (sameYears(asked, own) && school.pupils) return school.pupils;
  const known = asked.flatMap((year) => rolls.get(year) ?? []);
  return known.length === asked.length ? known.reduce((sum, roll) => sum + roll, 0) : null;
}

const sameYears = (one: readonly YearGroup[], other: readonly YearGroup[]): boolean =>
  one.length === other.length && one.every((year) => other.includes(year));

/** "years 7 to 11", "years 9 and 12 to 13" */
export function describeYears(yearGroups: readonly YearGroup[]): string {
  const runs: YearGroup[][] = [];
  for (const year of YEAR_GROUPS) {
    if (!yearGroups.includes(year)) continue;
    const run = runs.at(-1);
    if (run && YEAR_GROUPS.indexOf(run.at(-1) ?? year) === YEAR_GROUPS.indexOf(year) - 1) run.push(year);
    else runs.push([year]);
  }
  const name = (year: YearGroup | undefined) => (year === "R" ? "Reception" : (year ?? ""));
  const parts = runs.map((run) => (run.length === 1 ? name(run[0]) : `${name(run[0])} to ${name(run.at(-1))}`));
  const list = parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;
  return `${yearGroups.length === 1 ? "year" : "years"} ${list}`;
}
