import { ANSWER_WORKING_DAYS } from "~/domain/open-days";
import { DEFAULT_TARGET } from "~/domain/programme-year";
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
  /** Months after the last booking for which contact data is kept (rule 9). */
  retentionMonths: number;
  travel: TravelSettings;
  wording: Wording;
};

export type SettingKey = keyof ProgrammeSettings;

export const DEFAULT_SETTINGS: ProgrammeSettings = {
  organizer: { name: "Knife Crime Awareness team", email: "bookings@example.police.uk" },
  teamPhone: "101",
  answerWorkingDays: ANSWER_WORKING_DAYS,
  schoolHours: { startMinutes: 8 * 60 + 30, endMinutes: 15 * 60 + 30 },
  defaultTarget: DEFAULT_TARGET,
  retentionMonths: 24,
  travel: DEFAULT_TRAVEL_SETTINGS,
  wording: DEFAULT_WORDING,
};

/** The organizer that a sender such as "Sessions <sessions@example.org>" names; null when it holds no address. */
export function organizerOf(sender: string): ProgrammeSettings["organizer"] | null {
  const match = /^\s*(?:"?([^"<>]*?)"?\s*<)?([^<>@\s]+@[^<>@\s]+?)>?\s*$/.exec(sender);
  const email = match?.[2];
  if (!email) return null;
  return { name: match[1] || DEFAULT_SETTINGS.organizer.name, email };
}
