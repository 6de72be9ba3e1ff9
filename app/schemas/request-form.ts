import { z } from "zod";
import {
  ageRangeAudience,
  isYearGroup,
  KEY_STAGES,
  keyStageAudience,
  mixedAudience,
  OLDEST_AGE,
  yearGroupAudience,
  yearGroupLabel,
  YEAR_GROUPS,
  type Audience,
  type Group,
  type YearGroup,
} from "~/domain/groups";
import type { SchoolKind } from "~/domain/open-days";
import {
  LARGEST_EXPECTED,
  wishProblem,
  type DetailsAnswer,
  type PracticalitiesAnswer,
  type RollAnswer,
  type SchoolAnswer,
  type StudentsAnswer,
} from "~/domain/request-draft";
import { MOST_WISHES, type PartOfDay, type Wish } from "~/domain/wishes";
import { dayFromParts, partsFromDay, type FormValues } from "~/lib/form-data";
import { formatMinutes, parseTimeOfDay, type Day } from "~/lib/london-time";

const line = (longest = 200) =>
  z.string().trim().max(longest, `Enter ${longest} characters or fewer`).default("");

const note = () => z.string().trim().max(2_000, "Enter 2,000 characters or fewer").default("");

const postcode = line(10)
  .transform((text) => text.toUpperCase().replace(/\s+/g, "").replace(/^(.+)(.{3})$/, "$1 $2"))
  .refine((text) => /^[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$/.test(text), "Enter a full postcode, such as LE1 1AA");

const email = z
  .string()
  .trim()
  .max(254, "Enter 254 characters or fewer")
  .pipe(z.email("Enter an email address, such as name@school.example"));

export const chosenSchoolSchema = z.object({
  schoolId: z.uuid("Select your school or setting").catch(""),
});

export const unlistedSchoolSchema = z.object({
  kind: z.enum(["school", "youth"], "Select whether it is a school or a youth setting"),
  name: line().pipe(z.string().min(1, "Enter the name of your school or setting")),
  town: line(100).pipe(z.string().min(1, "Enter the town or village")),
  postcode,
});

export type OfferedFormat = { id: string; name: string; largestGroup: number };

const groupRow = z.object({
  audience: line(20),
  label: line(60),
  expected: line(10),
  ageFrom: line(3),
  ageTo: line(3),
});

type GroupRow = z.output<typeof groupRow>;
type Issue = { path: (string | number)[]; message: string };

/** Rows that were left empty do not count. */
export function studentsSchema(formats: readonly OfferedFormat[]) {
  return z
    .object({ formatId: line(), groups: z.array(groupRow).default([]) })
    .transform((form, context): StudentsAnswer => {
      const tell = ({ path, message }: Issue) => context.addIssue({ code: "custom", path, message });
      const format = formats.find(({ id }) => id === form.formatId);
      if (!format) tell({ path: ["formatId"], message: "Select the kind of session" });
      const groups: Group[] = [];
      for (const [index, row] of form.groups.entries()) {
        if (Object.values(row).every((text) => text === "")) continue;
        const { group, issues } = readGroup(row, format);
        for (const issue of issues) tell({ ...issue, path: ["groups", index, ...issue.path] });
        groups.push(group);
      }
      if (groups.length === 0) {
        tell({ path: ["groups", 0, "audience"], message: "Choose who the first group of students is" });
      }
      return { formatId: form.formatId, groups };
    });
}

function readGroup(row: GroupRow, format: OfferedFormat | undefined): { group: Group; issues: Issue[] } {
  const issues: Issue[] = [];
  const ages = row.audience === "ages" ? { from: count(row.ageFrom), to: count(row.ageTo) } : null;
  if (ages && (ages.from === null || ages.to === null || ages.from > ages.to || ages.to > OLDEST_AGE)) {
    const message = `Enter the youngest and the oldest age, up to ${OLDEST_AGE}`;
    issues.push({ path: ["ageFrom"], message });
  }
  const audience = ages ? ageRangeAudience(ages.from ?? 0, ages.to ?? OLDEST_AGE) : audienceOf(row.audience);
  if (!audience) issues.push({ path: ["audience"], message: "Choose who is in this group" });
  const expected = count(row.expected);
  if (expected === null || expected < 1 || expected > LARGEST_EXPECTED) {
    issues.push({ path: ["expected"], message: "Enter about how many students, as a number" });
  } else if (format && expected > format.largestGroup) {
    const message = `${format.name} takes up to ${format.largestGroup} students at a time. Enter them as several groups, or choose another kind of session`;
    issues.push({ path: ["expected"], message });
  }
  const known = audience ?? mixedAudience([]);
  const label = row.label || (known.kind === "year_group" ? "whole year" : "whole group");
  return { group: { ...known, label, expected: expected ?? 0 }, issues };
}

/** The choices of a group's "who": values as they stand in the form. */
export function audienceChoices(withAges: boolean): { value: string; label: string }[] {
  return [
    ...YEAR_GROUPS.map((year) => ({ value: `year-${year}`, label: yearGroupLabel(year) })),
    ...KEY_STAGES.map((stage) => ({ value: `stage-${stage}`, label: `Key stage ${stage}` })),
    { value: "mixed", label: "Mixed year groups" },
    ...(withAges ? [{ value: "ages", label: "An age range" }] : []),
  ];
}

function audienceOf(value: string): Audience | null {
  const [kind, which = ""] = value.split("-");
  if (kind === "year" && isYearGroup(which)) return yearGroupAudience(which);
  const stage = KEY_STAGES.find((candidate) => candidate === which);
  if (kind === "stage" && stage) return keyStageAudience(stage);
  return value === "mixed" ? mixedAudience([]) : null;
}

export function rollsSchema(yearGroups: readonly YearGroup[]) {
  return z.object({ roll: z.record(z.string(), line(10)).default({}) }).transform((form, context): RollAnswer[] =>
    yearGroups.map((yearGroup) => {
      const typed = form.roll[rollKey(yearGroup)] ?? "";
      const roll = count(typed);
      if (typed !== "" && (roll === null || roll > LARGEST_EXPECTED)) {
        const message = `Enter a number for ${yearGroupLabel(yearGroup)}, or leave it empty`;
        context.addIssue({ code: "custom", path: ["roll", rollKey(yearGroup)], message });
      }
      return { yearGroup, roll };
    }),
  );
}

/** A letter in front: keys that are numbers alone would be read as a list's. */
export function rollKey(yearGroup: YearGroup): string {
  return `year${yearGroup}`;
}

const dateParts = z
  .object({ day: line(10), month: line(10), year: line(10) })
  .default({ day: "", month: "", year: "" });

const wishRow = z.object({
  from: dateParts,
  to: dateParts,
  weekday: line(1),
  partOfDay: line(20),
  time: line(60),
});

type WishRow = z.output<typeof wishRow>;

const WISH_NAMES = ["first", "second", "third", "fourth", "fifth"] as const;

/**
 * One to five wishes in order; the first is needed and rows left empty do not count. A date alone is that day; with a
 * last date it is any day between, or one weekday of that time. A time is a start time, or a period's name.
 */
export function datesSchema(kind: SchoolKind, today: Day) {
  return z.object({ wishes: z.array(wishRow).max(MOST_WISHES).default([]) }).transform((form, context): Wish[] => {
    const tell = ({ path, message }: Issue) => context.addIssue({ code: "custom", path, message });
    const wishes: Wish[] = [];
    for (const [index, row] of form.wishes.entries()) {
      if (index > 0 && isEmptyWish(row)) continue;
      const { wish, issues } = readWish(row, WISH_NAMES[index] ?? "");
      const problem = wish && issues.length === 0 ? wishProblem(wish, kind, today) : null;
      if (problem) issues.push({ path: [problem.field], message: problem.message });
      for (const issue of issues) tell({ ...issue, path: ["wishes", index, ...issue.path] });
      if (wish) wishes.push(wish);
    }
    if (form.wishes.length === 0) tell({ path: ["wishes", 0, "from"], message: "Enter the date of your first choice" });
    return wishes;
  });
}

function isEmptyWish(row: WishRow): boolean {
  const dates = [...Object.values(row.from), ...Object.values(row.to)];
  return [...dates, row.weekday, row.time].every((text) => text === "");
}

function readWish(row: WishRow, name: string): { wish: Wish | null; issues: Issue[] } {
  const issues: Issue[] = [];
  const hasTo = Object.values(row.to).some((text) => text !== "");
  const fromOn = dayFromParts(fullYear(row.from));
  const toOn = hasTo ? dayFromParts(fullYear(row.to)) : fromOn;
  const weekday = /^[1-7]$/.test(row.weekday) ? Number(row.weekday) : null;
  if (!fromOn) issues.push({ path: ["from"], message: `Enter the date of your ${name} choice, such as 27 3 2027` });
  if (hasTo && !toOn) issues.push({ path: ["to"], message: "Enter the last date, such as 27 3 2027, or leave it empty" });
  if (weekday !== null && !hasTo) {
    issues.push({ path: ["weekday"], message: "Enter a last date as well, or choose any weekday" });
  }
  const startMinutes = parseTimeOfDay(row.time);
  if (startMinutes === null && /^[\d:. ]+$/.test(row.time)) {
    issues.push({ path: ["time"], message: "Enter a start time such as 09:10, or the name of the period" });
  }
  if (!fromOn || !toOn) return { wish: null, issues };
  const wish: Wish = {
    kind: weekday !== null ? "weekday" : toOn === fromOn ? "date" : "range",
    fromOn,
    toOn,
    weekday,
    partOfDay: startMinutes === null ? partOfDayOf(row.partOfDay) : "start_time",
    startMinutes,
    periodLabel: startMinutes === null ? row.time : "",
  };
  return { wish, issues };
}

function partOfDayOf(text: string): PartOfDay {
  return text === "morning" || text === "afternoon" ? text : "any";
}

/** "27" is 2027: nobody plans a session for another century. */
function fullYear(parts: WishRow["from"]): WishRow["from"] {
  return /^\d{2}$/.test(parts.year) ? { ...parts, year: `20${parts.year}` } : parts;
}

export const practicalitiesSchema = z
  .object({
    roomDetails: note(),
    arrivalDetails: note(),
    needsDetails: note(),
    noteFromSchool: note(),
    afterIncident: z.literal("yes").optional(),
  })
  .transform((form): PracticalitiesAnswer => ({ ...form, afterIncident: form.afterIncident === "yes" }));

export const detailsSchema = z
  .object({
    name: line(100).pipe(z.string().min(1, "Enter your name")),
    jobTitle: line(100),
    email: line(254).pipe(z.string().min(1, "Enter your work email address").pipe(email)),
    phone: line(30).pipe(
      z.string().regex(/^\+?[\d\s()-]{7,}(\s?(x|ext\.?)\s?\d+)?$/i, "Enter a phone number, such as 0116 496 0123"),
    ),
    secondName: line(100),
    secondEmail: z.union([z.literal(""), email]).default(""),
  })
  .transform(({ secondName, secondEmail, ...form }, context): DetailsAnswer => {
    const tell = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    if (secondEmail === "" && secondName !== "") tell("secondEmail", "Enter the second contact’s email address");
    if (secondName === "" && secondEmail !== "") tell("secondName", "Enter the second contact’s name");
    if (secondEmail !== "" && secondEmail.toLowerCase() === form.email.toLowerCase()) {
      tell("secondEmail", "The second contact needs another email address than yours");
    }
    const second = secondEmail === "" ? null : { name: secondName, email: secondEmail };
    return { ...form, second };
  });

/** What the fields of a page hold when its answer is changed. */
export function unlistedSchoolValues(answer: SchoolAnswer | undefined): FormValues {
  if (!answer || answer.listed) return {};
  const { kind, name, town, postcode: code } = answer;
  return { kind, name, town, postcode: code };
}

export function studentsValues(answer: StudentsAnswer | undefined): FormValues {
  const values: FormValues = { formatId: answer?.formatId ?? "" };
  for (const [index, group] of (answer?.groups ?? []).entries()) {
    const row = {
      audience: audienceValue(group),
      label: group.label,
      expected: String(group.expected),
      ageFrom: group.ageFrom === null ? "" : String(group.ageFrom),
      ageTo: group.ageTo === null ? "" : String(group.ageTo),
    };
    for (const [name, value] of Object.entries(row)) values[`groups.${index}.${name}`] = value;
  }
  return values;
}

function audienceValue(group: Group): string {
  switch (group.kind) {
    case "year_group":
      return `year-${group.yearGroups[0] ?? ""}`;
    case "key_stage":
      return `stage-${KEY_STAGES.find((stage) => keyStageAudience(stage).yearGroups[0] === group.yearGroups[0]) ?? ""}`;
    case "mixed":
      return "mixed";
    case "age_range":
      return "ages";
  }
}

export function rollsValues(answer: readonly RollAnswer[] | undefined): FormValues {
  return Object.fromEntries(
    (answer ?? []).map(({ yearGroup, roll }) => [`roll.${rollKey(yearGroup)}`, roll === null ? "" : String(roll)]),
  );
}

export function datesValues(wishes: readonly Wish[] | undefined): FormValues {
  const values: FormValues = {};
  for (const [index, wish] of (wishes ?? []).entries()) {
    const prefix = `wishes.${index}`;
    for (const [part, text] of Object.entries(partsFromDay(wish.fromOn))) values[`${prefix}.from.${part}`] = text;
    const to = wish.kind === "date" ? "" : wish.toOn;
    for (const [part, text] of Object.entries(partsFromDay(to))) values[`${prefix}.to.${part}`] = text;
    values[`${prefix}.weekday`] = wish.weekday === null ? "" : String(wish.weekday);
    values[`${prefix}.partOfDay`] = wish.partOfDay === "start_time" ? "any" : wish.partOfDay;
    values[`${prefix}.time`] = wish.startMinutes === null ? wish.periodLabel : formatMinutes(wish.startMinutes);
  }
  return values;
}

export function practicalitiesValues(answer: PracticalitiesAnswer | undefined): FormValues {
  if (!answer) return {};
  const { afterIncident, ...texts } = answer;
  return { ...texts, afterIncident: afterIncident ? "yes" : "" };
}

export function detailsValues(answer: DetailsAnswer | undefined): FormValues {
  if (!answer) return {};
  const { second, ...texts } = answer;
  return { ...texts, secondName: second?.name ?? "", secondEmail: second?.email ?? "" };
}

/** "1,200" and " 180 " are numbers too; null for anything else, the empty text included. */
function count(text: string): number | null {
  const digits = text.replace(/[\s,]/g, "");
  return /^\d{1,6}$/.test(digits) ? Number(digits) : null;
}
