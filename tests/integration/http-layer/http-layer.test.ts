import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDatabase, type OpenedDatabase } from "~/data/db.server";
import { loggablePath } from "~/http/request-log.server";
import { startWebApp, type WebApp } from "./web-app";

let opened: OpenedDatabase;
let app: WebApp;
beforeAll(async () => {
  opened = await openDatabase({ dataFolder: "", memory: true });
  app = await startWebApp(opened.db);
});
afterAll(async () => {
  await app.stop();
  await opened.close();
});

const post = (headers: Record<string, string>, path = "/help") =>
  fetch(app.url + path, { method: "POST", headers, redirect: "manual" });

describe("where a form came from", () => {
  test("the configured origin is accepted", async () => {
    // The page takes no forms: 405 is its own answer, so the check let it pass.
    expect((await post({ Origin: app.origin })).status).toBe(405);
  });

  test("without an origin, the browser's word that it was this site is accepted", async () => {
    expect(await status("POST", "/help", { "Sec-Fetch-Site": "same-origin" })).toBe(405);
  });

  test.each([
    ["another site", { Origin: "https://elsewhere.example" }],
    ["a hidden origin", { Origin: "null" }],
    ["the same name without encryption's port", { Origin: "http://sessions.test:8080" }],
    [
      "another site that claims to be this one",
      { Origin: "https://elsewhere.example", "Sec-Fetch-Site": "same-origin" },
    ],
    ["a neighbour under the same domain", { "Sec-Fetch-Site": "same-site" }],
    ["nobody", {}],
  ])("%s is refused with a page that says where to go", async (_who, headers) => {
    expect(await status("POST", "/help", headers)).toBe(403);
    expect(await status("POST", "/boom?_data=boom", headers)).toBe(403);
    expect(await status("DELETE", "/where", headers)).toBe(403);
  });

  test("the refusal is a calm page", async () => {
    const response = await post({ Origin: "https://elsewhere.example" });
    const html = await response.text();
    expect(html).toContain("<h1>We could not accept that form</h1>");
    expect(html).toContain(app.origin);
  });

  test("the visitor's own headers cannot tell us another address", async () => {
    const response = await fetch(`${app.url}/where`, {
      headers: { "X-Forwarded-Host": "elsewhere.example:99", "X-Forwarded-Proto": "https" },
    });
    expect(await response.text()).toBe("http://sessions.test/where");
  });

  test("a body beyond all reason is refused before it is read", async () => {
    expect(await status("POST", "/help", { Origin: app.origin, "Content-Length": "13000000" })).toBe(413);
  });
});

describe("addresses", () => {
  test.each(["/help?q=%00", "/%00/help"])("%s, of which the database can make nothing, is refused calmly", async (path) => {
    const response = await fetch(app.url + path);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain("<h1>That address cannot be read</h1>");
  });
});

describe("headers of a page", () => {
  test("its policy allows no inline script or style and no frame, and has a new nonce each time", async () => {
    const policies = await Promise.all([1, 2].map(async () => policyOf(await fetch(`${app.url}/help`))));
    for (const policy of policies) {
      expect(policy).not.toContain("unsafe-inline");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toMatch(/script-src 'self' 'nonce-[^']{20,}'/);
    }
    expect(policies[0]).not.toBe(policies[1]);
  });

  test("forms keep their origin, nothing is cached, and no program is named", async () => {
    const { headers } = await fetch(`${app.url}/help`);
    expect(headers.get("Referrer-Policy")).toBe("same-origin");
    expect(headers.get("Cache-Control")).toBe("no-store");
    expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(headers.get("X-Powered-By")).toBeNull();
  });

  test("plain http promises no https; https does", async () => {
    expect((await fetch(`${app.url}/help`)).headers.get("Strict-Transport-Security")).toBeNull();
    const secure = await startWebApp(opened.db, { origin: "https://sessions.test" });
    try {
      const { headers } = await fetch(`${secure.url}/help`);
      expect(headers.get("Strict-Transport-Security")).toMatch(/max-age=\d{7,}/);
      expect(headers.get("Content-Security-Policy")).toContain("upgrade-insecure-requests");
    } finally {
      await secure.stop();
    }
  });

  test("a page's own policy stands alone, not beside ours", async () => {
    expect(policyOf(await fetch(`${app.url}/preview`))).toBe("sandbox; default-src 'none'");
  });

  test("a public page ships no React and nothing inline", async () => {
    const html = await (await fetch(`${app.url}/help`)).text();
    expect(html).toContain("Help and reporting");
    expect(html).not.toContain("__remixContext");
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(html).not.toMatch(/\sstyle="/);
  });

  test("a page that asks for scripts gets them, each inline one under the nonce of its policy", async () => {
    const response = await fetch(`${app.url}/calendar`);
    const nonce = /'nonce-([^']+)'/.exec(policyOf(response))?.[1] ?? "missing";
    const html = await response.text();
    expect(html).toContain("__remixContext");
    const inline = html.match(/<script(?![^>]*\bsrc=)[^>]*>/g) ?? [];
    expect(inline.length).toBeGreaterThan(0);
    for (const tag of inline) expect(tag).toContain(`nonce="${nonce}"`);
  });

  test("hashed files may be kept for a year, a missing one is 404 without a page", async () => {
    const { headers } = await fetch(`${app.url}/assets/page-0123abcd.js`);
    expect(headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
    const missing = await fetch(`${app.url}/assets/page-ffffffff.js`);
    expect([missing.status, await missing.text()]).toEqual([404, "Not found"]);
  });
});

describe("faults", () => {
  test("an unexpected one shows a calm page with the reference of the log line and the header", async () => {
    const response = await fetch(`${app.url}/boom?code=123456`);
    const html = await response.text();
    const reference = response.headers.get("X-Request-Id") ?? "";
    expect(response.status).toBe(500);
    expect(reference).toMatch(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/);
    expect(html).toContain("Sorry, something went wrong on our side");
    expect(html).toContain(reference);
    expect(html).not.toContain("burst");

    const faults = app
      .logged()
      .split("\n")
      .filter((line) => line.includes(reference) && line.includes("burst"));
    expect(faults).toHaveLength(1);
    expect(app.logged()).not.toContain("pupil.parent");
    expect(app.logged()).not.toContain("123456");
  });

  test("an unknown address is a 404 page without a reference", async () => {
    const response = await fetch(`${app.url}/no/such/page`);
    const html = await response.text();
    expect(response.status).toBe(404);
    expect(html).toContain("Page not found");
    expect(html).toMatch(/<title>Page not found - /);
    expect(html).not.toContain(response.headers.get("X-Request-Id") ?? "missing");
  });

  test("a form sent to an unknown address is a 404 page too", async () => {
    expect((await post({ Origin: app.origin }, "/no/such/page")).status).toBe(404);
  });

  test("a conflict says in a route's own sentence what happened", async () => {
    const response = await fetch(`${app.url}/taken`);
    expect(response.status).toBe(409);
    expect(await response.text()).toContain("Somebody else took that time a moment ago.");
  });

  test("a wrong method is not explained in a developer's words", async () => {
    const html = await (await post({ Origin: app.origin })).text();
    expect(html).toContain("That does not work here");
    expect(html).not.toContain("Error:");
  });
});

describe("health", () => {
  test("alive whatever else is broken; ready only when every check passes", async () => {
    let working = true;
    const own = await startWebApp(opened.db, {
      checks: [
        { name: "database", check: async () => {} },
        {
          name: "queue",
          check: async () => {
            if (!working) throw new Error("queue down for someone@school.example");
          },
        },
      ],
    });
    try {
      const good = await fetch(`${own.url}/readyz`);
      expect(good.status).toBe(200);
      working = false;
      const bad = await fetch(`${own.url}/readyz`);
      expect(bad.status).toBe(503);
      expect(await bad.json()).toEqual({
        status: "not ready",
        checks: [
          { name: "database", ok: true },
          { name: "queue", ok: false },
        ],
      });
      expect((await fetch(`${own.url}/healthz`)).status).toBe(200);
      expect(own.logged()).toContain("queue down");
      expect(own.logged()).not.toContain("someone@");
    } finally {
      await own.stop();
    }
  });
});

test.each([
  ["/sign-in/link/abcDEF123", "/sign-in/link/[token]"],
  ["/calendar/short.ics", "/calendar/[token]"],
  ["/visits/0f8fad5b-d9cb-469f-a165-70867728950e", "/visits/0f8fad5b-d9cb-469f-a165-70867728950e"],
  ["/bookings/KCA-7F3K9Q/calendar.ics", "/bookings/KCA-7F3K9Q/calendar.ics"],
  ["/x/someone%40school.example", "/x/[address]"],
  ["/x/VGhpcyBpcyBhIHNlY3JldCB0b2tlbg", "/x/[token]"],
])("the log writes %s as %s", (path, expected) => {
  expect(loggablePath(path)).toBe(expected);
});

function policyOf(response: Response): string {
  return response.headers.get("Content-Security-Policy") ?? "";
}

/** Sends exactly these headers; fetch would add some of a browser's and refuse others. */
function status(method: string, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(app.url + path, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.once("error", reject);
    if ("Content-Length" in headers) sent.flushHeaders();
    else sent.end();
  });
}
