import ICAL from "ical.js";

export type ReadAttendee = {
  name: string;
  email: string;
  role: string;
  partstat: string;
  rsvp: string;
};

export type ReadEvent = {
  uid: string;
  sequence: number;
  dtstamp: Date;
  start: Date;
  end: Date;
  summary: string;
  location: string;
  description: string;
  /** Null where the file has no STATUS line. */
  status: string | null;
  url: string;
  organizer: { name: string; email: string };
  attendees: ReadAttendee[];
};

export type ReadCalendar = { method: string | null; events: ReadEvent[] };

/** Reads a calendar file with ical.js: what our writer wrote must be read by somebody else's reader. */
export function readCalendar(text: string): ReadCalendar {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return {
    method: textOrNull(calendar, "method"),
    events: calendar.getAllSubcomponents("vevent").map(readEvent),
  };
}

/** Reads a file that holds exactly one event; throws when there is none or there are more. */
export function readInvitation(text: string): ReadEvent & { method: string | null } {
  const { method, events } = readCalendar(text);
  const [event] = events;
  if (event === undefined || events.length > 1) throw new Error(`Expected one event, found ${events.length}`);
  return { method, ...event };
}

function readEvent(event: ICAL.Component): ReadEvent {
  return {
    uid: textOf(event, "uid"),
    sequence: Number(textOf(event, "sequence")),
    dtstamp: instantOf(event, "dtstamp"),
    start: instantOf(event, "dtstart"),
    end: instantOf(event, "dtend"),
    summary: textOf(event, "summary"),
    location: textOf(event, "location"),
    description: textOf(event, "description"),
    status: textOrNull(event, "status"),
    url: textOf(event, "url"),
    organizer: personOf(event.getFirstProperty("organizer")),
    attendees: event.getAllProperties("attendee").map((property) => ({
      ...personOf(property),
      role: parameterOf(property, "role"),
      partstat: parameterOf(property, "partstat"),
      rsvp: parameterOf(property, "rsvp"),
    })),
  };
}

function personOf(property: ICAL.Property | null): { name: string; email: string } {
  if (property === null) return { name: "", email: "" };
  return {
    name: parameterOf(property, "cn"),
    email: String(property.getFirstValue()).replace(/^mailto:/i, ""),
  };
}

function parameterOf(property: ICAL.Property, name: string): string {
  return String(property.getParameter(name) ?? "");
}

function textOrNull(component: ICAL.Component, name: string): string | null {
  const value = component.getFirstPropertyValue(name);
  return value === null || value === undefined ? null : String(value);
}

function textOf(component: ICAL.Component, name: string): string {
  return textOrNull(component, name) ?? "";
}

/** Only UTC counts: a floating time would be read in the time zone of whoever runs the tests. */
function instantOf(event: ICAL.Component, name: string): Date {
  const value = event.getFirstPropertyValue(name);
  if (!(value instanceof ICAL.Time) || value.zone !== ICAL.Timezone.utcTimezone) throw new Error(`${name} is not in UTC`);
  return value.toJSDate();
}
