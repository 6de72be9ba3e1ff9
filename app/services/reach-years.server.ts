import type { PeriodChoice } from "~/domain/programme-year";
import { roundReach } from "~/domain/reach";
import { addDays, dayOf, daysBetween, type Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import { reachLedger } from "~/services/reach-ledger.server";
import { periodBefore, type ReportedPeriod } from "~/services/reach-periods.server";
import { reachHeadline, type ReachHeadline } from "~/services/reach-report.server";

export type YearBesideYears = {
  period: ReportedPeriod;
  figure: number;
  low: number;
  high: number;
  attendances: number;
  /** Students reached by the same day of that year as today is of this one, of those first met until then. */
  sameDay: number;
  /** Attendances entered from before this service. */
  imported: number;
};

const MOST_YEARS = 10;

/** Up to ten periods of the same kind, the newest first, until one of which nothing is recorded. */
export async function reachYears(
  choice: PeriodChoice | null,
  deps: Pick<Deps, "db" | "now">,
): Promise<YearBesideYears[]> {
  const today = dayOf(deps.now());
  const years: YearBesideYears[] = [];
  let wanted: PeriodChoice | null = choice ?? { kind: "programme", onDay: today };
  while (wanted !== null && years.length < MOST_YEARS) {
    const { period, reach }: ReachHeadline = await reachHeadline(wanted, deps);
    if (years.length > 0 && reach.attendances === 0) break;
    const { facts } = (await reachLedger(deps.db, period)).open;
    const newest = years[0]?.period ?? period;
    const until: Day = addDays(period.startsOn, Math.max(0, daysBetween(newest.startsOn, today)));
    years.push({
      period,
      ...roundReach(reach),
      sameDay: Math.round(facts.reduce((sum, fact) => sum + (fact.onDate <= until ? fact.figure : 0), 0)),
      imported: facts.reduce((sum, fact) => sum + (fact.imported ? fact.attended : 0), 0),
    });
    wanted = await periodBefore(period, deps);
  }
  return years;
}
