// npm run build: the database client where it is stale, the pages (build/client, build/server), the server
// (build/server.js) and the worker without pages (build/jobs.js).
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { isBuildOf, PUBLIC_SCRIPTS } from "./build-page-script.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const CSS_LIMIT_KB = 25;
const SCRIPT_LIMIT_KB = 15;

if (isClientStale()) run("node_modules/prisma/build/index.js", ["generate"]);
run("node_modules/@remix-run/dev/dist/cli.js", ["vite:build", "--logLevel", "warn"]);

await build({
  entryPoints: { server: join(root, "server.ts"), jobs: join(root, "scripts/jobs.ts") },
  outdir: join(root, "build"),
  chunkNames: "server-chunks/[name]-[hash]",
  bundle: true,
  // What is loaded only after the settings were read stays in a file of its own.
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  packages: "external",
  alias: { "~": join(root, "app") },
  jsx: "automatic",
  sourcemap: true,
  logLevel: "warning",
});

/** What public pages load: all of them the first script, the school question of the form the second as well. */
const css = gzippedKb(join(root, "build/client/assets"), (file) => /^app-.*\.css$/.test(file));
const [everyPage, schoolSearch] = PUBLIC_SCRIPTS.map((script) =>
  gzippedKb(join(root, "build/client/build"), (file) => isBuildOf(script, file)),
);
const loads = [
  { page: "Public and form pages", script: everyPage },
  { page: "/request/school", script: everyPage + schoolSearch },
];
console.log(`Built. Each public page loads, gzipped, at most ${SCRIPT_LIMIT_KB} kB of script and ${CSS_LIMIT_KB} kB of CSS:`);
for (const { page, script } of loads) {
  console.log(`  ${page.padEnd(22)} script ${script.toFixed(1)} kB, CSS ${css.toFixed(1)} kB`);
}
if (css > CSS_LIMIT_KB || loads.some(({ script }) => script > SCRIPT_LIMIT_KB)) {
  console.error("A public page has become too heavy.");
  process.exit(1);
}

function isClientStale() {
  const client = join(root, "app/data/generated/client.ts");
  if (!existsSync(client)) return true;
  return statSync(join(root, "prisma/schema.prisma")).mtimeMs > statSync(client).mtimeMs;
}

function run(script, args) {
  const done = spawnSync(process.execPath, [join(root, script), ...args], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, NODE_ENV: "production" },
  });
  if (done.status !== 0) process.exit(done.status ?? 1);
}

function gzippedKb(folder, isMeant) {
  const files = readdirSync(folder).filter(isMeant);
  if (files.length === 0) throw new Error(`What was to be weighed is not in ${folder}.`);
  return files.reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0) / 1000;
}
