import { setTimeout } from "node:timers/promises";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { RequestSummary } from "~/components/booking-request/request-summary";
import { DaySheet } from "~/components/day-sheet/day-sheet";
import { HistoryList } from "~/components/history/history-list";
import { VisitFacts } from "~/components/visit/visit-facts";
import { findOrCreateAccount } from "~/data/accounts.server";
import { forgetContact } from "~/data/forgotten-accounts.server";
import { forgetMatter } from "~/data/forgotten-matters.server";
import { countFailedMails, queueMail } from "~/data/outgoing-mails.server";
import { writeSettings } from "~/data/settings.server";
import { REMOVED } from "~/domain/retention";
import { createLogger } from "~/lib/logger.server";
import { CLOCK_JOBS } from "~/jobs/clock-jobs.server";
import { loader as mailLoader } from "~/routes/admin.mail.$id._index";
import { loader as requestLoader } from "~/routes/requests.$reference._index";
import { loader as threadLoader } from "~/routes/requests.$reference.messages";
import { loader as visitLoader } from "~/routes/visits.$id._index";
import { inviteSchool } from "~/services/approach-school.server";
import { askForCode } from "~/services/ask-for-code.server";
import { coverageReport } from "~/services/coverage-report.server";
import { lookAtDaySheet } from "~/services/day-sheet.server";
import { forgetContacts } from "~/services/forget-contacts.server";
import { grantRole, removeRole } from "~/services/grant-role.server";
import { stopInvitations } from "~/services/invited.server";
import { proveRequest } from "~/services/prove-request.server";
import { publishFigure } from "~/services/publish-figure.server";
import { reachReport } from "~/services/reach-report.server";
import { resendOutgoingMail } from "~/services/resend-mail.server";
import { startAgain } from "~/services/start-draft.server";
import { submitRequest } from "~/services/submit-request.server";
import { savedAccount, savedPresenter, savedRequest, savedSchool, savedVisit } from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { testDeps } from "../../support/deps";
import { anArrivedMail, anOldBooking, tablesHolding, type Person } from "../../support/old-booking";
import { draftAnswers, newestCode, savedDraft } from "../../support/request-drafts";
import { contextOf, requestBy } from "../../support/signed-in";

const ROBIN: Person = { name: "Robin Marchbank", email: "r.marchbank@oldschool.test", phone: "0116 496 7788" };
const ALL_OF_ROBIN = [ROBIN.name, ROBIN.email, ROBIN.phone];

/** Two years and more after the booking of the story, which ended on 1 December 2026. */
const LATER = "2029-01-15T03:10:00Z";

let test: TestDatabase;
/** What was logged as an error: a run that trips over somebody at work is none that passes them over. */
let faults: string[];
beforeAll(async () => {
  test = await testDatabase();
});
beforeEach(async () => {
  faults = [];
  await test.reset();
});
afterEach(() => expect(faults).toEqual([]));
afterAll(() => test.close());

const run = (now = LATER) => {
  const { db, ...deps } = testDeps(test.db, now);
  const log = createLogger("error", { write: (line: string) => faults.push(line) });
  return forgetContacts({ db, now: deps.now, log });
};
const theAccount = (id: string) => test.db.account.findUniqueOrThrow({ where: { id } });
const erasures = () => test.db.historyEntry.findMany({ where: { action: "contact_erased" }, orderBy: { id: "asc" } });
const born = (id: string, createdAt: string) => test.db.account.update({ where: { id }, data: { createdAt: new Date(createdAt) } });

async function tablesNaming(words: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const text of words) found.push(...(await tablesHolding(test.query, text)));
  return [...new Set(found)].sort();
}

describe("a contact whose last booking ended longer ago than contact data is kept", () => {
  it("is named nowhere in the whole database any more", async () => {
    const { accountId, requestId, presenter } = await anOldBooking(test.db, ROBIN);
    expect((await tablesNaming(ALL_OF_ROBIN)).length).toBeGreaterThan(15);

    expect(await run()).toMatchObject({ matters: 1, contacts: 1 });

    expect(await tablesNaming(ALL_OF_ROBIN)).toEqual([]);
    const account = await theAccount(accountId);
    expect(account).toMatchObject({ name: "", phone: null, email: `erased-${accountId}@invalid`, erasedAt: new Date(LATER) });
    expect(account.disabledAt).not.toBeNull();
    const own = { where: { accountId } };
    expect([
      await test.db.signIn.count(own),
      await test.db.capability.count(own),
      await test.db.calendarFeed.count(own),
      await test.db.schoolMembership.count(own),
      await test.db.mailRefused.count(own),
    ]).toEqual([0, 0, 0, 0, 0]);
    expect(await tablesHolding(test.query, presenter.name)).toContain("account");
    expect(await erasures()).toMatchObject([
      { actorKind: "system", subject: "request", subjectId: requestId, requestId, detail: {} },
      { actorKind: "system", subject: "account", subjectId: accountId, detail: {} },
    ]);
  });

  it("keeps what was asked for and counted, when mails left and what they were about", async () => {
    const { requestId, visitId } = await anOldBooking(test.db, ROBIN);
    const kept = async () => ({
      groups: await test.db.requestGroup.findMany({ where: { requestId } }),
      wishes: await test.db.wish.findMany({ where: { requestId }, omit: { periodLabel: true } }),
      counts: await test.db.deliveryCount.findMany(),
      deliveries: await test.db.delivery.findMany(),
      scores: await test.db.visitFeedback.findMany({ omit: { comment: true } }),
      settled: await test.db.readinessItem.findMany({ where: { visitId }, omit: { answer: true } }),
      attendees: await test.db.visitAttendee.findMany({ where: { role: "presenter" }, omit: { answerNote: true } }),
      visit: await test.db.visit.findUniqueOrThrow({
        where: { id: visitId },
        omit: { noteForSchool: true, noteForTeam: true, overrideReason: true, cancellationNote: true },
      }),
      mails: await test.db.outgoingMail.findMany({
        where: { requestId },
        orderBy: { id: "asc" },
        select: { id: true, occasion: true, status: true, createdAt: true, sentAt: true, messageId: true, calendarUid: true, sequence: true },
      }),
    });
    const before = await kept();
    expect(before.mails.length).toBeGreaterThan(3);
    await run();
    expect(await kept()).toEqual(before);
  });

  it("moves no figure by a single student", async () => {
    const booking = await anOldBooking(test.db, ROBIN);
    const deps = testDeps(test.db, LATER);
    const choice = { kind: "programme" as const, onDay: "2026-12-01" };
    const figures = async () => ({
      reach: await reachReport({ choice, audience: "team" }, deps),
      coverage: await coverageReport(deps),
      changes: await test.db.reachChange.count(),
      published: await test.db.publication.findMany(),
    });
    const manager = await savedAccount(test.db, ["manager"]);
    const published = await publishFigure({ choice, seenFigure: 28, reason: "", signedOffById: manager.id }, deps);
    expect(published).toMatchObject({ ok: true, figure: 28 });
    const before = await figures();
    expect(await run()).toMatchObject({ matters: 1, contacts: 1 });
    expect(await tablesHolding(test.query, ROBIN.name)).toEqual([]);
    expect(await figures()).toEqual(before);
    expect(await test.db.delivery.count({ where: { visitId: booking.visitId } })).toBe(1);
  });

  it("is not a day early, and the night after that is done", async () => {
    await anOldBooking(test.db, ROBIN);
    expect(await run("2028-12-02T03:10:00Z")).toEqual({ matters: 0, contacts: 0, mails: 0 });
    expect(await tablesNaming(ALL_OF_ROBIN)).toContain("account");
    expect(await run("2028-12-03T03:10:00Z")).toMatchObject({ matters: 1, contacts: 1 });
    expect(await tablesNaming(ALL_OF_ROBIN)).toEqual([]);
  });

  it("goes the next night where the setting is changed to fewer months", async () => {
    await anOldBooking(test.db, ROBIN);
    expect(await run("2027-03-01T03:10:00Z")).toEqual({ matters: 0, contacts: 0, mails: 0 });
    await test.db.$transaction((tx) => writeSettings(tx, { retentionMonths: 2 }, { accountId: null, now: new Date() }));
    expect(await run("2027-03-02T03:10:00Z")).toMatchObject({ matters: 1, contacts: 1 });
    expect(await tablesNaming(ALL_OF_ROBIN)).toEqual([]);
  });

  it("is forgotten once, by a second run and by two at the same time", async () => {
    await anOldBooking(test.db, ROBIN);
    await Promise.all([run(), run()]);
    expect((await erasures()).map(({ subject }) => subject).sort()).toEqual(["account", "request"]);
    expect(await run("2029-01-16T03:10:00Z")).toEqual({ matters: 0, contacts: 0, mails: 0 });
    expect(await erasures()).toHaveLength(2);
    expect(await tablesNaming(ALL_OF_ROBIN)).toEqual([]);
  });

  it("goes also where another cannot", async () => {
    const first = await anOldBooking(test.db, ROBIN);
    const other = { name: "Ellis Overton", email: "e.overton@oldschool.test", phone: "0116 496 7799" };
    await anOldBooking(test.db, other);
    await test.query(`
      CREATE FUNCTION no_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'not this one'; END $$;
      CREATE TRIGGER no_change BEFORE UPDATE ON booking_request FOR EACH ROW WHEN (OLD.id = '${first.requestId}') EXECUTE FUNCTION no_change();`);
    try {
      expect(await run()).toMatchObject({ matters: 1, contacts: 2 });
      expect(faults.splice(0)).toMatchObject([expect.stringContaining(first.requestId)]);
    } finally {
      await test.query("DROP FUNCTION no_change CASCADE");
    }
    expect(await tablesNaming([other.name, other.email])).toEqual([]);
    expect(await run()).toMatchObject({ matters: 1 });
    expect(await tablesNaming(ALL_OF_ROBIN)).toEqual([]);
  });

  it("runs by the clock each night", () => {
    expect(CLOCK_JOBS.find(({ name }) => name === "forget-contacts")).toMatchObject({ due: { every: "day" }, run: forgetContacts });
  });
});

describe("other matters of that age", () => {
  it("are a visit that no request led to, and a request that nobody ever answered or closed", async () => {
    const words = `Ask for ${ROBIN.name}`;
    const lone = await savedVisit(test.db, {
      request: null,
      status: "completed",
      onDate: "2026-11-23",
      sessions: [{ startMinute: 0, endMinute: 25, room: words }],
      over: { noteForTeam: words },
    });
    const contact = await savedAccount(test.db, [], ROBIN);
    await born(contact.id, "2026-11-01T09:00:00Z");
    const open = await savedRequest(test.db, { contact, wishOn: "2027-02-01", over: { noteFromSchool: words } });
    expect(await run("2029-01-15T03:10:00Z")).toMatchObject({ matters: 1, contacts: 0 });
    expect(await tablesNaming([ROBIN.name])).toEqual(["account", "booking_request", "request_contact"]);
    expect(await run("2029-02-15T03:10:00Z")).toMatchObject({ matters: 1, contacts: 1 });
    expect(await tablesNaming(ALL_OF_ROBIN)).toEqual([]);
    expect(await test.db.bookingRequest.findUniqueOrThrow({ where: { id: open.id } })).toMatchObject({ status: "submitted" });
    expect((await erasures()).map(({ subject, visitId, requestId }) => [subject, visitId ?? requestId])).toEqual([
      ["visit", lone.id],
      ["request", open.id],
      ["account", null],
    ]);
  });

  it("are read to the end, however many were forgotten before", async () => {
    const school = await savedSchool(test.db);
    const { id: formatId } = await test.db.format.findFirstOrThrow({ select: { id: true } });
    await test.query(
      `INSERT INTO booking_request (id, reference, status, school_id, format_id, note_from_school, created_at, closed_at)
       SELECT gen_random_uuid(), 'KCA-' || translate(lpad(n::text, 6, 'Z'), '01', 'AB'), 'withdrawn', $1::uuid, $2::uuid,
         CASE WHEN n % 100 = 0 THEN 'Mind the step' ELSE '' END, '2026-11-02', '2026-11-03'
       FROM generate_series(1, 2100) n`,
      [school.id, formatId],
    );
    expect(await run()).toMatchObject({ matters: 21, contacts: 0 });
    expect(await test.db.bookingRequest.count({ where: { noteFromSchool: { not: "" } } })).toBe(0);
  });
});

describe("a contact who is still of somebody's business", () => {
  const withBooking = async (input: { createdAt: string; visitOn?: "2029-02-05" | "2028-06-05"; closedAt?: string }) => {
    const { accountId } = await anOldBooking(test.db, ROBIN);
    const contact = await theAccount(accountId);
    const request = await savedRequest(test.db, {
      contact,
      createdAt: new Date(input.createdAt),
      status: input.visitOn ? "scheduled" : "withdrawn",
      over: { closedAt: input.closedAt && new Date(input.closedAt) },
    });
    if (input.visitOn) {
      const visit = await savedVisit(test.db, { request, onDate: input.visitOn });
      await test.db.visit.update({ where: { id: visit.id }, data: { createdAt: new Date(input.createdAt) } });
    }
    return { accountId, request };
  };

  it.each([
    ["a visit ahead, however long ago they asked", { createdAt: "2026-11-20T09:00:00Z", visitOn: "2029-02-05" }],
    ["a recent visit", { createdAt: "2026-11-20T09:00:00Z", visitOn: "2028-06-05" }],
    ["a recent request", { createdAt: "2028-11-20T09:00:00Z" }],
    ["a request that was closed lately", { createdAt: "2026-11-20T09:00:00Z", closedAt: "2027-06-01T09:00:00Z" }],
  ] as const)("stays for %s, while what old bookings hold of them goes", async (_why, input) => {
    const { accountId, request } = await withBooking(input);
    expect(await run()).toMatchObject({ matters: 1, contacts: 0 });
    expect(await theAccount(accountId)).toMatchObject({ name: ROBIN.name, email: ROBIN.email, phone: ROBIN.phone, erasedAt: null });
    expect(await test.db.schoolMembership.count({ where: { accountId } })).toBe(1);
    const copies = await test.db.requestContact.findMany({ where: { accountId }, orderBy: { name: "asc" } });
    expect(copies.map(({ name, requestId }) => [name, requestId === request.id])).toEqual([["", false], [ROBIN.name, true]]);
    const held = ["account", "request_contact", ...("visitOn" in input ? ["visit_contact"] : [])];
    expect(await tablesHolding(test.query, ROBIN.name)).toEqual(held);
    expect(await tablesHolding(test.query, ROBIN.email)).toEqual(["account"]);
  });

  it("stays while they sign in, are known to a school anew, or a mail to them has not left", async () => {
    const { accountId } = await anOldBooking(test.db, ROBIN);
    const at = new Date("2028-06-01T09:00:00Z");
    await test.db.signIn.updateMany({ where: { accountId }, data: { lastSeenAt: at } });
    expect(await run()).toMatchObject({ contacts: 0 });
    await test.db.signIn.deleteMany({ where: { accountId } });
    await test.db.schoolMembership.updateMany({ where: { accountId }, data: { decidedAt: at } });
    expect(await run()).toMatchObject({ contacts: 0 });
    await test.db.schoolMembership.deleteMany({ where: { accountId } });
    await askForCode({ email: ROBIN.email, browserToken: "b", sourceKey: "", purpose: "sign_in" }, testDeps(test.db, LATER));
    expect(await run()).toMatchObject({ contacts: 0 });
    await test.db.outgoingMail.updateMany({ where: { status: "queued" }, data: { status: "sent" } });
    expect(await run()).toMatchObject({ contacts: 1 });
  });

  it("stays where something has happened since they were listed", async () => {
    const { accountId, requestId } = await anOldBooking(test.db, ROBIN);
    const times = { before: new Date("2027-01-15T00:00:00Z"), now: new Date(LATER) };
    const forgotten = () =>
      test.db.$transaction(async (tx) => [
        await forgetMatter(tx, { kind: "request", id: requestId }, times.before),
        await forgetContact(tx, accountId, times),
      ]);
    const said = { requestId, fromTeam: false, authorId: accountId, body: "One more question", writtenAt: new Date("2029-01-15T03:09:00Z") };
    const { id } = await test.db.requestMessage.create({ data: said });
    const before = await tablesNaming(ALL_OF_ROBIN);
    expect(await forgotten()).toEqual([false, false]);
    expect(await tablesNaming(ALL_OF_ROBIN)).toEqual(before);
    await test.db.requestMessage.delete({ where: { id } });
    expect(await forgotten()).toEqual([true, true]);
    expect(await forgotten()).toEqual([false, false]);
  });

  it("is passed over tonight where somebody is booking with their address at this moment", async (context) => {
    // The embedded database has one connection: nobody else is ever at work beside a run.
    if (test.kind === "embedded") return context.skip();
    const { accountId } = await anOldBooking(test.db, ROBIN);
    const { id: requestId } = await savedRequest(test.db, { createdAt: new Date("2029-01-15T03:00:00Z") });
    await test.db.$transaction(async (tx) => {
      const { id } = await findOrCreateAccount(tx, { email: ROBIN.email });
      expect(await run()).toMatchObject({ contacts: 0 });
      await tx.requestContact.create({ data: { requestId, rank: 2, accountId: id, name: ROBIN.name } });
    });
    expect(await run("2029-01-16T03:10:00Z")).toMatchObject({ contacts: 0 });
    expect(await theAccount(accountId)).toMatchObject({ email: ROBIN.email, erasedAt: null });
  });
});

describe("afterwards", () => {
  it("whoever waited with their booking while the account went gets one of their own", async (context) => {
    if (test.kind === "embedded") return context.skip();
    const { accountId } = await anOldBooking(test.db, ROBIN);
    const times = { before: new Date("2027-01-15T00:00:00Z"), now: new Date(LATER) };
    const { waiting } = await test.db.$transaction(async (tx) => {
      expect(await forgetContact(tx, accountId, times)).toBe(true);
      const booking = test.db.$transaction((other) => findOrCreateAccount(other, ROBIN));
      await setTimeout(200);
      return { waiting: booking };
    });
    const account = await waiting;
    expect(account).toMatchObject({ name: ROBIN.name, email: ROBIN.email });
    expect(account.id).not.toBe(accountId);
  });

  it("an old booking can be asked for again, and asks who its contact is", async () => {
    const { accountId, reference } = await anOldBooking(test.db, ROBIN);
    const contact = await theAccount(accountId);
    await savedRequest(test.db, { contact, createdAt: new Date("2028-12-01T09:00:00Z") });
    expect(await run()).toMatchObject({ matters: 1, contacts: 0 });
    const again = await startAgain({ reference, accountId, browserHash: "b" }, testDeps(test.db, LATER));
    if (!again.ok) throw new Error(again.reason);
    const { answers } = await test.db.requestDraft.findUniqueOrThrow({ where: { id: again.draftId } });
    expect(answers).toMatchObject({ students: { groups: [{ label: "9B" }] }, practicalities: { roomDetails: "" } });
    expect(answers).not.toHaveProperty("details");
  });

  it("whoever books again with the same address starts afresh", async () => {
    const old = await anOldBooking(test.db, ROBIN);
    const signIn = (now: string) =>
      askForCode({ email: ROBIN.email, browserToken: "b", sourceKey: "", purpose: "sign_in" }, testDeps(test.db, now));
    for (const day of ["01", "02"]) await signIn(`2026-12-${day}T10:00:00Z`);
    await test.db.outgoingMail.updateMany({ where: { status: "queued" }, data: { status: "sent" } });
    await test.db.signInChallenge.deleteMany();
    expect(await run()).toMatchObject({ contacts: 1 });

    const deps = testDeps(test.db, "2029-01-20T10:00:00Z");
    expect(await signIn("2029-01-20T10:00:00Z")).toEqual({ ok: true });
    const known = draftAnswers("");
    const { draftId, browserToken } = await savedDraft(test.db, deps.now(), {
      details: { ...ROBIN, jobTitle: "", second: null },
      wishes: known.wishes?.map((wish) => ({ ...wish, fromOn: "2029-03-06", toOn: "2029-03-06" })),
    });
    expect(await submitRequest({ draftId, browserToken, sourceKey: "", viewer: null }, deps)).toMatchObject({ ok: true });
    const proven = await proveRequest({ code: await newestCode(test.db, ROBIN.email), browserToken }, deps);
    if (!proven.ok) throw new Error(proven.reason);
    expect(proven.accountId).not.toBe(old.accountId);
    expect(await theAccount(proven.accountId)).toMatchObject({ ...ROBIN, erasedAt: null, disabledAt: null });
    const names = await test.db.requestContact.findMany({ select: { name: true }, orderBy: { name: "asc" } });
    expect(names.map(({ name }) => name)).toEqual(["", ROBIN.name]);
    expect(await test.db.schoolMembership.count({ where: { accountId: proven.accountId } })).toBe(0);
  });

  it("the team's pages of that age open, and say that contact data was removed", async () => {
    const { coordinator, reference, visitId } = await anOldBooking(test.db, ROBIN);
    const manager = await savedAccount(test.db, ["manager"]);
    const { id: mailId } = await test.db.outgoingMail.findFirstOrThrow({ where: { toAddress: ROBIN.email, occasion: "visit-confirmed" } });
    await run();
    const deps = testDeps(test.db, LATER);
    const args = async (who: { id: string }, path: string, params: Record<string, string>) => ({
      request: await requestBy(who, deps, path),
      params,
      context: contextOf(deps),
    });
    const shown = await (await requestLoader(await args(coordinator, `/requests/${reference}`, { reference }))).json();
    const record = renderToStaticMarkup(createElement(RequestSummary, { request: shown.request }));
    expect(record).toContain(REMOVED);
    expect(record).not.toContain("invalid");
    const thread = await (await threadLoader(await args(coordinator, `/requests/${reference}/messages`, { reference }))).json();
    expect(thread.messages.map(({ authorName, body }) => [authorName, body])).toEqual([["Cora Planner", ""], ["", ""]]);
    const visit = await (await visitLoader(await args(coordinator, `/visits/${visitId}`, { id: visitId }))).json();
    const facts = renderToStaticMarkup(createElement(VisitFacts, { ...visit, tagsHref: null }));
    expect(facts).toContain(REMOVED);
    expect(facts).not.toContain("invalid");
    expect(visit.readiness).toBeNull();
    const history = renderToStaticMarkup(createElement(HistoryList, { lines: shown.history.map((line) => ({ ...line, at: LATER })) }));
    expect(history).toContain("Contact data removed");
    expect(history).toContain(REMOVED);
    expect(history).not.toContain("invalid");
    const sheet = await lookAtDaySheet({ visitId, accountId: coordinator.id, isOffice: true }, deps);
    if (!sheet) throw new Error("No day sheet");
    expect(renderToStaticMarkup(createElement(DaySheet, sheet))).toContain(REMOVED);
    const { mail, text, canResend } = await (await mailLoader(await args(manager, `/admin/mail/${mailId}`, { id: mailId }))).json();
    expect([mail.to, mail.subject, text, canResend]).toEqual([REMOVED, REMOVED, REMOVED, false]);
    expect(await resendOutgoingMail({ mailId, actor: { kind: "staff", accountId: manager.id } }, deps)).toEqual({
      ok: false,
      reason: "forgotten",
    });
  });

  it("nothing is sent to where an address was", async () => {
    const { accountId } = await anOldBooking(test.db, ROBIN);
    await run();
    const { email: address } = await theAccount(accountId);
    const email = { subject: "Your visit", html: "<p>Hello</p>", text: "Hello" };
    const mail = { occasion: "visit-moved", to: { address, name: "" }, email, mailDomain: "bookings.test", now: new Date(LATER) };
    const { id } = await test.db.$transaction((tx) => queueMail(tx, mail));
    expect(await test.db.outgoingMail.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: "superseded" });
  });
});

describe("staff", () => {
  it("stay as they are, presenters who left too", async () => {
    const staff = await savedAccount(test.db, ["analyst"], { name: "Ann Figures", phone: "0116 496 0003" });
    const left = await savedPresenter(test.db, { name: "Lee Former", phone: "0116 496 0004" });
    await test.db.roleGrant.deleteMany({ where: { accountId: left.id } });
    for (const { id } of [staff, left]) await born(id, "2020-01-01T09:00:00Z");
    expect(await run()).toEqual({ matters: 0, contacts: 0, mails: 0 });
    expect(await theAccount(staff.id)).toMatchObject({ name: "Ann Figures", phone: "0116 496 0003", erasedAt: null });
    expect(await theAccount(left.id)).toMatchObject({ name: "Lee Former", phone: "0116 496 0004", erasedAt: null });
  });

  it("who left long ago stay by name alone, where their work is signed with it", async () => {
    const deps = testDeps(test.db, "2026-01-05T09:00:00Z");
    const granted = { email: "mo@force.test", role: "analyst" as const, name: "Mo Signer", actor: { kind: "system" as const } };
    const result = await grantRole(granted, deps);
    if (!result.ok) throw new Error(result.reason);
    await removeRole({ email: granted.email, role: "analyst", actor: granted.actor }, deps);
    await born(result.accountId, "2026-01-05T09:00:00Z");
    expect(await run()).toMatchObject({ contacts: 1 });
    expect(await theAccount(result.accountId)).toMatchObject({ name: "Mo Signer", email: `erased-${result.accountId}@invalid` });
  });
});

describe("mails about no booking", () => {
  const stateOf = (id: string) => test.db.outgoingMail.findUniqueOrThrow({ where: { id } });

  it("go by their age, to whomever they went, but none that waits to leave", async () => {
    const address = "office@nobody.test";
    const old = await anArrivedMail(test.db, address, "2026-11-01T09:00:00Z", `Dear ${ROBIN.name}`);
    const recent = await anArrivedMail(test.db, address, "2028-11-01T09:00:00Z");
    const waiting = await anArrivedMail(test.db, address, "2026-11-02T09:00:00Z");
    await test.db.outgoingMail.update({ where: { id: waiting }, data: { status: "queued", sentAt: null } });
    const refused = await anArrivedMail(test.db, "gone@nobody.test", "2026-11-03T09:00:00Z");
    await test.db.outgoingMail.update({ where: { id: refused }, data: { status: "failed", lastAnswer: "550 gone@nobody.test" } });
    expect(await countFailedMails(test.db)).toBe(1);
    expect(await run()).toEqual({ matters: 0, contacts: 0, mails: 2 });
    expect(await stateOf(old)).toMatchObject({ toAddress: "", subject: "", bodyText: "", bodyHtml: "", status: "sent" });
    expect(await stateOf(recent)).toMatchObject({ toAddress: address });
    expect(await stateOf(waiting)).toMatchObject({ toAddress: address, status: "queued" });
    expect(await tablesNaming([ROBIN.name, "gone@nobody.test"])).toEqual([]);
    expect(await countFailedMails(test.db)).toBe(0);
    expect(await erasures()).toMatchObject([{ subject: "mail", detail: { mails: 2 } }]);
  });

  it("include invitations to addresses without an account, once nobody can ask by them any more", async () => {
    const coordinator = await savedAccount(test.db, ["coordinator"]);
    const { id: schoolId } = await savedSchool(test.db);
    const invitation = { schoolId, email: "head@nobody.test", name: ROBIN.name, note: ROBIN.name };
    const sent = await inviteSchool({ ...invitation, actor: { kind: "staff", accountId: coordinator.id } }, testDeps(test.db, "2026-11-16T09:00:00Z"));
    expect(sent).toEqual({ ok: true });
    const { bodyText } = await test.db.outgoingMail.findFirstOrThrow();
    await test.db.outgoingMail.updateMany({ data: { status: "sent" } });
    await test.db.$transaction((tx) => writeSettings(tx, { retentionMonths: 1 }, { accountId: null, now: new Date() }));
    expect(await run("2026-12-31T03:10:00Z")).toMatchObject({ mails: 0 });
    expect(await run("2027-01-31T03:10:00Z")).toMatchObject({ mails: 1 });
    expect(await tablesNaming([ROBIN.name, "head@nobody.test"])).toEqual([]);
    expect(await test.db.schoolApproach.count({ where: { schoolId, mailId: { not: null } } })).toBe(1);
    const token = /no-invitations\/([\w-]+)/.exec(bodyText)?.[1] ?? "";
    expect(await stopInvitations(token, testDeps(test.db, "2027-01-31T09:00:00Z"))).toEqual({ ok: false, reason: "not_found" });
    expect(await test.db.invitationRefusal.count()).toBe(0);
  });

  it("can be forgotten whole, and changed in no other way", async () => {
    const id = await anArrivedMail(test.db, "office@nobody.test", "2026-11-01T09:00:00Z");
    const nothing = { toAddress: "", toName: "", subject: "", bodyHtml: "", bodyText: "" };
    const change = (data: object) => test.db.outgoingMail.update({ where: { id }, data });
    await expect(change({ subject: "" })).rejects.toThrow("append-only");
    await expect(change({ ...nothing, toAddress: "other@nobody.test" })).rejects.toThrow("append-only");
    await expect(change({ ...nothing, messageId: "<other@test>" })).rejects.toThrow("append-only");
    await change({ status: "queued" });
    await expect(change(nothing)).rejects.toThrow("append-only");
    await change({ status: "sent" });
    await change(nothing);
    expect(await stateOf(id)).toMatchObject(nothing);
  });
});
