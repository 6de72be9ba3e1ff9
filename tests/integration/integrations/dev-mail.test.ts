import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { renderCalendarFile } from "~/integrations/calendar-file.server";
import { mailTransport } from "~/integrations/mail-transport.server";
import { loader as listLoader } from "~/routes/dev.mail._index";
import { loader as htmlLoader } from "~/routes/dev.mail.$id.html";
import { listDevMails, readDevMail, type DevMailSettings } from "~/services/read-dev-mail.server";

let dataFolder: string;
let settings: DevMailSettings;

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), "kca-dev-mail-"));
  settings = { mode: "demo", smtpUrl: undefined, dataFolder };
  vi.stubEnv("APP_MODE", "demo");
  vi.stubEnv("DATA_FOLDER", dataFolder);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(dataFolder, { recursive: true, force: true });
});

async function keepMail(subject: string, writtenAt: Date) {
  const transport = mailTransport({
    smtpUrl: undefined,
    mailFrom: "KCA <bookings@example.test>",
    folder: join(dataFolder, "mail"),
  });
  await transport.send({
    messageId: `<${subject.replaceAll(" ", "-")}@bookings.example.test>`,
    writtenAt,
    to: { name: "Zoë Reed", address: "zoe@school.example.test" },
    subject,
    html: '<p style="color:red">Hello <a href="https://bookings.example.test/a?b=1&amp;c=2">there</a></p>',
    text: "Hello there\nhttps://bookings.example.test/a?b=1&c=2\n",
    invitation: {
      method: "REQUEST",
      content: renderCalendarFile(
        {
          uid: "one@bookings.example.test",
          sequence: 4,
          dtstampAt: writtenAt,
          startsAt: new Date("2026-11-23T09:00:00Z"),
          endsAt: new Date("2026-11-23T11:00:00Z"),
          title: "Session, with a comma",
          place: "Hall",
          description: `${"Long line. ".repeat(20)}\nEnd; really`,
          url: "https://bookings.example.test/",
          status: "CONFIRMED",
          organizer: { name: "KCA", email: "bookings@example.test" },
          lastModifiedAt: writtenAt,
        },
        { method: "REQUEST", attendees: [{ name: "Reed: Zoë", email: "zoe@school.example.test" }] },
      ),
    },
  });
}

const statusThrown = async (work: Promise<unknown>) => {
  const thrown: unknown = await work.then(
    () => null,
    (error: unknown) => error,
  );
  return thrown instanceof Response ? thrown.status : null;
};

describe("mail kept as files", () => {
  it("is listed newest first, whatever else lies in the folder", async () => {
    expect(await listDevMails(settings)).toEqual([]);
    await keepMail("First", new Date("2026-11-02T10:00:00Z"));
    await keepMail("Second", new Date("2026-11-02T11:00:00Z"));
    await writeFile(join(dataFolder, "mail", "notes.eml"), "not ours");
    await writeFile(join(dataFolder, "mail", ".20261102T120000000Z-0123456789ab.eml.part"), "unfinished");
    expect(await listDevMails(settings)).toMatchObject([
      { subject: "Second", to: expect.stringContaining("zoe@school.example.test") },
      { subject: "First" },
    ]);
  });

  it("is shown whole: headers, text, links and what the invitation says", async () => {
    await keepMail("First", new Date("2026-11-02T10:00:00Z"));
    const [{ id } = { id: "" }] = (await listDevMails(settings)) ?? [];
    const mail = await readDevMail(id, settings);
    expect(mail?.headers).toContainEqual({ name: "Auto-Submitted", value: "auto-generated" });
    expect(mail?.headers).toContainEqual({ name: "Message-ID", value: "<First@bookings.example.test>" });
    expect(mail?.text).toContain("Hello there");
    expect(mail?.links).toEqual(["https://bookings.example.test/a?b=1&c=2"]);
    expect(mail?.invitation).toEqual({
      method: "REQUEST",
      title: "Session, with a comma",
      place: "Hall",
      description: `${"Long line. ".repeat(20)}\nEnd; really`,
      start: "20261123T090000Z",
      end: "20261123T110000Z",
      status: "CONFIRMED",
      sequence: "4",
      uid: "one@bookings.example.test",
      attendees: ["zoe@school.example.test"],
    });
  });

  it.each(["../secret", "20261102T100000000Z-0123456789ab", "..%2f..%2fetc", ""])("knows no mail %j", async (id) => {
    await mkdir(join(dataFolder, "mail"), { recursive: true });
    await writeFile(join(dataFolder, "secret.eml"), "Subject: secret\r\n\r\nsecret");
    expect(await readDevMail(id, settings)).toBeNull();
  });

  it("is served as a document that runs nothing", async () => {
    await keepMail("First", new Date("2026-11-02T10:00:00Z"));
    const [{ id } = { id: "" }] = (await listDevMails(settings)) ?? [];
    const response = await htmlLoader({ params: { id } });
    expect(response.headers.get("content-security-policy")).toMatch(/^sandbox; default-src 'none';/);
    expect(response.headers.get("x-frame-options")).toBe("SAMEORIGIN");
    expect(await response.text()).toContain("Hello");
  });

  it("is nobody's to read in production, or where a mail server is set", async () => {
    await keepMail("First", new Date("2026-11-02T10:00:00Z"));
    const [{ id } = { id: "" }] = (await listDevMails(settings)) ?? [];
    for (const closed of [
      { ...settings, mode: "production" },
      { ...settings, smtpUrl: "smtp://127.0.0.1" },
    ]) {
      expect(await listDevMails(closed)).toBeNull();
      expect(await readDevMail(id, closed)).toBeNull();
    }
    expect((await listLoader()).status).toBe(200);
    vi.stubEnv("SMTP_URL", "smtp://127.0.0.1");
    expect(await statusThrown(listLoader())).toBe(404);
    expect(await statusThrown(htmlLoader({ params: { id } }))).toBe(404);
  });
});
