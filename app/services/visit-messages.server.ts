import type { Email } from "../../emails/layout";
import { visitAssigned } from "../../emails/visit-assigned";
import { visitCancelled } from "../../emails/visit-cancelled";
import { visitConfirmed } from "../../emails/visit-confirmed";
import { visitLeft } from "../../emails/visit-left";
import { readEntry } from "../../emails/calendar-entry";
import { visitChanged, type ChangedFacts } from "../../emails/visit-changed";
import { visitMoved } from "../../emails/visit-moved";
import type { VisitFacts } from "../../emails/visit-facts";
import { paths } from "~/config/paths";
import { createCapability } from "~/data/capabilities.server";
import type { Tx } from "~/data/db.server";
import { listPublicMaterials, type MaterialRow } from "~/data/materials.server";
import { findInCalendar, queueMail } from "~/data/outgoing-mails.server";
import type { VisitDetails } from "~/data/visits.server";
import type { ProgrammeSettings } from "~/domain/settings";
import {
  readCalendarFile,
  renderCalendarFile,
  type CalendarEvent,
  type CalendarMethod,
} from "~/integrations/calendar-file.server";
import type { Day } from "~/lib/london-time";
import { addDays, dayOf, instantAt, minutesOf } from "~/lib/london-time";
import { calendarEvent, runningOrderFrom } from "~/services/calendar-event.server";
import { mailDomain, mailSender } from "~/services/mail-sender.server";

type Context = { settings: ProgrammeSettings; origin: string; now: Date };

/** A visit with its time: what invitations speak of. */
export type TimedVisit = VisitDetails & { onDate: Day; startsAt: Date; endsAt: Date; calendarDtstampAt: Date };

export function isTimed(visit: VisitDetails): visit is TimedVisit {
  return (
    visit.onDate !== null && visit.startsAt !== null && visit.endsAt !== null && visit.calendarDtstampAt !== null
  );
}

/** One line: what stands on the visit as its place, else the school's address. */
export function addressOf(visit: VisitDetails): string {
  if (visit.place !== "") return visit.place;
  const { street, town, postcode } = visit.school;
  return [street, town, postcode].filter((part) => part !== "").join(", ");
}

export function factsOf(visit: TimedVisit): VisitFacts {
  const arriveMinutes = minutesOf(visit.startsAt);
  return {
    onDate: visit.onDate,
    arriveMinutes,
    leaveMinutes: minutesOf(visit.endsAt),
    schoolName: visit.school.name,
    address: addressOf(visit),
    runningOrder: runningOrderFrom(visit.sessions, arriveMinutes),
  };
}

/** The visit as calendars know it. */
export function calendarEventOf(visit: TimedVisit, context: Omit<Context, "now">): CalendarEvent {
  return calendarEvent(
    {
      uid: visit.calendarUid,
      sequence: visit.calendarSequence,
      dtstampAt: visit.calendarDtstampAt,
      startsAt: visit.startsAt,
      endsAt: visit.endsAt,
      isCancelled: visit.status === "cancelled",
      schoolName: visit.school.name,
      address: addressOf(visit),
      reference: visit.request?.reference ?? "",
      sessions: visit.sessions,
      presenterNames: visit.presenters.map(({ name }) => name),
      askFor: visit.contacts[0]?.name || undefined,
    },
    context,
  );
}

/**
 * The calendar file for download: no method, no attendees (invites.md). Null while the visit has no time yet.
 */
export function calendarDownload(visit: VisitDetails, context: Omit<Context, "now">): string | null {
  if (!isTimed(visit)) return null;
  return renderCalendarFile(calendarEventOf(visit, context), { method: null, attendees: [] });
}

const LINK_DAYS_AFTER = 30;

const TO_PREPARE = [
  "A room with a screen, ready ten minutes before the first session.",
  "A member of staff who stays with the students throughout.",
  "Your designated safeguarding lead or a deputy on site, and how to reach them.",
  "Parents and carers told beforehand; a letter is in our materials.",
];

/** Absolute: it stands in a mail. */
export function addressOfMaterial({ id, url, file }: MaterialRow, origin: string): string {
  return file ? `${origin}${paths.materialFile(id, file.fileName)}` : (url ?? `${origin}${paths.materials()}`);
}

/** Queues the confirmation to each contact and the assignment to each presenter, with the invitation (REQUEST). */
export async function queueInvitations(tx: Tx, visit: TimedVisit, context: Context): Promise<void> {
  const forPresenters = frozenInvitation(visit, "REQUEST", visit.presenters, context);
  for (const each of visit.contacts) await queueContactInvitation(tx, visit, each, context);
  for (const presenter of visit.presenters) await queueAssignment(tx, visit, presenter, forPresenters, context);
}

async function queueAssignment(
  tx: Tx,
  visit: TimedVisit,
  presenter: VisitPerson,
  invitation: Invitation,
  context: Context,
): Promise<void> {
  const [contact] = visit.contacts;
  const message = await visitAssigned({
    sender: mailSender(context.settings, context.origin),
    presenterName: presenter.name,
    reference: visit.request?.reference ?? "",
    visit: factsOf(visit),
    presenterNames: visit.presenters.map(({ name }) => name),
    askFor: contact?.name ?? "reception",
    phone: contact?.phone,
    // The context of a sensitive request is for coordinators and managers alone.
    noteForTeam: visit.sensitive ? undefined : visit.noteForTeam,
    visitUrl: `${context.origin}${paths.visit(visit.id)}`,
    answerUrl: await answerLink(tx, visit, presenter.id, context),
  });
  await queue(tx, visit, "visit-assigned", recipientOf(presenter), message, invitation, context);
}

/** Queues the confirmation to one contact, with the school's copy of the invitation (REQUEST, all its attendees). */
export async function queueContactInvitation(
  tx: Tx,
  visit: TimedVisit,
  contact: { accountId: string; email: string; name: string },
  context: Context,
): Promise<void> {
  const reference = visit.request?.reference ?? "";
  const materials = await listPublicMaterials(tx);
  const message = await visitConfirmed({
    sender: mailSender(context.settings, context.origin),
    contactName: contact.name,
    reference,
    visit: factsOf(visit),
    presenterNames: visit.presenters.map(({ name }) => name),
    toPrepare: TO_PREPARE,
    noteForSchool: visit.noteForSchool,
    bookingUrl: `${context.origin}${paths.booking(reference)}`,
    answerUrl: await answerLink(tx, visit, contact.accountId, context),
    changeUrl: await changeLink(tx, visit, contact.accountId, context),
    materialsUrl: `${context.origin}${paths.materials()}`,
    materials: materials.map((each) => ({ title: each.title, url: addressOfMaterial(each, context.origin) })),
  });
  const forSchool = frozenInvitation(visit, "REQUEST", visit.contacts, context);
  await queue(tx, visit, "visit-confirmed", contact, message, forSchool, context);
}

/** Asks for another date or cancels, without signing in; it still says so for a while after the day. */
async function changeLink(tx: Tx, visit: TimedVisit, accountId: string, { origin, now }: Context): Promise<string> {
  const expiresAt = instantAt(addDays(visit.onDate, LINK_DAYS_AFTER), 0);
  const token = await createCapability(tx, { purpose: "change_booking", accountId, visitId: visit.id, expiresAt, now });
  return `${origin}${paths.changeByLink(token)}`;
}

/** Says whether they will be there, without signing in; it knows which SEQUENCE its mail spoke of. */
async function answerLink(tx: Tx, visit: TimedVisit, accountId: string, { origin, now }: Context): Promise<string> {
  const expiresAt = instantAt(addDays(visit.onDate, LINK_DAYS_AFTER), 0);
  const sequence = visit.calendarSequence;
  const token = await createCapability(tx, { purpose: "answer_invitation", accountId, visitId: visit.id, sequence, expiresAt, now });
  return `${origin}${paths.answerInvitation(token)}`;
}

/** Queues the removal of one contact who was invited: CANCEL that names them alone (RFC 5546 3.2.5). */
export async function queueContactRemoval(
  tx: Tx,
  visit: TimedVisit,
  contact: { accountId: string; email: string; name: string },
  context: Context,
): Promise<void> {
  const message = await visitLeft({
    audience: "contact",
    sender: mailSender(context.settings, context.origin),
    recipientName: contact.name,
    reference: visit.request?.reference ?? "",
    visit: factsOf(visit),
  });
  await queue(tx, visit, "visit-left", contact, message, cancellationFor(visit, contact, context), context);
}

/** CANCEL for one attendee alone: the event stands for everybody else (RFC 5546 3.2.5). */
function cancellationFor(visit: TimedVisit, { name, email }: { name: string; email: string }, context: Context): Invitation {
  const content = renderCalendarFile(calendarEventOf(visit, context), { method: "CANCEL", attendees: [{ name, email }] });
  return { uid: visit.calendarUid, sequence: visit.calendarSequence, method: "CANCEL", content };
}

type VisitPerson = VisitDetails["presenters"][number];

/**
 * Queues what a move, or any other change of a visit, has to say: the updated invitation to contacts and presenters who stay (REQUEST), the assignment to
 * presenters who join, and CANCEL to those who leave, for them alone.
 */
export async function queueMoveMessages(
  tx: Tx,
  visit: TimedVisit,
  move: {
    /** As everybody has it in the calendar until now. */
    before: TimedVisit;
    joining: readonly VisitPerson[];
    leaving: readonly VisitPerson[];
    /** A contact who was not one before: invited, not told of a change. */
    newContactId?: string;
    reasons: readonly { label: string; forSchool: string }[];
    note: string;
  },
  context: Context,
): Promise<void> {
  const { before, joining, leaving, reasons, note } = move;
  const reference = visit.request?.reference ?? "";
  const sender = mailSender(context.settings, context.origin);
  const forSchool = frozenInvitation(visit, "REQUEST", visit.contacts, context);
  for (const contact of visit.contacts) {
    if (contact.accountId === move.newContactId) {
      // Who presents the visit too has the updated entry from below.
      if (!visit.presenters.some(({ id }) => id === contact.accountId)) await queueContactInvitation(tx, visit, contact, context);
      continue;
    }
    const known = await knownTo(tx, contact, before, context);
    if (known === "nothing") {
      await queueContactInvitation(tx, visit, contact, context);
      continue;
    }
    const { occasion, email } = await news(visit, known, context, {
      audience: "contact",
      recipientName: contact.name,
      reasons: reasons.map((reason) => reason.forSchool),
      note,
      url: `${context.origin}${paths.booking(reference)}`,
      answerUrl: await answerLink(tx, visit, contact.accountId, context),
      changeUrl: await changeLink(tx, visit, contact.accountId, context),
    });
    await queue(tx, visit, occasion, contact, email, forSchool, context);
  }
  const forPresenters = frozenInvitation(visit, "REQUEST", visit.presenters, context);
  for (const presenter of visit.presenters) {
    const known = joining.some(({ id }) => id === presenter.id) ? "nothing" : await knownTo(tx, presenter, before, context);
    if (known === "nothing") {
      await queueAssignment(tx, visit, presenter, forPresenters, context);
      continue;
    }
    const { occasion, email } = await news(visit, known, context, {
      audience: "presenter",
      recipientName: presenter.name,
      reasons: reasons.map(({ label }) => label),
      note,
      url: `${context.origin}${paths.visit(visit.id)}`,
      answerUrl: await answerLink(tx, visit, presenter.id, context),
      changeUrl: null,
    });
    await queue(tx, visit, occasion, recipientOf(presenter), email, forPresenters, context);
  }
  // What leaves is the entry as it stood, under the identity of the change.
  const { calendarSequence, calendarDtstampAt } = visit;
  const asItStood = { ...before, calendarSequence, calendarDtstampAt };
  for (const presenter of leaving) {
    const recipient = recipientOf(presenter);
    const message = await visitLeft({
      audience: "presenter",
      sender,
      recipientName: presenter.name,
      reference,
      visit: factsOf(before),
    });
    // Who stays a contact has the updated entry from above: CANCEL would take it out again.
    const isStillInvited = visit.contacts.some(({ accountId }) => accountId === presenter.id);
    const cancellation = isStillInvited ? undefined : cancellationFor(asItStood, recipient, context);
    await queue(tx, visit, "visit-left", recipient, message, cancellation, context);
  }
}

type Entry = NonNullable<ReturnType<typeof readCalendarFile>>;

/**
 * What somebody who stays invited has in the calendar: a mail may only say "before" of what has reached its reader, and
 * of what waits still, the mail written now takes the place. "nothing": they are invited as if for the first time.
 */
async function knownTo(
  tx: Tx,
  { email }: { email: string },
  before: TimedVisit,
  context: Context,
): Promise<Entry | "nothing" | "unsure"> {
  const found = await findInCalendar(tx, { uid: before.calendarUid, address: email });
  switch (found.kind) {
    case "nothing":
    case "unsure":
      return found.kind;
    case "unwritten":
      return entryOf(before, context);
    case "entry":
      return readCalendarFile(found.content) ?? "unsure";
  }
}

/** Through the file: words are then as calendars keep them. */
function entryOf(visit: TimedVisit, context: Context): Entry {
  const entry = readCalendarFile(renderCalendarFile(calendarEventOf(visit, context), { method: null, attendees: [] }));
  if (!entry) throw new Error("A calendar file of ours holds no event");
  return entry;
}

type ToWhom = Pick<
  Parameters<typeof visitChanged>[0],
  "audience" | "recipientName" | "reasons" | "note" | "url" | "answerUrl" | "changeUrl"
>;

/** The mail that says how a visit differs from what its reader knew. */
async function news(
  visit: TimedVisit,
  known: Entry | "unsure",
  context: Context,
  to: ToWhom,
): Promise<{ occasion: "visit-moved" | "visit-changed"; email: Email }> {
  const props = {
    ...to,
    sender: mailSender(context.settings, context.origin),
    reference: visit.request?.reference ?? "",
    visit: factsOf(visit),
    presenterNames: visit.presenters.map(({ name }) => name),
    askFor: visit.contacts[0]?.name || "reception",
  };
  if (known === "unsure") return { occasion: "visit-changed", email: await visitChanged({ ...props, before: null }) };
  const before = changedFacts(known, entryOf(visit, context));
  if (known.startsAt.getTime() === visit.startsAt.getTime() && known.endsAt.getTime() === visit.endsAt.getTime()) {
    return { occasion: "visit-changed", email: await visitChanged({ ...props, before }) };
  }
  const was = { onDate: dayOf(known.startsAt), arriveMinutes: minutesOf(known.startsAt), leaveMinutes: minutesOf(known.endsAt) };
  return { occasion: "visit-moved", email: await visitMoved({ ...props, was, before }) };
}

function changedFacts(known: Entry, now: Entry): ChangedFacts {
  const [was, is] = [readEntry(known.description), readEntry(now.description)];
  return {
    presenters: was.presenters === is.presenters ? null : was.presenters,
    place: known.place === now.place ? null : known.place,
    askFor: was.askFor === is.askFor ? null : was.askFor,
    runningOrder: was.runningOrder !== is.runningOrder,
  };
}

function recipientOf({ id, email, name }: VisitPerson): { accountId: string; email: string; name: string } {
  return { accountId: id, email, name };
}

/** What becomes of a request of which a visit is cancelled. */
export type AfterCancel =
  | { kind: "looking_again"; answerByOn: Day }
  | { kind: "closed" }
  /** The days of those that are booked; one that is pencilled has none yet. */
  | { kind: "others_stand"; open: number; toComeOn: readonly Day[] };

/** Queues the cancellation to everybody who was invited (CANCEL, for all attendees). */
export async function queueCancellations(
  tx: Tx,
  visit: TimedVisit,
  cancellation: {
    cancelledBy: "team" | "school";
    note: string;
    next: AfterCancel;
  },
  context: Context,
): Promise<void> {
  const sender = mailSender(context.settings, context.origin);
  const { runningOrder: _left, ...facts } = factsOf(visit);
  const reference = visit.request?.reference ?? "";
  const forSchool = frozenInvitation(visit, "CANCEL", visit.contacts, context);
  const forPresenters = frozenInvitation(visit, "CANCEL", visit.presenters, context);
  const { cancelledBy, note, next } = cancellation;
  const common = { sender, reference, visit: facts, cancelledBy };
  for (const { accountId, email, name } of visit.contacts) {
    const message = await visitCancelled({
      ...common,
      audience: "contact",
      recipientName: name,
      reasons: visit.reasons.map((reason) => reason.forSchool),
      noteForSchool: note,
      bookingUrl: `${context.origin}${paths.booking(reference)}`,
      next:
        next.kind === "closed"
          ? { kind: "closed", newRequestUrl: `${context.origin}${paths.request.start()}` }
          : next,
    });
    await queue(tx, visit, "visit-cancelled", { accountId, email, name }, message, forSchool, context);
  }
  for (const presenter of visit.presenters) {
    const message = await visitCancelled({
      ...common,
      audience: "presenter",
      recipientName: presenter.name,
      reasons: visit.reasons.map((reason) => reason.label),
      scheduleUrl: `${context.origin}${paths.myDay()}`,
    });
    await queue(tx, visit, "visit-cancelled", recipientOf(presenter), message, forPresenters, context);
  }
}

type Invitation = NonNullable<Parameters<typeof queueMail>[1]["calendar"]>;

/**
 * One event in two copies: the school's goes to its contacts and presenters stand in its text alone, theirs to the
 * presenters (product.md, defaults). So nobody's calendar shows a school the addresses of officers.
 */
function frozenInvitation(
  visit: TimedVisit,
  method: CalendarMethod,
  recipients: readonly { email: string }[],
  context: Context,
): Invitation {
  const addresses = new Set(recipients.map(({ email }) => email.toLowerCase()));
  const attendees = visit.attendees
    .filter(({ removedAt, email }) => removedAt === null && addresses.has(email.toLowerCase()))
    .map(({ name, email }) => ({ name, email }));
  const content = renderCalendarFile(calendarEventOf(visit, context), { method, attendees });
  return { uid: visit.calendarUid, sequence: visit.calendarSequence, method, content };
}

async function queue(
  tx: Tx,
  visit: TimedVisit,
  occasion: string,
  recipient: { accountId: string; email: string; name: string },
  email: Email,
  calendar: Invitation | undefined,
  { settings, now }: Context,
): Promise<void> {
  await queueMail(tx, {
    occasion,
    to: { address: recipient.email, name: recipient.name },
    email,
    accountId: recipient.accountId,
    requestId: visit.request?.id ?? null,
    visitId: visit.id,
    calendar,
    mailDomain: mailDomain(settings),
    now,
  });
}
