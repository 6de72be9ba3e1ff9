import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Far from London, with a quarter of an hour in its offset: whoever forgets a time zone is found out.
process.env.TZ = "Asia/Kathmandu";

const shared = {
  setupFiles: ["tests/support/setup.ts"],
  restoreMocks: true,
  // Files of one worker share what they import, which halves the time. What modules remember is kept by database, and each
  // file has its own.
  isolate: false,
};

const integration = {
  ...shared,
  include: ["tests/integration/**/*.test.{ts,tsx}"],
  testTimeout: 30_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  resolve: { alias: { "~": fileURLToPath(new URL("./app", import.meta.url)) } },
  esbuild: { jsx: "automatic" },
  test: {
    projects: [
      { extends: true, test: { ...shared, name: "unit", include: ["tests/unit/**/*.test.{ts,tsx}"] } },
      {
        extends: true,
        test: { ...integration, name: "integration-embedded", globalSetup: ["tests/support/embedded-setup.ts"] },
      },
      {
        extends: true,
        test: { ...integration, name: "integration-server", globalSetup: ["tests/support/server-setup.ts"] },
      },
    ],
  },
});
