import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Deps } from "~/services/deps";
import { type AccessStory, fillAddress, MARKS, tellAccessStory } from "../../support/access-story";
import { type AccessRow, paramsOf, type Person, PEOPLE, readAccessTable } from "../../support/access-table";
import { testDatabase, type TestDatabase } from "../../support/database";
import { contextOf, depsAt, requestBy } from "../../support/signed-in";

type Call = (args: { request: Request; params: Record<string, string>; context: unknown }) => unknown;
type RouteModule = { default?: unknown; loader?: Call; action?: Call };

const modules = import.meta.glob<RouteModule>("../../../app/routes/**/*.{ts,tsx}");
const routes = new Map(
  Object.entries(modules).map(([file, load]) => [
    file.replace(/^.*\/routes\//, "").replace(/\.tsx?$/, ""),
    load,
  ]),
);
const rows = readAccessTable();

/** Where an empty form would be sent back before anybody asks whose it is. */
const FORMS: Readonly<Record<string, Record<string, string>>> = {
  "bookings.$reference.withdraw": { version: "1", reasons: "cancel.illness" },
  "bookings.$reference.second-contact": { version: "1", intent: "remove" },
};

let database: TestDatabase;
let deps: Deps;
let story: AccessStory;

beforeAll(async () => {
  database = await testDatabase();
  vi.stubEnv("APP_MODE", "production");
  vi.stubEnv("ORIGIN", "http://localhost:3000");
  vi.stubEnv("MAIL_FROM", "Sessions <sessions@example.test>");
  vi.stubEnv("SMTP_URL", "smtp://127.0.0.1:9");
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await database.close();
});

async function tellStory(): Promise<AccessStory> {
  await database.reset();
  deps = depsAt(database.db, "2026-11-23T12:00:00Z");
  return tellAccessStory(database.db, { now: deps.now(), years: { from: 2026, to: 2027 } });
}

async function visitAs(person: Person, row: AccessRow): Promise<{ outcome: string; body: string }> {
  const address = fillAddress(row.address, story.named);
  const params = paramsOf(row.route, address);
  if (!params) throw new Error(`The route ${row.route} is not at ${row.address}`);
  const form = row.method === "POST" ? (FORMS[row.route] ?? {}) : undefined;
  const request =
    person === "nobody"
      ? new Request(
          `http://localhost:3000${address}`,
          form && { method: "POST", body: new URLSearchParams(form) },
        )
      : await requestBy(story.people[person], deps, address, form);
  const route = await routes.get(row.route)?.();
  const call = row.method === "GET" ? route?.loader : route?.action;
  if (!call) return { outcome: "allow", body: "" };
  const answer = await Promise.resolve()
    .then(() => call({ request, params, context: contextOf(deps) }))
    .catch((thrown: unknown) => {
      if (thrown instanceof Response) return thrown;
      throw thrown;
    });
  if (!(answer instanceof Response)) return { outcome: "allow", body: JSON.stringify(answer) };
  return { outcome: outcomeOf(answer), body: await answer.text() };
}

/** Wrong forms (422), refusals (409, 410) and redirects elsewhere mean that the person was let in. */
function outcomeOf({ status, headers }: Response): string {
  if (status === 403 || status === 404) return String(status);
  const location = headers.get("Location") ?? "";
  if (/^\/sign-in(\?|$)/.test(location)) return "sign-in";
  if (status >= 500 || status === 401 || status === 405) return String(status);
  return "allow";
}

describe("the table of docs/access.md", () => {
  it("names every route with its loader and its action, and no route that is gone", async () => {
    const named = new Set(rows.map(({ route, method }) => `${method} ${route}`));
    const existing = new Set<string>();
    for (const [route, load] of routes) {
      const { loader, action, default: page } = await load();
      if (loader || page) existing.add(`GET ${route}`);
      if (action) existing.add(`POST ${route}`);
    }
    expect([...existing].filter((route) => !named.has(route))).toEqual([]);
    expect([...named].filter((route) => !existing.has(route))).toEqual([]);
  });

  it("uses only words that it explains", () => {
    const words = new Set(rows.flatMap(({ outcomes }) => Object.values(outcomes)));
    expect([...words].filter((word) => !["allow", "sign-in", "403", "404"].includes(word))).toEqual([]);
  });
});

async function walk(row: AccessRow): Promise<void> {
  const outcomes: Record<string, string> = {};
  for (const person of PEOPLE) {
    const { outcome, body } = await visitAs(person, row);
    outcomes[person] = outcome;
    expect(leaks(person, body), `${person} reads what is not theirs`).toEqual([]);
  }
  expect(outcomes).toEqual(row.outcomes);
}

const rowsOf = (method: AccessRow["method"]) =>
  rows.filter((row) => row.method === method).map((row): [string, AccessRow] => [row.address, row]);

describe("every page, opened by every person", () => {
  beforeAll(async () => {
    story = await tellStory();
  });

  it.each(rowsOf("GET"))("%s", (_address, row) => walk(row));
});

describe("every form, sent by every person", () => {
  beforeEach(async () => {
    story = await tellStory();
  });

  it.each(rowsOf("POST"))("%s", (_address, row) => walk(row));
});

/** What this person must not read, wherever it turns up. */
function leaks(person: Person, body: string): string[] {
  const { contact, presenter } = story.people;
  const secrets: [string, readonly Person[]][] = [
    [MARKS.sensitiveNote, ["coordinator", "manager"]],
    // The school of the story's request lies in it.
    [MARKS.area, ["coordinator", "manager"]],
    [MARKS.teamNote, ["coordinator", "manager", "presenter"]],
    [MARKS.contact, ["contact", "presenter", "coordinator", "manager"]],
    [contact.email, ["contact", "presenter", "coordinator", "manager"]],
    [MARKS.officer, ["contact", "presenter", "other presenter", "coordinator", "manager"]],
    [presenter.email, ["presenter", "coordinator", "manager"]],
    [story.named.request ?? "", ["contact", "presenter", "other presenter", "coordinator", "manager"]],
    // A reference tells a presenter nothing: what stands behind it is not theirs to open.
    [story.named["sensitive request"] ?? "", ["presenter", "other presenter", "coordinator", "manager"]],
  ];
  return secrets
    .filter(([text, readers]) => !readers.includes(person) && body.includes(text))
    .map(([text]) => text);
}
