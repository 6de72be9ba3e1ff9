import { fileURLToPath } from "node:url";
import { vitePlugin as remix } from "@remix-run/dev";
import { defineConfig } from "vite";
import { remixConfig } from "../../../remix.config.js";

const folder = fileURLToPath(new URL(".", import.meta.url));

/** As Remix's own template has it: of the service only its database client and the same choice of flags. */
export default defineConfig({
  root: folder,
  resolve: { alias: { "~": fileURLToPath(new URL("../../../app", import.meta.url)) } },
  plugins: [remix({ buildDirectory: "../../../build/bare-page", future: remixConfig.future })],
  build: { emptyOutDir: true },
});
