import type { Db, Query } from "~/data/db.server";
import { queueMail } from "~/data/outgoing-mails.server";
import { NO_ANSWERS } from "~/domain/readiness";
import { hashSecret, newSecret } from "~/lib/secret.server";
import { answerAfterVisit } from "~/services/after-visit.server";
import { proveRequest } from "~/services/prove-request.server";
import { scheduleVisit } from "~/services/schedule-visit.server";
import { settleReadiness } from "~/services/settle-readiness.server";
import { submitRequest } from "~/services/submit-request.server";
import { askSchool, writeToTeam } from "~/services/write-message.server";
import { savedAccount, savedPresenter, type SavedAccount } from "./builders";
import { delivered } from "./delivered";
import { testDeps } from "./deps";
import { draftAnswers, newestCode, savedDraft } from "./request-drafts";
import { requestBy } from "./signed-in";

export type Person = { name: string; email: string; phone: string };

export type OldBooking = {
  reference: string;
  requestId: string;
  visitId: string;
  schoolId: string;
  accountId: string;
  coordinator: SavedAccount;
  presenter: SavedAccount;
};

const ASKED_AT = "2026-11-16T09:00:00Z";
const AFTER = "2026-12-01T16:00:00Z";

/**
 * A booking from first to last, asked for in November 2026 and given on Tuesday 1 December: all that can hold words about
 * it holds the contact's name, and every mail has arrived.
 */
export async function anOldBooking(db: Db, person: Person): Promise<OldBooking> {
  const asked = testDeps(db, ASKED_AT);
  const words = `Ask for ${person.name}, ${person.phone}, ${person.email}`;
  const known = draftAnswers("");
  const draft = await savedDraft(db, new Date(ASKED_AT), {
    details: { ...person, jobTitle: `Assistant of ${person.name}`, second: null },
    practicalities: { roomDetails: words, arrivalDetails: words, needsDetails: words, noteFromSchool: words, afterIncident: false },
    wishes: known.wishes?.map((wish) => ({ ...wish, periodLabel: person.name })),
  });
  const { draftId, browserToken } = draft;
  await submitRequest({ draftId, browserToken, sourceKey: "", viewer: null }, asked);
  const proven = await proveRequest({ code: await newestCode(db, person.email), browserToken }, asked);
  if (!proven.ok) throw new Error(proven.reason);
  const { requestId, reference, accountId } = proven;
  const coordinator = await savedAccount(db, ["coordinator"], { name: "Cora Planner", phone: "0116 496 0001" });
  const presenter = await savedPresenter(db, { name: "Per Elm", phone: "0116 496 0002" });
  const staff = { kind: "staff" as const, accountId: coordinator.id };
  await askSchool({ reference, body: words, actor: staff }, asked);
  await writeToTeam({ requestId, accountId, body: words }, asked);
  const { version, groups } = await db.bookingRequest.findUniqueOrThrow({
    where: { id: requestId },
    select: { version: true, groups: { select: { id: true } } },
  });
  const planned = await scheduleVisit(
    {
      reference,
      version,
      onDate: "2026-12-01",
      rows: groups.map(({ id }) => ({ groupId: id, startMinutes: 550, lengthMinutes: 25, room: words, presenterIds: [presenter.id] })),
      overrideReason: words,
      noteForSchool: words,
      noteForTeam: words,
      actor: staff,
    },
    asked,
  );
  if (!planned.ok) throw new Error(planned.reason);
  const { visitId } = planned;
  const answers = { ...NO_ANSWERS, room: words, meets: words, safeguarding_lead: words, parents: "yes" };
  await settleReadiness({ visitId, answers, shown: NO_ANSWERS, who: { kind: "contact", accountId } }, asked);
  await fillTheRest(db, { requestId, visitId, accountId, schoolId: draft.schoolId }, words);
  await giveIt(db, visitId, presenter, words);
  await answerAfterVisit(
    { visitId, accountId, answer: { intent: "feedback", feedback: { first: 5, second: 4, third: 5, comment: words } } },
    testDeps(db, AFTER),
  );
  await requestBy({ id: accountId }, testDeps(db, AFTER), "/bookings");
  await db.outgoingMail.updateMany({ where: { status: "queued" }, data: { status: "sent", sentAt: new Date(AFTER), lastAnswer: words } });
  // What the database dates by itself is as old as the story.
  await db.account.updateMany({ data: { createdAt: new Date(ASKED_AT) } });
  await db.signInChallenge.deleteMany();
  await db.requestDraft.deleteMany();
  return { reference, requestId, visitId, schoolId: draft.schoolId, accountId, coordinator, presenter };
}

async function giveIt(db: Db, visitId: string, presenter: SavedAccount, words: string): Promise<void> {
  const visit = await db.visit.findUniqueOrThrow({
    where: { id: visitId },
    include: { sessions: { include: { groups: true } } },
  });
  const { version, schoolId, requestId } = visit;
  const onDate = "2026-12-01";
  const [startsAt, endsAt] = [visit.startsAt ?? new Date(), visit.endsAt ?? new Date()];
  await delivered(
    { id: visitId, version, schoolId, requestId, onDate, startsAt, endsAt, presenterIds: [presenter.id], sessions: visit.sessions },
    testDeps(db, AFTER),
  );
  await db.visit.update({ where: { id: visitId }, data: { cancellationNote: words } });
}

/** What a booking that ends well does not come to. */
async function fillTheRest(
  db: Db,
  of: { requestId: string; visitId: string; accountId: string; schoolId: string },
  words: string,
): Promise<void> {
  const { requestId, visitId, accountId, schoolId } = of;
  const at = new Date(ASKED_AT);
  const rows = [{ groupId: requestId, startMinutes: 550, lengthMinutes: 25, room: words, presenterIds: [] }];
  await db.bookingRequest.update({ where: { id: requestId }, data: { noteForTeam: words, closingNote: words } });
  await db.offer.create({
    data: {
      requestId,
      status: "declined",
      noteForSchool: words,
      answerNote: words,
      createdAt: at,
      options: { create: { rank: 1, startsAt: at, endsAt: new Date(at.getTime() + 1), plan: { onDate: "2026-12-01", rows } } },
    },
  });
  await db.askedMove.create({ data: { visitId, askedById: accountId, askedAt: at, note: words, settledAt: at } });
  await db.reviewItem.create({ data: { visitId, kind: "quiet_period", status: "kept", openedAt: at, reason: words } });
  await db.visitAttendee.updateMany({ where: { visitId }, data: { answerNote: words } });
  await db.schoolMembership.create({ data: { accountId, schoolId, status: "approved", requestedAt: at, decidedAt: at } });
  await db.mailRefused.create({ data: { accountId, occasion: "thanks", since: at } });
  const secret = { tokenHash: hashSecret(newSecret(128)), accountId, createdAt: at };
  await db.calendarFeed.create({ data: { ...secret, kind: "school", schoolId } });
  await db.capability.create({ data: { ...secret, purpose: "see_booking", requestId, expiresAt: at } });
}

/** A mail about no booking that has arrived: to somebody of the team, or to an address without an account. */
export async function anArrivedMail(db: Db, address: string, now: string, text = ""): Promise<string> {
  const mail = { occasion: "session-invitation", to: { address, name: "" }, email: { subject: `To ${address}`, html: text, text } };
  const { id } = await db.$transaction((tx) => queueMail(tx, { ...mail, mailDomain: "bookings.test", now: new Date(now) }));
  await db.outgoingMail.update({ where: { id }, data: { status: "sent", sentAt: new Date(now) } });
  return id;
}

/** The tables, of whatever schema, in which a row holds this anywhere. */
export async function tablesHolding(query: Query, text: string): Promise<string[]> {
  const { rows } = await query(`
    SELECT table_schema AS schema, table_name AS name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2`);
  const found: string[] = [];
  for (const { schema, name } of rows) {
    const table = `"${String(schema)}"."${String(name)}"`;
    const { rows: hits } = await query(`SELECT 1 FROM ${table} x WHERE strpos(lower(x::text), lower($1)) > 0 LIMIT 1`, [text]);
    if (hits.length > 0) found.push(String(name));
  }
  return found;
}

