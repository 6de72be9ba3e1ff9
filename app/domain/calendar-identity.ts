/** The SEQUENCE and DTSTAMP last given out for one UID; null before the first invitation. */
export type CalendarIdentity = { sequence: number; dtstampAt: Date };

/** What calendars order events by: a change in any of these raises SEQUENCE (invites.md). */
export type CalendarFacts = {
  startsAt: Date;
  endsAt: Date;
  place: string;
  status: "CONFIRMED" | "CANCELLED";
  attendeeEmails: readonly string[];
};

/** True when start, end, place, status or attendees differ; the text alone keeps SEQUENCE. */
export function raisesSequence(before: CalendarFacts, after: CalendarFacts): boolean {
  return (
    before.startsAt.getTime() !== after.startsAt.getTime() ||
    before.endsAt.getTime() !== after.endsAt.getTime() ||
    before.place !== after.place ||
    before.status !== after.status ||
    addresses(before) !== addresses(after)
  );
}

/**
 * The identity to give out next. DTSTAMP has whole seconds (RFC 5545) and rises strictly per UID, even when
 * two changes fall into one second or the clock has gone back. The first invitation has SEQUENCE 0.
 */
export function nextIdentity(last: CalendarIdentity | null, raise: boolean, now: Date): CalendarIdentity {
  const second = Math.floor(now.getTime() / 1000) * 1000;
  if (last === null) return { sequence: 0, dtstampAt: new Date(second) };
  const lastSecond = Math.floor(last.dtstampAt.getTime() / 1000) * 1000;
  return {
    sequence: raise ? last.sequence + 1 : last.sequence,
    dtstampAt: new Date(Math.max(second, lastSecond + 1000)),
  };
}

function addresses(facts: CalendarFacts): string {
  const folded = facts.attendeeEmails.map((email) => email.trim().toLowerCase());
  return [...new Set(folded)].sort().join("\n");
}
