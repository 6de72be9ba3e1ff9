import type { Db } from "~/data/db.server";
import { silentLogger } from "~/lib/logger.server";
import type { Deps } from "~/services/deps";

/** Deps with a clock that stands still; `woken` counts the wake-ups of the mail sender. */
export function testDeps(db: Db, now: string | Date): Deps & { woken: () => number } {
  let count = 0;
  return {
    db,
    now: () => new Date(now),
    origin: "http://localhost:3000",
    log: silentLogger(),
    wakeMail: () => {
      count += 1;
    },
    woken: () => count,
  };
}
