import type { Role } from "~/domain/roles";

/** A mail that helps and that one can do without; all others say what somebody must know. */
export type MailChoice = {
  occasion: string;
  /** Whom it goes to. */
  role: Role;
  title: string;
  hint: string;
};

export const MAIL_CHOICES = [
  {
    occasion: "readiness-reminder",
    role: "contact",
    title: "What must be settled before the day",
    hint: "Seven school days before a session, and again while something is open.",
  },
  {
    occasion: "day-before",
    role: "contact",
    title: "The day before",
    hint: "One page with times and what staff do, to hand to whoever covers the lesson.",
  },
  {
    occasion: "after-visit",
    role: "contact",
    title: "After the session",
    hint: "Materials to go on with, and the numbers to confirm.",
  },
  {
    occasion: "presenter-tomorrow",
    role: "presenter",
    title: "Tomorrow’s visits",
    hint: "In the evening of a working day before you have visits.",
  },
  {
    occasion: "delivery-missing",
    role: "presenter",
    title: "A visit still to be recorded",
    hint: "Two working days after a visit of yours.",
  },
  {
    occasion: "new-requests",
    role: "coordinator",
    title: "New requests",
    hint: "In the morning of a working day on which there are any.",
  },
  {
    occasion: "requests-unanswered",
    role: "coordinator",
    title: "Requests past their answer-by day",
    hint: "Once for each request.",
  },
  {
    occasion: "offer-declined",
    role: "coordinator",
    title: "Offered dates that come to nothing",
    hint: "At once, when none suits the school or the one it chose is taken.",
  },
  {
    occasion: "monthly-figures",
    role: "manager",
    title: "Monthly figures",
    hint: "On the first of each month.",
  },
] as const satisfies readonly MailChoice[];

export type ChosenOccasion = (typeof MAIL_CHOICES)[number]["occasion"];

/** What somebody with these roles can choose. */
export function mailChoicesOf(roles: readonly Role[]): readonly MailChoice[] {
  return MAIL_CHOICES.filter(({ role }) => roles.includes(role));
}

export function isChosenOccasion(text: string): text is ChosenOccasion {
  return MAIL_CHOICES.some(({ occasion }) => occasion === text);
}
