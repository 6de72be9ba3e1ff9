import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { signInCookie } from "~/auth/cookies.server";
import type { Db } from "~/data/db.server";
import { createSignIn } from "~/data/sign-ins.server";
import { root } from "../../scripts/lib/project.mjs";

export type BenchServers = {
  /** Resolves with the server's process number once it has printed `ready`. */
  start: (words: readonly string[], ready: string, env: Record<string, string>) => Promise<number>;
  stop: () => Promise<void>;
};

/** Production servers of a benchmark, each in a process of its own. */
export function benchServers(common: Record<string, string>): BenchServers {
  const children: ChildProcess[] = [];
  return {
    async start(words, ready, env) {
      const child = spawn(process.execPath, words, {
        cwd: root,
        env: { ...process.env, APP_MODE: "test", NODE_ENV: "production", LOG_LEVEL: "warn", ...common, ...env },
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
    },
    async stop() {
      for (const child of children) {
        if (child.exitCode !== null) continue;
        child.kill("SIGTERM");
        await once(child, "exit");
      }
    },
  };
}

/** The cookie of somebody who has signed in. */
export async function signInAs(db: Db, email: string, origin: string): Promise<string> {
  const { id: accountId } = await db.account.findUniqueOrThrow({ where: { email }, select: { id: true } });
  const token = await createSignIn(db, { accountId, device: "Bench", now: new Date() });
  const [cookie = ""] = (await signInCookie(origin).serialize(token)).split(";");
  return cookie;
}
