import { calendarEntry } from "../../emails/calendar-entry";
import type { RunningOrderLine } from "../../emails/visit-facts";
import { paths } from "~/config/paths";
import { describeAudience, type Audience } from "~/domain/groups";
import type { ProgrammeSettings } from "~/domain/settings";
import type { CalendarEvent } from "~/integrations/calendar-file.server";
import { minutesOf } from "~/lib/london-time";
import { mailSender } from "~/services/mail-sender.server";

type SessionInVisit = {
  /** From the visit's arrival. */
  startMinute: number;
  endMinute: number;
  formatName: string;
  room: string;
  groups: readonly (Audience & { label: string })[];
};

export type VisitInCalendar = Pick<CalendarEvent, "uid" | "sequence" | "dtstampAt" | "startsAt" | "endsAt"> & {
  isCancelled: boolean;
  schoolName: string;
  /** One line; may be empty. */
  address: string;
  /** Empty for a visit without a request. */
  reference: string;
  sessions: readonly SessionInVisit[];
  presenterNames: readonly string[];
  /** Left out of feeds. */
  askFor?: string;
};

/** Sessions in local minutes from midnight, as mails and calendars list them. */
export function runningOrderFrom(sessions: readonly SessionInVisit[], arriveMinutes: number): RunningOrderLine[] {
  return sessions.map(({ startMinute, endMinute, formatName, room, groups }) => ({
    startMinutes: arriveMinutes + startMinute,
    endMinutes: arriveMinutes + endMinute,
    format: formatName,
    groups: groups.map((group) => group.label || describeAudience(group)).join(", "),
    room,
  }));
}

/** The one event of a visit: the same in mail, download and feed (rule 8). */
export function calendarEvent(
  visit: VisitInCalendar,
  { settings, origin }: { settings: ProgrammeSettings; origin: string },
): CalendarEvent {
  const { uid, sequence, dtstampAt, startsAt, endsAt, schoolName, address, reference } = visit;
  const arriveMinutes = minutesOf(startsAt);
  const sender = mailSender(settings, origin);
  const { title, description } = calendarEntry({
    programme: sender.programme,
    schoolName,
    reference,
    arriveMinutes,
    runningOrder: runningOrderFrom(visit.sessions, arriveMinutes),
    presenterNames: visit.presenterNames,
    askFor: visit.askFor,
    replyTo: sender.replyTo,
  });
  return {
    uid,
    sequence,
    dtstampAt,
    lastModifiedAt: dtstampAt,
    startsAt,
    endsAt,
    title,
    description,
    place: [schoolName, address].filter((part) => part !== "").join(", "),
    url: reference === "" ? origin : `${origin}${paths.booking(reference)}`,
    status: visit.isCancelled ? "CANCELLED" : "CONFIRMED",
    organizer: settings.organizer,
  };
}
