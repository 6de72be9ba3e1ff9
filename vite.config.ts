import { fileURLToPath } from "node:url";
import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";
import { remixConfig } from "./remix.config.js";
import { buildPageScript } from "./scripts/build-page-script.mjs";

export default defineConfig(async () => ({
  plugins: [remix(remixConfig)],
  resolve: { alias: { "~": fileURLToPath(new URL("./app", import.meta.url)) } },
  define: {
    "import.meta.env.PAGE_SCRIPT_URL": JSON.stringify(await buildPageScript("page")),
    "import.meta.env.SCHOOL_SEARCH_SCRIPT_URL": JSON.stringify(await buildPageScript("school-search")),
    "import.meta.env.SCHEDULE_CALENDAR_SCRIPT_URL": JSON.stringify(await buildPageScript("schedule-calendar")),
  },
  css: {
    preprocessorOptions: {
      scss: {
        loadPaths: [fileURLToPath(new URL("./node_modules/govuk-frontend/dist", import.meta.url))],
        quietDeps: true,
      },
    },
  },
  // The policy allows no data: addresses for scripts or styles, and hashed files cache better.
  build: { assetsInlineLimit: 0, target: "es2022" },
}));
