import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { renderCalendarFile } from "~/integrations/calendar-file.server";
import { mailTransport, type MailMessage, type MailTransport } from "~/integrations/mail-transport.server";
import { readInvitation } from "../../support/calendar-reader";
import { startSmtpSink, type SmtpSink } from "../../support/smtp-sink";

const content = renderCalendarFile(
  {
    uid: "one@bookings.example.test",
    sequence: 0,
    dtstampAt: new Date("2026-11-02T10:00:00Z"),
    startsAt: new Date("2026-11-23T09:00:00Z"),
    endsAt: new Date("2026-11-23T11:00:00Z"),
    title: "Session, Zoë's school 😀",
    place: "Hall",
    description: `${"A long line. ".repeat(40)}\nEnd.`,
    url: "https://bookings.example.test/",
    status: "CONFIRMED",
    organizer: { name: "Bookings", email: "bookings@example.test" },
    lastModifiedAt: new Date("2026-11-02T10:00:00Z"),
  },
  { method: "REQUEST", attendees: [{ name: "Sam Reed", email: "sam@school.example.test" }] },
);

const aMessage = (over: Partial<MailMessage> = {}): MailMessage => ({
  messageId: "<abc@bookings.example.test>",
  writtenAt: new Date("2026-11-02T10:00:00Z"),
  to: { name: "Zoë Reed", address: "sam@school.example.test" },
  subject: "Confirmed: Monday 23 November 2026",
  html: "<p>Hello Zoë</p>",
  text: "Hello Zoë\n",
  invitation: { method: "REQUEST", content },
  ...over,
});

let sink: SmtpSink;
let folder: string;
let transport: MailTransport;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kca-mail-"));
  sink = await startSmtpSink();
  transport = overSmtp(sink.url);
});

afterEach(async () => {
  transport.close();
  await sink.close();
  await rm(folder, { recursive: true, force: true });
});

const overSmtp = (smtpUrl: string) =>
  mailTransport({ smtpUrl, mailFrom: "KCA bookings <bookings@example.test>", folder });

describe("over SMTP", () => {
  it("delivers text, HTML and an invitation whose method agrees inside and outside", async () => {
    expect(await transport.send(aMessage())).toMatchObject({ ok: true });
    const [mail] = await sink.waitFor(1);
    expect(mail?.to).toEqual(["sam@school.example.test"]);
    expect(mail?.from).toBe("bookings@example.test");
    expect(mail?.parsed.text?.trim()).toBe("Hello Zoë");
    expect(mail?.parsed.html).toContain("<p>Hello Zoë</p>");
    expect(mail?.parsed.messageId).toBe("<abc@bookings.example.test>");
    expect(mail?.parsed.headers.get("auto-submitted")).toBe("auto-generated");
    expect(mail?.parsed.replyTo?.value[0]?.address).toBe("bookings@example.test");
    expect(mail?.raw).toMatch(/Content-Type: multipart\/alternative/);
    expect(mail?.raw).toMatch(/Content-Type: text\/calendar;[^:]*method=REQUEST/);
    const calendarParts = mail?.parsed.attachments ?? [];
    expect(new Set(calendarParts.map(({ contentType }) => contentType))).toEqual(
      new Set(["text/calendar", "application/ics"]),
    );
    expect(calendarParts.find(({ contentType }) => contentType === "application/ics")?.filename).toBe("invite.ics");
    for (const part of calendarParts) {
      expect(readInvitation(part.content.toString("utf8"))).toMatchObject({
        method: "REQUEST",
        summary: "Session, Zoë's school 😀",
      });
    }
  });

  it("delivers a plain mail without any attachment", async () => {
    await transport.send(aMessage({ invitation: null }));
    const [mail] = await sink.waitFor(1);
    expect(mail?.parsed.attachments).toEqual([]);
    expect(mail?.raw).not.toContain("text/calendar");
  });

  it("lets nobody write a header line by way of a name or subject", async () => {
    await transport.send(
      aMessage({
        to: { name: "Sam\r\nBcc: evil@example.test", address: "sam@school.example.test" },
        subject: "Hello\r\nBcc: evil@example.test",
      }),
    );
    const [mail] = await sink.waitFor(1);
    expect(mail?.to).toEqual(["sam@school.example.test"]);
    expect(mail?.parsed.bcc).toBeUndefined();
  });

  it.each([
    ["data", 421, "temporary"],
    ["data", 451, "temporary"],
    ["data", 452, "temporary"],
    ["recipient", 450, "temporary"],
    ["recipient", 550, "permanent"],
    ["data", 552, "permanent"],
    ["data", 554, "permanent"],
  ] as const)("calls a refusal at the %s with %i %s, and keeps the server's answer", async (at, code, kind) => {
    sink.behave({ kind: "refuse", at, code, answer: "No thank you" });
    const outcome = await transport.send(aMessage());
    expect(outcome).toMatchObject({ ok: false, kind });
    expect(outcome.answer).toContain(`${code}`);
    expect(outcome.answer).toContain("No thank you");
  });

  it("calls a line broken after the data temporary, and does not send again by itself", async () => {
    sink.behave({ kind: "drop_after_data" });
    expect(await transport.send(aMessage())).toMatchObject({ ok: false, kind: "temporary" });
    expect(sink.received).toHaveLength(1);
  });

  it("calls a server that is not there temporary, and works again when it is back", async () => {
    const { port } = sink;
    await sink.close();
    expect(await transport.send(aMessage())).toMatchObject({ ok: false, kind: "temporary" });
    await expect(transport.verify()).rejects.toThrow();
    sink = await startSmtpSink({ port });
    await transport.verify();
    expect(await transport.send(aMessage())).toMatchObject({ ok: true });
    expect(sink.received).toHaveLength(1);
  });

  it("waits for TLS that is demanded but not offered, rather than sending in the clear", async () => {
    transport.close();
    transport = overSmtp(`${sink.url}?requireTLS=true`);
    expect(await transport.send(aMessage())).toMatchObject({ ok: false, kind: "temporary" });
    expect(sink.received).toEqual([]);
  });

  it("does not talk to a server whose certificate nobody vouches for", async () => {
    await sink.close();
    sink = await startSmtpSink({ offerTls: true });
    transport.close();
    transport = overSmtp(`${sink.url}?requireTLS=true`);
    expect(await transport.send(aMessage())).toMatchObject({ ok: false, kind: "temporary" });
    expect(sink.received).toEqual([]);
  });

  it("calls an address that cannot be one permanent", async () => {
    expect(await transport.send(aMessage({ to: { name: "", address: "not an address" } }))).toMatchObject({
      ok: false,
      kind: "permanent",
    });
  });
});

describe("as files", () => {
  it("keeps the whole message; a second copy is the same file", async () => {
    const files = mailTransport({ smtpUrl: undefined, mailFrom: "KCA <bookings@example.test>", folder });
    expect(files.kind).toBe("files");
    expect(await files.send(aMessage())).toMatchObject({ ok: true });
    expect(await files.send(aMessage())).toMatchObject({ ok: true });
    const names = await readdir(folder);
    expect(names).toHaveLength(1);
    const parsed = await simpleParser(await readFile(join(folder, names[0] ?? "")));
    expect(parsed.subject).toBe("Confirmed: Monday 23 November 2026");
    expect(parsed.to).toMatchObject({ value: [{ address: "sam@school.example.test", name: "Zoë Reed" }] });
    expect(parsed.attachments.map(({ contentType }) => contentType)).toContain("text/calendar");
  });

  it("says a folder that cannot be written is temporary", async () => {
    const files = mailTransport({ smtpUrl: undefined, mailFrom: "a@example.test", folder: "/dev/null/mail" });
    expect(await files.send(aMessage())).toMatchObject({ ok: false, kind: "temporary" });
  });
});
