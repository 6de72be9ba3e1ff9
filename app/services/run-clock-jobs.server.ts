import { HOLD_EVERY_MS, holdRun, markRunDone, markRunFailed, takeDueRun } from "~/data/clock-jobs.server";
import { lastDueAt, type Rhythm } from "~/domain/clock";
import type { Deps } from "~/services/deps";

export type ClockJob = {
  /** For good: the last run is kept under it. */
  name: string;
  due: Rhythm;
  /** Calls one service. Must bear a second run: a worker may die in the middle. `dueAt` is the time that was meant. */
  run: (deps: Deps, dueAt: Date) => Promise<unknown>;
};

/**
 * Runs what is due and not done. Any number of workers may ask every minute: each due time is taken by one. What was
 * missed while the machine was off runs once, late, at its newest due time. A job that fails keeps none of the others
 * from running, and is tried again.
 */
export async function runClockJobs(
  deps: Deps,
  jobs: readonly ClockJob[],
  shouldStop: () => boolean = () => false,
): Promise<void> {
  for (const { name, due, run } of jobs) {
    if (shouldStop()) return;
    const dueAt = lastDueAt(due, deps.now());
    if (!(await takeDueRun(deps.db, { name, dueAt, now: deps.now() }))) continue;
    const holding = setInterval(() => {
      // Once it cannot be said, the run is taken over, and bears that.
      holdRun(deps.db, { name, dueAt, now: deps.now() }).catch(() => undefined);
    }, HOLD_EVERY_MS);
    try {
      await run(deps, dueAt);
      await markRunDone(deps.db, { name, dueAt, now: deps.now() });
    } catch (error) {
      deps.log.error({ err: error, job: name }, "A job of the clock failed and will be tried again");
      await markRunFailed(deps.db, { name, dueAt, now: deps.now() });
    } finally {
      clearInterval(holding);
    }
  }
}
