import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { queueMail } from "~/data/outgoing-mails.server";
import type { Deps } from "~/services/deps";
import {
  FORMAT_IDS,
  savedAccount,
  savedPresenter,
  savedRequest,
  savedSchool,
  savedVisit,
  type SavedAccount,
} from "../../support/builders";
import { testDatabase, type TestDatabase } from "../../support/database";
import { contextOf, depsAt, requestBy } from "../../support/signed-in";
import { type AccessRow, paramsOf, type Person, PEOPLE, readAccessTable } from "./access-table";

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

/** Words that stand in what only some may read. */
const TEAM_NOTE = "a note for the team alone";
const SENSITIVE_NOTE = "what happened before the sensitive request";
const OFFICER = "Officer Marker";
const CONTACT = "Contact Marker";

/** Where an empty form would be sent back before anybody asks whose it is. */
const FORMS: Readonly<Record<string, Record<string, string>>> = {
  "bookings.$reference.withdraw": { version: "1", reasons: "cancel.illness" },
  "bookings.$reference.second-contact": { version: "1", intent: "remove" },
};

type Story = {
  people: Record<Exclude<Person, "nobody">, SavedAccount>;
  /** What stands for "{visit}" and the like in an address. */
  named: Record<string, string>;
};

let database: TestDatabase;
let deps: Deps;
let story: Story;

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

async function tellStory(): Promise<Story> {
  await database.reset();
  const { db } = database;
  deps = depsAt(db, "2026-11-23T12:00:00Z");
  const people = {
    contact: await savedAccount(db, [], { name: CONTACT }),
    "other contact": await savedAccount(db),
    presenter: await savedPresenter(db, { name: OFFICER }),
    "other presenter": await savedPresenter(db),
    coordinator: await savedAccount(db, ["coordinator"]),
    manager: await savedAccount(db, ["manager"]),
    analyst: await savedAccount(db, ["analyst"]),
  };
  const notes = { noteForTeam: TEAM_NOTE };
  const request = await savedRequest(db, { contact: people.contact, status: "scheduled", over: notes });
  const visit = await savedVisit(db, {
    request,
    presenters: [people.presenter],
    over: { ...notes, calendarDtstampAt: deps.now() },
  });
  await savedRequest(db, {
    contact: people["other contact"],
    school: await savedSchool(db, { name: "Elsewhere School" }),
  });
  const quiet = { sensitive: true, noteForTeam: SENSITIVE_NOTE, needsDetails: SENSITIVE_NOTE };
  const sensitiveRequest = await savedRequest(db, {
    school: await savedSchool(db, { name: "Third School" }),
    status: "scheduled",
    over: quiet,
  });
  const sensitiveVisit = await savedVisit(db, {
    request: sensitiveRequest,
    presenters: [people.presenter],
    onDate: "2026-11-20",
    sensitive: true,
    over: { noteForTeam: SENSITIVE_NOTE, overrideReason: SENSITIVE_NOTE, calendarDtstampAt: deps.now() },
  });
  const mail = await db.$transaction((tx) =>
    queueMail(tx, {
      occasion: "request-received",
      to: { address: people.contact.email, name: CONTACT },
      email: { subject: "Received", html: "<p>Received</p>", text: "Received" },
      mailDomain: "example.test",
      now: deps.now(),
    }),
  );
  const span = { startsOn: new Date("2026-08-01"), endsOn: new Date("2027-07-31") };
  const year = await db.programmeYear.create({ data: { name: "2026 to 2027", target: 10_000, ...span } });
  const term = await db.term.create({
    data: { localAuthorityCode: "TEST-LA", academicYear: "2026/27", name: "Autumn", ...span },
  });
  return {
    people,
    named: {
      mail: mail.id,
      "programme year": year.id,
      term: term.id,
      request: request.reference,
      visit: visit.id,
      "sensitive request": sensitiveRequest.reference,
      "sensitive visit": sensitiveVisit.id,
      presenter: people.presenter.id,
      staff: people.coordinator.id,
      format: FORMAT_IDS.tutor,
      token: "AAAAAAAAAAAAAAAAAAAAAA",
    },
  };
}

function fill(address: string): string {
  return address.replace(/\{([^}]+)\}/g, (_all, name: string) => {
    const value = story.named[name];
    if (value === undefined)
      throw new Error(`docs/access.md speaks of {${name}}, which the test does not know`);
    return value;
  });
}

async function visitAs(person: Person, row: AccessRow): Promise<{ outcome: string; body: string }> {
  const address = fill(row.address);
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
    [SENSITIVE_NOTE, ["coordinator", "manager"]],
    [TEAM_NOTE, ["coordinator", "manager", "presenter"]],
    [CONTACT, ["contact", "presenter", "coordinator", "manager"]],
    [contact.email, ["contact", "presenter", "coordinator", "manager"]],
    [OFFICER, ["contact", "presenter", "other presenter", "coordinator", "manager"]],
    [presenter.email, ["presenter", "coordinator", "manager"]],
    [story.named.request ?? "", ["contact", "presenter", "other presenter", "coordinator", "manager"]],
    // A reference tells a presenter nothing: what stands behind it is not theirs to open.
    [story.named["sensitive request"] ?? "", ["presenter", "other presenter", "coordinator", "manager"]],
  ];
  return secrets
    .filter(([text, readers]) => !readers.includes(person) && body.includes(text))
    .map(([text]) => text);
}
