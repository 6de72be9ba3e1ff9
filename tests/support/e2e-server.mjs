// The production build for browser tests: on a private PostgreSQL server where there is one, so that specs can put
// test data into the same database, else on the embedded one. E2E_STATE_FILE tells the specs where everything is.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { program, root } from "../../scripts/lib/project.mjs";
import { run } from "../../scripts/lib/run.mjs";
import { findPostgresBinaries, startPostgresServer } from "./postgres-server.mjs";

const port = process.env.E2E_PORT ?? "3100";
const stateFile = process.env.E2E_STATE_FILE;
const dataFolder = mkdtempSync(join(tmpdir(), "kca-e2e-"));
const postgres = findPostgresBinaries() === null ? null : await startPostgresServer({ handleSignals: false });
const origin = `http://localhost:${port}`;
const env = {
  ...process.env,
  APP_MODE: "test",
  NODE_ENV: "production",
  ORIGIN: origin,
  PORT: port,
  DATA_FOLDER: dataFolder,
  DATABASE_URL: postgres?.url ?? "",
  LOG_LEVEL: process.env.LOG_LEVEL ?? "warn",
};

let child = null;
let stopped = null;
const stop = () => {
  stopped ??= (async () => {
    if (child !== null && child.exitCode === null) {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await ended;
    }
    await postgres?.stop();
    rmSync(dataFolder, { recursive: true, force: true });
    if (stateFile !== undefined) rmSync(stateFile, { force: true });
  })();
  return stopped;
};
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => stop().then(() => process.exit(0)));

if (postgres !== null) {
  const code = await run(process.execPath, [program.tsx, join("prisma", "scripts", "db.ts"), "deploy"], {
    cwd: root,
    env,
    quiet: true,
  });
  if (code !== 0) {
    await stop();
    process.exit(1);
  }
}
if (stateFile !== undefined) {
  writeFileSync(stateFile, JSON.stringify({ origin, dataFolder, databaseUrl: postgres?.url ?? null }));
}
child = spawn(process.execPath, [join(root, "build", "server.js")], { cwd: root, env, stdio: "inherit" });
child.once("exit", (code) => stop().then(() => process.exit(code ?? 1)));
