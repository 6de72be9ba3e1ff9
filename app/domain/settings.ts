import { ANSWER_WORKING_DAYS } from "~/domain/open-days";
import { DEFAULT_ELIGIBLE, type Eligible } from "~/domain/eligible";
import type { YearGroup } from "~/domain/groups";
import { DEFAULT_FEEDBACK_WORDING, type FeedbackWording } from "~/domain/feedback";
import { DEFAULT_TARGET } from "~/domain/programme-year";
import type { Strategy } from "~/domain/strategy";
import { DEFAULT_TRAVEL_SETTINGS, type TravelSettings } from "~/domain/travel";
import { DEFAULT_WORDING, type Wording } from "~/domain/wording";
import type { MinuteSpan } from "~/domain/working-hours";

/** What managers may correct without a release. */
export type ProgrammeSettings = {
  /** The neutral bookings mailbox: organizer of every event and where answers to our mail go. */
  organizer: { name: string; email: string };
  /** As it is read out; a sensitive request asks to ring it as well. */
  teamPhone: string;
  /** Working days from proof within which the team promises an answer. */
  answerWorkingDays: number;
  /** Of schools that gave no hours of their own. */
  schoolHours: MinuteSpan;
  /** Students a programme year, where no year with a target of its own is entered. */
  defaultTarget: number;
  /** Until how many school days before a visit its contacts may ask for another date, and cancel, by themselves. */
  contactChanges: { anotherDateSchoolDays: number; cancelSchoolDays: number };
  /** Months after the last booking for which contact data is kept (rule 9). */
  retentionMonths: number;
  travel: TravelSettings;
  wording: Wording;
  /** What schools and students are asked about a session. */
  feedback: FeedbackWording;
  /** Whether everybody may see the headline figure. */
  publicFigure: boolean;
  /** The year group whose share reached stands beside the headline. */
  coreYear: YearGroup;
  /** Whom the programme is for: above and below the line of coverage. */
  eligible: Eligible;
  /** For so many days after a school was approached nobody asks it again. */
  approachDays: number;
  /** Smaller numbers of students are hidden in what is handed on; 0 hides none. */
  smallNumbersUnder: number;
  /** Five programme years in a row and what each is to reach; null without. */
  strategy: Strategy | null;
};

export type SettingKey = keyof ProgrammeSettings;

export const DEFAULT_SETTINGS: ProgrammeSettings = {
  organizer: { name: "Knife Crime Awareness team", email: "bookings@example.police.uk" },
  teamPhone: "101",
  answerWorkingDays: ANSWER_WORKING_DAYS,
  schoolHours: { startMinutes: 8 * 60 + 30, endMinutes: 15 * 60 + 30 },
  defaultTarget: DEFAULT_TARGET,
  contactChanges: { anotherDateSchoolDays: 2, cancelSchoolDays: 0 },
  retentionMonths: 24,
  travel: DEFAULT_TRAVEL_SETTINGS,
  wording: DEFAULT_WORDING,
  feedback: DEFAULT_FEEDBACK_WORDING,
  publicFigure: false,
  coreYear: "9",
  eligible: DEFAULT_ELIGIBLE,
  approachDays: 30,
  smallNumbersUnder: 0,
  strategy: null,
};

/** The organizer that a sender such as "Sessions <sessions@example.org>" names; null when it holds no address. */
export function organizerOf(sender: string): ProgrammeSettings["organizer"] | null {
  const match = /^\s*(?:"?([^"<>]*?)"?\s*<)?([^<>@\s]+@[^<>@\s]+?)>?\s*$/.exec(sender);
  const email = match?.[2];
  if (!email) return null;
  return { name: match[1] || DEFAULT_SETTINGS.organizer.name, email };
}
