import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OpenedDatabase } from "~/data/db.server";
import { queueMail } from "~/data/outgoing-mails.server";
import { mailTransport } from "~/integrations/mail-transport.server";
import { startJobs, type Jobs } from "~/jobs/start.server";
import { silentLogger } from "~/lib/logger.server";
import { testDatabase } from "../../support/database";
import { startSmtpSink, type SmtpSink } from "../../support/smtp-sink";

const now = () => new Date("2026-11-02T10:00:00Z");

let opened: OpenedDatabase;
let sink: SmtpSink;
let jobs: Jobs;

beforeAll(async () => {
  opened = await testDatabase();
  sink = await startSmtpSink();
  await queueOne("before@school.example.test");
  jobs = await startWith(mailTransport({ smtpUrl: sink.url, mailFrom: "KCA <bookings@example.test>", folder: "" }));
});

afterAll(async () => {
  await sink.close();
  await opened.close();
});

function startWith(transport: ReturnType<typeof mailTransport>) {
  const log = silentLogger();
  return startJobs({ deps: { db: opened.db, now, log, origin: "http://localhost:3000" }, opened, transport, log, works: true });
}

function queueOne(address: string) {
  return opened.db.$transaction((tx) =>
    queueMail(tx, {
      occasion: "sign-in-code",
      to: { address, name: "" },
      email: { subject: "Your code", html: "<p>x</p>", text: "x\n" },
      mailDomain: "bookings.example.test",
      now: now(),
    }),
  );
}

describe("jobs", () => {
  it("send what waited for the start, then what they are woken for, and stop without losing anything", async () => {
    await sink.waitFor(1);
    await jobs.check();
    await queueOne("after@school.example.test");
    jobs.wakeMail();
    jobs.wakeMail();
    await sink.waitFor(2);
    expect(sink.received.map(({ to }) => to[0])).toEqual(["before@school.example.test", "after@school.example.test"]);

    await jobs.stop();
    expect(await opened.db.outgoingMail.count({ where: { status: "sent" } })).toBe(2);
    await queueOne("later@school.example.test");
    expect(await opened.db.outgoingMail.count({ where: { status: "queued" } })).toBe(1);

    const folder = await mkdtemp(join(tmpdir(), "kca-jobs-"));
    const again = await startWith(
      mailTransport({ smtpUrl: undefined, mailFrom: "KCA <bookings@example.test>", folder }),
    );
    await expect.poll(() => readdir(folder).then((names) => names.length), { timeout: 15_000 }).toBe(1);
    await again.stop();
    await rm(folder, { recursive: true, force: true });
  });
});
