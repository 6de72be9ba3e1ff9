import { roundReach } from "~/domain/reach";
import { DIMENSIONS, type Dimension } from "~/domain/reach-dimensions";
import type { Shown } from "~/domain/small-numbers";
import { drawBars, drawProgress } from "~/integrations/chart.server";
import { dayOf, formatMonth, instantAt, type Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import type { ShownPart } from "~/services/reach-breakdowns.server";
import { progressByMonth } from "~/services/reach-progress.server";
import { periodBefore } from "~/services/reach-periods.server";
import { reachHeadline, type ReachHeadline, type ReachReport } from "~/services/reach-report.server";

/** A drawing with a sentence that says what is seen, and its figures as a table. */
export type ChartView = {
  id: string;
  title: string;
  sentence: string;
  /** An `<svg>` of our own making: safe to put into a page. */
  svg: string;
  columns: string[];
  rows: { name: string; values: string[] }[];
};

const WHOLE = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
const whole = (value: number): string => WHOLE.format(value);
const MOST_BARS = 12;

/**
 * The charts of a report, made from its own figures; one that has nothing to show is left out. Years before are counted
 * anew for theirs, which takes as long as a report for each.
 */
export async function reachCharts(
  input: { report: ReachReport; withYears: boolean },
  deps: Pick<Deps, "db" | "now">,
): Promise<ChartView[]> {
  const { report, withYears } = input;
  const charts = [
    progressChart(report, dayOf(deps.now())),
    barsChart("months", "Students reached by month", report, "month"),
    barsChart("year-groups", "Students reached by year group", report, "yearGroup"),
    barsChart("districts", "Students reached by district", report, "district"),
    withYears ? await yearsChart(report, deps) : null,
  ];
  return charts.flatMap((chart) => (chart === null ? [] : [chart]));
}

/** What was reached by the end of each month beside an even pace over school days. */
function progressChart(report: ReachReport, today: Day): ChartView | null {
  const { period, target, pace } = report;
  const months = progressByMonth(report, today);
  if (target === null || pace === null || months.length === 0) return null;
  const dayShown = (endsOn: Day) => instantAt(endsOn > today ? today : endsOn, 12 * 60);
  const start = { onDay: instantAt(period.startsOn, 12 * 60), value: 0 };
  const now = roundReach(report.reach).figure;
  const sentence = progressSentence({ now, target, due: pace.due, over: period.endsOn < today });
  const svg = drawProgress(
    {
      target,
      pace: [start, ...months.map(({ endsOn, due }) => ({ onDay: instantAt(endsOn, 12 * 60), value: due }))],
      reached: [
        start,
        ...months.flatMap(({ endsOn, reached }) => (typeof reached === "number" ? [{ onDay: dayShown(endsOn), value: reached }] : [])),
      ],
    },
    `Progress against an even pace. ${sentence}`,
  );
  return {
    id: "progress",
    title: "Progress against an even pace",
    sentence: `${sentence} The pace spreads the target over school days: holidays are not behind.`,
    svg,
    columns: ["By the end of", "Students reached", "Even pace"],
    rows: months.map(({ month, due, reached }) => ({
      name: formatMonth(month),
      values: [reached === null ? "to come" : shownAs(reached), whole(due)],
    })),
  };
}

function progressSentence({ now, target, due, over }: { now: number; target: number; due: number; over: boolean }) {
  const reached = `${whole(now)} of ${whole(target)} students were reached`;
  if (over) return `${reached}.`;
  const gap = now - due;
  if (Math.abs(gap) < Math.max(1, target * 0.01)) return `${reached} so far: about as many as an even pace would bring.`;
  return `${reached} so far: about ${whole(Math.abs(gap))} ${gap > 0 ? "more" : "fewer"} than an even pace would bring.`;
}

const shownAs = (value: Shown): string => (typeof value === "string" ? value : whole(value));
/** What is hidden has no length: its words stand where the bar would be. */
const lengthOf = ({ figure }: ShownPart): number => (typeof figure === "number" ? figure : 0);

function barsChart(id: string, title: string, report: ReachReport, dimension: Dimension): ChartView | null {
  const parts = report.breakdowns.find((each) => each.dimension === dimension)?.parts ?? [];
  const [most] = [...parts].sort((one, other) => lengthOf(other) - lengthOf(one));
  if (!most || lengthOf(most) === 0) return null;
  const sum = roundReach(report.reach).figure;
  const sentence =
    parts.length === 1
      ? `All ${whole(sum)} students were reached in one: ${most.name}.`
      : `Most students were reached in ${most.name}: ${whole(lengthOf(most))} of ${whole(sum)}.`;
  return {
    id,
    title,
    sentence,
    svg: drawBars(barsOf(parts), `${title}. ${sentence}`),
    columns: [DIMENSIONS[dimension].header, "Students reached", "Attendances"],
    rows: parts.map(({ name, figure, attendances }) => ({ name, values: [shownAs(figure ?? 0), shownAs(attendances)] })),
  };
}

/** The largest, and the rest as one bar: the table below has them all. */
function barsOf(parts: readonly ShownPart[]): { name: string; value: number; label: string }[] {
  const bar = (part: ShownPart) => ({ name: part.name, value: lengthOf(part), label: shownAs(part.figure ?? 0) });
  if (parts.length <= MOST_BARS) return parts.map(bar);
  const sorted = [...parts].sort((one, other) => lengthOf(other) - lengthOf(one));
  const rest = sorted.slice(MOST_BARS - 1);
  const value = rest.reduce((sum, part) => sum + lengthOf(part), 0);
  const label = rest.some(({ figure }) => typeof figure === "string") ? `${whole(value)} and more` : whole(value);
  return [...sorted.slice(0, MOST_BARS - 1).map(bar), { name: `${rest.length} others`, value, label }];
}

const YEARS_SHOWN = 5;

/** The same kind of period, year by year, with each year's own target. */
async function yearsChart(report: ReachReport, deps: Pick<Deps, "db" | "now">): Promise<ChartView | null> {
  const years: ReachHeadline[] = [report];
  while (years.length < YEARS_SHOWN) {
    const choice = years[0] && (await periodBefore(years[0].period, deps));
    const before = choice && (await reachHeadline(choice, deps));
    if (!before || before.reach.attendances === 0) break;
    years.unshift(before);
  }
  if (years.length < 2) return null;
  const bars = years.map(({ period, reach, target }) => {
    const { figure } = roundReach(reach);
    return { name: period.name, value: figure, label: whole(figure), ...(target === null ? {} : { goal: target }) };
  });
  const sentence = `${years.length} years: ${bars.map(({ name, label }) => `${label} in ${name.toLowerCase()}`).join(", ")}.`;
  return {
    id: "years",
    title: "Students reached year by year",
    sentence: bars.some((bar) => "goal" in bar) ? `${sentence} The upright mark is the year’s target.` : sentence,
    svg: drawBars(bars, `Students reached year by year. ${sentence}`),
    columns: ["Year", "Students reached", "Attendances", "Target"],
    rows: years.map(({ period, reach, target }) => {
      const { figure, attendances } = roundReach(reach);
      return { name: period.name, values: [whole(figure), whole(attendances), target === null ? "none" : whole(target)] };
    }),
  };
}
