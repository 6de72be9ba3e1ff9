import { daysBetween, type Day } from "~/lib/london-time";

/** A session of a visit with those who are down for it, in minutes from the visit's start. */
export type StaffedSession = {
  id: string;
  startMinute: number;
  endMinute: number;
  formatId: string;
  presenterIds: readonly string[];
};

/** Work of one presenter inside a visit that nobody gives as things stand. */
export type Seat = {
  /** Who is down for it and cannot come; null where nobody ever was. */
  leavingId: string | null;
  sessionIds: readonly string[];
};

/**
 * The seats of a visit that must be filled, so that each session has the presenters that its format needs: first those
 * of people who cannot come, then those that nobody was ever down for. A presenter beyond what is needed leaves no seat,
 * unless they have declined: then somebody has to say whether the others go without them.
 */
export function openSeats(
  sessions: readonly StaffedSession[],
  neededOf: (formatId: string) => number,
  absentIds: ReadonlySet<string>,
  declinedIds: ReadonlySet<string> = new Set(),
): Seat[] {
  const lacking = new Map(
    sessions.map((session) => {
      const present = session.presenterIds.filter((id) => !absentIds.has(id)).length;
      return [session.id, Math.max(0, neededOf(session.formatId) - present)];
    }),
  );
  const lacks = ({ id }: StaffedSession): boolean => (lacking.get(id) ?? 0) > 0;
  const fill = (filled: readonly StaffedSession[]): readonly string[] => {
    for (const { id } of filled) lacking.set(id, (lacking.get(id) ?? 0) - 1);
    return filled.map(({ id }) => id);
  };
  const seats: Seat[] = [];
  for (const leavingId of absentIds) {
    const own = sessions.filter(({ presenterIds }) => presenterIds.includes(leavingId));
    if (own.some(lacks)) seats.push({ leavingId, sessionIds: fill(own) });
    else if (own.length > 0 && declinedIds.has(leavingId)) seats.push({ leavingId, sessionIds: own.map(({ id }) => id) });
  }
  for (;;) {
    const free = oneAfterTheOther(sessions.filter(lacks));
    if (free.length === 0) return seats;
    seats.push({ leavingId: null, sessionIds: fill(free) });
  }
}

/** What one person can give: nobody is in two sessions at once (rule 1). */
function oneAfterTheOther(sessions: readonly StaffedSession[]): StaffedSession[] {
  const given: StaffedSession[] = [];
  for (const session of [...sessions].sort((one, other) => one.startMinute - other.startMinute)) {
    const last = given.at(-1);
    if (!last || last.endMinute <= session.startMinute) given.push(session);
  }
  return given;
}

/** True where each session of this presenter keeps as many others as its format needs, whoever else is away. */
export function mayGoWithFewer(
  sessions: readonly StaffedSession[],
  neededOf: (formatId: string) => number,
  leavingId: string,
  absentIds: ReadonlySet<string>,
): boolean {
  return sessions
    .filter(({ presenterIds }) => presenterIds.includes(leavingId))
    .every(({ formatId, presenterIds }) => {
      const staying = presenterIds.filter((id) => id !== leavingId && !absentIds.has(id)).length;
      return staying >= Math.max(1, neededOf(formatId));
    });
}

export type GapUrgency = "red" | "amber" | "later";

export const RED_DAYS = 7;
export const AMBER_DAYS = 14;

/** Red within 7 days, amber within 14. */
export function gapUrgency(onDate: Day, today: Day): GapUrgency {
  const days = daysBetween(today, onDate);
  if (days <= RED_DAYS) return "red";
  return days <= AMBER_DAYS ? "amber" : "later";
}

/** "1 of 2 presenters" */
export function describeStaffing(present: number, missing: number): string {
  const needed = present + missing;
  return `${present} of ${needed} ${needed === 1 ? "presenter" : "presenters"}`;
}
