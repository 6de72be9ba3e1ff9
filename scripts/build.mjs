// npm run build: the database client where it is stale, the pages (build/client, build/server), the server
// (build/server.js).
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const CSS_LIMIT_KB = 25;
const PAGE_SCRIPT_LIMIT_KB = 3;

if (isClientStale()) run("node_modules/prisma/build/index.js", ["generate"]);
run("node_modules/@remix-run/dev/dist/cli.js", ["vite:build", "--logLevel", "warn"]);

await build({
  entryPoints: { server: join(root, "server.ts") },
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

const css = gzippedKb(join(root, "build/client/assets"), /\.css$/);
const script = gzippedKb(join(root, "build/client/build"), /^page-.*\.js$/);
console.log(`Built. Public CSS ${css.toFixed(1)} kB, page script ${script.toFixed(1)} kB (gzip).`);
if (css > CSS_LIMIT_KB || script > PAGE_SCRIPT_LIMIT_KB) {
  console.error(
    `Pages must stay light: CSS at most ${CSS_LIMIT_KB} kB, page script at most ${PAGE_SCRIPT_LIMIT_KB} kB.`,
  );
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

function gzippedKb(folder, pattern) {
  const files = readdirSync(folder).filter((name) => pattern.test(name));
  return files.reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, name))).length, 0) / 1000;
}
