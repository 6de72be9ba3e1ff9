import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig, devices } from "@playwright/test";
import { HOW_TO_INSTALL_CHROMIUM, findChromium } from "./scripts/lib/chromium.mjs";

// This file is read again by every worker: what was chosen first stands in the environment that they inherit.
const chooseOnce = (name: string, choose: () => string): string => {
  const value = process.env[name] ?? choose();
  process.env[name] = value;
  return value;
};

const chromium = findChromium();
if (chromium === null) throw new Error(HOW_TO_INSTALL_CHROMIUM);

const port = chooseOnce("E2E_PORT", () =>
  execFileSync(
    process.execPath,
    [
      "-e",
      'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})',
    ],
    { encoding: "utf8" },
  ).trim(),
);
const stateFile = chooseOnce("E2E_STATE_FILE", () => join(tmpdir(), `kca-e2e-${process.pid}.json`));

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  fullyParallel: false,
  workers: Number(process.env.E2E_WORKERS ?? 2),
  // A real browser on a crowded machine: what passes at a second attempt is named by `npm test` as unsteady.
  retries: 1,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: "list",
  use: {
    ...devices["Desktop Chrome"],
    viewport: { width: 1280, height: 800 },
    baseURL: `http://localhost:${port}`,
    locale: "en-GB",
    // Pages show London time whatever the visitor's clock says.
    timezoneId: "Asia/Kathmandu",
    // Traces make every run slower: ask for one with E2E_TRACE=1.
    trace: process.env.E2E_TRACE === undefined ? "off" : "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: chromium,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "chromium", testIgnore: "**/deliver.spec.ts" },
    {
      // What a page weighs and looks like is no different without scripts. Settings have one version: of two browsers that
      // save them at once the second is refused.
      name: "no-javascript",
      testIgnore: ["**/reach.spec.ts", "**/every-page.spec.ts", "**/strategy.spec.ts"],
      grepInvert: /@look/,
      use: { javaScriptEnabled: false },
    },
    {
      // WCAG 1.4.10: the pages of schools and presenters fit the narrowest phone.
      name: "phone",
      grep: /@phone/,
      use: { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true },
    },
  ],
  webServer: {
    command: `"${process.execPath}" tests/support/e2e-server.mjs`,
    url: `http://localhost:${port}/healthz`,
    env: { E2E_PORT: port, E2E_STATE_FILE: stateFile },
    timeout: 90_000,
    stdout: "ignore",
    stderr: "pipe",
    gracefulShutdown: { signal: "SIGTERM", timeout: 15_000 },
  },
});
