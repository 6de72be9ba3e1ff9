import type { Group, YearGroup } from "~/domain/groups";
import type { SchoolKind } from "~/domain/open-days";
import { academicYearOf } from "~/domain/programme-year";
import {
  DRAFT_SHAPE,
  yearGroupsAsked,
  type CompleteAnswers,
  type DraftAnswers,
  type RollAnswer,
  type SchoolAnswer,
} from "~/domain/request-draft";
import type { NeverDay } from "~/domain/never-days";
import type { Wish } from "~/domain/wishes";
import { isSameValue } from "~/lib/same-value";
import type { Day } from "~/lib/london-time";

/** A request as its own contacts read it: what a draft can be filled in from. */
export type RequestAsAsked = {
  schoolId: string | null;
  /** Null where the register does not know the school. */
  schoolKind: SchoolKind | null;
  place: { name: string; town: string; postcode: string };
  formatId: string;
  groups: readonly Group[];
  periodsWanted: number | null;
  wishes: readonly Wish[];
  neverDays: readonly NeverDay[];
  roomDetails: string;
  arrivalDetails: string;
  needsDetails: string;
  noteFromSchool: string;
  sensitive: boolean;
  contacts: readonly { rank: number; name: string; jobTitle: string; phone: string; email: string }[];
};

type KnownRolls = ReadonlyMap<YearGroup, number>;

/** The academic year that a request is for: its first wish says it. */
export function academicYearAsked(request: Pick<RequestAsAsked, "wishes">): string | null {
  const firstDay = request.wishes[0]?.fromOn;
  return firstDay === undefined ? null : academicYearOf(firstDay);
}

/** All that was asked for, to be changed. Rolls that nobody knows stay unknown, so that the page is not asked again. */
export function answersToChange(request: RequestAsAsked, rolls: KnownRolls): DraftAnswers {
  const answers = { ...common(request), wishes: [...request.wishes], never: [...request.neverDays] };
  const practicalities = { ...textsOf(request), afterIncident: request.sensitive };
  return { ...answers, practicalities, rolls: rollsFor(answers, rolls) };
}

/**
 * An earlier request as the beginning of a new one: without its dates and without what had happened then. Rolls belong
 * to an academic year, so another year asks for them anew, and so does one whose rolls nobody knew.
 */
export function answersToAskAgain(request: RequestAsAsked, rolls: KnownRolls, today: Day): DraftAnswers {
  const answers = { ...common(request), practicalities: { ...textsOf(request), afterIncident: false } };
  const isSameYear = academicYearAsked(request) === academicYearOf(today);
  const areKnown = yearGroupsAsked(answers).every((yearGroup) => rolls.has(yearGroup));
  return isSameYear && areKnown ? { ...answers, rolls: rollsFor(answers, rolls) } : answers;
}

/** What a contact can change, as history names it. */
export const CHANGEABLE_PARTS = ["students", "rolls", "wishes", "practicalities", "incident", "details"] as const;

export type ChangedPart = (typeof CHANGEABLE_PARTS)[number];

/** Which parts of a request are other than before. An incident is told of, never taken back by the contact. */
export function changedParts(before: DraftAnswers, after: CompleteAnswers): ChangedPart[] {
  return CHANGEABLE_PARTS.filter((part) => {
    switch (part) {
      case "incident":
        return isNewlySensitive(before, after);
      case "practicalities":
        return !isSameValue(withoutIncident(before), withoutIncident(after));
      case "rolls":
        return !isSameValue(knownRollsOf(before), knownRollsOf(after));
      case "details":
        return !isSameValue(before.details, after.details);
      case "students":
        return !isSameValue(before.students, after.students);
      case "wishes":
        return !isSameValue([before.wishes, before.never ?? []], [after.wishes, after.never]);
    }
  });
}

export function isNewlySensitive(before: DraftAnswers, after: CompleteAnswers): boolean {
  return after.practicalities.afterIncident && before.practicalities?.afterIncident !== true;
}

function common(request: RequestAsAsked): DraftAnswers {
  // A contact without a name was removed (docs/decisions/034): the new request asks who it is.
  const named = request.contacts.filter(({ name }) => name !== "");
  const [first, second] = [1, 2].map((rank) => named.find((contact) => contact.rank === rank));
  return {
    shape: DRAFT_SHAPE,
    school: schoolAnswer(request),
    students: {
      formatId: request.formatId,
      groups: [...request.groups],
      ...(request.periodsWanted === null ? {} : { periods: request.periodsWanted }),
    },
    details: first && {
      name: first.name,
      jobTitle: first.jobTitle,
      email: first.email,
      phone: first.phone,
      second: second ? { name: second.name, email: second.email } : null,
    },
  };
}

function schoolAnswer({ schoolId, schoolKind, place, groups }: RequestAsAsked): SchoolAnswer {
  if (schoolId !== null && schoolKind !== null) return { listed: true, schoolId, kind: schoolKind, ...place };
  // The kind of an unlisted setting is not kept: only youth settings think in ages.
  const isYouth = groups.some(({ kind }) => kind === "age_range");
  return { listed: false, kind: isYouth ? "youth" : "school", ...place };
}

function textsOf({ roomDetails, arrivalDetails, needsDetails, noteFromSchool }: RequestAsAsked) {
  return { roomDetails, arrivalDetails, needsDetails, noteFromSchool };
}

function rollsFor(answers: DraftAnswers, known: KnownRolls): RollAnswer[] {
  return yearGroupsAsked(answers).map((yearGroup) => ({ yearGroup, roll: known.get(yearGroup) ?? null }));
}

function knownRollsOf({ rolls }: DraftAnswers): Record<string, number> {
  return Object.fromEntries((rolls ?? []).flatMap(({ yearGroup, roll }) => (roll === null ? [] : [[yearGroup, roll]])));
}

function withoutIncident({ practicalities }: DraftAnswers) {
  return practicalities && { ...practicalities, afterIncident: false };
}
