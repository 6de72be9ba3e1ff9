// npm run demo: from a fresh clone with only Node and npm to a running service with the demo story.
import { spawn } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { isAbsolute, join, relative, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { findLockHolder } from "./lib/lock-holder.mjs";
import { findPortProblem } from "./lib/ports.mjs";
import { buildProduct, findNodeProblem, generateClient, installPackages, program, root } from "./lib/project.mjs";
import { run } from "./lib/run.mjs";

const READY_WITHIN_MS = 120_000;
const startedAt = Date.now();

const say = (line) => process.stdout.write(`${((Date.now() - startedAt) / 1000).toFixed(0).padStart(4)} s  ${line}\n`);

const giveUp = (sentence) => {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
};

const words = process.argv.slice(2);
const unknown = words.find((word) => word !== "--fresh");
if (unknown !== undefined) giveUp(`${unknown} is not known here. Usage: npm run demo [-- --fresh]`);

const port = Number(process.env.PORT ?? 3000);
const folder = process.env.DATA_FOLDER ?? "var";
const dataFolder = isAbsolute(folder) ? folder : resolve(root, folder);
const shown = relative(root, dataFolder).startsWith("..") ? dataFolder : relative(root, dataFolder);

// Everything that can be known to fail is looked at before the long work starts.
const nodeProblem = findNodeProblem();
if (nodeProblem !== null) giveUp(nodeProblem);
if (!Number.isInteger(port) || port < 1 || port > 65_535) giveUp("PORT must be a number from 1 to 65535.");

const requireWritable = (path, advice) => {
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.W_OK);
  } catch {
    giveUp(`This user may not write to ${path}. ${advice}`);
  }
};
requireWritable(root, "Give it permission, or clone into a folder of its own.");
requireWritable(dataFolder, "Give it permission, or choose another folder with DATA_FOLDER.");
if (existsSync(join(dataFolder, "postgres"))) {
  requireWritable(join(dataFolder, "postgres"), "Give it permission, or choose another folder with DATA_FOLDER.");
}

const holder = findLockHolder(dataFolder);
if (holder !== null) {
  giveUp(
    `Another copy of the service (process ${holder.pid} on ${holder.host}) has the data folder ${shown} open.\n` +
      "Stop it first, or choose another folder: DATA_FOLDER=var/second PORT=3001 npm run demo",
  );
}
const portProblem = await findPortProblem(port);
if (portProblem === "EADDRINUSE") {
  giveUp(`Port ${port} is already taken by another program.\nStop it, or choose another port: PORT=3001 npm run demo`);
}
if (portProblem === "EACCES") giveUp(`This user may not listen on port ${port}. Choose one above 1023.`);
if (portProblem !== null) giveUp(`Port ${port} cannot be used (${portProblem}). Choose another: PORT=3001 npm run demo`);

if (!(await installPackages(say))) giveUp("npm ci did not succeed; what it said stands above.");
if (!(await generateClient(say))) giveUp("The database client could not be generated.");
if (!(await buildProduct(say))) giveUp("The build did not succeed; what it said stands above.");

if (words.includes("--fresh")) {
  say(`Starting over: removing ${shown}/postgres and ${shown}/mail`);
  for (const name of ["postgres", "mail"]) rmSync(join(dataFolder, name), { recursive: true, force: true });
}

const env = {
  ...process.env,
  APP_MODE: "demo",
  NODE_ENV: "production",
  PORT: String(port),
  DATA_FOLDER: dataFolder,
};

const story = join("prisma", "seed", "demo.ts");
if (existsSync(join(root, story))) {
  say("Looking after the demo story (up to a minute the first time)");
  if ((await run(process.execPath, [program.tsx, story], { cwd: root, env })) !== 0) {
    giveUp("The demo story could not be loaded; what was said stands above.");
  }
}

say("Starting the service");
const server = spawn(process.execPath, [join("build", "server.js")], {
  cwd: root,
  env: { ...env, LOG_LEVEL: process.env.LOG_LEVEL ?? "warn" },
  stdio: ["ignore", "inherit", "inherit"],
});
let stopping = false;
server.on("exit", (code) => process.exit(stopping ? 0 : (code ?? 1)));
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    stopping = true;
    server.kill("SIGTERM");
  });
}

const isReady = async () => {
  try {
    return (await fetch(`http://127.0.0.1:${port}/healthz`)).ok;
  } catch {
    return false;
  }
};
const waitingSince = Date.now();
while (!(await isReady())) {
  if (Date.now() - waitingSince > READY_WITHIN_MS && server.exitCode === null) {
    stopping = true;
    server.kill("SIGTERM");
    giveUp("The service did not answer within two minutes.");
  }
  await wait(150);
}

const address = `http://localhost:${port}`;
const hintsFile = join(root, "prisma", "seed", "sign-in-hints.json");
const hints = existsSync(hintsFile) ? JSON.parse(readFileSync(hintsFile, "utf8")) : [];
const lines = [
  "",
  `The service is ready: ${address}`,
  "",
  `Sign in at ${address}/sign-in with one of these addresses; the code arrives at ${address}/dev/mail`,
  ...hints.map(({ role, email, note }) => `  ${role.padEnd(12)} ${email.padEnd(34)} ${note ?? ""}`.trimEnd()),
  "",
  "Schools need no account: start at the address above. Stop with Ctrl+C; npm run demo -- --fresh starts over.",
  "",
];
process.stdout.write(lines.join("\n"));
