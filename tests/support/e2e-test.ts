import { expect, test as base, type BrowserContext, type Page } from "@playwright/test";
import { signInCookie } from "~/auth/cookies.server";
import { openDatabase, type Db } from "~/data/db.server";
import { createSignIn } from "~/data/sign-ins.server";
import { readEndToEndState } from "./e2e-state";

type Fixtures = {
  /** What went wrong behind the pages: any of it fails the test. */
  faults: string[];
  /** Another browser, with its own cookies: of somebody signed in, or of a stranger. */
  browserOf: (account: { id: string } | "stranger") => Promise<Page>;
};

type WorkerFixtures = {
  /** The database of the service under test, to put there what a spec begins with. */
  db: Db;
};

export const test = base.extend<Fixtures, WorkerFixtures>({
  db: [
    async ({}, use) => {
      const { databaseUrl } = readEndToEndState();
      if (databaseUrl === null)
        throw new Error("Specs need a PostgreSQL server: the embedded database has one user.");
      const opened = await openDatabase({ databaseUrl, dataFolder: "", poolSize: 2 });
      await use(opened.db);
      await opened.close();
    },
    { scope: "worker" },
  ],
  faults: async ({}, use) => {
    const faults: string[] = [];
    await use(faults);
    expect(faults, "faults behind the pages").toEqual([]);
  },
  context: async ({ context, faults }, use) => {
    watch(context, faults);
    await use(context);
  },
  browserOf: async ({ browser, db, faults }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (account) => {
      const context = await browser.newContext();
      contexts.push(context);
      watch(context, faults);
      if (account !== "stranger") await signIn(context, db, account);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
});

export { expect };

/** Signs somebody in without a code; access.spec.ts walks the real way. */
async function signIn(context: BrowserContext, db: Db, account: { id: string }): Promise<void> {
  const { origin } = readEndToEndState();
  const token = await createSignIn(db, { accountId: account.id, device: "Chrome on Linux", now: new Date() });
  const [, name = "", value = ""] =
    /^([^=]+)=([^;]*)/.exec(await signInCookie(origin).serialize(token)) ?? [];
  await context.addCookies([{ name, value, url: origin, httpOnly: true, sameSite: "Lax" }]);
}

function watch(context: BrowserContext, faults: string[]): void {
  const { origin } = readEndToEndState();
  context.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !url.startsWith("data:")) faults.push(`asked somebody else: ${url}`);
  });
  context.on("response", (response) => {
    const isPage = response.request().resourceType() === "document";
    if (response.status() >= (isPage ? 500 : 400)) faults.push(`${response.status()} for ${response.url()}`);
  });
  context.on("console", (message) => {
    // Chromium reports pages that say 404, 409 or 422 as well; other answers are looked at above.
    const isAnswer = message
      .text()
      .startsWith("Failed to load resource: the server responded with a status of 4");
    if (message.type() === "error" && !isAnswer) faults.push(`console: ${message.text()}`);
  });
  context.on("weberror", (error) => {
    faults.push(`script: ${error.error().message}`);
  });
}
