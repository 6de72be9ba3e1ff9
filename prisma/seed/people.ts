import type { AbsenceKind } from "~/domain/absence";
import type { StaffRole } from "~/domain/roles";
import type { WorkingPattern } from "~/domain/working-hours";
import { mondayOf, type Day } from "~/lib/london-time";
import { STORY_SCHOOLS } from "./schools";

/** Minutes from midnight. */
type Hours = readonly [weekday: number, startMinutes: number, endMinutes: number];

export type StoryOfficer = {
  key: string;
  name: string;
  email: string;
  base: { baseName: string; baseEasting: number; baseNorthing: number };
  /** One list a week of the cycle. */
  weeks: readonly (readonly Hours[])[];
  /** Days from today, negative in the past, moved to the next working day. */
  absences: readonly { kind: AbsenceKind; fromDay: number; days: number; part?: "morning" | "afternoon" }[];
};

const EVERY_DAY = [1, 2, 3, 4, 5] as const;
const at = (hours: number, minutes = 0) => hours * 60 + minutes;
const onDays = (weekdays: readonly number[], start: number, end: number): readonly Hours[] =>
  weekdays.map((weekday): Hours => [weekday, start, end]);

export const OFFICERS: readonly StoryOfficer[] = [
  {
    key: "asha",
    name: "Asha Merriwell",
    email: "asha@example.org",
    base: { baseName: "Leicester, east", baseEasting: 461_000, baseNorthing: 305_000 },
    weeks: [onDays(EVERY_DAY, at(8), at(16))],
    absences: [{ kind: "training", fromDay: 13, days: 1, part: "afternoon" }],
  },
  {
    key: "callum",
    name: "Callum Thackwray",
    email: "callum@example.org",
    base: { baseName: "Loughborough", baseEasting: 453_500, baseNorthing: 319_800 },
    weeks: [onDays(EVERY_DAY, at(7, 30), at(15, 45))],
    absences: [
      { kind: "leave", fromDay: -24, days: 5 },
      { kind: "court", fromDay: 8, days: 1, part: "morning" },
    ],
  },
  {
    key: "ines",
    name: "Ines Ollerbury",
    email: "ines@example.org",
    base: { baseName: "Hinckley", baseEasting: 442_900, baseNorthing: 294_000 },
    weeks: [onDays([2, 3, 4], at(8), at(16))],
    absences: [{ kind: "leave", fromDay: 16, days: 2 }],
  },
  {
    key: "marcus",
    name: "Marcus Adeyrowe",
    email: "marcus@example.org",
    base: { baseName: "Wigston", baseEasting: 460_500, baseNorthing: 298_900 },
    weeks: [[...onDays([1, 2, 3, 5], at(8), at(16)), [4, at(12), at(20)]]],
    absences: [{ kind: "other_duty", fromDay: -9, days: 2 }],
  },
  {
    key: "priya",
    name: "Priya Sandringley",
    email: "priya@example.org",
    base: { baseName: "Melton Mowbray", baseEasting: 475_200, baseNorthing: 319_100 },
    weeks: [onDays(EVERY_DAY, at(8), at(16)), onDays([1, 2, 3, 4], at(8), at(16))],
    absences: [{ kind: "leave", fromDay: 22, days: 5 }],
  },
  {
    key: "tom",
    name: "Tom Hazelgarth",
    email: "tom@example.org",
    base: { baseName: "Coalville", baseEasting: 442_500, baseNorthing: 314_000 },
    weeks: [onDays(EVERY_DAY, at(8), at(16))],
    absences: [{ kind: "training", fromDay: 3, days: 1 }],
  },
];

/** Whose planned visit an absence entered yesterday touches. */
export const CALLED_TO_COURT = "tom";

export type StoryStaff = { key: string; name: string; email: string; role: StaffRole };

export const OFFICE: readonly StoryStaff[] = [
  { key: "helen", name: "Helen Brackenshaw", email: "helen@example.org", role: "manager" },
  { key: "judith", name: "Judith Larkwhistle", email: "judith@example.org", role: "coordinator" },
  { key: "sam", name: "Sam Okonbury", email: "sam@example.org", role: "coordinator" },
  { key: "ruth", name: "Ruth Pellingdean", email: "ruth@example.org", role: "analyst" },
];

export type StoryContact = { name: string; jobTitle: string; email: string; phone: string };

const FIRST_NAMES = [
  "Alison",
  "Ben",
  "Carys",
  "Dominic",
  "Esther",
  "Farid",
  "Gemma",
  "Hugh",
  "Imani",
  "Jo",
  "Kavita",
];
const LAST_NAMES = [
  "Ambleforth",
  "Birchenall",
  "Corrowby",
  "Dunnesdale",
  "Elmscott",
  "Farthingley",
  "Gorsefield",
];
const JOB_TITLES = [
  "PSHE lead",
  "Head of year",
  "Designated safeguarding lead",
  "Assistant headteacher",
  "Pastoral lead",
];

/** Who asks for a school: one invented person each, in the reserved domain example.org. */
export function contactOf(schoolKey: string): StoryContact {
  const index = STORY_SCHOOLS.findIndex(({ key }) => key === schoolKey);
  const first = FIRST_NAMES[index % FIRST_NAMES.length] ?? "Alison";
  const last = LAST_NAMES[index % LAST_NAMES.length] ?? "Ambleforth";
  return {
    name: `${first} ${last}`,
    jobTitle: JOB_TITLES[index % JOB_TITLES.length] ?? "PSHE lead",
    email: `${first.toLowerCase()}@${schoolKey}.example.org`,
    // 0116 496 0000 to 0999 are kept free for fiction (Ofcom).
    phone: `0116 496 0${String(100 + index)}`,
  };
}

export function patternOf(officer: StoryOfficer, validFromOn: Day): WorkingPattern {
  return {
    validFromOn,
    anchorOn: mondayOf(validFromOn),
    cycleWeeks: officer.weeks.length,
    days: officer.weeks.flatMap((days, week) =>
      days.map(([weekday, startMinutes, endMinutes]) => ({ week, weekday, startMinutes, endMinutes })),
    ),
  };
}
