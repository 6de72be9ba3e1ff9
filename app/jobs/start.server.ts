import type { OpenedDatabase } from "~/data/db.server";
import type { MailTransport } from "~/integrations/mail-transport.server";
import { startQueue } from "~/integrations/queue.server";
import type { Logger } from "~/lib/logger.server";
import { CLOCK_JOBS } from "~/jobs/clock-jobs.server";
import type { Deps } from "~/services/deps";
import { runClockJobs } from "~/services/run-clock-jobs.server";
import { sendOutgoingMail } from "~/services/send-outgoing-mail.server";

export type Jobs = {
  /** Call after a commit that queued mail. */
  wakeMail: () => void;
  /** Throws where the queue cannot be reached. */
  check: () => Promise<void>;
  /** Lets the mail that is being sent finish; the others wait for the next start. */
  stop: () => Promise<void>;
};

const MAIL = "mail.send";
const EVERY_MINUTE = "* * * * *";
const CLOCK = "clock";
const STOP_LIMIT_MS = 30_000;

/** With one more attempt (90 s) a run ends before its job expires; what is left gets a run of its own. */
const RUN_LIMIT_MS = 25_000;

/** Starts what runs on a queue or a clock. Any number of processes may do so on a server database. */
export async function startJobs(options: {
  deps: Omit<Deps, "wakeMail">;
  opened: Pick<OpenedDatabase, "query" | "kind">;
  transport: MailTransport;
  log: Logger;
}): Promise<Jobs> {
  const { deps, opened, transport, log } = options;
  let stopping = false;
  // The embedded database has one process: every ring comes from within, polling would only keep it busy.
  const queue = await startQueue({ query: opened.query, log, pollSeconds: opened.kind === "embedded" ? 10 : 2 });
  await queue.work(MAIL, { expireSeconds: 120, cron: EVERY_MINUTE }, async () => {
    const startedAtMs = performance.now();
    const isLate = () => performance.now() - startedAtMs > RUN_LIMIT_MS;
    await sendOutgoingMail({ ...deps, transport }, () => stopping || isLate());
    if (isLate() && !stopping) queue.wake(MAIL);
  });
  // Which job is due stands in the database: every process asks each minute, and one of them takes it.
  await queue.work(CLOCK, { expireSeconds: 900, cron: EVERY_MINUTE }, () =>
    runClockJobs({ ...deps, wakeMail: () => queue.wake(MAIL) }, CLOCK_JOBS, () => stopping),
  );
  // What a process that ended left behind does not wait for the clock.
  queue.wake(MAIL);
  queue.wake(CLOCK);

  return {
    wakeMail: () => queue.wake(MAIL),
    check: () => queue.check(),
    async stop() {
      stopping = true;
      await queue.stop(STOP_LIMIT_MS);
      transport.close();
    },
  };
}
