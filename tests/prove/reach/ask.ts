import type { Db } from "~/data/db.server";
import type { PeriodChoice } from "~/domain/programme-year";
import type { ReachFilter } from "~/domain/reach-dimensions";
import { countedGroups, type CountedGroups } from "~/services/counted-groups.server";
import { reachReport, type ReachReport } from "~/services/reach-report.server";
import { reachSelection, type ReachSelection } from "~/services/reach-selection.server";
import { reachYears, type YearBesideYears } from "~/services/reach-years.server";
import { testDeps } from "../../support/deps";
import { ALL_SAID_AT } from "./plan";

/** A period, and what /reach/explore is asked to narrow it by, one after another. */
export type Question = { choice: PeriodChoice; filters: readonly ReachFilter[]; withYears: boolean };

/** `years` is empty where they are not asked for. */
export type Answer = {
  report: ReachReport;
  narrowed: readonly { selection: ReachSelection; list: CountedGroups }[];
  years: YearBesideYears[];
};

/** What the product says to the team, as of the last commit; the clock stands at the end of the story. */
export async function ask(db: Db, { choice, filters, withYears }: Question): Promise<Answer> {
  const deps = testDeps(db, ALL_SAID_AT);
  const narrowed = [];
  for (const filter of filters) {
    const input = { choice, audience: "team" as const, filter };
    narrowed.push({ selection: await reachSelection(input, deps), list: await countedGroups(input, deps) });
  }
  const report = await reachReport({ choice, audience: "team" }, deps);
  return { report, narrowed, years: withYears ? await reachYears(choice, deps) : [] };
}
