// npm run prove -- calendars: every kind of calendar message, download and feed, made by the services themselves in winter
// and in summer and for people and schools with difficult names, read by readers that are not ours. All must tell the same
// instants, people and states, and those of the database.
import { findBooking } from "~/data/booking-requests.server";
import { openDatabase, type Db, type OpenedDatabase } from "~/data/db.server";
import { applyPendingMigrations } from "~/data/migrations.server";
import { getVisit, type VisitDetails } from "~/data/visits.server";
import type { FeedKind } from "~/domain/calendar-feed";
import type { Role } from "~/domain/roles";
import { silentLogger } from "~/lib/logger.server";
import { addDays, formatInstant, type Day } from "~/lib/london-time";
import { makeFeed, readFeed } from "~/services/calendar-feeds.server";
import { cancelVisit } from "~/services/cancel-visit.server";
import { changeFirstContact } from "~/services/change-first-contact.server";
import { changePlace } from "~/services/change-place.server";
import type { Deps } from "~/services/deps";
import { downloadBookingCalendar, downloadVisitCalendar } from "~/services/download-visit-calendar.server";
import { moveVisit, rowsOfVisit } from "~/services/move-visit.server";
import { scheduleVisit } from "~/services/schedule-visit.server";
import { setSecondContact } from "~/services/second-contact.server";
import { savedAccount, savedPresenter, savedRequest, savedSchool, type SavedAccount } from "../support/builders";
import { prove, ProofFailed, type Proof } from "../support/proof";
import { readersHere, type Reader, type Reading, type Told } from "./calendars/readers";

const LONG = "A very long name indeed ".repeat(9).slice(0, 200).trim().padEnd(200, "x");

const NAMES = [
  { kind: "plain", person: "Robin Elm", school: "Oakfield Test School" },
  { kind: "quotes", person: `Robin "Rob" O'Elm`, school: `The "New" Oak's School` },
  { kind: "commas", person: "Elm, Robin; Sgt: 12\\3", school: "St Mary's, St John's; Upper: School \\ Annexe" },
  { kind: "emoji", person: "Robin 🌳 Élm-Žižek", school: "Oak 🌳🌳 Academy, Café Wing 🏫" },
  { kind: "200 characters", person: LONG, school: `${LONG.slice(0, 190)} 🌳` },
] as const;

/** Greenwich time, summer time, the Sundays on which clocks change, and a Tuesday after each. */
const DAYS: readonly { season: string; onDate: Day }[] = [
  { season: "winter", onDate: "2027-01-12" },
  { season: "summer", onDate: "2027-06-15" },
  { season: "spring change", onDate: "2027-03-28" },
  { season: "after it", onDate: "2027-03-30" },
  { season: "autumn change", onDate: "2027-10-31" },
  { season: "after it", onDate: "2027-11-02" },
];

const FEEDS: readonly FeedKind[] = ["presenter", "school", "team"];

type File = { kind: string; text: string; expected: { method: string | null; events: Expected[] } };
type Expected = Pick<Told, "uid" | "sequence" | "stampAt" | "startsAt" | "endsAt" | "status"> & { organizer: string; attendees: string[] };

let opened: OpenedDatabase | null = null;

async function story(proof: Proof): Promise<void> {
  proof.chapter("Everything that calendars get is made by the services");
  const database = await openDatabase({ dataFolder: "", memory: true });
  opened = database;
  await applyPendingMigrations(database);
  const files: File[] = [];
  let clock = Date.parse("2026-11-16T09:00:00Z");
  const deps: Deps = {
    db: database.db,
    now: () => new Date(clock),
    origin: "https://sessions.force.example",
    log: silentLogger(),
    wakeMail: () => undefined,
  };
  for (const { season, onDate } of DAYS) {
    for (const name of NAMES) {
      clock += 60_000;
      files.push(...(await lifeOf(deps, { ...name, onDate })));
    }
    proof.tell(`${season}: ${onDate}, ${NAMES.length} visits planned, changed and cancelled`);
  }
  proof.holds("files", files.length > 0, String(files.length));

  proof.chapter("Read by others");
  const readers = readersHere();
  for (const reader of readers) proof.holds("a reader that is not ours", true, reader.name);
  if (readers.length < 3) proof.tell("Python's icalendar is not here: apt-get install python3-icalendar");
  const readings = readers.map((reader) => reader.read(files.map(({ text }) => text)));
  const table = new Map<string, { files: number; events: number }>();
  for (const [index, file] of files.entries()) {
    for (const [at, reader] of readers.entries()) {
      const reading = readings[at]?.[index];
      const first = readings[0]?.[index];
      if (!reading || !first) throw new Error(`${reader.name} read nothing`);
      agree(file, first, reading, reader);
    }
    const row = table.get(file.kind) ?? { files: 0, events: 0 };
    table.set(file.kind, { files: row.files + 1, events: row.events + file.expected.events.length });
  }
  proof.tell(cells("what", "files", "events", ...readers.map(({ name }) => name)));
  for (const [kind, { files: count, events }] of table) {
    proof.tell(cells(kind, String(count), String(events), ...readers.map(() => "the same")));
  }
  proof.holds("instants, people, states and texts are the same from all, and the database's", true, `${files.length} files, ${readers.length} readers`);
  sayLocalTimes(proof, files);
}

/** Throws at the first thing that a reader tells otherwise than the database, or than the first reader. */
function agree(file: File, first: Reading, reading: Reading, { name }: Reader): void {
  const events = reading.events.map(({ summary: _s, location: _l, description: _d, url: _u, ...event }) => ({
    ...event,
    organizer: addressIn(event.organizer),
    attendees: event.attendees.map(addressIn).sort(),
  }));
  same(`${file.kind}: ${name} and the database`, sorted(events), sorted(file.expected.events));
  same(`${file.kind}: METHOD by ${name}`, reading.method, file.expected.method);
  same(`${file.kind}: ${name} and the first reader`, sorted(reading.events), sorted(first.events));
}

function same(what: string, seen: unknown, expected: unknown): void {
  const [one, other] = [JSON.stringify(seen, ordered, 1), JSON.stringify(expected, ordered, 1)];
  if (one !== other) throw new ProofFailed(what, other, one);
}

const ordered = (_key: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;

const sorted = <T extends { uid: string }>(events: readonly T[]) => [...events].sort((one, other) => (one.uid < other.uid ? -1 : 1));

const addressIn = (person: string): string => /<([^>]*)>/.exec(person)?.[1] ?? person;

const cells = (first: string, ...others: string[]) => first.padEnd(46) + others.map((cell) => cell.padStart(20)).join("");

function sayLocalTimes(proof: Proof, files: readonly File[]): void {
  for (const { season, onDate } of DAYS) {
    const event = files.flatMap(({ expected }) => expected.events).find(({ startsAt }) => startsAt.startsWith(onDate));
    if (event) proof.tell(`${season}: ${event.startsAt} is ${formatInstant(new Date(event.startsAt))} in London`);
  }
}

type Cast = { kind: string; person: string; school: string; onDate: Day };

/** One visit from its planning to its end, with every message that calendars get on the way. */
async function lifeOf(deps: Deps, { kind, person, school: schoolName, onDate }: Cast): Promise<File[]> {
  const { db } = deps;
  const files: File[] = [];
  const school = await savedSchool(db, { name: schoolName, street: `1 ${schoolName.slice(0, 100)} Street` });
  const contact = await savedAccount(db, [], { name: person });
  const request = await savedRequest(db, { school, contact, groups: [{ label: `9A, "set" ${kind}` }, {}] });
  const coordinator = await savedAccount(db, ["coordinator"], { name: person });
  const [first, second, third] = [
    await savedPresenter(db, { name: person }),
    await savedPresenter(db, { name: `Second ${person}`.slice(0, 200) }),
    await savedPresenter(db, { name: `Third ${person}`.slice(0, 200) }),
  ];
  const actor = { kind: "staff" as const, accountId: coordinator.id };
  const reads = mailsSince(db);

  const planned = await scheduleVisit(
    {
      reference: request.reference,
      version: request.version,
      onDate,
      rows: request.groups.map(({ id }, index) => ({
        groupId: id,
        startMinutes: 9 * 60 + 10 + index * 40,
        lengthMinutes: 25,
        room: `Hall, "${kind}"`,
        presenterIds: [first.id, second.id],
      })),
      overrideReason: "Agreed",
      noteForSchool: "",
      noteForTeam: "",
      actor,
    },
    deps,
  );
  if (!planned.ok) throw new Error(planned.reason);
  const { visitId } = planned;
  const collect = async () => {
    files.push(...(await reads(await getVisit(db, visitId))));
  };
  const secondContact = async (named: { name: string; email: string } | null) => {
    const booking = await findBooking(db, { reference: request.reference, accountId: contact.id });
    await setSecondContact({ reference: request.reference, accountId: contact.id, version: booking?.version ?? 0, second: named }, deps);
    await collect();
  };
  const change = async (over: { onDate?: Day; shift?: number; room?: string; presenters?: readonly SavedAccount[] }) => {
    const visit = await getVisit(db, visitId);
    const moved = await moveVisit(
      {
        visitId,
        version: visit.version,
        seenHistoryId: "0",
        onDate: over.onDate ?? onDate,
        rows: rowsOfVisit(visit).map((row) => ({
          ...row,
          startMinutes: row.startMinutes + (over.shift ?? 0),
          room: over.room ?? row.room,
          presenterIds: over.presenters?.map(({ id }) => id) ?? row.presenterIds,
        })),
        reasonCodes: ["move.other"],
        note: "",
        overrideReason: "Agreed",
        actor,
      },
      deps,
    );
    if (!moved.ok) throw new Error(moved.reason);
    await collect();
  };

  await collect();
  await secondContact({ name: person, email: `second-${visitId}@school.test` });
  await change({ onDate: addDays(onDate, 1), shift: 90 });
  await change({ onDate: addDays(onDate, 1), room: `Gym; ${kind} 🏃` });
  await change({ onDate: addDays(onDate, 1), presenters: [second, third] });
  await secondContact(null);
  await change({ onDate, shift: -90 });
  const { version: planVersion } = await getVisit(db, visitId);
  const placed = await changePlace({ visitId, version: planVersion, place: `Annexe; "${kind}", ${schoolName}`, note: "", actor }, deps);
  if (!placed.ok) throw new Error(placed.reason);
  await collect();
  const booking = await findBooking(db, { reference: request.reference, accountId: contact.id });
  const handed = await changeFirstContact(
    { reference: request.reference, version: booking?.version ?? 0, first: { name: person, email: `first-${visitId}@school.test`, phone: "" }, actor },
    deps,
  );
  if (!handed.ok) throw new Error(handed.reason);
  await collect();
  const owners = { contact: await db.account.findUniqueOrThrow({ where: { email: `first-${visitId}@school.test` } }), coordinator, presenter: second };
  files.push(...(await downloads(deps, visitId, request.reference, owners.contact.id)), ...(await feeds(deps, visitId, owners)));
  const { version } = await getVisit(db, visitId);
  await cancelVisit(
    { visitId, version, cancelledBy: "team", reasonCodes: ["cancel.illness"], note: "", afterwards: "close", actor },
    deps,
  );
  await collect();
  files.push(...(await downloads(deps, visitId, request.reference, owners.contact.id)), ...(await feeds(deps, visitId, owners)));
  return files;
}

/** The calendar parts of the mails written since the last call, with what the database says at that moment. */
function mailsSince(db: Db): (visit: VisitDetails) => Promise<File[]> {
  const seen = new Set<string>();
  return async (visit) => {
    const mails = await db.outgoingMail.findMany({
      where: { visitId: visit.id, icsContent: { not: null }, id: { notIn: [...seen] } },
      orderBy: { id: "asc" },
      select: { id: true, occasion: true, toAddress: true, icsContent: true, icsMethod: true },
    });
    // What has arrived is changed by the next one; what waits would be replaced.
    await db.outgoingMail.updateMany({ where: { visitId: visit.id, status: "queued" }, data: { status: "sent", sentAt: new Date() } });
    return mails.map(({ id, occasion, toAddress, icsContent, icsMethod }) => {
      seen.add(id);
      const isContact = visit.contacts.some(({ email }) => email === toAddress);
      const group = (isContact ? visit.contacts : visit.presenters).map(({ email }) => email);
      const attendees = occasion === "visit-left" ? [toAddress] : group;
      const status = occasion === "visit-left" ? null : icsMethod === "CANCEL" ? "CANCELLED" : "CONFIRMED";
      const event = { ...identityOf(visit), status, attendees: attendees.map((each) => each.toLowerCase()).sort() };
      return { kind: `mail ${occasion}, ${icsMethod ?? ""}`, text: icsContent ?? "", expected: { method: icsMethod, events: [event] } };
    });
  };
}

function identityOf(visit: VisitDetails): Omit<Expected, "status" | "attendees"> {
  return {
    uid: visit.calendarUid,
    sequence: visit.calendarSequence,
    stampAt: visit.calendarDtstampAt?.toISOString() ?? "",
    startsAt: visit.startsAt?.toISOString() ?? "",
    endsAt: visit.endsAt?.toISOString() ?? "",
    organizer: "bookings@example.police.uk",
  };
}

const withoutAttendees = (visit: VisitDetails): Expected => ({
  ...identityOf(visit),
  status: visit.status === "cancelled" ? "CANCELLED" : "CONFIRMED",
  attendees: [],
});

async function downloads(deps: Deps, visitId: string, reference: string, accountId: string): Promise<File[]> {
  const visit = await getVisit(deps.db, visitId);
  const texts = [
    await downloadVisitCalendar({ visitId, scope: { all: true } }, deps),
    await downloadBookingCalendar({ reference, visitId, accountId }, deps),
  ];
  const state = visit.status === "cancelled" ? "cancelled" : "ahead";
  return texts.map((text) => ({ kind: `download, ${state}`, text: text ?? "", expected: { method: null, events: [withoutAttendees(visit)] } }));
}

async function feeds(
  deps: Deps,
  visitId: string,
  owners: FeedOwners,
): Promise<File[]> {
  const visit = await getVisit(deps.db, visitId);
  const files: File[] = [];
  for (const kind of FEEDS) {
    const { id, roles } = ownerOf(kind, owners);
    const made = await makeFeed({ accountId: id, roles, kind }, deps);
    const token = /([\w-]{22})\.ics$/.exec(made?.address ?? "")?.[1] ?? "";
    const feed = await readFeed({ token, ifNoneMatch: null, ifModifiedSince: null }, deps);
    if (!feed.found || feed.content === null) throw new Error(`The feed for a ${kind} is not there`);
    // Everybody's visits stand in the team's: those of earlier lives too.
    const visits = kind === "team" ? await allVisits(deps.db) : [visit];
    const state = kind === "team" ? "" : visit.status === "cancelled" ? ", cancelled" : ", ahead";
    files.push({ kind: `feed, ${kind}${state}`, text: feed.content.toString("utf8"), expected: { method: null, events: visits.map(withoutAttendees) } });
  }
  return files;
}

type FeedOwners = Record<"contact" | "coordinator" | "presenter", { id: string }>;

function ownerOf(
  kind: FeedKind,
  { contact, coordinator, presenter }: FeedOwners,
): { id: string; roles: Role[] } {
  switch (kind) {
    case "presenter":
      return { id: presenter.id, roles: ["presenter"] };
    case "school":
      return { id: contact.id, roles: [] };
    case "team":
      return { id: coordinator.id, roles: ["coordinator"] };
  }
}

async function allVisits(db: Db): Promise<VisitDetails[]> {
  const ids = await db.visit.findMany({ select: { id: true } });
  return Promise.all(ids.map(({ id }) => getVisit(db, id)));
}

await prove("calendars", story, async () => {
  await opened?.close();
});
