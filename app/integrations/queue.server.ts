import PgBoss from "pg-boss";
import type { Logger } from "~/lib/logger.server";

type Query = (sql: string, values?: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>;

export type QueueOptions = {
  /** As node-postgres has it: text without values may hold several statements. */
  query: Query;
  log: Logger;
  /** How long a job waits at most when nobody rings; a ring in this process starts it at once. */
  pollSeconds: number;
};

export type JobSettings = {
  /** A run that takes longer is taken for dead, and the job is run again. */
  expireSeconds: number;
  /** Five fields of cron, UTC; without it the job runs only when it is woken. */
  cron?: string;
};

export type Queue = {
  /** Creates the queue with its dead letter and its clock; somebody else may work on it. */
  create: (name: string, settings: JobSettings) => Promise<void>;
  /** Creates the queue with its dead letter and starts working on it, one job at a time. */
  work: (name: string, settings: JobSettings, run: () => Promise<void>) => Promise<void>;
  /** Asks for a run; several calls at once ask for one. Never throws: what is lost, the clock brings back. */
  wake: (name: string) => void;
  /** Throws where the queue cannot be reached. */
  check: () => Promise<void>;
  /** Waits for running jobs, up to the given time. */
  stop: (limitMs: number) => Promise<void>;
};

const RETRIES = { retryLimit: 3, retryDelay: 30, retryBackoff: true };
const DEAD_LETTERS = "dead-letters";
/** Jobs of the clock that had queues of their own before (docs/decisions/020). */
const FORMER_QUEUES = ["clean-up", "offers.expire"];

// pg-boss settles jobs without waiting for the answer: a database that is away for a moment would end the process
// with an unhandled rejection. The job is then still active, expires and is run again, which every handler tolerates.
const SETTLES_A_JOB = /SELECT COUNT\(\*\) FROM results\s*$/;

/**
 * A queue in the database's own schema `pgboss`, on either database. Delivery is at least once and keeps no order:
 * jobs carry no data and only say "look now"; the tables are the truth.
 */
export async function startQueue({ query, log, pollSeconds }: QueueOptions): Promise<Queue> {
  const boss = new PgBoss({
    db: {
      async executeSql(text, values) {
        try {
          return await query(text, values);
        } catch (error) {
          if (!SETTLES_A_JOB.test(text)) throw error;
          log.warn({ err: error }, "A job could not be marked as done and will run again");
          return { rows: [{ count: "0" }] };
        }
      },
    },
    archiveCompletedAfterSeconds: 60 * 60,
    deleteAfterDays: 2,
    maintenanceIntervalSeconds: 60,
  });
  boss.on("error", (error) => log.error({ err: error }, "The job queue reports a fault"));
  await boss.start();
  // Each minute a schedule that nobody works on would leave a job behind.
  for (const name of FORMER_QUEUES) await boss.unschedule(name);
  await boss.createQueue(DEAD_LETTERS, { name: DEAD_LETTERS, retentionDays: 14 });

  const workers = new Map<string, string>();
  const woken = new Set<string>();

  async function send(name: string) {
    const id = await boss.send(name, {});
    // Null means that the queue was never created: the job would be lost without a word.
    if (id === null) throw new Error(`The queue ${name} does not exist`);
    const worker = workers.get(name);
    if (worker !== undefined) boss.notifyWorker(worker);
  }

  async function create(name: string, { expireSeconds, cron }: JobSettings) {
    const settings = { ...RETRIES, name, expireInSeconds: expireSeconds, deadLetter: DEAD_LETTERS };
    await boss.createQueue(name, settings);
    await boss.updateQueue(name, settings);
    if (cron === undefined) await boss.unschedule(name);
    else await boss.schedule(name, cron, {}, { tz: "UTC", ...RETRIES, expireInSeconds: expireSeconds });
  }

  return {
    create,
    async work(name, settings, run) {
      await create(name, settings);
      const worker = await boss.work(name, { pollingIntervalSeconds: pollSeconds, batchSize: 1 }, async () => {
        try {
          await run();
        } catch (error) {
          log.error({ err: error, job: name }, "A job failed and will be run again");
          throw error;
        }
      });
      workers.set(name, worker);
    },
    wake(name) {
      if (woken.has(name)) return;
      woken.add(name);
      setImmediate(() => {
        woken.delete(name);
        send(name).catch((error: unknown) => log.error({ err: error, job: name }, "A job could not be woken"));
      });
    },
    async check() {
      await boss.getQueue(DEAD_LETTERS);
    },
    async stop(limitMs) {
      await boss.stop({ graceful: true, wait: true, timeout: limitMs });
    },
  };
}
