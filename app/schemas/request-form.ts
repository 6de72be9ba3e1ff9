import { z } from "zod";
import {
  ageRangeAudience,
  formLabels,
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
import type { AskingDays } from "~/domain/asking-days";
import { findPeriod, MOST_BELL_TIMES, type BellTime } from "~/domain/bell-times";
import { MOST_NEVER_SPANS, type NeverDay } from "~/domain/never-days";
import {
  LARGEST_EXPECTED,
  MOST_GROUPS,
  wishProblem,
  type DetailsAnswer,
  type PracticalitiesAnswer,
  type RollAnswer,
  type SchoolAnswer,
  type StudentsAnswer,
} from "~/domain/request-draft";
import { MOST_WISHES, type PartOfDay, type Wish } from "~/domain/wishes";
import { dayFromParts, partsFromDay, type FormValues } from "~/lib/form-data";
import { formatMinutes, isDay, parseTimeOfDay, type Day } from "~/lib/london-time";

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

const WHOLE_YEAR = "whole year";

type GroupRow = z.output<typeof groupRow>;
type Issue = { path: (string | number)[]; message: string };

export function formatSchema(formats: readonly OfferedFormat[]) {
  return z.object({
    formatId: line().refine((id) => formats.some((format) => format.id === id), "Select the kind of session"),
  });
}

/** How the students sit together: a year's forms one by one, a year group at once, or groups typed in. */
const TOGETHER = ["forms", "whole", "groups"] as const;

/** Only what belongs to the choice made is read. Rows of groups that were left empty do not count. */
export function studentsSchema(format: OfferedFormat) {
  return z
    .object({
      together: z.enum(TOGETHER, "Select how the students will sit together"),
      forms: z
        .object({ year: line(10), count: line(10), expected: line(10), labels: line(600), periods: line(10) })
        .partial()
        .default({}),
      whole: z.object({ year: line(10), expected: line(10) }).partial().default({}),
      groups: z.array(groupRow).default([]),
    })
    .transform((form, context): StudentsAnswer => {
      const { groups, issues, periods } = readTogether(form, format);
      for (const { path, message } of issues) context.addIssue({ code: "custom", path, message });
      return { formatId: format.id, groups, ...(periods === null ? {} : { periods }) };
    });
}

type TogetherForm = {
  together: (typeof TOGETHER)[number];
  forms: { year?: string; count?: string; expected?: string; labels?: string; periods?: string };
  whole: { year?: string; expected?: string };
  groups: GroupRow[];
};
type ReadGroups = { groups: Group[]; issues: Issue[]; periods: number | null };

function readTogether(form: TogetherForm, format: OfferedFormat): ReadGroups {
  switch (form.together) {
    case "forms":
      return readForms(form.forms, format);
    case "whole": {
      const row = { audience: form.whole.year ?? "", label: "", expected: form.whole.expected ?? "" };
      const { group, issues } = readGroup({ ...row, ageFrom: "", ageTo: "" }, format);
      const fields = issues.map(({ path, message }) => ({
        path: path[0] === "audience" ? ["whole", "year"] : ["whole", "expected"],
        message: path[0] === "audience" ? "Select the year group" : message,
      }));
      return { groups: [group], issues: fields, periods: null };
    }
    case "groups": {
      const used = form.groups.map((row, index) => ({ row, index })).filter(({ row }) => !isEmptyRow(row));
      const read = used.map(({ row, index }) => ({ index, ...readGroup(row, format) }));
      const issues = read.flatMap(({ index, issues: found }) =>
        found.map((issue) => ({ ...issue, path: ["groups", index, ...issue.path] })),
      );
      const none = { path: ["groups", 0, "audience"], message: "Choose who the first group of students is" };
      return { groups: read.map(({ group }) => group), issues: used.length === 0 ? [none] : issues, periods: null };
    }
  }
}

/** "8 forms over 5 periods": every form its own group, named as the school does, else 9A, 9B and so on. */
function readForms(form: TogetherForm["forms"], format: OfferedFormat): ReadGroups {
  const issues: Issue[] = [];
  const tell = (field: string, message: string) => issues.push({ path: ["forms", field], message });
  const audience = audienceOf(form.year ?? "");
  const year = audience?.kind === "year_group" ? audience.yearGroups[0] : undefined;
  if (year === undefined) tell("year", "Select the year group");
  const labels = (form.labels ?? "").split(/[,;\n]/).map((label) => label.trim()).filter((label) => label !== "");
  const forms = form.count ? count(form.count) : labels.length || null;
  if (forms === null || forms < 1 || forms > MOST_GROUPS) {
    tell("count", `Enter how many forms, from 1 to ${MOST_GROUPS}`);
  } else if (labels.length > 0 && labels.length !== forms) {
    tell("labels", `You said ${forms} forms but named ${labels.length}. Name all of them, or none`);
  }
  if (new Set(labels.map((label) => label.toLowerCase())).size < labels.length) tell("labels", "Name each form once");
  const expected = count(form.expected ?? "");
  const tooMany = sizeProblem(expected, format);
  if (tooMany !== null) tell("expected", tooMany);
  const periods = form.periods ? count(form.periods) : null;
  if (form.periods && (periods === null || periods < 1 || periods > MOST_GROUPS)) {
    tell("periods", `Enter how many periods, from 1 to ${MOST_GROUPS}, or leave it empty`);
  }
  const names = labels.length > 0 || year === undefined ? labels : formLabels(year, Math.min(forms ?? 0, MOST_GROUPS));
  const known = yearGroupAudience(year ?? "7");
  return { groups: names.map((label) => ({ ...known, label, expected: expected ?? 0 })), issues, periods };
}

function isEmptyRow(row: GroupRow): boolean {
  return Object.values(row).every((text) => text === "");
}

function sizeProblem(expected: number | null, format: OfferedFormat): string | null {
  if (expected === null || expected < 1 || expected > LARGEST_EXPECTED) {
    return "Enter about how many students, as a number";
  }
  if (expected <= format.largestGroup) return null;
  return `${format.name} takes up to ${format.largestGroup} students at a time. Enter them as several groups, or choose another kind of session`;
}

function readGroup(row: GroupRow, format: OfferedFormat): { group: Group; issues: Issue[] } {
  const issues: Issue[] = [];
  const ages = row.audience === "ages" ? { from: count(row.ageFrom), to: count(row.ageTo) } : null;
  if (ages && (ages.from === null || ages.to === null || ages.from > ages.to || ages.to > OLDEST_AGE)) {
    const message = `Enter the youngest and the oldest age, up to ${OLDEST_AGE}`;
    issues.push({ path: ["ageFrom"], message });
  }
  const audience = ages ? ageRangeAudience(ages.from ?? 0, ages.to ?? OLDEST_AGE) : audienceOf(row.audience);
  if (!audience) issues.push({ path: ["audience"], message: "Choose who is in this group" });
  const expected = count(row.expected);
  const problem = sizeProblem(expected, format);
  if (problem !== null) issues.push({ path: ["expected"], message: problem });
  const known = audience ?? mixedAudience([]);
  const label = row.label || (known.kind === "year_group" ? WHOLE_YEAR : "whole group");
  return { group: { ...known, label, expected: expected ?? 0 }, issues };
}

/** Year groups alone, with the values that they have among the audiences. */
export function yearGroupChoices(): { value: string; label: string }[] {
  return YEAR_GROUPS.map((year) => ({ value: `year-${year}`, label: yearGroupLabel(year) }));
}

/** The choices of a group's "who": values as they stand in the form. */
export function audienceChoices(withAges: boolean): { value: string; label: string }[] {
  return [
    ...yearGroupChoices(),
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

const noDate = () => ({ day: "", month: "", year: "" });

const dateParts = z.object({ day: line(10), month: line(10), year: line(10) }).default(noDate);

const period = z
  .object({ term: line(30), from: dateParts, to: dateParts, weekday: line(1) })
  .default(() => ({ term: "", from: noDate(), to: noDate(), weekday: "" }));

const wishRow = z.object({
  kind: z.enum(["date", "range", "weekday"]).catch("date"),
  on: dateParts,
  range: period,
  weekly: period,
  partOfDay: line(20),
  time: line(60),
});

type WishRow = z.output<typeof wishRow>;
type DateParts = WishRow["on"];

const WISH_NAMES = ["first", "second", "third", "fourth", "fifth"] as const;

export type DatesAnswer = { wishes: Wish[]; never: NeverDay[]; bellTimes: BellTime[] };

/**
 * One to five wishes in order; the first is needed and rows left empty do not count. Only what belongs to the kind chosen
 * is read. A time is a start time, or a period: its start where the school's periods are known, else its name.
 */
export function datesSchema(asking: Omit<AskingDays, "never">, today: Day) {
  const span = z.object({ from: dateParts, to: dateParts });
  return z
    .object({
      wishes: z.array(wishRow).max(MOST_WISHES).default([]),
      neverWeekdays: z.array(z.string()).default([]),
      never: z.array(span).max(MOST_NEVER_SPANS).default([]),
      periods: note(),
    })
    .transform((form, context): DatesAnswer => {
      const tell = ({ path, message }: Issue) => context.addIssue({ code: "custom", path, message });
      const never = readNever(form, tell);
      const bellTimes = readBellTimes(form.periods, tell);
      const periods = bellTimes.length > 0 ? bellTimes : asking.calendar.bellTimes;
      const wishes: Wish[] = [];
      for (const [index, row] of form.wishes.entries()) {
        if (index > 0 && isEmptyWish(row)) continue;
        const { wish, issues } = readWish(row, WISH_NAMES[index] ?? "", periods);
        const problem = wish && issues.length === 0 ? wishProblem(wish, { ...asking, never }, today) : null;
        if (problem) issues.push({ path: [...FIELDS_OF_KIND[row.kind], ...fieldOf(problem.field, row)], message: problem.message });
        for (const issue of issues) tell({ ...issue, path: ["wishes", index, ...issue.path] });
        if (wish) wishes.push(wish);
      }
      if (form.wishes.length === 0) tell({ path: ["wishes", 0, "on"], message: "Enter the date of your first choice" });
      return { wishes, never, bellTimes };
    });
}

const FIELDS_OF_KIND: Readonly<Record<WishRow["kind"], string[]>> = { date: ["on"], range: ["range"], weekday: ["weekly"] };

/** Where a term was chosen, what is wrong with its dates is wrong with the term. */
function fieldOf(field: "from" | "to" | "weekday", row: WishRow): string[] {
  if (row.kind === "date") return [];
  const { term } = row.kind === "range" ? row.range : row.weekly;
  return [field !== "weekday" && term !== "" ? "term" : field];
}

function isEmptyWish({ on, range, weekly, time }: WishRow): boolean {
  const spans = [range, weekly].flatMap(({ term, weekday, from, to }) => [term, weekday, ...Object.values(from), ...Object.values(to)]);
  return [...Object.values(on), ...spans, time].every((text) => text === "");
}

function readWish(row: WishRow, name: string, periods: readonly BellTime[]): { wish: Wish | null; issues: Issue[] } {
  const issues: Issue[] = [];
  const tell = (path: string[], message: string) => issues.push({ path, message });
  const days = readDays(row, name, tell);
  const known = findPeriod(periods, row.time);
  const startMinutes = known?.startMinutes ?? parseTimeOfDay(row.time);
  if (startMinutes === null && /^[\d:. ]+$/.test(row.time)) {
    tell(["time"], "Enter a start time such as 09:10, or the name of the period");
  }
  if (!days) return { wish: null, issues };
  const wish: Wish = {
    kind: row.kind,
    ...days,
    partOfDay: startMinutes === null ? partOfDayOf(row.partOfDay) : "start_time",
    startMinutes,
    periodLabel: known?.label ?? (startMinutes === null ? row.time : ""),
  };
  return { wish, issues };
}

function readDays(
  row: WishRow,
  name: string,
  tell: (path: string[], message: string) => void,
): Pick<Wish, "fromOn" | "toOn" | "weekday"> | null {
  if (row.kind === "date") {
    const on = dayFromParts(fullYear(row.on));
    if (!on) tell(["on"], `Enter the date of your ${name} choice, such as 27 3 2027`);
    return on ? { fromOn: on, toOn: on, weekday: null } : null;
  }
  const field = row.kind === "range" ? "range" : "weekly";
  const { term, from, to, weekday: typed } = row[field];
  const weekday = row.kind === "weekday" && /^[1-7]$/.test(typed) ? Number(typed) : null;
  if (row.kind === "weekday" && weekday === null) tell([field, "weekday"], "Choose the day of the week");
  const [termFrom, termTo] = term.split("_").map((day) => (isDay(day) ? day : null));
  const fromOn = termFrom ?? dayFromParts(fullYear(from));
  const toOn = termTo ?? dayFromParts(fullYear(to));
  if (!fromOn) tell([field, "from"], "Choose a term, or enter the first date, such as 11 1 2027");
  if (!toOn) tell([field, "to"], "Enter the last date, such as 12 2 2027");
  return fromOn && toOn ? { fromOn, toOn, weekday } : null;
}

type NeverForm = { neverWeekdays: readonly string[]; never: readonly { from: DateParts; to: DateParts }[] };

function readNever({ neverWeekdays, never }: NeverForm, tell: (issue: Issue) => void): NeverDay[] {
  const weekdays = [...new Set(neverWeekdays)].filter((text) => /^[1-7]$/.test(text)).map(Number).sort();
  const spans = never.flatMap(({ from, to }, index): NeverDay[] => {
    const [hasFrom, hasTo] = [from, to].map((parts) => Object.values(parts).some((text) => text !== ""));
    if (!hasFrom && !hasTo) return [];
    const fromOn = dayFromParts(fullYear(from));
    const toOn = hasTo ? dayFromParts(fullYear(to)) : fromOn;
    if (!fromOn) tell({ path: ["never", index, "from"], message: "Enter the first date that does not work" });
    if (!toOn) tell({ path: ["never", index, "to"], message: "Enter the last date that does not work, or leave it empty" });
    if (!fromOn || !toOn) return [];
    if (toOn < fromOn) tell({ path: ["never", index, "to"], message: "The last date must not be before the first date" });
    return [{ kind: "span", fromOn, toOn }];
  });
  return [...weekdays.map((weekday): NeverDay => ({ kind: "weekday", weekday })), ...spans];
}

const PERIOD_LINE = /^(.+?)[\s:,;]+(\d{1,2}[:.]\d{2})\s*(?:-|–|to|until)\s*(\d{1,2}[:.]\d{2})$/i;

/** A period a line: "Period 1 08:50 to 09:40". */
function readBellTimes(text: string, tell: (issue: Issue) => void): BellTime[] {
  const lines = text.split(/\r?\n/).map((each) => each.trim()).filter((each) => each !== "");
  if (lines.length > MOST_BELL_TIMES) tell({ path: ["periods"], message: `Enter up to ${MOST_BELL_TIMES} periods` });
  const bellTimes = lines.slice(0, MOST_BELL_TIMES).flatMap((each): BellTime[] => {
    const [, label = "", start = "", end = ""] = PERIOD_LINE.exec(each) ?? [];
    const [startMinutes, endMinutes] = [parseTimeOfDay(start), parseTimeOfDay(end)];
    if (startMinutes !== null && endMinutes !== null && startMinutes < endMinutes && label.length <= 60) {
      return [{ label, startMinutes, endMinutes }];
    }
    tell({ path: ["periods"], message: `Enter “${each.slice(0, 60)}” as a name, a start and an end: Period 1 08:50 to 09:40` });
    return [];
  });
  return bellTimes;
}

function partOfDayOf(text: string): PartOfDay {
  return text === "morning" || text === "afternoon" ? text : "any";
}

/** "27" is 2027: nobody plans a session for another century. */
function fullYear(parts: DateParts): DateParts {
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
  const [first] = answer?.groups ?? [];
  if (!answer || !first) return {};
  const { groups } = answer;
  const alike = groups.every(
    (group) => audienceValue(group) === audienceValue(first) && group.expected === first.expected,
  );
  if (alike && first.kind === "year_group") {
    const year = audienceValue(first);
    const expected = String(first.expected);
    if (groups.length === 1 && first.label === WHOLE_YEAR) {
      return { together: "whole", "whole.year": year, "whole.expected": expected };
    }
    return {
      together: "forms",
      "forms.year": year,
      "forms.count": String(groups.length),
      "forms.expected": expected,
      "forms.labels": groups.map(({ label }) => label).join(", "),
      "forms.periods": answer.periods === undefined ? "" : String(answer.periods),
    };
  }
  return { together: "groups", ...groupValues(groups) };
}

function groupValues(groups: readonly Group[]): FormValues {
  const values: FormValues = {};
  for (const [index, group] of groups.entries()) {
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

export function datesValues({ wishes, never, bellTimes }: Partial<DatesAnswer>): FormValues {
  const values: FormValues = {};
  const put = (name: string, day: Day) => {
    for (const [part, text] of Object.entries(partsFromDay(day))) values[`${name}.${part}`] = text;
  };
  for (const [index, wish] of (wishes ?? []).entries()) {
    const prefix = `wishes.${index}`;
    values[`${prefix}.kind`] = wish.kind;
    if (wish.kind === "date") {
      put(`${prefix}.on`, wish.fromOn);
    } else {
      const field = wish.kind === "range" ? "range" : "weekly";
      put(`${prefix}.${field}.from`, wish.fromOn);
      put(`${prefix}.${field}.to`, wish.toOn);
      if (wish.weekday !== null) values[`${prefix}.${field}.weekday`] = String(wish.weekday);
    }
    values[`${prefix}.partOfDay`] = wish.partOfDay === "start_time" ? "any" : wish.partOfDay;
    const time = wish.startMinutes === null ? "" : formatMinutes(wish.startMinutes);
    values[`${prefix}.time`] = wish.periodLabel || time;
  }
  values.neverWeekdays = (never ?? []).flatMap((each) => (each.kind === "weekday" ? [String(each.weekday)] : []));
  const spans = (never ?? []).flatMap((each) => (each.kind === "span" ? [each] : []));
  for (const [index, { fromOn, toOn }] of spans.entries()) {
    put(`never.${index}.from`, fromOn);
    put(`never.${index}.to`, toOn);
  }
  values.periods = (bellTimes ?? [])
    .map(({ label, startMinutes, endMinutes }) => `${label} ${formatMinutes(startMinutes)} to ${formatMinutes(endMinutes)}`)
    .join("\n");
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
