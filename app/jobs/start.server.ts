import type { OpenedDatabase } from "~/data/db.server";
import { SEND_LIMIT_MS, type MailTransport } from "~/integrations/mail-transport.server";
import type { Mailbox } from "~/integrations/mailbox.server";
import { startQueue, type Queue } from "~/integrations/queue.server";
import type { Logger } from "~/lib/logger.server";
import { CLOCK_JOBS, mailboxJob } from "~/jobs/clock-jobs.server";
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
const CLOCK = "clock";
const EVERY_MINUTE = "* * * * *";
const MAIL_JOB = { expireSeconds: 120, cron: EVERY_MINUTE };
const CLOCK_JOB = { expireSeconds: 900, cron: EVERY_MINUTE };
/** Longer than an attempt to send: what has begun is finished. */
const STOP_LIMIT_MS = SEND_LIMIT_MS + 5_000;

/** With one more attempt a run ends before its job expires; what is left gets a run of its own. */
const RUN_LIMIT_MS = 25_000;

/** Starts what runs on a queue or a clock. Any number of processes may do so on a server database. */
export async function startJobs(options: {
  deps: Omit<Deps, "wakeMail">;
  opened: Pick<OpenedDatabase, "query" | "kind">;
  transport: MailTransport;
  /** Where answers and delivery reports arrive; without one nobody reads them. */
  mailbox?: Mailbox;
  log: Logger;
  /** False: this process only wakes those that work. */
  works: boolean;
}): Promise<Jobs> {
  const { deps, opened, transport, mailbox, log, works } = options;
  let stopping = false;
  // The embedded database has one process: every ring comes from within, polling would only keep it busy.
  const queue = await startQueue({ query: opened.query, log, pollSeconds: opened.kind === "embedded" ? 10 : 2 });
  if (!works) {
    await queue.create(MAIL, MAIL_JOB);
    await queue.create(CLOCK, CLOCK_JOB);
    return jobsOf(queue, transport, () => undefined);
  }
  await queue.work(MAIL, MAIL_JOB, async () => {
    const startedAtMs = performance.now();
    const isLate = () => performance.now() - startedAtMs > RUN_LIMIT_MS;
    await sendOutgoingMail({ ...deps, transport }, () => stopping || isLate());
    if (isLate() && !stopping) queue.wake(MAIL);
  });
  // Which job is due stands in the database: every process asks each minute, and one of them takes it.
  const clockJobs = mailbox ? [...CLOCK_JOBS, mailboxJob(mailbox)] : CLOCK_JOBS;
  await queue.work(CLOCK, CLOCK_JOB, () =>
    runClockJobs({ ...deps, wakeMail: () => queue.wake(MAIL) }, clockJobs, () => stopping),
  );
  // What a process that ended left behind does not wait for the clock.
  queue.wake(MAIL);
  queue.wake(CLOCK);

  return jobsOf(queue, transport, () => {
    stopping = true;
  });
}

function jobsOf(queue: Queue, transport: MailTransport, onStop: () => void): Jobs {
  return {
    wakeMail: () => queue.wake(MAIL),
    check: () => queue.check(),
    async stop() {
      onStop();
      await queue.stop(STOP_LIMIT_MS);
      transport.close();
    },
  };
}
