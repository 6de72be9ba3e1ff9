import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Db } from "~/data/db.server";
import { newestHistoryId } from "~/data/history.server";
import { findRequestForTeam } from "~/data/request-inbox.server";
import { readSettings } from "~/data/settings.server";
import { getVisit, listVisitsOfRequest, type VisitDetails } from "~/data/visits.server";
import type { MailMessage, MailTransport } from "~/integrations/mail-transport.server";
import { addDays } from "~/lib/london-time";
import { changeFirstContact } from "~/services/change-first-contact.server";
import { changePlace } from "~/services/change-place.server";
import { cancelVisit } from "~/services/cancel-visit.server";
import type { Deps } from "~/services/deps";
import { moveVisit, rowsOfVisit } from "~/services/move-visit.server";
import { replacePresenters } from "~/services/replace-presenters.server";
import { resendOutgoingMail } from "~/services/resend-mail.server";
import { scheduleVisit } from "~/services/schedule-visit.server";
import { setSecondContact } from "~/services/second-contact.server";
import { sendOutgoingMail } from "~/services/send-outgoing-mail.server";
import { calendarDownload } from "~/services/visit-messages.server";
import { savedAccount, savedPresenter, savedRequest, savedSchool, type SavedAccount } from "../../support/builders";
import { entryOf, openCalendarBook } from "../../support/calendar-book";
import { readInvitation } from "../../support/calendar-reader";
import { testDatabase, type TestDatabase } from "../../support/database";
import { testDeps } from "../../support/deps";

// CALENDAR_LIVES=500 PROPERTY_SEED=random lives that many others; a failure prints the seed, which PROPERTY_SEED repeats.
const LIVES = Number(process.env.CALENDAR_LIVES ?? 6);
const ORDERS = 6;
const MINUTE_MS = 60_000;
const TEST_LIMIT_MS = Math.max(60_000, LIVES * 10_000);

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
});
beforeEach(() => database.reset());
afterAll(() => database.close());

type Step =
  | { kind: "schedule"; who: number; days: number }
  | { kind: "move"; days: number; shift: number }
  | { kind: "room"; room: string }
  | { kind: "staff"; who: number }
  | { kind: "substitute"; leaving: number; joining: number }
  | { kind: "second"; who: number | null }
  | { kind: "place"; place: string }
  | { kind: "first"; who: number }
  | { kind: "cancel"; bySchool: boolean }
  | { kind: "wait"; minutes: number }
  | { kind: "send"; outcomes: readonly Outcome[] }
  | { kind: "resend"; which: number };

/** What the mail server does with a message: a lost answer means that it arrived and we do not know. */
type Outcome = "taken" | "later" | "answer_lost" | "refused";

const who = fc.integer({ min: 0, max: 5 });
const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("schedule" as const), who: fc.integer({ min: 1, max: 15 }), days: fc.nat(4) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("move" as const), days: fc.nat(4), shift: fc.constantFrom(-30, 0, 45) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("room" as const), room: fc.constantFrom("Hall", "Gym", "Room 4") }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("staff" as const), who: fc.integer({ min: 1, max: 15 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("substitute" as const), leaving: who, joining: who }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("second" as const), who: fc.option(fc.nat(3)) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("place" as const), place: fc.constantFrom("", "Sports Hall, Mill Lane", "Annexe; \"Old\" Road, 2") }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("first" as const), who: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("cancel" as const), bySchool: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("wait" as const), minutes: fc.constantFrom(1, 90) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("send" as const),
      outcomes: fc.array(fc.constantFrom<Outcome>("taken", "taken", "later", "answer_lost", "refused"), { maxLength: 6 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("resend" as const), which: fc.nat(20) }) },
);

const lifeArbitrary = fc.record({
  steps: fc.array(stepArbitrary, { minLength: 3, maxLength: 12 }),
  shuffles: fc.array(fc.integer(), { minLength: ORDERS, maxLength: ORDERS }),
});

/** Lives that went wrong once; they are lived in every run. */
const KNOWN: readonly (readonly Step[])[] = [
  // The first contact presents too, and stays a contact when somebody else takes the place.
  [{ kind: "staff", who: 8 }, { kind: "send", outcomes: [] }, { kind: "staff", who: 1 }],
  // The second contact presents too; first the place ends, then the contact.
  [{ kind: "staff", who: 4 }, { kind: "second", who: 2 }, { kind: "staff", who: 1 }, { kind: "second", who: null }],
  [{ kind: "second", who: 2 }, { kind: "staff", who: 5 }, { kind: "second", who: null }, { kind: "substitute", leaving: 1, joining: 1 }],
  // A note without an invitation was refused, and is sent again: the refused one is settled by that.
  [{ kind: "second", who: 0 }, { kind: "send", outcomes: ["refused"] }],
  // Somebody sends the first confirmation again after a change of the room, which keeps SEQUENCE.
  [{ kind: "send", outcomes: [] }, { kind: "room", room: "Gym" }, { kind: "send", outcomes: [] }, { kind: "resend", which: 0 }],
];

type World = {
  deps: Deps;
  wait: (minutes: number) => void;
  reference: string;
  contact: SavedAccount;
  coordinator: SavedAccount;
  /** The fourth is the first contact too, the third may become the second contact. */
  presenters: readonly SavedAccount[];
  seconds: readonly { name: string; email: string }[];
  /** Who may take the booking over: strangers, a presenter, and the contact of the beginning. */
  firsts: readonly { name: string; email: string }[];
  mailServer: { transport: MailTransport; outcomes: Outcome[]; arrived: MailMessage[] };
};

test("whatever happens to a visit and its mail, in any order of delivery everybody's calendar equals the database", async () => {
  await fc.assert(
    fc.asyncProperty(lifeArbitrary, async ({ steps, shuffles }) => {
      await database.reset();
      const world = await aWorld();
      await take(world, { kind: "schedule", who: 3, days: 0 });
      for (const step of steps) await take(world, step);
      await everythingLeaves(world);
      await calendarsAreTrue(world, shuffles);
      inSequence(world.mailServer.arrived);
    }),
    { numRuns: KNOWN.length + LIVES, examples: KNOWN.map((steps) => [{ steps: [...steps], shuffles: [1, 2] }]) },
  );
}, TEST_LIMIT_MS);

async function aWorld(): Promise<World> {
  let clock = Date.parse("2026-11-16T09:00:00Z");
  const deps: Deps = { ...testDeps(db, ""), now: () => new Date(clock) };
  const school = await savedSchool(db);
  const contact = await savedAccount(db, ["presenter"], { name: "Robin Contact" });
  const request = await savedRequest(db, { school, contact, groups: [{}, {}] });
  const third = await savedPresenter(db, { name: "Third Presenter" });
  const presenters = [
    await savedPresenter(db, { name: "First Presenter" }),
    await savedPresenter(db, { name: 'Quoted "Second", Presenter' }),
    third,
    contact,
  ];
  return {
    deps,
    wait: (minutes) => {
      clock += minutes * MINUTE_MS;
    },
    reference: request.reference,
    contact,
    coordinator: await savedAccount(db, ["coordinator"]),
    presenters,
    seconds: [
      { name: "Ash Second", email: "ash@school.test" },
      { name: "Bo Second", email: "bo@school.test" },
      { name: third.name, email: third.email },
      { name: "Ash Renamed", email: "ash@school.test" },
    ],
    firsts: [
      { name: "Cam First", email: "cam@school.test" },
      { name: "Di First", email: "di@school.test" },
      { name: third.name, email: third.email },
      { name: contact.name, email: contact.email },
    ],
    mailServer: aMailServer(),
  };
}

function aMailServer(): World["mailServer"] {
  const arrived: MailMessage[] = [];
  const outcomes: Outcome[] = [];
  const transport: MailTransport = {
    kind: "smtp",
    send(message) {
      const outcome = outcomes.shift() ?? "taken";
      if (outcome === "taken" || outcome === "answer_lost") arrived.push(message);
      if (outcome === "taken") return Promise.resolve({ ok: true, answer: "250 OK" });
      const kind = outcome === "refused" ? "permanent" : "temporary";
      return Promise.resolve({ ok: false, kind, answer: outcome });
    },
    verify: () => Promise.resolve(),
    close: () => undefined,
  };
  return { transport, outcomes, arrived };
}

/** What is refused changes nothing and tells nobody: that is part of the property. */
async function take(world: World, step: Step): Promise<void> {
  const { deps, reference, mailServer } = world;
  const actor = { kind: "staff" as const, accountId: world.coordinator.id };
  const live = await liveVisit(reference);
  switch (step.kind) {
    case "wait":
      return world.wait(step.minutes);
    case "send":
      mailServer.outcomes.push(...step.outcomes);
      await sendOutgoingMail({ ...deps, transport: mailServer.transport });
      mailServer.outcomes.length = 0;
      return;
    case "resend": {
      const mails = await db.outgoingMail.findMany({ orderBy: { id: "asc" }, select: { id: true } });
      const mail = mails[step.which % Math.max(1, mails.length)];
      if (mail) await resendOutgoingMail({ mailId: mail.id, actor }, deps);
      return;
    }
    case "second": {
      const request = await findRequestForTeam(db, reference);
      const accountId = request?.contacts[0]?.accountId ?? world.contact.id;
      const second = step.who === null ? null : (world.seconds[step.who] ?? null);
      await setSecondContact({ reference, accountId, version: request?.version ?? 0, second }, deps);
      return;
    }
    case "schedule": {
      const request = await findRequestForTeam(db, reference);
      if (live || !request) return;
      const rows = request.groups.map(({ id }, index) => ({
        groupId: id,
        startMinutes: 9 * 60 + 10 + index * 40,
        lengthMinutes: 25,
        room: "Hall",
        presenterIds: chosen(world, step.who),
      }));
      const notes = { noteForSchool: "", noteForTeam: "", overrideReason: "Agreed" };
      const onDate = dayAfter(step.days);
      await scheduleVisit({ reference, version: request.version, onDate, rows, ...notes, actor }, deps);
      return;
    }
    case "cancel": {
      if (!live) return;
      await cancelVisit(
        {
          visitId: live.id,
          version: live.version,
          cancelledBy: step.bySchool ? "school" : "team",
          reasonCodes: ["cancel.illness"],
          note: "",
          afterwards: "look_again",
          actor: step.bySchool ? { kind: "contact", accountId: world.contact.id } : actor,
        },
        deps,
      );
      return;
    }
    case "substitute": {
      const leaving = live?.presenters[step.leaving % live.presenters.length];
      const joining = world.presenters[step.joining % world.presenters.length];
      if (!live || !leaving || !joining) return;
      const replacementsOf = (visit: VisitDetails) => [
        { seat: { leavingId: leaving.id, sessionIds: visit.sessions.map(({ id }) => id) }, joiningId: joining.id },
      ];
      await replacePresenters({ visitId: live.id, version: live.version, replacementsOf, actor }, deps);
      return;
    }
    case "place":
      if (live) await changePlace({ visitId: live.id, version: live.version, place: step.place, note: "", actor }, deps);
      return;
    case "first": {
      const request = await findRequestForTeam(db, reference);
      const first = { phone: "", ...(world.firsts[step.who] ?? { name: "", email: "" }) };
      if (request) await changeFirstContact({ reference, version: request.version, first, actor }, deps);
      return;
    }
    case "move":
    case "room":
    case "staff":
      if (live) await change(world, live, step);
  }
}

async function change(world: World, visit: VisitDetails, step: Extract<Step, { kind: "move" | "room" | "staff" }>): Promise<void> {
  await moveVisit(
    {
      visitId: visit.id,
      version: visit.version,
      seenHistoryId: await newestHistoryId(db, visit.id),
      onDate: step.kind === "move" ? dayAfter(step.days) : (visit.onDate ?? ""),
      rows: rowsOfVisit(visit).map((row) => ({
        ...row,
        startMinutes: row.startMinutes + (step.kind === "move" ? step.shift : 0),
        room: step.kind === "room" ? step.room : row.room,
        presenterIds: step.kind === "staff" ? chosen(world, step.who) : row.presenterIds,
      })),
      reasonCodes: ["move.other"],
      note: "",
      overrideReason: "Agreed",
      actor: { kind: "staff", accountId: world.coordinator.id },
    },
    world.deps,
  );
}

/** By the bits of a number from 1 to 15. */
const chosen = ({ presenters }: World, bits: number) =>
  presenters.filter((_presenter, index) => (bits >> index) % 2 === 1).map(({ id }) => id);

const dayAfter = (days: number) => addDays("2026-11-23", days);

async function liveVisit(reference: string): Promise<VisitDetails | null> {
  const row = await db.visit.findFirst({ where: { request: { reference }, status: "scheduled" }, select: { id: true } });
  return row && getVisit(db, row.id);
}

/** The mail server is well again, the clock goes on, and somebody sends again what was refused. */
async function everythingLeaves({ deps, wait, mailServer, coordinator }: World): Promise<void> {
  const actor = { kind: "staff" as const, accountId: coordinator.id };
  for (let hours = 0; hours < 4; hours += 1) {
    wait(80);
    await sendOutgoingMail({ ...deps, transport: mailServer.transport });
    for (const { id } of await db.outgoingMail.findMany({ where: { status: "failed" }, orderBy: { id: "asc" } })) {
      await resendOutgoingMail({ mailId: id, actor }, deps);
    }
  }
  expect(await db.outgoingMail.count({ where: { status: { in: ["queued", "sending"] } } })).toBe(0);
}

async function calendarsAreTrue({ deps, reference, mailServer }: World, shuffles: readonly number[]): Promise<void> {
  const request = await findRequestForTeam(db, reference);
  const visits = await listVisitsOfRequest(db, request?.id ?? "");
  const attendees = await db.visitAttendee.findMany();
  const settings = await readSettings(db);
  const addresses = [...new Set(mailServer.arrived.map(({ to }) => to.address.toLowerCase()))];
  for (const address of addresses) {
    const messages = mailServer.arrived
      .filter(({ to }) => to.address.toLowerCase() === address)
      .flatMap(({ invitation }) => invitation?.content ?? []);
    for (const order of [messages, [...messages].reverse(), ...shuffles.map((seed) => shuffled(messages, seed))]) {
      const book = openCalendarBook(address);
      for (const message of order) book.take(message);
      for (const visit of visits) {
        const isInvited =
          visit.status === "scheduled" &&
          [...visit.contacts, ...visit.presenters].some(({ email }) => email.toLowerCase() === address);
        const file = calendarDownload(visit, { settings, origin: deps.origin });
        const expected = isInvited && file !== null ? entryOf(readInvitation(file)) : null;
        expect(book.shows(visit.calendarUid), `${address}: ${visit.status}`).toEqual(expected);
        const identity = book.identityOf(visit.calendarUid);
        const attendee = attendees.find(({ visitId, email }) => visitId === visit.id && email.toLowerCase() === address);
        // Late answers of calendars are matched by what was sent last.
        if (!identity) continue;
        const sent = { sequence: attendee?.lastSequenceSent, dtstamp: attendee?.lastDtstampSentAt?.toISOString() };
        expect(identity, `${address}: identity`).toEqual(sent);
        if (visit.status === "scheduled") expect(attendee?.removedAt === null, `${address}: row`).toBe(isInvited);
      }
    }
  }
  for (const visit of visits.filter(({ status }) => status === "scheduled")) {
    for (const { email } of [...visit.contacts, ...visit.presenters]) expect(addresses).toContain(email.toLowerCase());
  }
}

/** To each reader, each visit's messages leave in the order of their identity; a copy is the same to the letter. */
function inSequence(arrived: readonly MailMessage[]): void {
  const last = new Map<string, { sequence: number; dtstamp: number }>();
  const copies = new Map<string, string>();
  for (const { messageId, invitation, to } of arrived) {
    const known = copies.get(messageId);
    const content = invitation?.content ?? "";
    if (known !== undefined) expect(content).toBe(known);
    copies.set(messageId, content);
    if (!invitation) continue;
    const { uid, sequence, dtstamp } = readInvitation(content);
    const key = `${uid} ${to.address}`;
    const before = last.get(key) ?? { sequence: 0, dtstamp: 0 };
    const isOlder = sequence < before.sequence || (sequence === before.sequence && dtstamp.getTime() < before.dtstamp);
    expect(isOlder, `${to.address}: SEQUENCE ${sequence} after ${before.sequence}`).toBe(false);
    last.set(key, { sequence, dtstamp: dtstamp.getTime() });
  }
}

/** Every message twice at random places: a second copy of a mail does no harm. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state;
  };
  return [...items, ...items].map((item) => ({ item, at: next() })).sort((one, other) => one.at - other.at).map(({ item }) => item);
}
