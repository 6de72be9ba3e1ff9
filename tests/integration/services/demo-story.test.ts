import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { STORY_SCHOOLS } from "../../../prisma/seed/schools";
import { planStory, tellDemoStory, type StoryResult } from "../../../prisma/seed/story";
import { BOOKINGS_AHEAD, BOOKINGS_SO_FAR } from "../../../prisma/seed/bookings";
import { takeSlots } from "../../../prisma/seed/programme";
import { dayToColumn } from "~/data/day";
import type { MailMessage, MailTransport } from "~/integrations/mail-transport.server";
import { addDays, instantAt } from "~/lib/london-time";
import { reachReport } from "~/services/reach-report.server";
import { testDatabase, type TestDatabase } from "../../support/database";
import { testDeps } from "../../support/deps";

// A summer day: schools are closed and the programme year has only just begun.
const TODAY = "2026-08-12";
const NOW = instantAt(TODAY, 9 * 60 + 30);
const LOADING_MS = 240_000;

let database: TestDatabase;
let first: StoryResult;
const mails: MailMessage[] = [];
const transport: MailTransport = {
  kind: "files",
  send: async (message) => {
    mails.push(message);
    return { ok: true, answer: "kept" };
  },
  verify: async () => undefined,
  close: () => undefined,
};
const tell = () =>
  tellDemoStory({
    db: database.db,
    now: NOW,
    origin: "http://localhost:3000",
    transport,
    say: () => undefined,
  });

beforeAll(async () => {
  database = await testDatabase();
  first = await tell();
}, LOADING_MS);
afterAll(() => database.close());

const statuses = async (table: string): Promise<string[]> => {
  const { rows } = await database.query(`SELECT DISTINCT status::text FROM ${table} ORDER BY 1`);
  return rows.map(({ status }) => String(status));
};

describe("the demo story", () => {
  test("is told once: a second telling changes nothing", async () => {
    expect(first).toEqual({ ok: true, told: "now" });
    const count = async () => [
      await database.db.historyEntry.count(),
      await database.db.outgoingMail.count(),
    ];
    const before = await count();

    expect(await tell()).toEqual({ ok: true, told: "before" });

    expect(await count()).toEqual(before);
  });

  test("has every state that a request, a visit and a session can be in", async () => {
    // Nobody can offer dates yet: that state has no service.
    expect(await statuses("booking_request")).toEqual([
      "awaiting_go_ahead",
      "completed",
      "declined",
      "scheduled",
      "submitted",
      "unproven",
      "withdrawn",
    ]);
    expect(await statuses("visit")).toEqual(["cancelled", "completed", "pencilled", "scheduled"]);
    expect(await statuses("school_session")).toEqual([
      "cancelled",
      "delivered",
      "not_delivered",
      "scheduled",
    ]);
    expect(await statuses("review_item")).toEqual(["open"]);
  });

  test("has about seventy delivered visits and as many waiting requests as one team has", async () => {
    const completed = await database.db.visit.count({ where: { status: "completed" } });
    expect(completed).toBeGreaterThanOrEqual(65);
    const waiting = await database.db.bookingRequest.findMany({
      where: { status: { in: ["submitted", "awaiting_go_ahead"] } },
      select: { sensitive: true, freeMailAddress: true, answerByOn: true, schoolId: true },
    });
    expect(waiting.length).toBeGreaterThanOrEqual(6);
    expect(waiting.length).toBeLessThanOrEqual(12);
    expect(waiting.some(({ sensitive }) => sensitive)).toBe(true);
    expect(waiting.some(({ freeMailAddress }) => freeMailAddress)).toBe(true);
    expect(waiting.some(({ schoolId }) => schoolId === null)).toBe(true);
    expect(waiting.some(({ answerByOn }) => answerByOn !== null && answerByOn < dayToColumn(TODAY))).toBe(
      true,
    );
  });

  test("never has an officer in two places, nor breaks a rule by a reason", async () => {
    const { rows } = await database.query(
      `SELECT a.id FROM commitment a JOIN commitment b ON a.presenter_id = b.presenter_id AND a.id < b.id
       WHERE a.starts_at < b.ends_at AND b.starts_at < a.ends_at`,
    );
    expect(rows).toEqual([]);
    expect(await database.db.visit.count({ where: { overrideReason: { not: "" } } })).toBe(0);
  });

  test("has visits that nobody has written down, and none recorded before it took place", async () => {
    const past = { startsAt: { lt: instantAt(TODAY, 0) } };
    expect(await database.db.visit.count({ where: { status: "scheduled", ...past } })).toBe(2);
    expect(await database.db.visit.count({ where: { status: "completed", NOT: past } })).toBe(0);
  });

  test("is on the way to the target of its programme year, and beyond nobody's roll", async () => {
    const { reach, target } = await reachReport(
      { choice: null, audience: "team" },
      testDeps(database.db, NOW),
    );
    expect(reach.figure).toBeGreaterThan(0);
    expect(reach.figure).toBeLessThan(target ?? 0);
    const lastYear = { kind: "programme" as const, onDay: addDays(TODAY, -60) };
    const before = await reachReport({ choice: lastYear, audience: "team" }, testDeps(database.db, NOW));
    expect(before.reach.figure).toBeGreaterThan(2_000);
    expect(before.reach.figure).toBeLessThan(before.reach.attendances);
  });

  test("leaves no mail to be sent late, and shows those of the last days", async () => {
    expect(await statuses("outgoing_mail")).not.toContain("queued");
    expect(mails.length).toBeGreaterThan(0);
    expect(mails.every(({ writtenAt }) => writtenAt >= instantAt(addDays(TODAY, -8), 0))).toBe(true);
  });

  test("writes to nobody real", async () => {
    const accounts = await database.db.account.findMany({ select: { email: true } });
    // Gmail knows no underscore in an address: this one can belong to nobody.
    const invented = /(@|\.)example\.org$|^[a-z0-9]+_[a-z0-9_]+@gmail\.com$/;
    expect(accounts.map(({ email }) => email).filter((email) => !invented.test(email))).toEqual([]);
  });

  test("lets those sign in whom the demo names", async () => {
    const hints: { role: string; email: string }[] = JSON.parse(
      readFileSync("prisma/seed/sign-in-hints.json", "utf8"),
    );
    for (const { role, email } of hints) {
      const account = await database.db.account.findUnique({
        where: { email },
        select: { roles: { select: { role: true } }, requestContacts: { select: { requestId: true } } },
      });
      if (role === "School") expect(account?.requestContacts.length).toBeGreaterThan(0);
      else expect(account?.roles).toEqual([{ role: role.toLowerCase() }]);
    }
  });
});

test("the story's diary has room for every booking on whatever day it is told", () => {
  for (let day = "2026-08-01"; day < "2027-08-01"; day = addDays(day, 11)) {
    const plan = planStory(day);
    const slots = takeSlots(plan);
    expect({ day, ...slots }).toEqual({ day, soFar: BOOKINGS_SO_FAR.length, ahead: BOOKINGS_AHEAD.length });
  }
});

const REGISTER = "../shared/data/gias/england_open_establishments_2026.csv";

test.runIf(existsSync(REGISTER))("no school of the story is a real one", () => {
  const register = readFileSync(REGISTER, "utf8").toLowerCase();
  expect(
    STORY_SCHOOLS.map(({ name }) => name).filter((name) => register.includes(name.toLowerCase())),
  ).toEqual([]);
});
