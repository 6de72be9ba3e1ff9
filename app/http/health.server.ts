import type { RequestHandler } from "express";
import type { Logger } from "~/lib/logger.server";

/** Throws, or takes too long, when what it looks at does not work. */
export type HealthCheck = { name: string; check: () => Promise<void> };

const CHECK_TIMEOUT_MS = 3_000;

/** The process answers; says nothing about what it depends on. */
export const alive: RequestHandler = (_req, res) => {
  res.json({ status: "ok" });
};

/** 200 when every check passes, else 503. Why one failed stands in the log, not in the open. */
export function ready(checks: readonly HealthCheck[], log: Logger): RequestHandler {
  return (_req, res, next) => {
    Promise.all(checks.map((check) => run(check, log)))
      .then((results) => {
        const ok = results.every((result) => result.ok);
        res.status(ok ? 200 : 503).json({ status: ok ? "ok" : "not ready", checks: results });
      })
      .catch(next);
  };
}

async function run({ name, check }: HealthCheck, log: Logger): Promise<{ name: string; ok: boolean }> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${CHECK_TIMEOUT_MS} ms`)), CHECK_TIMEOUT_MS);
  });
  try {
    await Promise.race([check(), timeout]);
    return { name, ok: true };
  } catch (error) {
    log.warn({ check: name, err: error }, "readiness check failed");
    return { name, ok: false };
  } finally {
    clearTimeout(timer);
  }
}
