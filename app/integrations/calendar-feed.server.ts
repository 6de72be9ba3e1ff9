import type { CalendarEvent } from "./calendar-file.server";
import { CALENDAR_PROGRAM, cleanPerson, cleanText } from "./calendar-text";

const END_OF_LINE = "\r\n";
/** RFC 5545 3.1 allows 75; some readers count the end of the line too. */
const LONGEST_LINE = 74;
const EVENTS_A_PART = 100;
const ASCII = /^[\x20-\x7e]*$/;

/**
 * The text of a feed (RFC 5545) in parts: no method, no attendees, asked for hourly; `events` as `renderFeedEvent` wrote
 * them. Its lines are written here, since ten thousand events take `ical-generator` ten seconds and this a tenth of one.
 */
export function* feedParts(name: string, events: readonly string[]): Generator<string> {
  const title = escaped(name);
  const { company, product, language } = CALENDAR_PROGRAM;
  const head = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    `PRODID:-//${company}//${product}//${language}`,
    folded(`NAME:${title}`),
    folded(`X-WR-CALNAME:${title}`),
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    "X-PUBLISHED-TTL:PT1H",
    "",
  ];
  yield head.join(END_OF_LINE);
  for (let at = 0; at < events.length; at += EVENTS_A_PART) yield events.slice(at, at + EVENTS_A_PART).join("");
  yield `END:VCALENDAR${END_OF_LINE}`;
}

/** One event of a feed with its status and without attendees, its last line ended. */
export function renderFeedEvent(event: CalendarEvent): string {
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
    "",
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
