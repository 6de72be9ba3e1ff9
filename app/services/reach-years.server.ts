import { readSettings } from "~/data/settings.server";
import { forecastLikeBefore, LIKE_BEFORE_METHOD, type LikeBefore } from "~/domain/forecast";
import type { PeriodChoice } from "~/domain/programme-year";
import { roundReach, type Reach } from "~/domain/reach";
import { milestoneState, type MilestoneState } from "~/domain/strategy";
import { drawBars } from "~/integrations/chart.server";
import { dayOf, isDay, type Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import type { ChartView } from "~/services/reach-charts.server";
import { reachLedger, type LedgerSide } from "~/services/reach-ledger.server";
import { periodBefore, readPeriodFrame, resolvePeriod, type PeriodFrame, type ReportedPeriod } from "~/services/reach-periods.server";
import { reachHeadline } from "~/services/reach-report.server";

export type YearBesideYears = {
  period: ReportedPeriod;
  figure: number;
  low: number;
  high: number;
  attendances: number;
  /** Students reached by the same calendar day of that year, of those first met until then. */
  sameDay: number;
  sameDayOn: Day;
  /** Attendances entered from before this service. */
  imported: number;
};

type ReadDeps = Pick<Deps, "db" | "now">;

const MOST_YEARS = 10;
const YEARS_OF_FORECAST = 3;

/** Up to `most` periods of the same kind, the newest first, until one of which nothing is recorded. */
export async function reachYears(
  choice: PeriodChoice | null,
  deps: ReadDeps,
  { most = MOST_YEARS, frame }: { most?: number; frame?: PeriodFrame } = {},
): Promise<YearBesideYears[]> {
  const today = dayOf(deps.now());
  const known = frame ?? (await readPeriodFrame(deps));
  const years: YearBesideYears[] = [];
  let wanted: PeriodChoice | null = choice ?? { kind: "programme", onDay: today };
  while (wanted !== null && years.length < most) {
    const period: ReportedPeriod = await resolvePeriod(wanted, deps, known);
    const { open } = await reachLedger(deps.db, period);
    if (years.length > 0 && open.reach.attendances === 0) break;
    const sameDayOn = sameDayIn(period, years[0]?.period ?? period, today);
    years.push({ period, ...roundReach(open.reach), ...sumsUntil(open, sameDayOn), sameDayOn });
    wanted = await periodBefore(period, deps);
  }
  return years;
}

type SumsUntil = Pick<YearBesideYears, "sameDay" | "imported">;
const sumsKept = new WeakMap<LedgerSide, { day: Day; sums: SumsUntil }>();

/** The same facts give the same sums until the day ends: years that are over are summed up once a day. */
function sumsUntil(side: LedgerSide, day: Day): SumsUntil {
  const kept = sumsKept.get(side);
  if (kept?.day === day) return kept.sums;
  const { facts } = side;
  const sums = {
    sameDay: Math.round(facts.reduce((sum, fact) => sum + (fact.onDate <= day ? fact.figure : 0), 0)),
    imported: facts.reduce((sum, fact) => sum + (fact.imported ? fact.attended : 0), 0),
  };
  sumsKept.set(side, { day, sums });
  return sums;
}

/** The day of a period that has the date of today in the newest one; its last day where that one is over. */
function sameDayIn(period: ReportedPeriod, newest: ReportedPeriod, today: Day): Day {
  const back = Number(newest.startsOn.slice(0, 4)) - Number(period.startsOn.slice(0, 4));
  if (today > newest.endsOn) return period.endsOn;
  const shifted = `${Number(today.slice(0, 4)) - back}${today.slice(4)}`;
  return isDay(shifted) ? shifted : `${shifted.slice(0, 8)}28`;
}

export type ReachLikeBefore = Omit<LikeBefore, "years"> & { method: string };

/** If the rest of a period goes like those before it (docs/forecast.md); null for one that is over or without a year before. */
export async function reachLikeBefore(
  report: { period: ReportedPeriod; reach: Reach },
  deps: ReadDeps,
  frame?: PeriodFrame,
): Promise<(LikeBefore & { method: string }) | null> {
  const { period, reach } = report;
  const today = dayOf(deps.now());
  if (period.kind === "campaign" || period.endsOn <= today || period.startsOn > today) return null;
  const choice: PeriodChoice = { kind: period.kind, onDay: period.startsOn };
  const [, ...before] = await reachYears(choice, deps, { most: YEARS_OF_FORECAST + 1, frame });
  const like = forecastLikeBefore(reach, before.map(({ sameDay, figure }) => ({ byNow: sameDay, inTheEnd: figure })));
  return like && { ...like, method: LIKE_BEFORE_METHOD };
}

export type Milestone = {
  name: string;
  value: string;
  target: number;
  words: string;
  /** Null before the year has begun. */
  figure: number | null;
  imported: boolean;
  state: MilestoneState;
};

export type StrategyProgress = { milestones: Milestone[]; chart: ChartView };

/** Each milestone of the strategy beside what its programme year reached; null where none is kept. */
export async function strategyProgress(deps: ReadDeps): Promise<StrategyProgress | null> {
  const { strategy } = await readSettings(deps.db);
  if (!strategy) return null;
  const today = dayOf(deps.now());
  const milestones: Milestone[] = [];
  for (const [index, { target, words }] of strategy.milestones.entries()) {
    // In October every programme year is under way, whatever day managers let it begin on.
    const { period, reach } = await reachHeadline({ kind: "programme", onDay: `${strategy.startYear + index}-10-01` }, deps);
    const figure = period.startsOn > today ? null : roundReach(reach).figure;
    const { facts } = (await reachLedger(deps.db, period)).open;
    const state = milestoneState({ figure, target, over: period.endsOn < today });
    const imported = facts.some((fact) => fact.imported);
    milestones.push({ name: period.name, value: period.value, target, words, figure, imported, state });
  }
  return { milestones, chart: milestonesChart(milestones) };
}

const WHOLE = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
const whole = (value: number): string => WHOLE.format(value);

function milestonesChart(milestones: readonly Milestone[]): ChartView {
  const begun = milestones.flatMap(({ figure, ...rest }) => (figure === null ? [] : [{ ...rest, figure }]));
  const sum = begun.reduce((total, { figure }) => total + figure, 0);
  const wanted = milestones.reduce((total, { target }) => total + target, 0);
  const done = begun.filter(({ state }) => state === "reached").length;
  const sentence =
    begun.length === 0
      ? `The first of ${milestones.length} years has not begun.`
      : `${done} of ${milestones.length} milestones are reached. ${whole(sum)} of ${whole(wanted)} students over all ${milestones.length} years so far, each once in a year.`;
  const title = "The strategy, year by year";
  return {
    id: "strategy",
    title,
    sentence: `${sentence} The upright mark is the year’s milestone.`,
    svg: drawBars(
      milestones.map(({ name, figure, target }) => ({
        name,
        value: figure ?? 0,
        label: figure === null ? "to come" : whole(figure),
        goal: target,
      })),
      `${title}. ${sentence}`,
    ),
    columns: ["Year", "Students reached", "Milestone"],
    rows: milestones.map(({ name, figure, target }) => ({ name, values: [figure === null ? "to come" : whole(figure), whole(target)] })),
  };
}
