import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OpenedDatabase } from "~/data/db.server";
import {
  claimNextMail,
  listMails,
  markFailed,
  markRetry,
  markSent,
  queueMail,
  resendMail,
  type NewMail,
} from "~/data/outgoing-mails.server";
import { renderCalendarFile } from "~/integrations/calendar-file.server";
import { mailTransport, type MailTransport } from "~/integrations/mail-transport.server";
import { silentLogger } from "~/lib/logger.server";
import { nextTryAfter, sendOutgoingMail } from "~/services/send-outgoing-mail.server";
import { readInvitation } from "../../support/calendar-reader";
import { testDatabase } from "../../support/database";
import { savedVisit } from "../../support/builders";
import { startSmtpSink, type SmtpSink } from "../../support/smtp-sink";

const MINUTE = 60_000;
const LEASE = 2 * MINUTE;
const start = new Date("2026-11-02T10:00:00Z");
const after = (minutes: number) => new Date(start.getTime() + minutes * MINUTE);

let opened: OpenedDatabase;
let sink: SmtpSink;
let transport: MailTransport;
let clock: Date;

beforeAll(async () => {
  opened = await testDatabase();
});

afterAll(async () => {
  await opened.close();
});

beforeEach(async () => {
  clock = start;
  await opened.db.outgoingMail.deleteMany();
  sink = await startSmtpSink();
  transport = mailTransport({ smtpUrl: sink.url, mailFrom: "KCA <bookings@example.test>", folder: "" });
});

afterEach(async () => {
  transport.close();
  await sink.close();
});

const send = () => sendOutgoingMail({ db: opened.db, now: () => clock, log: silentLogger(), origin: "https://sessions.example.test", transport });

const aMail = (over: Partial<NewMail> = {}): NewMail => ({
  occasion: "sign-in-code",
  to: { address: "sam@school.example.test", name: "Sam Reed" },
  email: { subject: "Your code", html: "<p>Your code</p>", text: "Your code\n" },
  mailDomain: "bookings.example.test",
  now: clock,
  ...over,
});

const anInvitation = (sequence: number, over: Partial<NewMail> & { uid?: string; minutes?: number } = {}): NewMail => {
  const uid = over.uid ?? "visit-1@bookings.example.test";
  const to = over.to ?? { address: "sam@school.example.test", name: "Sam Reed" };
  const method = over.occasion === "visit-cancelled" ? ("CANCEL" as const) : ("REQUEST" as const);
  const content = renderCalendarFile(
    {
      uid,
      sequence,
      dtstampAt: clock,
      startsAt: new Date("2026-11-23T09:00:00Z"),
      endsAt: new Date("2026-11-23T11:00:00Z"),
      title: "Session",
      place: "Hall",
      description: "Session",
      url: "https://bookings.example.test/",
      status: method === "CANCEL" ? "CANCELLED" : "CONFIRMED",
      organizer: { name: "KCA", email: "bookings@example.test" },
      lastModifiedAt: clock,
    },
    { method, attendees: [{ name: to.name, email: to.address }] },
  );
  return aMail({
    occasion: "visit-confirmed",
    ...over,
    to,
    email: { subject: `Invitation ${sequence}`, html: "<p>x</p>", text: "x\n" },
    calendar: { uid, sequence, method, content },
  });
};

const queue = (mail: NewMail) => opened.db.$transaction((tx) => queueMail(tx, mail));
const claim = (at: Date = clock) => claimNextMail(opened.db, at, LEASE);
const statuses = async () =>
  (await opened.db.outgoingMail.findMany({ orderBy: [{ createdAt: "asc" }, { id: "asc" }] })).map(
    ({ status }) => status,
  );

describe("queueing", () => {
  it("keeps a mail if and only if the change is kept", async () => {
    const undone = opened.db.$transaction(async (tx) => {
      await queueMail(tx, aMail());
      throw new Error("the change is refused");
    });
    await expect(undone).rejects.toThrow("the change is refused");
    expect(await statuses()).toEqual([]);
    await queue(aMail());
    expect(await statuses()).toEqual(["queued"]);
  });

  it("names each message once: other people, occasions and revisions have names of their own", async () => {
    const ids = [
      await queue(aMail()),
      await queue(aMail()),
      await queue(aMail({ occasion: "request-received" })),
      await queue(aMail({ to: { address: "lee@school.example.test", name: "Lee" } })),
      await queue(anInvitation(0)),
      await queue(anInvitation(1)),
    ].map(({ messageId }) => messageId);
    expect(new Set(ids).size).toBe(6);
    for (const id of ids) expect(id).toMatch(/^<[0-9a-f]{32}@bookings\.example\.test>$/);
  });

  it("counts revisions of one message, however the address is written, also when two are queued at once", async () => {
    const queued = await Promise.all([
      queue(aMail()),
      queue(aMail({ to: { address: "SAM@school.example.test", name: "Sam" } })),
      queue(aMail()),
    ]);
    expect(queued.map(({ revision }) => revision).sort()).toEqual([0, 1, 2]);
  });

  it("lets a newer invitation replace an older one that has not left yet", async () => {
    await queue(anInvitation(0));
    await queue(anInvitation(0, { to: { address: "lee@school.example.test", name: "Lee" } }));
    await queue(anInvitation(0, { uid: "visit-2@bookings.example.test" }));
    await queue(aMail());
    clock = after(1);
    await queue(anInvitation(1, { occasion: "visit-cancelled" }));
    expect(await statuses()).toEqual(["superseded", "queued", "queued", "queued", "queued"]);
    expect(await send()).toEqual({ sent: 4, retried: 0, failed: 0 });
    const toSam = sink.received.filter(({ parsed }) => parsed.subject?.startsWith("Invitation"));
    expect(toSam.map(({ parsed }) => parsed.subject).sort()).toEqual(["Invitation 0", "Invitation 0", "Invitation 1"]);
  });
});

describe("one person who is both contact and presenter", () => {
  it("gets both mails of one sequence, and only the newest of each", async () => {
    await queue(anInvitation(0));
    await queue(anInvitation(0, { occasion: "visit-assigned" }));
    await queue(anInvitation(0));
    expect(await statuses()).toEqual(expect.arrayContaining(["superseded", "queued", "queued"]));
    expect(await send()).toMatchObject({ sent: 2 });
  });
});

describe("sending", () => {
  it("sends what is due once, as it was frozen, and a second run finds nothing", async () => {
    const { messageId } = await queue(anInvitation(3));
    expect(await send()).toEqual({ sent: 1, retried: 0, failed: 0 });
    expect(await send()).toEqual({ sent: 0, retried: 0, failed: 0 });
    const [mail] = sink.received;
    expect(mail?.parsed.messageId).toBe(messageId);
    const part = mail?.parsed.attachments.find(({ contentType }) => contentType === "text/calendar");
    expect(readInvitation(part?.content.toString("utf8") ?? "")).toMatchObject({ method: "REQUEST", sequence: 3 });
    const [row] = await listMails(opened.db, { status: "sent" });
    expect(row).toMatchObject({ attempts: 1, sentAt: clock, occasion: "visit-confirmed" });
    expect(row?.lastAnswer).toMatch(/^250 /);
  });

  it("loses nothing while the mail server is down", async () => {
    const { port } = sink;
    await sink.close();
    await queue(aMail());
    await queue(anInvitation(0));
    expect(await send()).toEqual({ sent: 0, retried: 2, failed: 0 });
    expect(await statuses()).toEqual(["queued", "queued"]);
    sink = await startSmtpSink({ port });
    expect(await send()).toEqual({ sent: 0, retried: 0, failed: 0 });
    clock = after(2);
    expect(await send()).toEqual({ sent: 2, retried: 0, failed: 0 });
    expect(await statuses()).toEqual(["sent", "sent"]);
  });

  it("keeps the Message-ID over its own retries, since a copy may have arrived", async () => {
    const { messageId } = await queue(aMail());
    sink.behave({ kind: "drop_after_data" });
    expect(await send()).toMatchObject({ retried: 1 });
    sink.behave({ kind: "accept" });
    clock = after(2);
    expect(await send()).toMatchObject({ sent: 1 });
    expect(sink.received.map(({ parsed }) => parsed.messageId)).toEqual([messageId, messageId]);
  });

  it.each([421, 451, 452])("tries again after %i", async (code) => {
    await queue(aMail());
    sink.behave({ kind: "refuse", at: "data", code, answer: "Later please" });
    expect(await send()).toMatchObject({ retried: 1 });
    const [row] = await listMails(opened.db, {});
    expect(row?.status).toBe("queued");
    expect(row?.lastAnswer).toContain("Later please");
    expect(row?.nextTryAt.getTime()).toBeGreaterThan(clock.getTime());
  });

  it("stops at 550 and keeps the mail for a person, who can send it again under a new name", async () => {
    const { id, messageId } = await queue(aMail());
    sink.behave({ kind: "refuse", at: "recipient", code: 550, answer: "No such box" });
    expect(await send()).toMatchObject({ failed: 1 });
    clock = after(24 * 60);
    expect(await send()).toEqual({ sent: 0, retried: 0, failed: 0 });
    const [row] = await listMails(opened.db, { status: "failed" });
    expect(row?.lastAnswer).toContain("550");
    expect(row?.lastAnswer).toContain("No such box");

    sink.behave({ kind: "accept" });
    expect(await opened.db.$transaction((tx) => resendMail(tx, id, clock))).toMatchObject({ ok: true });
    expect(await send()).toMatchObject({ sent: 1 });
    expect(sink.received[0]?.parsed.messageId).not.toBe(messageId);
    expect(await statuses()).toEqual(["superseded", "sent"]);
  });

  it("gives up after three days, not before, and says so", async () => {
    await queue(aMail());
    sink.behave({ kind: "refuse", at: "data", code: 451, answer: "Later please" });
    clock = after(3 * 24 * 60 - 1);
    expect(await send()).toMatchObject({ retried: 1 });
    clock = after(4 * 24 * 60);
    expect(await send()).toMatchObject({ failed: 1 });
    expect(await statuses()).toEqual(["given_up"]);
  });

  it("stops between two mails when it is told to", async () => {
    await queue(aMail());
    await queue(aMail());
    const deps = { db: opened.db, now: () => clock, log: silentLogger(), origin: "https://sessions.example.test", transport };
    expect(await sendOutgoingMail(deps, () => sink.received.length > 0)).toMatchObject({ sent: 1 });
    expect(await send()).toMatchObject({ sent: 1 });
  });
});

describe("several workers", () => {
  it("share the mails: each leaves once", async () => {
    for (let index = 0; index < 12; index += 1) {
      await queue(aMail({ to: { address: `p${index}@school.example.test`, name: "" } }));
    }
    const results = await Promise.all([send(), send(), send()]);
    expect(results.reduce((sum, { sent }) => sum + sent, 0)).toBe(12);
    expect(new Set(sink.received.map(({ to }) => to[0])).size).toBe(12);
    expect(sink.received).toHaveLength(12);
  });

  it("leave a mail alone while another's lease holds, and take it over when it has run out", async () => {
    await queue(aMail());
    const first = await claim();
    expect(first).not.toBeNull();
    expect(await claim(after(1))).toBeNull();
    const second = await claim(after(3));
    expect(second?.id).toBe(first?.id);
    expect(second?.attempts).toBe(2);
  });

  it("cannot settle a mail that another has taken over", async () => {
    await queue(aMail());
    const first = await claim();
    const second = await claim(after(3));
    if (first === null || second === null) throw new Error("nothing was claimed");
    const late = { id: first.id, leaseToken: first.leaseToken, answer: "late" };
    expect(await markSent(opened.db, { ...late, now: clock })).toBe(false);
    expect(await markRetry(opened.db, { ...late, nextTryAt: clock })).toBe(false);
    expect(await markFailed(opened.db, { ...late, status: "failed" })).toBe(false);
    expect(await statuses()).toEqual(["sending"]);
    const owner = { id: second.id, leaseToken: second.leaseToken, answer: "250 OK" };
    expect(await markSent(opened.db, { ...owner, now: clock })).toBe(true);
    expect(await statuses()).toEqual(["sent"]);
  });
});

describe("the order of one visit's mails to one person", () => {
  it("makes a newer one wait while an older one is being sent", async () => {
    await queue(anInvitation(0));
    const older = await claim();
    clock = after(1);
    await queue(anInvitation(1));
    await queue(anInvitation(1, { to: { address: "lee@school.example.test", name: "Lee" } }));
    const other = await claim();
    expect(other?.toAddress).toBe("lee@school.example.test");
    expect(await claim()).toBeNull();
    if (older === null) throw new Error("nothing was claimed");
    await markSent(opened.db, { id: older.id, leaseToken: older.leaseToken, answer: "250 OK", now: clock });
    expect((await claim())?.subject).toBe("Invitation 1");
  });

  it("drops an older one that comes back to be retried when a newer one stands behind it", async () => {
    await queue(anInvitation(0));
    const older = await claim();
    clock = after(1);
    await queue(anInvitation(1));
    if (older === null) throw new Error("nothing was claimed");
    await markRetry(opened.db, { id: older.id, leaseToken: older.leaseToken, answer: "451", nextTryAt: clock });
    expect(await send()).toMatchObject({ sent: 1 });
    expect(sink.received[0]?.parsed.subject).toBe("Invitation 1");
    expect(await statuses()).toEqual(["superseded", "sent"]);
  });

  it("drops an older one whose worker died when a newer one stands behind it", async () => {
    await queue(anInvitation(0));
    await claim();
    clock = after(1);
    await queue(anInvitation(1));
    expect(await send()).toMatchObject({ sent: 0 });
    clock = after(3);
    expect(await send()).toMatchObject({ sent: 1 });
    expect(await statuses()).toEqual(["superseded", "sent"]);
  });

  it("refuses to send an invitation again that a newer one has overtaken", async () => {
    const { id } = await queue(anInvitation(0));
    expect(await opened.db.$transaction((tx) => resendMail(tx, id, clock))).toEqual({
      ok: false,
      reason: "on_its_way",
    });
    await send();
    clock = after(1);
    await queue(anInvitation(1));
    await send();
    expect(await opened.db.$transaction((tx) => resendMail(tx, id, clock))).toEqual({
      ok: false,
      reason: "newer_exists",
    });
    expect(sink.received).toHaveLength(2);
  });
});

describe("the wait before the next try", () => {
  it("doubles up to an hour, spread by a fifth, for more than a day", () => {
    const waitMinutes = (attempts: number, chance: number) =>
      ((nextTryAfter(attempts, start, start, chance)?.getTime() ?? 0) - start.getTime()) / MINUTE;
    expect([1, 2, 3, 6, 7, 20].map((attempts) => waitMinutes(attempts, 0.5))).toEqual([1, 2, 4, 32, 60, 60]);
    expect(waitMinutes(2, 0)).toBeCloseTo(1.6);
    expect(waitMinutes(2, 1)).toBeCloseTo(2.4);
    expect(nextTryAfter(40, start, after(2 * 24 * 60), 0.5)).not.toBeNull();
    expect(nextTryAfter(40, start, after(3 * 24 * 60), 0.5)).toBeNull();
  });
});

describe("reminders", () => {
  it("are not sent once the visit has begun, and say so; other mail about it still leaves", async () => {
    const visit = await savedVisit(opened.db, { onDate: "2026-11-23" });
    const about = { visitId: visit.id, now: clock };
    await queue(aMail({ ...about, occasion: "day-before" }));
    await queue(aMail({ ...about, occasion: "visit-changed" }));
    clock = new Date(visit.startsAt.getTime() + 60_000);
    expect(await send()).toMatchObject({ sent: 1 });
    const rows = await opened.db.outgoingMail.findMany({ select: { occasion: true, status: true, lastAnswer: true } });
    expect(rows.find(({ occasion }) => occasion === "day-before")).toMatchObject({
      status: "superseded",
      lastAnswer: expect.stringContaining("the visit had begun"),
    });
    expect(rows.find(({ occasion }) => occasion === "visit-changed")).toMatchObject({ status: "sent" });
  });
});
