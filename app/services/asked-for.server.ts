import { findOrCreateAccount } from "~/data/accounts.server";
import type { AskedFor, OfferedFormat } from "~/data/booking-requests.server";
import type { Tx } from "~/data/db.server";
import { findSchoolCalendar } from "~/data/school-calendar.server";
import { findOfferedSchool } from "~/data/schools.server";
import type { AskingCalendar } from "~/domain/asking-days";
import {
  askingDays,
  isFreeMailAddress,
  wishProblem,
  type CompleteAnswers,
  type RequestStep,
} from "~/domain/request-draft";
import { sessionsWanted } from "~/domain/workload";
import type { Day } from "~/lib/london-time";

/** Right when it was typed, but no longer: the school closed, the format went, the day is too near. */
export type OutOfDate = { ok: false; reason: "out_of_date"; step: RequestStep; message: string };

export const outOfDate = (step: RequestStep, message: string): OutOfDate => ({
  ok: false,
  reason: "out_of_date",
  step,
  message,
});

export const FORMAT_GONE = "This kind of session is no longer offered. Choose another one";

/** What of these answers can no longer be asked for; null when all can. */
export async function whatIsOutOfDate(
  tx: Tx,
  answers: CompleteAnswers,
  format: OfferedFormat | undefined,
  today: Day,
): Promise<OutOfDate | null> {
  const { school } = answers;
  if (school.listed && !(await findOfferedSchool(tx, school.schoolId))) {
    return outOfDate("school", "This school can no longer be chosen. Search for it again");
  }
  if (!format) return outOfDate("format", FORMAT_GONE);
  const calendar = school.listed ? await findSchoolCalendar(tx, school.schoolId) : null;
  return whichWishIsOutOfDate(answers, today, calendar);
}

/** Without a calendar only what time itself changes is asked again. */
export function whichWishIsOutOfDate(
  answers: CompleteAnswers,
  today: Day,
  calendar: AskingCalendar | null = null,
): OutOfDate | null {
  const asking = askingDays(answers, calendar);
  for (const wish of answers.wishes) {
    const problem = wishProblem(wish, asking, today);
    if (problem) return outOfDate("dates", problem.message);
  }
  return null;
}

/** The answers as a request keeps them. Contacts get accounts; nothing shows in these before their mailbox is proven. */
export async function toAskedFor(tx: Tx, answers: CompleteAnswers, format: OfferedFormat): Promise<AskedFor> {
  const { school, students, wishes, never, practicalities, details } = answers;
  const { afterIncident, ...texts } = practicalities;
  const first = await findOrCreateAccount(tx, details);
  const second = details.second && (await findOrCreateAccount(tx, details.second));
  const unlisted = school.listed ? { name: "", town: "", postcode: "" } : school;
  return {
    schoolId: school.listed ? school.schoolId : null,
    unlistedName: unlisted.name,
    unlistedTown: unlisted.town,
    unlistedPostcode: unlisted.postcode,
    formatId: format.id,
    sessionsWanted: sessionsWanted(students.groups, format),
    periodsWanted: students.periods ?? null,
    ...texts,
    sensitive: afterIncident,
    freeMailAddress: isFreeMailAddress(details.email),
    contacts: [
      { rank: 1, accountId: first.id, name: details.name, jobTitle: details.jobTitle, phone: details.phone },
      ...(second && details.second
        ? [{ rank: 2, accountId: second.id, name: details.second.name, jobTitle: "", phone: "" }]
        : []),
    ],
    groups: students.groups,
    wishes,
    neverDays: never,
  };
}
