import type { CalendarEvent } from "./calendar-file.server";
import { CALENDAR_PROGRAM, cleanPerson, cleanText } from "./calendar-text";

const END_OF_LINE = "\r\n";
/** RFC 5545 3.1 allows 75; some readers count the end of the line too. */
const LONGEST_LINE = 74;
const ASCII = /^[\x20-\x7e]*$/;

/**
 * The text of a feed (RFC 5545): no method, no attendees, a status for each event, asked for hourly. Its lines are
 * written here, since ten thousand events take `ical-generator` ten seconds and this a tenth of one.
 */
export function renderCalendarFeed(name: string, events: readonly CalendarEvent[]): string {
  const title = escaped(name);
  const { company, product, language } = CALENDAR_PROGRAM;
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    `PRODID:-//${company}//${product}//${language}`,
    folded(`NAME:${title}`),
    folded(`X-WR-CALNAME:${title}`),
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    "X-PUBLISHED-TTL:PT1H",
  ];
  for (const event of events) lines.push(eventText(event));
  lines.push("END:VCALENDAR", "");
  return lines.join(END_OF_LINE);
}

function eventText(event: CalendarEvent): string {
  const organizer = cleanPerson(event.organizer);
  const lines = [
    "BEGIN:VEVENT",
    folded(`UID:${event.uid}`),
    `SEQUENCE:${event.sequence}`,
    `DTSTAMP:${inUtc(event.dtstampAt)}`,
    `DTSTART:${inUtc(event.startsAt)}`,
    `DTEND:${inUtc(event.endsAt)}`,
    folded(`SUMMARY:${escaped(event.title)}`),
    folded(`LOCATION:${escaped(event.place)}`),
    folded(`DESCRIPTION:${escaped(event.description)}`),
    folded(`ORGANIZER;CN="${organizer.name}":mailto:${organizer.email}`),
    folded(`URL;VALUE=URI:${event.url}`),
    `STATUS:${event.status}`,
    `LAST-MODIFIED:${inUtc(event.lastModifiedAt)}`,
    "END:VEVENT",
  ];
  return lines.join(END_OF_LINE);
}

/** 20261201T090000Z (RFC 5545 3.3.5, form 2). */
function inUtc(instant: Date): string {
  return `${instant.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}

/** RFC 5545 3.3.11. */
function escaped(text: string): string {
  return cleanText(text)
    .replace(/[\\;,]/g, (character) => `\\${character}`)
    .replace(/\n/g, "\\n");
}

/** RFC 5545 3.1: by octets, and never within a character. */
function folded(line: string): string {
  if (line.length <= LONGEST_LINE && ASCII.test(line)) return line;
  let text = "";
  let octets = 0;
  for (const character of line) {
    const more = Buffer.byteLength(character);
    if (octets + more > LONGEST_LINE) {
      text += `${END_OF_LINE} `;
      octets = 1;
    }
    text += character;
    octets += more;
  }
  return text;
}
