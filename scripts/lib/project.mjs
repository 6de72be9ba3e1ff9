// What has to be there before anything runs: plain Node, because a fresh clone has no packages yet.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./run.mjs";

export const root = fileURLToPath(new URL("../..", import.meta.url));

export const OLDEST_NODE = [20, 19];

/** A sentence when this Node is too old, else null. */
export const findNodeProblem = (version = process.versions.node) => {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return null;
  return `Node ${oldestMajor}.${oldestMinor} or newer is needed; this is ${version}. See https://nodejs.org/.`;
};

const readJson = (path) => {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
};

/** Whether node_modules holds what package-lock.json says, by versions: checkouts make dates worthless. */
export const packagesAreInstalled = () => {
  const wanted = readJson(join(root, "package-lock.json"))?.packages ?? {};
  const installed = readJson(join(root, "node_modules", ".package-lock.json"))?.packages;
  if (installed === undefined) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "" || entry.optional) return true;
    return installed[path] !== undefined && installed[path].version === entry.version;
  });
};

export const clientIsGenerated = () => {
  const client = join(root, "app", "data", "generated", "client.ts");
  return existsSync(client) && statSync(client).mtimeMs >= statSync(join(root, "prisma", "schema.prisma")).mtimeMs;
};

const BUILD_SOURCES = [
  "app",
  "emails",
  "public",
  "prisma/schema.prisma",
  "server.ts",
  "vite.config.ts",
  "remix.config.js",
  "tsconfig.json",
  "package-lock.json",
  "scripts/build.mjs",
  "scripts/build-page-script.mjs",
];
const NOT_SOURCES = new Set([join("app", "data", "generated"), join("public", "build")]);
const HASH_FILE = join("build", ".sources-hash");

const filesUnder = (path) => {
  if (NOT_SOURCES.has(path) || !existsSync(join(root, path))) return [];
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
};

const hashSources = () => {
  const hash = createHash("sha256");
  for (const file of BUILD_SOURCES.flatMap(filesUnder)) {
    hash.update(relative(".", file)).update("\0").update(readFileSync(join(root, file))).update("\0");
  }
  return hash.digest("hex");
};

export const buildIsFresh = () => {
  const file = join(root, HASH_FILE);
  return (
    existsSync(join(root, "build", "server.js")) && existsSync(file) && readFileSync(file, "utf8") === hashSources()
  );
};

/** Paths of programs inside packages: started with this Node, without npx and its start-up time. */
export const program = {
  tsx: join(root, "node_modules", "tsx", "dist", "cli.mjs"),
  prisma: join(root, "node_modules", "prisma", "build", "index.js"),
  eslint: join(root, "node_modules", "eslint", "bin", "eslint.js"),
  tsc: join(root, "node_modules", "typescript", "bin", "tsc"),
  vitest: join(root, "node_modules", "vitest", "vitest.mjs"),
  playwright: join(root, "node_modules", "@playwright", "test", "cli.js"),
};

/** Runs npm ci where packages are missing. Answers whether they are there afterwards. */
export const installPackages = async (say) => {
  if (packagesAreInstalled()) return true;
  say("Installing packages (a minute or two the first time)");
  return (await run("npm", ["ci", "--no-audit", "--no-fund"], { cwd: root, shell: process.platform === "win32" })) === 0;
};

export const generateClient = async (say) => {
  if (clientIsGenerated()) return true;
  say("Generating the database client");
  return (await run(process.execPath, [program.prisma, "generate"], { cwd: root, quiet: true })) === 0;
};

/** Builds where a source has changed since the last build, or always with `force`. */
export const buildProduct = async (say, { force = false } = {}) => {
  if (!force && buildIsFresh()) return true;
  say("Building");
  const hash = hashSources();
  if ((await run(process.execPath, [join("scripts", "build.mjs")], { cwd: root })) !== 0) return false;
  mkdirSync(join(root, "build"), { recursive: true });
  writeFileSync(join(root, HASH_FILE), hash);
  return true;
};
