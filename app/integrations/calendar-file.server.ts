import ICAL from "ical.js";
import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalAttendeeType,
  ICalCalendarMethod,
  ICalEventStatus,
  type ICalCalendar,
} from "ical-generator";
import { CALENDAR_PROGRAM, cleanPerson, cleanText, type CalendarPerson } from "./calendar-text";

/** One visit as calendars know it: one uid for ever; a sequence that never falls; instants in UTC. */
export type CalendarEvent = {
  uid: string;
  sequence: number;
  /** Rises strictly with every message about this uid. */
  dtstampAt: Date;
  startsAt: Date;
  endsAt: Date;
  title: string;
  place: string;
  geo?: { latitude: number; longitude: number };
  description: string;
  url: string;
  status: "CONFIRMED" | "CANCELLED";
  /** A neutral mailbox, never anyone who attends: Outlook shows an organizer no answer buttons. */
  organizer: CalendarPerson;
  lastModifiedAt: Date;
};

export type CalendarMethod = "REQUEST" | "CANCEL";

const METHODS = {
  REQUEST: ICalCalendarMethod.REQUEST,
  CANCEL: ICalCalendarMethod.CANCEL,
} satisfies Record<CalendarMethod, ICalCalendarMethod>;

const STATUSES = {
  CONFIRMED: ICalEventStatus.CONFIRMED,
  CANCELLED: ICalEventStatus.CANCELLED,
} satisfies Record<CalendarEvent["status"], ICalEventStatus>;

/**
 * The text of one visit's calendar file (RFC 5545, 5546): CRLF, folded, UTC.
 * REQUEST invites all attendees given. CANCEL of a cancelled event cancels it for all; CANCEL of a confirmed one
 * takes out the attendees given and so carries no STATUS (RFC 5546 3.2.5). Null is for a download: PUBLISH would
 * make Outlook offer an import alone.
 */
export function renderCalendarFile(
  event: CalendarEvent,
  options: { method: CalendarMethod | null; attendees: readonly CalendarPerson[] },
): string {
  const calendar = ical({ prodId: CALENDAR_PROGRAM });
  if (options.method !== null) calendar.method(METHODS[options.method]);
  addEvent(calendar, event, options.attendees, options.method);
  return calendar.toString();
}

/** What one of our own files puts into a calendar; null where it is none. */
export function readCalendarFile(text: string): Pick<CalendarEvent, "startsAt" | "endsAt" | "place" | "description"> | null {
  const component = ICAL.Component.fromString(text).getFirstSubcomponent("vevent");
  if (!component) return null;
  const event = new ICAL.Event(component);
  return {
    startsAt: event.startDate.toJSDate(),
    endsAt: event.endDate.toJSDate(),
    place: event.location ?? "",
    description: event.description ?? "",
  };
}

// ical-generator with a time zone writes summer times an hour early and DTSTAMP without Z: dates go in as UTC, always.
function addEvent(
  calendar: ICalCalendar,
  event: CalendarEvent,
  attendees: readonly CalendarPerson[],
  method: CalendarMethod | null,
) {
  const place = cleanText(event.place);
  const entry = calendar.createEvent({
    id: event.uid,
    sequence: event.sequence,
    stamp: event.dtstampAt,
    start: event.startsAt,
    end: event.endsAt,
    summary: cleanText(event.title),
    location: event.geo === undefined ? place : { title: place, geo: toGeo(event.geo) },
    description: cleanText(event.description),
    url: event.url,
    organizer: cleanPerson(event.organizer),
    lastModified: event.lastModifiedAt,
    status: method === "CANCEL" && event.status === "CONFIRMED" ? null : STATUSES[event.status],
  });
  for (const attendee of attendees) {
    entry.createAttendee({
      ...cleanPerson(attendee),
      type: ICalAttendeeType.INDIVIDUAL,
      role: ICalAttendeeRole.REQ,
      status: ICalAttendeeStatus.NEEDSACTION,
      rsvp: true,
    });
  }
}

function toGeo({ latitude, longitude }: { latitude: number; longitude: number }) {
  return { lat: latitude, lon: longitude };
}
