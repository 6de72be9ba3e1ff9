import { createServer } from "node:http";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Db } from "~/data/db.server";
import { imapMailbox } from "~/integrations/mailbox.server";
import { action as mailboxAction, loader as mailboxLoader } from "~/routes/admin.mailbox";
import { getVisit } from "~/data/visits.server";
import { readMailbox } from "~/services/read-mailbox.server";
import { resendOutgoingMail } from "~/services/resend-mail.server";
import { savedPresenter, type SavedAccount } from "../../support/builders";
import { aReport, fromGmail, fromOutlook, type AnswerMail } from "../../support/arrived-mails";
import { testDatabase, type TestDatabase } from "../../support/database";
import { testDeps } from "../../support/deps";
import { startImapSink, type ImapSink } from "../../support/imap-sink";
import { signedInBrowser } from "../../support/office";
import { aPlannedVisit, movePlanned } from "../../support/planned-visit";
import { contextOf } from "../../support/signed-in";

let database: TestDatabase;
let db: Db;
let sink: ImapSink;
let presenter: SavedAccount;
let planned: Awaited<ReturnType<typeof aPlannedVisit>>;
let uid: string;

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
});
beforeEach(async () => {
  await database.reset();
  sink = await startImapSink();
  presenter = await savedPresenter(db, { name: "Kit Elm" });
  planned = await aPlannedVisit(db, { presenters: [presenter] });
  uid = (await getVisit(db, planned.visitId)).calendarUid;
});
afterEach(() => sink.close());
afterAll(() => database.close());

const NOW = "2026-11-18T09:00:00Z";
const AT = new Date("2026-11-18T08:30:00Z");
const deps = () => testDeps(db, NOW);

const read = (password = "secret") =>
  readMailbox({
    ...deps(),
    mailbox: imapMailbox({ host: "127.0.0.1", port: sink.port, secure: false, user: "team", folder: "INBOX", auth: { kind: "password", password } }),
  });
const answer = (over: Partial<AnswerMail> = {}) => ({ from: presenter.email, uid, partstat: "DECLINED", dtstamp: "20261118T080000Z", ...over });
const said = async (email = presenter.email) =>
  (await db.visitAttendee.findUniqueOrThrow({ where: { visitId_email: { visitId: planned.visitId, email } } })).participation;
const outcomes = async () =>
  (await db.incomingMail.findMany({ orderBy: { uid: "asc" } })).map(({ kind, outcome }) => `${kind} ${outcome}`);

test("an answer from a calendar counts once, is marked as read, and a decline is told", async () => {
  sink.deliver(fromOutlook(answer({ partstat: "ACCEPTED" })), AT);
  expect(await read()).toEqual({ read: 1 });
  expect(await said()).toBe("accepted");
  sink.deliver(fromGmail(answer({ dtstamp: "20261118T081500Z", comment: "Court" })), AT);
  expect(await read()).toEqual({ read: 1 });
  expect(await read()).toEqual({ read: 0 });
  expect(await said()).toBe("declined");
  expect(sink.messages.map(({ seen }) => seen)).toEqual([true, true]);
  const told = await db.outgoingMail.findMany({ where: { occasion: "invitation-declined" } });
  expect(told.map(({ toAddress }) => toAddress)).toEqual([planned.coordinator.email]);
  expect(told[0]?.bodyText).toContain("Court");
});

test("answers that come late or out of order change nothing and are listed", async () => {
  sink.deliver(fromGmail(answer({ dtstamp: "20261118T081500Z" })), AT);
  sink.deliver(fromGmail(answer({ partstat: "ACCEPTED", dtstamp: "20261118T080000Z" })), AT);
  await read();
  expect(await said()).toBe("declined");
  await movePlanned(db, planned, 60);
  sink.deliver(fromGmail(answer({ partstat: "ACCEPTED", sequence: 0, dtstamp: "20261118T083000Z" })), AT);
  await read();
  expect(await said()).toBe("needs_action");
  expect(await outcomes()).toEqual(["answer applied", "answer stale", "answer stale"]);
  sink.deliver(fromGmail(answer({ partstat: "ACCEPTED", sequence: 1, dtstamp: "20261118T083500Z" })), AT);
  await read();
  expect(await said()).toBe("accepted");
});

test("what belongs to nothing is left as it came, listed for the team, and taken off by hand", async () => {
  sink.deliver(Buffer.from("From: head@school.example\r\nSubject: Could we speak?\r\n\r\nPlease"), AT);
  sink.deliver(fromGmail(answer({ uid: "unknown@example.test" })), AT);
  sink.deliver(fromGmail(answer({ from: "stranger@example.test", attendee: presenter.email })), AT);
  sink.deliver(fromGmail(answer({ from: "stranger@example.test" })), AT);
  await read();
  expect(await said()).toBe("needs_action");
  expect(sink.messages.some(({ seen }) => seen)).toBe(false);
  expect(await outcomes()).toEqual(["other unmatched", "answer unmatched", "answer unmatched", "answer unmatched"]);

  const browser = await signedInBrowser(deps(), planned.coordinator);
  const context = contextOf(deps());
  const page = await (await mailboxLoader({ request: browser.get("/admin/mailbox"), params: {}, context })).json();
  expect(page.mails.map(({ subject }) => subject)).toContain("Could we speak?");
  const id = page.mails.find(({ subject }) => subject === "Could we speak?")?.id ?? "";
  const settle = () => mailboxAction({ request: browser.post("/admin/mailbox", { intent: "settle", id }), params: {}, context });
  expect((await settle()).status).toBe(303);
  const after = await (await mailboxLoader({ request: browser.get("/admin/mailbox"), params: {}, context })).json();
  expect(after.mails).toHaveLength(3);
});

test("an answer that names a SEQUENCE never sent counts for the one that was, and shuts out no later one", async () => {
  sink.deliver(fromGmail(answer({ sequence: 4_000_000_000 })), AT);
  sink.deliver(fromGmail(answer({ partstat: "ACCEPTED", dtstamp: "20261118T081500Z" })), AT);
  await read();
  expect(await outcomes()).toEqual(["answer applied", "answer applied"]);
  expect(await said()).toBe("accepted");
});

test("a message that cannot be worked on is listed, and those behind it are read", async () => {
  await db.$executeRaw`CREATE FUNCTION no_decline() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$`;
  await db.$executeRaw`CREATE TRIGGER no_decline BEFORE UPDATE ON visit_attendee FOR EACH ROW WHEN (NEW.participation = 'declined') EXECUTE FUNCTION no_decline()`;
  try {
    sink.deliver(fromGmail(answer()), AT);
    sink.deliver(fromGmail(answer({ partstat: "ACCEPTED", dtstamp: "20261118T081500Z" })), AT);
    expect(await read()).toEqual({ read: 2 });
    expect(await outcomes()).toEqual(["other unmatched", "answer applied"]);
    expect(sink.messages.map(({ seen }) => seen)).toEqual([false, true]);
  } finally {
    await db.$executeRaw`DROP TRIGGER no_decline ON visit_attendee`;
    await db.$executeRaw`DROP FUNCTION no_decline()`;
  }
});

test("a mailbox that takes no password is read with a token of client credentials, as Exchange Online asks for", async () => {
  const asked: string[] = [];
  const signIn = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += String(chunk)));
    request.on("end", () => {
      asked.push(body);
      const isKnown = body.includes("client_secret=right");
      response.writeHead(isKnown ? 200 : 401, { "Content-Type": "application/json" });
      response.end(JSON.stringify(isKnown ? { token_type: "Bearer", expires_in: 3599, access_token: "a-token" } : { error: "invalid_client" }));
    });
  });
  await new Promise<void>((resolve) => signIn.listen(0, "127.0.0.1", resolve));
  const address = signIn.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  sink.token = { user: "team@force.example", token: "a-token" };
  const readWith = (clientSecret: string) =>
    readMailbox({
      ...deps(),
      mailbox: imapMailbox({
        host: "127.0.0.1",
        port: sink.port,
        secure: false,
        user: "team@force.example",
        folder: "INBOX",
        auth: { kind: "oauth", tokenUrl: `http://127.0.0.1:${port}/token`, clientId: "id", clientSecret, scope: "https://outlook.office365.com/.default" },
      }),
    });
  try {
    sink.deliver(fromOutlook(answer()), AT);
    await expect(read()).rejects.toThrow();
    await expect(readWith("wrong")).rejects.toThrow("answered 401");
    expect(await readWith("right")).toEqual({ read: 1 });
    expect(await said()).toBe("declined");
    expect(Object.fromEntries(new URLSearchParams(asked.at(-1)))).toEqual({
      grant_type: "client_credentials",
      client_id: "id",
      client_secret: "right",
      scope: "https://outlook.office365.com/.default",
    });
    sink.token = { user: "team@force.example", token: "another" };
    await expect(readWith("right")).rejects.toThrow();
  } finally {
    await new Promise((resolve) => signIn.close(resolve));
  }
});

test("a line that breaks in the middle loses nothing and does nothing twice", async () => {
  sink.deliver(fromGmail(answer()), AT);
  const second = sink.deliver(fromGmail(answer({ partstat: "ACCEPTED", dtstamp: "20261118T082000Z" })), AT);
  sink.breakAt(second);
  await expect(read()).rejects.toThrow();
  expect(await said()).toBe("declined");
  sink.breakAt(null);
  expect(await read()).toEqual({ read: 1 });
  expect(await said()).toBe("accepted");
  expect(await db.outgoingMail.count({ where: { occasion: "invitation-declined" } })).toBe(1);
});

test("a mailbox made anew is read again, and answers in it count no second time", async () => {
  sink.deliver(fromGmail(answer()), AT);
  await read();
  sink.uidValidity = 78;
  expect(await read()).toEqual({ read: 1 });
  expect(await outcomes()).toEqual(["answer applied", "answer stale"]);
  expect(await db.outgoingMail.count({ where: { occasion: "invitation-declined" } })).toBe(1);
});

test("a wrong password is a fault that is seen", async () => {
  await expect(read("wrong")).rejects.toThrow();
});

test("a report of mail that did not arrive marks mail and address, and tells the coordinators once", async () => {
  const contact = planned.request.contact;
  const mail = await db.outgoingMail.findFirstOrThrow({ where: { toAddress: contact.email, occasion: "visit-confirmed" } });
  await db.outgoingMail.update({ where: { id: mail.id }, data: { status: "sent", sentAt: AT } });
  sink.deliver(aReport({ messageId: mail.messageId, address: contact.email, action: "delayed", status: "4.4.7" }), AT);
  await read();
  expect((await db.account.findUniqueOrThrow({ where: { id: contact.id } })).mailRefusedAt).toBeNull();
  sink.deliver(aReport({ messageId: mail.messageId, address: contact.email }), AT);
  sink.deliver(aReport({ messageId: mail.messageId, address: contact.email, quote: "headers" }), AT);
  sink.deliver(aReport({ messageId: "<ffffffffffffffffffffffffffffffff@example.test>", address: contact.email }), AT);
  await read();

  expect(await outcomes()).toEqual(["bounce applied", "bounce applied", "bounce applied", "bounce unmatched"]);
  const after = await db.outgoingMail.findUniqueOrThrow({ where: { id: mail.id } });
  expect(after).toMatchObject({ status: "failed", lastAnswer: "smtp; 550 5.1.1 No such mailbox here" });
  expect((await getVisit(db, planned.visitId)).contacts).toMatchObject([{ mailRefused: true }]);
  const told = await db.outgoingMail.findMany({ where: { occasion: "mail-undelivered" } });
  expect(told.map(({ toAddress }) => toAddress)).toEqual([planned.coordinator.email]);
  expect(told[0]?.bodyText).toContain(contact.email);

  expect((await resendOutgoingMail({ mailId: mail.id, actor: planned.actor }, deps())).ok).toBe(true);
  expect((await getVisit(db, planned.visitId)).contacts).toMatchObject([{ mailRefused: false }]);
});
