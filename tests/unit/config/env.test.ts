import { expect, test } from "vitest";
import { explainProblems, readEnv } from "~/config/env.server";

const PRODUCTION = {
  ORIGIN: "https://sessions.example.org",
  MAIL_FROM: "Sessions <sessions@example.org>",
  SMTP_URL: "smtps://user:secret@mail.example.org",
};

test("production without settings lists everything that is missing at once", () => {
  const reading = readEnv({});
  if (reading.ok) throw new Error("production started without settings");
  const message = explainProblems(reading.problems);
  for (const name of ["ORIGIN", "MAIL_FROM", "SMTP_URL"]) expect(message).toContain(`${name} is missing`);
});

test("wrong and missing settings are told together, empty ones are missing, secrets not repeated", () => {
  const reading = readEnv({
    ...PRODUCTION,
    MAIL_FROM: " ",
    PORT: "many",
    DATABASE_URL: "mysql://root:hunter2@db",
  });
  if (reading.ok) throw new Error("wrong settings were accepted");
  const message = explainProblems(reading.problems);
  for (const name of ["PORT", "DATABASE_URL", "MAIL_FROM"]) expect(message).toContain(name);
  expect(message).not.toContain("hunter2");
});

test("production is complete with an address, a sender and a mail server; the database may be embedded", () => {
  expect(readEnv(PRODUCTION)).toMatchObject({
    ok: true,
    env: {
      mode: "production",
      origin: "https://sessions.example.org",
      databaseUrl: undefined,
      trustedProxies: 0,
    },
  });
});

test.each([
  ["http://sessions.example.org", false],
  ["http://localhost:3100", true],
  ["https://sessions.example.org/", true],
  ["https://sessions.example.org/path", false],
  ["sessions.example.org", false],
])("production at %s: %s", (origin, accepted) => {
  expect(readEnv({ ...PRODUCTION, ORIGIN: origin }).ok).toBe(accepted);
});

test("a demo needs nothing and answers at its port on this computer", () => {
  expect(readEnv({ APP_MODE: "demo", PORT: "3100" })).toMatchObject({
    ok: true,
    env: { mode: "demo", origin: "http://localhost:3100", port: 3100, smtpUrl: undefined },
  });
});

test("an unknown mode is refused", () => {
  expect(readEnv({ ...PRODUCTION, APP_MODE: "prod" }).ok).toBe(false);
});

test("the bookings mailbox takes a password or all of OAuth, never half", () => {
  const IMAP_URL = "imaps://team%40force.example:p%40ss@mail.example.org/Bookings";
  expect(readEnv({ ...PRODUCTION, IMAP_URL })).toMatchObject({
    ok: true,
    env: {
      imap: { host: "mail.example.org", port: 993, secure: true, user: "team@force.example", folder: "Bookings", auth: { kind: "password", password: "p@ss" } },
    },
  });
  const without = { ...PRODUCTION, IMAP_URL: "imaps://team@mail.example.org" };
  expect(readEnv(without).ok).toBe(false);
  const half = { ...without, IMAP_OAUTH_TOKEN_URL: "https://login.example.org/token", IMAP_OAUTH_CLIENT_ID: "id" };
  expect(readEnv(half).ok).toBe(false);
  expect(readEnv({ ...half, IMAP_OAUTH_CLIENT_SECRET: "s" })).toMatchObject({
    ok: true,
    env: { imap: { folder: "INBOX", auth: { kind: "oauth", clientId: "id" } } },
  });
});

test("a web process may leave the work to others on a PostgreSQL server alone", () => {
  expect(readEnv({ ...PRODUCTION, WORKER: "off" }).ok).toBe(false);
  const server = { ...PRODUCTION, DATABASE_URL: "postgresql://user@db.example.org/sessions" };
  expect(readEnv({ ...server, WORKER: "off" })).toMatchObject({ ok: true, env: { worker: false } });
  expect(readEnv(server)).toMatchObject({ ok: true, env: { worker: true } });
});
