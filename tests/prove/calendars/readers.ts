import { spawnSync } from "node:child_process";
import nodeIcal from "node-ical";
import { readCalendar } from "../../support/calendar-reader";
import { isPythonReaderHere, PYTHON } from "../../support/calendar-readers";

/** What a reader makes of one event: instants in ISO and UTC, people as "name <address>", sorted. */
export type Told = {
  uid: string;
  sequence: number;
  stampAt: string;
  startsAt: string;
  endsAt: string;
  status: string | null;
  summary: string;
  location: string;
  description: string;
  url: string;
  organizer: string;
  attendees: string[];
};

export type Reading = { method: string | null; events: Told[] };

export type Reader = { name: string; read: (texts: readonly string[]) => Reading[] };

/** Strict: a component with an error in it, or a time that is not in UTC, ends it. */
const PYTHON_PROGRAM = `
import json, sys
import icalendar
def text(part, name):
    return None if part.get(name) is None else str(part.get(name))
def person(value):
    return str(value.params.get("CN", "")) + " <" + str(value)[len("mailto:"):].lower() + ">"
def attendee(value):
    return " ".join([person(value)] + [str(value.params.get(name, "")).upper() for name in ("ROLE", "PARTSTAT", "RSVP")])
def told(event):
    assert not event.errors, event.errors
    def utc(name):
        moment = event.decoded(name)
        assert moment.utcoffset() is not None and moment.utcoffset().total_seconds() == 0, name
        return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    people = event.get("ATTENDEE", [])
    people = people if isinstance(people, list) else [people]
    return {
        "uid": text(event, "UID"), "sequence": int(event.get("SEQUENCE", 0)),
        "stampAt": utc("DTSTAMP"), "startsAt": utc("DTSTART"), "endsAt": utc("DTEND"), "status": text(event, "STATUS"),
        "summary": text(event, "SUMMARY"), "location": text(event, "LOCATION"), "description": text(event, "DESCRIPTION"),
        "url": text(event, "URL"), "organizer": person(event["ORGANIZER"]), "attendees": sorted(map(attendee, people)),
    }
def reading(file):
    calendar = icalendar.Calendar.from_ical(file.encode("utf-8"))
    assert not calendar.errors, calendar.errors
    return {"method": text(calendar, "METHOD"), "events": [told(event) for event in calendar.walk("VEVENT")]}
print(json.dumps([reading(file) for file in json.load(sys.stdin)]))
`;

/** Those that this machine has: Python's, the strictest, only where it can be imported. */
export function readersHere(): Reader[] {
  return [
    { name: "ical.js", read: (texts) => texts.map(withIcalJs) },
    { name: "node-ical", read: (texts) => texts.map(withNodeIcal) },
    ...(isPythonReaderHere() ? [{ name: "icalendar (Python)", read: withPython }] : []),
  ];
}

function withIcalJs(text: string): Reading {
  const { method, events } = readCalendar(text);
  return {
    method,
    events: events.map(({ dtstamp, start, end, organizer, attendees, uid, sequence, status, summary, location, description, url }) => ({
      ...{ uid, sequence, status, summary, location, description, url },
      stampAt: dtstamp.toISOString(),
      startsAt: start.toISOString(),
      endsAt: end.toISOString(),
      organizer: `${organizer.name} <${organizer.email.toLowerCase()}>`,
      attendees: attendees
        .map((each) => `${each.name} <${each.email.toLowerCase()}> ${each.role} ${each.partstat} ${each.rsvp.toUpperCase()}`)
        .sort(),
    })),
  };
}

function withNodeIcal(text: string): Reading {
  const components = Object.values(nodeIcal.sync.parseICS(text));
  const calendar = components.find((each) => fieldOf(each, "type") === "VCALENDAR");
  const method = fieldOf(calendar, "method") ?? fieldOf(components.find((each) => fieldOf(each, "type") === "VEVENT"), "method");
  return {
    method: typeof method === "string" ? method : null,
    events: components
      .filter((each) => fieldOf(each, "type") === "VEVENT")
      .map((event) => ({
        uid: wordsIn(event, "uid"),
        sequence: Number(wordsIn(event, "sequence")),
        stampAt: instantIn(event, "dtstamp"),
        startsAt: instantIn(event, "start"),
        endsAt: instantIn(event, "end"),
        status: fieldOf(event, "status") === undefined ? null : wordsIn(event, "status"),
        summary: wordsIn(event, "summary"),
        location: wordsIn(event, "location"),
        description: wordsIn(event, "description"),
        url: wordsIn(event, "url"),
        organizer: personIn(fieldOf(event, "organizer")),
        attendees: listOf(fieldOf(event, "attendee"))
          .map((each) => [personIn(each), ...["ROLE", "PARTSTAT", "RSVP"].map((name) => parameterIn(each, name).toUpperCase())].join(" "))
          .sort(),
      })),
  };
}

function withPython(texts: readonly string[]): Reading[] {
  const done = spawnSync(PYTHON, ["-c", PYTHON_PROGRAM], { input: JSON.stringify(texts), encoding: "utf8", maxBuffer: 100_000_000 });
  if (done.status !== 0) throw new Error(`Python's icalendar cannot read it: ${done.stderr}`);
  const readings: Reading[] = JSON.parse(done.stdout);
  return readings;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

/** A value with parameters is an object to node-ical. */
function wordsIn(event: unknown, name: string): string {
  const value = fieldOf(event, name);
  return plain(fieldOf(value, "val") ?? value);
}

function plain(value: unknown): string {
  return ["string", "number", "boolean"].includes(typeof value) ? String(value) : "";
}

function instantIn(event: unknown, name: string): string {
  const value = fieldOf(event, name);
  if (!(value instanceof Date)) throw new Error(`node-ical finds no time in ${name}`);
  return value.toISOString();
}

function parameterIn(person: unknown, name: string): string {
  return plain(fieldOf(fieldOf(person, "params"), name));
}

function personIn(person: unknown): string {
  return `${parameterIn(person, "CN")} <${String(fieldOf(person, "val")).replace(/^mailto:/i, "").toLowerCase()}>`;
}

function listOf(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
