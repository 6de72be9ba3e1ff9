import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { signInCookie } from "~/auth/cookies.server";
import type { Db } from "~/data/db.server";
import { createSignIn } from "~/data/sign-ins.server";
import { root } from "../../scripts/lib/project.mjs";
import { HOW_TO_INSTALL_POSTGRES, findPostgresBinaries, startPostgresServer } from "./postgres-server.mjs";

/** Resolves with the server's process number once it has printed `ready`. */
type StartServer = (words: readonly string[], ready: string, env: Record<string, string>) => Promise<number>;

type PostgresServer = Awaited<ReturnType<typeof startPostgresServer>>;

export type BenchStage = { postgres: PostgresServer; folder: string; startServer: StartServer };

/**
 * A PostgreSQL server of its own, a data folder, and production servers each in a process of its own; all are gone
 * afterwards. Says how to install PostgreSQL, and ends with 1, where there is none.
 */
export async function onBenchStage(
  measure: (stage: BenchStage) => Promise<void>,
  server: { onLog?: (text: string) => void } = {},
): Promise<void> {
  if (findPostgresBinaries() === null) {
    console.error(HOW_TO_INSTALL_POSTGRES);
    process.exit(1);
  }
  const postgres = await startPostgresServer(server);
  const folder = mkdtempSync(join(tmpdir(), "kca-bench-"));
  const children: ChildProcess[] = [];
  const startServer: StartServer = (words, ready, env) => start(children, words, ready, { DATABASE_URL: postgres.url, ...env });
  try {
    await measure({ postgres, folder, startServer });
  } finally {
    for (const child of children) {
      if (child.exitCode !== null) continue;
      child.kill("SIGTERM");
      await once(child, "exit");
    }
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function start(children: ChildProcess[], words: readonly string[], ready: string, env: Record<string, string>): Promise<number> {
  const child = spawn(process.execPath, words, {
    cwd: root,
    env: { ...process.env, APP_MODE: "test", NODE_ENV: "production", LOG_LEVEL: "warn", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  await new Promise<void>((resolve, reject) => {
    child.once("exit", () => reject(new Error(`${words.join(" ")} ended before it was ready`)));
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      if (text.includes(ready)) resolve();
    });
  });
  return child.pid ?? 0;
}

/** The cookie of somebody who has signed in. */
export async function signInAs(db: Db, email: string, origin: string): Promise<string> {
  const { id: accountId } = await db.account.findUniqueOrThrow({ where: { email }, select: { id: true } });
  const token = await createSignIn(db, { accountId, device: "Bench", now: new Date() });
  const [cookie = ""] = (await signInCookie(origin).serialize(token)).split(";");
  return cookie;
}
