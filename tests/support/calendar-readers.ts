import { spawnSync } from "node:child_process";
import { convertIcsCalendar } from "ts-ics";
import { readInvitation } from "./calendar-reader";

/** What a reader that is not ours makes of a calendar file with one event. Instants in ISO, UTC; addresses sorted. */
export type Reading = {
  method: string | null;
  uid: string;
  sequence: number;
  stampAt: string;
  startsAt: string;
  endsAt: string;
  status: string | null;
  organizer: string;
  attendees: string[];
};

export type CalendarReaderName = "ical.js" | "ts-ics" | "icalendar (Python)";

export const PYTHON = process.env.PYTHON ?? "/usr/bin/python3";

const PYTHON_READER = `
import json, sys
from datetime import timezone
import icalendar
calendar = icalendar.Calendar.from_ical(sys.stdin.buffer.read())
event, = [part for part in calendar.walk("VEVENT")]
def utc(name):
    moment = event.decoded(name)
    assert moment.utcoffset() is not None and moment.utcoffset().total_seconds() == 0, name
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")
def address(value):
    return str(value).lower().removeprefix("mailto:")
def text(part, name):
    return None if part.get(name) is None else str(part.get(name))
people = event.get("ATTENDEE", [])
people = people if isinstance(people, list) else [people]
print(json.dumps({
    "method": text(calendar, "METHOD"), "uid": text(event, "UID"), "sequence": int(event.get("SEQUENCE", 0)),
    "stampAt": utc("DTSTAMP"), "startsAt": utc("DTSTART"), "endsAt": utc("DTEND"), "status": text(event, "STATUS"),
    "organizer": address(event.get("ORGANIZER")), "attendees": sorted(address(each) for each in people),
}))
`;

export function isPythonReaderHere(): boolean {
  return spawnSync(PYTHON, ["-c", "import icalendar"], { stdio: "ignore" }).status === 0;
}

/** The readers that this machine has: Python's, the strictest, only where it can be imported. */
export function availableReaders(): CalendarReaderName[] {
  return ["ical.js", "ts-ics", ...(isPythonReaderHere() ? (["icalendar (Python)"] as const) : [])];
}

export function readWith(reader: CalendarReaderName, text: string): Reading {
  switch (reader) {
    case "ical.js":
      return readWithIcalJs(text);
    case "ts-ics":
      return readWithTsIcs(text);
    case "icalendar (Python)":
      return readWithPython(text);
  }
}

function readWithIcalJs(text: string): Reading {
  const event = readInvitation(text);
  return {
    method: event.method,
    uid: event.uid,
    sequence: event.sequence,
    stampAt: event.dtstamp.toISOString(),
    startsAt: event.start.toISOString(),
    endsAt: event.end.toISOString(),
    status: event.status,
    organizer: event.organizer.email.toLowerCase(),
    attendees: event.attendees.map(({ email }) => email.toLowerCase()).sort(),
  };
}

function readWithTsIcs(text: string): Reading {
  const calendar = convertIcsCalendar(undefined, text);
  const [event, ...others] = calendar.events ?? [];
  if (!event?.end || others.length > 0)
    throw new Error(`ts-ics found ${calendar.events?.length ?? 0} events with an end`);
  return {
    method: calendar.method ?? null,
    uid: event.uid,
    sequence: event.sequence ?? 0,
    stampAt: event.stamp.date.toISOString(),
    startsAt: event.start.date.toISOString(),
    endsAt: event.end.date.toISOString(),
    status: event.status ?? null,
    organizer: (event.organizer?.email ?? "").toLowerCase(),
    attendees: (event.attendees ?? []).map(({ email }) => email.toLowerCase()).sort(),
  };
}

function readWithPython(text: string): Reading {
  const done = spawnSync(PYTHON, ["-c", PYTHON_READER], { input: text, encoding: "utf8" });
  if (done.status !== 0) throw new Error(`Python's icalendar cannot read it: ${done.stderr}`);
  const reading: Reading = JSON.parse(done.stdout);
  return reading;
}
