import { listSchedule } from "~/data/schedule.server";
import type { Day } from "~/lib/london-time";
import { countGapsSoon } from "~/services/count-gaps.server";
import { recalled } from "~/services/recalled.server";

/** The list from one day to another, and how many visits soon are short of presenters: for the office alone. */
export const schedulePage = recalled(async (input: { fromOn: Day; toOn: Day; forOffice: boolean }, deps) => ({
  ...(await listSchedule(deps.db, input)),
  gaps: input.forOffice ? await countGapsSoon(deps) : 0,
}));
