import { isYearGroup, type Group, type YearGroup } from "~/domain/groups";
import {
  explainNot,
  nearestAskable,
  plainCalendar,
  whyNot,
  type AskingCalendar,
  type AskingDays,
} from "~/domain/asking-days";
import type { BellTime } from "~/domain/bell-times";
import type { NeverDay } from "~/domain/never-days";
import { answerByDay, type SchoolKind } from "~/domain/open-days";
import { describeGroup } from "~/domain/visit-view";
import { addDays, daysFromTo, formatDay, weekdayOf, type Day } from "~/lib/london-time";
import type { Wish } from "~/domain/wishes";

/** The pages of the request form that ask, in their order. */
export type RequestStep = "school" | "format" | "students" | "rolls" | "dates" | "practicalities" | "details";

export type SchoolAnswer =
  | { listed: true; schoolId: string; kind: SchoolKind; name: string; town: string; postcode: string }
  | { listed: false; kind: SchoolKind; name: string; town: string; postcode: string };

/** `periods`: over how many periods the school would like the sessions spread; left out where it did not say. */
export type StudentsAnswer = { formatId: string; groups: Group[]; periods?: number };

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
  /** The kind of session, until the students are known: they carry it then. */
  formatId?: string;
  students?: StudentsAnswer;
  rolls?: RollAnswer[];
  wishes?: Wish[];
  /** Days that never work; left out where there are none. */
  never?: NeverDay[];
  /** The school's periods, typed by the contact where it had told us none; left out where there are none. */
  bellTimes?: BellTime[];
  practicalities?: PracticalitiesAnswer;
  details?: DetailsAnswer;
  /** The campaign from whose page it was begun. */
  campaignId?: string;
  /** Nothing was changed since it was sent: sending it again is a second click. */
  sent?: boolean;
};

export type CompleteAnswers = Required<Omit<DraftAnswers, "rolls" | "sent" | "formatId" | "never" | "bellTimes" | "campaignId">> & {
  rolls: RollAnswer[];
  never: NeverDay[];
  bellTimes: BellTime[];
};

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

/** The kind of session that was chosen. */
export function formatOf({ students, formatId }: DraftAnswers): string | null {
  return students?.formatId ?? formatId ?? null;
}

/** The same students in another kind of session; nobody where a group would be too large for it. */
export function studentsInFormat(
  students: StudentsAnswer | undefined,
  format: { id: string; largestGroup: number },
): StudentsAnswer | undefined {
  const fits = students?.groups.every(({ expected }) => expected <= format.largestGroup);
  return students && fits ? { ...students, formatId: format.id } : undefined;
}

/** The pages that this request needs. */
export function stepsOf(answers: DraftAnswers): RequestStep[] {
  const rolls: RequestStep[] = yearGroupsAsked(answers).length > 0 ? ["rolls"] : [];
  return ["school", "format", "students", ...rolls, "dates", "practicalities", "details"];
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
  const { school, students, wishes, practicalities, details, rolls = [], never = [], bellTimes = [] } = answers;
  if (firstUnanswered(answers) || !school || !students || !wishes || !practicalities || !details) return null;
  const asked = yearGroupsAsked(answers);
  const known = rolls.filter(({ yearGroup }) => asked.includes(yearGroup));
  return { shape: DRAFT_SHAPE, school, students, wishes, practicalities, details, never, bellTimes, rolls: known };
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
 * Why a wish makes no sense, as a sentence; null when it does. One day has to be open and to suit; of a period, or of
 * the weekdays in it, at least one day has to.
 */
export function wishProblem(wish: Wish, asking: AskingDays, today: Day): WishProblem | null {
  const { earliest, latest } = wishDays(today);
  const isDate = wish.kind === "date";
  if (isDate && wish.fromOn < earliest) {
    return { field: "from", message: `The date must be ${formatDay(earliest)} or later, so that we can plan it` };
  }
  if (wish.toOn < wish.fromOn) return { field: "to", message: "The last date must not be before the first date" };
  if (wish.toOn < earliest) {
    return { field: "to", message: `The last date must be ${formatDay(earliest)} or later, so that we can plan it` };
  }
  if (wish.toOn > latest) {
    return { field: isDate ? "from" : "to", message: `The date must be ${formatDay(latest)} or earlier` };
  }
  const days = daysFromTo(wish.fromOn < earliest ? earliest : wish.fromOn, wish.toOn).filter(
    (day) => wish.kind !== "weekday" || weekdayOf(day) === wish.weekday,
  );
  const [first] = days;
  if (first === undefined) return { field: "weekday", message: "That weekday does not fall between these dates" };
  if (days.some((day) => whyNot(day, asking) === null)) return null;
  const because = whyNot(first, asking) ?? "";
  if (isDate) {
    return { field: "from", message: explainNot(first, because, nearestAskable(first, asking, { earliest, latest })) };
  }
  const message = `No session can be on any of these days: ${formatDay(first)} ${because}. Choose a longer period`;
  return { field: "from", message };
}

/** What a contact's wishes are held against: the days of the school, for these students. */
export function askingDays(
  answers: Pick<DraftAnswers, "school" | "students" | "never">,
  calendar: AskingCalendar | null,
): AskingDays {
  const groups = answers.students?.groups ?? [];
  // A group of which nobody knows the years may hold any.
  const isKnown = groups.every((group) => group.yearGroups.length > 0);
  const years = isKnown ? groups.flatMap((group) => group.yearGroups) : [];
  return {
    calendar: calendar ?? plainCalendar(answers.school?.kind ?? "school"),
    yearGroups: [...new Set(years)],
    never: answers.never ?? [],
  };
}

function isAnswered(answers: DraftAnswers, step: RequestStep): boolean {
  switch (step) {
    case "rolls":
      return yearGroupsAsked(answers).every((year) => answers.rolls?.some(({ yearGroup }) => yearGroup === year));
    case "format":
      return formatOf(answers) !== null;
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
