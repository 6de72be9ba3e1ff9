import { readInvitation, type ReadEvent } from "./calendar-reader";

type Message = ReadEvent & { method: string | null };

/** One entry as its owner sees it; null where it was cancelled, or the owner was taken out. */
export type Entry = Pick<ReadEvent, "summary" | "location" | "description" | "url"> & { startsAt: string; endsAt: string };

type Held = { sequence: number; dtstamp: number; entry: Entry | null };

export type CalendarBook = {
  /** Reads one message as it arrives, in whatever order that may be. */
  take: (ics: string) => void;
  /** What the calendar shows for a visit; null where it shows nothing. */
  shows: (uid: string) => Entry | null;
  identityOf: (uid: string) => { sequence: number; dtstamp: string } | null;
};

/**
 * The calendar of one person, by RFC 5546: messages belong together by UID; the higher SEQUENCE wins, then the later
 * DTSTAMP (2.1.5); REQUEST puts in or updates (3.2.2), CANCEL takes out (3.2.5). It throws on what no order could settle:
 * two different things under one identity, or a message that does not name its reader.
 */
export function openCalendarBook(owner: string): CalendarBook {
  const held = new Map<string, Held>();
  const organizers = new Map<string, string>();

  function take(ics: string) {
    const message = readInvitation(ics);
    const { uid, sequence, organizer } = message;
    if (!message.attendees.some(({ email }) => isSame(email, owner))) throw new Error(`${owner} is not named in ${uid}`);
    if (isSame(organizer.email, owner)) throw new Error(`${owner} attends what they organize`);
    if ((organizers.get(uid) ?? organizer.email) !== organizer.email) throw new Error(`${uid} has two organizers`);
    organizers.set(uid, organizer.email);
    const next: Held = { sequence, dtstamp: message.dtstamp.getTime(), entry: entryOf(message) };
    const known = held.get(uid);
    const order = known === undefined ? 1 : next.sequence - known.sequence || next.dtstamp - known.dtstamp;
    if (order > 0) held.set(uid, next);
    if (order === 0 && JSON.stringify(known?.entry) !== JSON.stringify(next.entry)) {
      throw new Error(`Two things under ${uid}, SEQUENCE ${sequence}, for ${owner}`);
    }
  }

  return {
    take,
    shows: (uid) => held.get(uid)?.entry ?? null,
    identityOf(uid) {
      const found = held.get(uid);
      return found ? { sequence: found.sequence, dtstamp: new Date(found.dtstamp).toISOString() } : null;
    },
  };
}

export function entryOf(message: Message): Entry | null {
  if (message.method === "CANCEL") return null;
  if (message.status === "CANCELLED") throw new Error(`${message.uid} is cancelled without CANCEL: it would stay behind`);
  const { start, end, summary, location, description, url } = message;
  return { startsAt: start.toISOString(), endsAt: end.toISOString(), summary, location, description, url };
}

function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
