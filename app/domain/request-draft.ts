import { isYearGroup, type Group, type YearGroup } from "~/domain/groups";
import { answerByDay, isOpenDay, type SchoolKind } from "~/domain/open-days";
import { describeGroup } from "~/domain/visit-view";
import { addDays, daysFromTo, formatDay, weekdayOf, type Day } from "~/lib/london-time";
import type { Wish } from "~/domain/wishes";

/** The pages of the request form that ask, in their order. */
export type RequestStep = "school" | "students" | "rolls" | "dates" | "practicalities" | "details";

export type SchoolAnswer =
  | { listed: true; schoolId: string; kind: SchoolKind; name: string; town: string; postcode: string }
  | { listed: false; kind: SchoolKind; name: string; town: string; postcode: string };

export type StudentsAnswer = { formatId: string; groups: Group[] };

/** Students in a whole year group; null where the contact did not know. */
export type RollAnswer = { yearGroup: YearGroup; roll: number | null };

export type PracticalitiesAnswer = {
  roomDetails: string;
  arrivalDetails: string;
  needsDetails: string;
  noteFromSchool: string;
  afterIncident: boolean;
};

export type DetailsAnswer = {
  name: string;
  jobTitle: string;
  email: string;
  phone: string;
  second: { name: string; email: string } | null;
};

/** What has been answered so far; a page that was not answered yet is left out. */
export type DraftAnswers = {
  shape: typeof DRAFT_SHAPE;
  school?: SchoolAnswer;
  students?: StudentsAnswer;
  rolls?: RollAnswer[];
  wishes?: Wish[];
  practicalities?: PracticalitiesAnswer;
  details?: DetailsAnswer;
  /** Nothing was changed since it was sent: sending it again is a second click. */
  sent?: boolean;
};

export type CompleteAnswers = Required<Omit<DraftAnswers, "rolls" | "sent">> & { rolls: RollAnswer[] };

/** What the pages of the form are filled in for. */
export type DraftPurpose = "new" | "change" | "again" | "for_school";

/** Raise it when the answers change shape: drafts of another shape (they live seven days) start over. */
export const DRAFT_SHAPE = 1;

export const DRAFT_DAYS = 7;
export const MOST_GROUPS = 12;
export const LARGEST_EXPECTED = 2_000;

/** Planning needs this many working days at least; eighteen months ahead no timetable is known. */
export const NOTICE_WORKING_DAYS = 3;
const FARTHEST_DAYS = 548;

/** Mailboxes that anybody can open: the team rings the school before it trusts them. */
const FREE_MAIL_DOMAINS = new Set([
  "aol.com",
  "btinternet.com",
  "gmail.com",
  "googlemail.com",
  "gmx.com",
  "hotmail.co.uk",
  "hotmail.com",
  "icloud.com",
  "live.co.uk",
  "live.com",
  "mail.com",
  "me.com",
  "msn.com",
  "ntlworld.com",
  "outlook.com",
  "proton.me",
  "protonmail.com",
  "sky.com",
  "talktalk.net",
  "virginmedia.com",
  "yahoo.co.uk",
  "yahoo.com",
]);

export function isFreeMailAddress(email: string): boolean {
  return FREE_MAIL_DOMAINS.has(email.split("@").at(-1)?.trim().toLowerCase() ?? "");
}

export function isDraftAnswers(value: unknown): value is DraftAnswers {
  return typeof value === "object" && value !== null && "shape" in value && value.shape === DRAFT_SHAPE;
}

/** The year groups whose rolls are asked for: rolls belong to a school that the register knows. */
export function yearGroupsAsked(answers: Pick<DraftAnswers, "school" | "students">): YearGroup[] {
  if (!answers.school?.listed || answers.school.kind !== "school") return [];
  const used = new Set(answers.students?.groups.flatMap((group) => group.yearGroups) ?? []);
  return [...used].filter(isYearGroup).sort((one, other) => yearNumber(one) - yearNumber(other));
}

/** The pages that this request needs. */
export function stepsOf(answers: DraftAnswers): RequestStep[] {
  const rolls: RequestStep[] = yearGroupsAsked(answers).length > 0 ? ["rolls"] : [];
  return ["school", "students", ...rolls, "dates", "practicalities", "details"];
}

/** Where to go on: the first page without an answer, or null when all have one. */
export function firstUnanswered(answers: DraftAnswers): RequestStep | null {
  return stepsOf(answers).find((step) => !isAnswered(answers, step)) ?? null;
}

/** The page before this one; null before the first. */
export function stepBefore(answers: DraftAnswers, step: RequestStep): RequestStep | null {
  const steps = stepsOf(answers);
  return steps[steps.indexOf(step) - 1] ?? null;
}

/** All answers together, or null while one is missing. */
export function completeAnswers(answers: DraftAnswers): CompleteAnswers | null {
  const { school, students, wishes, practicalities, details, rolls = [] } = answers;
  if (firstUnanswered(answers) || !school || !students || !wishes || !practicalities || !details) return null;
  const asked = yearGroupsAsked(answers);
  const known = rolls.filter(({ yearGroup }) => asked.includes(yearGroup));
  return { shape: DRAFT_SHAPE, school, students, wishes, practicalities, details, rolls: known };
}

/** An assembly takes several groups together up to its largest; otherwise each group has a session of its own. */
export function sessionsWanted(
  groups: readonly Pick<Group, "expected">[],
  format: { wholeCohort: boolean; largestGroup: number },
): number {
  if (!format.wholeCohort) return Math.max(1, groups.length);
  const students = groups.reduce((sum, group) => sum + group.expected, 0);
  return Math.max(1, Math.ceil(students / format.largestGroup));
}

/** "Year 9, 9B, about 28 students" */
export function describeAskedGroup(group: Group): string {
  return `${describeGroup(group)}, about ${group.expected} students`;
}

/** The first and the last day that can be wished for. */
export function wishDays(today: Day): { earliest: Day; latest: Day } {
  return { earliest: answerByDay(today, NOTICE_WORKING_DAYS), latest: addDays(today, FARTHEST_DAYS) };
}

export type WishProblem = { field: "from" | "to" | "weekday"; message: string };

/**
 * Why a wish makes no sense, as a sentence; null when it does. Schools are asked for days on which they can be open
 * (no weekend, no bank holiday); their term dates are the coordinator's to check, since academies set their own.
 */
export function wishProblem(wish: Wish, kind: SchoolKind, today: Day): WishProblem | null {
  const { earliest, latest } = wishDays(today);
  if (wish.fromOn < earliest) {
    return { field: "from", message: `The date must be ${formatDay(earliest)} or later, so that we can plan it` };
  }
  if (wish.toOn < wish.fromOn) return { field: "to", message: "The last date must not be before the first date" };
  if (wish.toOn > latest) {
    return { field: wish.kind === "date" ? "from" : "to", message: `The date must be ${formatDay(latest)} or earlier` };
  }
  const days = daysFromTo(wish.fromOn, wish.toOn).filter(
    (day) => wish.kind !== "weekday" || weekdayOf(day) === wish.weekday,
  );
  if (days.length === 0) return { field: "weekday", message: "That weekday does not fall between these dates" };
  const calendar = { kind, terms: [], closedDays: [] };
  if (days.some((day) => isOpenDay(calendar, day).open)) return null;
  if (wish.kind !== "date") {
    return { field: "from", message: "Schools are closed on all of these days. Choose a longer period" };
  }
  const closed = isOpenDay(calendar, wish.fromOn);
  return { field: "from", message: closed.open ? "" : closedMessage(wish.fromOn, closed) };
}

function closedMessage(day: Day, closed: { reason: string; label: string }): string {
  return closed.reason === "bank_holiday"
    ? `${formatDay(day)} is a bank holiday (${closed.label}). Choose a school day`
    : `${formatDay(day)} is at a weekend. Choose a school day`;
}

function isAnswered(answers: DraftAnswers, step: RequestStep): boolean {
  switch (step) {
    case "rolls":
      return yearGroupsAsked(answers).every((year) => answers.rolls?.some(({ yearGroup }) => yearGroup === year));
    case "dates":
      return (answers.wishes?.length ?? 0) > 0;
    case "school":
    case "students":
    case "practicalities":
    case "details":
      return answers[step] !== undefined;
  }
}

function yearNumber(yearGroup: YearGroup): number {
  return yearGroup === "R" ? 0 : Number(yearGroup);
}
