import { convertIcsCalendar } from "ts-ics";
import { describe, expect, it } from "vitest";
import {
  renderCalendarFile,
  type CalendarEvent,
} from "~/integrations/calendar-file.server";
import type { CalendarPerson } from "~/integrations/calendar-text";
import { feedParts, renderFeedEvent } from "~/integrations/calendar-feed.server";
import { instantAt } from "~/lib/london-time";
import { readCalendar, readInvitation } from "../../support/calendar-reader";

const anEvent = (over: Partial<CalendarEvent> = {}): CalendarEvent => ({
  uid: "6f1c3a52-9a04-4cf6-8d0a-1d8a9f1f7a11@bookings.example.test",
  sequence: 2,
  dtstampAt: new Date("2026-11-02T10:15:30Z"),
  startsAt: new Date("2026-11-23T08:50:00Z"),
  endsAt: new Date("2026-11-23T11:00:00Z"),
  title: "Knife Crime Awareness: Fosse Mead Academy",
  place: "Fosse Mead Academy, Mill Lane, Leicester; LE1 1AA",
  description: "Arrive 08:50.\n09:10 to 10:10: 9A, classroom workshop, Hall",
  url: "https://bookings.example.test/bookings/KCA-7Q4XMB",
  status: "CONFIRMED",
  organizer: { name: "Knife Crime Awareness", email: "bookings@example.test" },
  lastModifiedAt: new Date("2026-11-02T10:15:30Z"),
  ...over,
});

const sam: CalendarPerson = { name: "Sam Reed", email: "sam@school.example.test" };
const lee: CalendarPerson = { name: "Lee Fox", email: "lee@school.example.test" };
const request = (event: CalendarEvent, attendees = [sam]) =>
  renderCalendarFile(event, { method: "REQUEST", attendees });

const renderCalendarFeed = (name: string, events: readonly CalendarEvent[]): string =>
  [...feedParts(name, events.map(renderFeedEvent))].join("");

describe("an invitation", () => {
  it("is read back as it was meant, every attendee asked for an answer", () => {
    const event = anEvent();
    const read = readInvitation(request(event, [sam, lee]));
    expect(read).toEqual({
      method: "REQUEST",
      uid: event.uid,
      sequence: 2,
      dtstamp: event.dtstampAt,
      start: event.startsAt,
      end: event.endsAt,
      summary: event.title,
      location: event.place,
      description: event.description,
      status: "CONFIRMED",
      url: event.url,
      organizer: event.organizer,
      attendees: [sam, lee].map((person) => ({
        ...person,
        role: "REQ-PARTICIPANT",
        partstat: "NEEDS-ACTION",
        rsvp: "TRUE",
      })),
    });
  });

  it("means the same to a second reader", () => {
    const event = anEvent();
    const calendar = convertIcsCalendar(undefined, request(event, [sam, lee]));
    const [read] = calendar.events ?? [];
    expect(calendar.method).toBe("REQUEST");
    expect(read?.uid).toBe(event.uid);
    expect(read?.start.date).toEqual(event.startsAt);
    expect(read?.stamp.date).toEqual(event.dtstampAt);
    expect(read?.organizer?.email).toBe("bookings@example.test");
    expect(read?.attendees?.map(({ email }) => email.toLowerCase())).toEqual([sam.email, lee.email]);
  });

  it("is written in UTC with Z, CRLF and lines of at most 75 octets", () => {
    const text = request(anEvent({ title: `${"é😀".repeat(60)}, ${"x".repeat(200)}` }));
    expect(text).toContain("DTSTART:20261123T085000Z\r\n");
    expect(text).toContain("DTSTAMP:20261102T101530Z\r\n");
    expect(text).not.toContain("TZID");
    expect(text.replace(/\r\n/g, "")).not.toMatch(/[\r\n]/);
    for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(readInvitation(text).summary).toBe(`${"é😀".repeat(60)}, ${"x".repeat(200)}`);
  });

  it.each([
    ["summer", "2027-03-28", "2027-03-28T08:10:00.000Z"],
    ["the last day of summer time", "2026-10-24", "2026-10-24T08:10:00.000Z"],
    ["the day the clocks go back", "2026-10-25", "2026-10-25T09:10:00.000Z"],
    ["winter", "2026-11-23", "2026-11-23T09:10:00.000Z"],
  ])("holds 09:10 in London in %s", (_when, day, utc) => {
    const event = anEvent({ startsAt: instantAt(day, 550), endsAt: instantAt(day, 610) });
    expect(readInvitation(request(event)).start.toISOString()).toBe(utc);
  });

  it.each([
    ['Sam "Sparky" Reed', "Sam 'Sparky' Reed"],
    ["Reed, Sam; head: 9", "Reed, Sam, head, 9"],
    ["Zoë 😀 O'Hara", "Zoë 😀 O'Hara"],
    ["x".repeat(200), "x".repeat(200)],
    ["Sam\r\nATTENDEE:mailto:evil@example.test", "Sam ATTENDEE,mailto,evil@example.test"],
    ["back\\slash\u0007", "back slash"],
    ["", "sam@school.example.test"],
  ])("survives an attendee called %j", (name, seen) => {
    const text = request(anEvent({ organizer: { name, email: "bookings@example.test" } }), [{ ...sam, name }]);
    const read = readInvitation(text);
    expect(read.attendees).toHaveLength(1);
    expect(read.attendees[0]?.name).toBe(seen);
    expect(read.organizer.email).toBe("bookings@example.test");
    expect(convertIcsCalendar(undefined, text).events?.[0]?.attendees?.[0]?.name).toBe(seen);
  });

  it("keeps commas, semicolons, quotes and lines of a text, and drops its control characters", () => {
    const text = request(
      anEvent({ title: 'A, "b"; c\\d', place: 'The "Old" Hall; 1, Mill Lane', description: "1\r\n2\u0000\n\t3" }),
    );
    const read = readInvitation(text);
    expect(read.summary).toBe('A, "b"; c\\d');
    expect(read.location).toBe('The "Old" Hall; 1, Mill Lane');
    expect(read.description).toBe("1\n2\n\t3");
  });

  it("says where on the map without disturbing the place", () => {
    const text = request(
      anEvent({ place: 'The "Old" Hall, Leicester', geo: { latitude: 52.6369, longitude: -1.1398 } }),
    );
    expect(text).toContain("GEO:52.6369;-1.1398\r\n");
    expect(readInvitation(text).location).toBe('The "Old" Hall, Leicester');
  });
});

describe("a cancellation", () => {
  it("of the visit keeps the identity, cancels for all and says so", () => {
    const text = renderCalendarFile(anEvent({ sequence: 3, status: "CANCELLED" }), {
      method: "CANCEL",
      attendees: [sam, lee],
    });
    const read = readInvitation(text);
    expect(read).toMatchObject({ method: "CANCEL", sequence: 3, status: "CANCELLED", uid: anEvent().uid });
    expect(read.attendees.map(({ email }) => email)).toEqual([sam.email, lee.email]);
    expect(read.organizer).toEqual(anEvent().organizer);
  });

  it("for one who is taken out names that one alone and has no status", () => {
    const read = readInvitation(renderCalendarFile(anEvent({ sequence: 3 }), { method: "CANCEL", attendees: [lee] }));
    expect(read.method).toBe("CANCEL");
    expect(read.status).toBeNull();
    expect(read.attendees.map(({ email }) => email)).toEqual([lee.email]);
  });
});

describe("downloads and feeds", () => {
  it("have no method, so that a calendar adds the event instead of importing a copy", () => {
    const read = readInvitation(renderCalendarFile(anEvent(), { method: null, attendees: [] }));
    expect(read.method).toBeNull();
    expect(read.status).toBe("CONFIRMED");
    expect(read.uid).toBe(anEvent().uid);
  });

  it("carry the status of each event and ask to be read hourly", () => {
    const text = renderCalendarFeed("My sessions", [anEvent(), anEvent({ uid: "second", status: "CANCELLED" })]);
    const { method, events } = readCalendar(text);
    expect(method).toBeNull();
    expect(events.map(({ uid, status }) => [uid, status])).toEqual([
      [anEvent().uid, "CONFIRMED"],
      ["second", "CANCELLED"],
    ]);
    expect(text).toContain("REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n");
    expect(text).toContain("X-PUBLISHED-TTL:PT1H\r\n");
    expect(text).not.toContain("ATTENDEE");
  });

  it("say what the file of each event says, whatever stands in it", () => {
    const hostile = anEvent({
      uid: `${"long".repeat(20)}@bookings.example.test`,
      title: 'Quoted "St Mary\'s"; one, two \\ three \u{1F642}\u{1F642} caf\u00e9 '.repeat(5),
      place: "\u00e9".repeat(200),
      description: "One\r\ntwo\u2028three\tfour\u0007\nEND:VEVENT\n\\n is no line break",
      organizer: { name: 'Police "A"; B: C\\', email: "bookings@example.test" },
    });
    const text = renderCalendarFeed("Mine; and, yours", [hostile]);
    const [inFeed] = readCalendar(text).events;
    const { method: _none, ...inFile } = readInvitation(renderCalendarFile(hostile, { method: null, attendees: [] }));
    expect(inFeed).toEqual(inFile);
    for (const line of text.split("\r\n")) {
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      expect(line).not.toMatch(/\r|\n|\ufffd/);
    }
    expect(text).toContain("X-WR-CALNAME:Mine\\; and\\, yours\r\n");
    expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true);
  });

  it("are the same bytes for the same rows, whenever they are written", () => {
    expect(renderCalendarFeed("My sessions", [anEvent()])).toBe(renderCalendarFeed("My sessions", [anEvent()]));
  });
});
