import type { Day } from "~/lib/london-time";

/** What a school may know before it asks. */
export type Outlook = {
  /** "about 5 weeks"; null while too few have asked. */
  usualWait: string | null;
  /** The next days on which one class could be visited, by district; few or none where we are booked up. */
  districts: readonly { name: string; days: readonly Day[] }[];
};

/** With fewer requests than this one odd one would speak for all. */
const FEWEST_REQUESTS = 10;
const DAYS_BEFORE_WEEKS = 14;

/** "about 5 weeks", from days between asking and the visit; null where too few requests tell. */
export function describeUsualWait(wait: { days: number; requests: number } | null): string | null {
  if (!wait || wait.requests < FEWEST_REQUESTS) return null;
  const days = Math.max(1, Math.round(wait.days));
  if (days < DAYS_BEFORE_WEEKS) return days === 1 ? "about a day" : `about ${days} days`;
  return `about ${Math.round(days / 7)} weeks`;
}
