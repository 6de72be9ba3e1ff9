import { countShortVisits } from "~/data/short-visits.server";
import { AMBER_DAYS } from "~/domain/gaps";
import { addDays, dayOf } from "~/lib/london-time";
import { remembered } from "~/lib/remembered";
import type { Deps } from "~/services/deps";

/** The whole office opens the schedule all day: the figure may be a few seconds old, the list behind it never is. */
const newestCount = remembered<Deps["db"], number>(10_000);

/** How many visits within 14 days are short of presenters. */
export function countGapsSoon({ db, now }: Pick<Deps, "db" | "now">): Promise<number> {
  const today = dayOf(now());
  return newestCount(db, now(), () => countShortVisits(db, { today, now: now(), until: addDays(today, AMBER_DAYS) }));
}
