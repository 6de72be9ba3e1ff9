/** A mail to a visit's contacts that the clock decides; which of them, from what is true at that moment (rule 10). */
export type VisitMail = "readiness-reminder" | "readiness-chase" | "day-before";

export const READINESS_SCHOOL_DAYS = 7;
/** School days before the visit on which what is still open is asked for again; the day before has a mail of its own. */
const CHASE_SCHOOL_DAYS = [4, 2] as const;
/** From a Thursday to a Monday: a brief from before the holidays would be forgotten, and much may change in them. */
const BRIEF_DAYS_AHEAD = 4;

export type VisitMailFacts = {
  /** Open days of the school from tomorrow up to the visit's day; 0 on the day itself. */
  schoolDaysLeft: number;
  /** Days of the calendar up to the visit's; 0 on the day itself. */
  daysLeft: number;
  openPoints: number;
  /** What this contact has had about this visit on its present day. */
  sent: readonly string[];
  /** One of these mails was decided today already. */
  hadOneToday: boolean;
};

/**
 * At most one mail a day: the brief on the last school day, unless that lies too far ahead, else the reminder, else a
 * chase while something is open. A run that comes late sends what is due now, never what it has missed.
 */
export function decideVisitMail(facts: VisitMailFacts): { mail: VisitMail; key: string } | null {
  const { schoolDaysLeft, daysLeft, openPoints, sent, hadOneToday } = facts;
  if (schoolDaysLeft <= 1 && daysLeft <= BRIEF_DAYS_AHEAD) {
    return sent.includes("day-before") ? null : { mail: "day-before", key: "day-before" };
  }
  if (hadOneToday || schoolDaysLeft > READINESS_SCHOOL_DAYS) return null;
  if (!sent.includes("readiness-reminder")) return { mail: "readiness-reminder", key: "readiness-reminder" };
  if (openPoints === 0) return null;
  const step = CHASE_SCHOOL_DAYS.findLast((days) => schoolDaysLeft <= days);
  if (step === undefined) return null;
  const key = `readiness-chase-${step}`;
  return sent.includes(key) ? null : { mail: "readiness-chase", key };
}
