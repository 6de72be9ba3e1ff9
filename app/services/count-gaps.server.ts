import { countShortVisits } from "~/data/short-visits.server";
import { AMBER_DAYS } from "~/domain/gaps";
import { addDays, dayOf } from "~/lib/london-time";
import type { Deps } from "~/services/deps";

/** How many visits within 14 days are short of presenters. */
export function countGapsSoon({ db, now }: Pick<Deps, "db" | "now">): Promise<number> {
  const today = dayOf(now());
  return countShortVisits(db, { today, now: now(), until: addDays(today, AMBER_DAYS) });
}
