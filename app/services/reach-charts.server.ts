import { roundReach } from "~/domain/reach";
import { drawBars, drawProgress } from "~/integrations/chart.server";
import { addDays, dayOf, formatMonth, instantAt, monthOf, type Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import type { ReachPart } from "~/services/reach-parts.server";
import type { ReachAudience } from "~/services/reach-periods.server";
import { reachReport, type ReachReport } from "~/services/reach-report.server";

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
  input: { report: ReachReport; audience: ReachAudience; withYears: boolean },
  deps: Pick<Deps, "db" | "now">,
): Promise<ChartView[]> {
  const { report, audience, withYears } = input;
  const charts = [
    progressChart(report, dayOf(deps.now())),
    barsChart("months", "Students reached by month", "Month", report.byMonth),
    barsChart("year-groups", "Students reached by year group", "Year group", report.byYearGroup),
    barsChart("districts", "Students reached by district", "District", report.byDistrict),
    withYears ? await yearsChart(report, audience, deps) : null,
  ];
  return charts.flatMap((chart) => (chart === null ? [] : [chart]));
}

/** What was reached by the end of each month beside an even pace over school days. */
function progressChart(report: ReachReport, today: Day): ChartView | null {
  const { period, target, byMonth, pace, paceByMonth: months } = report;
  if (target === null || pace === null || byMonth.length === 0) return null;
  const soFar = months.filter(({ month }) => month <= monthOf(today));
  const reached = soFar.map(({ month }) =>
    byMonth.filter(({ key }) => key <= month).reduce((sum, { figure }) => sum + figure, 0),
  );
  const dayShown = (endsOn: Day) => instantAt(endsOn > today ? today : endsOn, 12 * 60);
  const start = { onDay: instantAt(period.startsOn, 12 * 60), value: 0 };
  const now = roundReach(report.reach).figure;
  const sentence = progressSentence({ now, target, due: pace.due, over: period.endsOn < today });
  const svg = drawProgress(
    {
      target,
      pace: [start, ...months.map(({ endsOn, due }) => ({ onDay: instantAt(endsOn, 12 * 60), value: due }))],
      reached: [start, ...soFar.map(({ endsOn }, index) => ({ onDay: dayShown(endsOn), value: reached[index] ?? 0 }))],
    },
    `Progress against an even pace. ${sentence}`,
  );
  return {
    id: "progress",
    title: "Progress against an even pace",
    sentence: `${sentence} The pace spreads the target over school days: holidays are not behind.`,
    svg,
    columns: ["By the end of", "Students reached", "Even pace"],
    rows: months.map(({ month, due }, index) => ({
      name: formatMonth(month),
      values: [index < reached.length ? whole(reached[index] ?? 0) : "to come", whole(due)],
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

function barsChart(id: string, title: string, header: string, parts: readonly ReachPart[]): ChartView | null {
  const [most] = [...parts].sort((one, other) => other.figure - one.figure);
  if (!most || most.figure === 0) return null;
  const shown = parts.length > MOST_BARS ? withOthers(parts) : parts;
  const sum = parts.reduce((total, { figure }) => total + figure, 0);
  const sentence =
    parts.length === 1
      ? `All ${whole(sum)} students were reached in one: ${most.name}.`
      : `Most students were reached in ${most.name}: ${whole(most.figure)} of ${whole(sum)}.`;
  return {
    id,
    title,
    sentence,
    svg: drawBars(
      shown.map(({ name, figure }) => ({ name, value: figure, label: whole(figure) })),
      `${title}. ${sentence}`,
    ),
    columns: [header, "Students reached", "Attendances"],
    rows: parts.map(({ name, figure, attendances }) => ({ name, values: [whole(figure), whole(attendances)] })),
  };
}

/** The largest, and the rest as one bar: the table below has them all. */
function withOthers(parts: readonly ReachPart[]): ReachPart[] {
  const sorted = [...parts].sort((one, other) => other.figure - one.figure);
  const rest = sorted.slice(MOST_BARS - 1);
  const others = rest.reduce(
    (sum, { figure, attendances }) => ({ ...sum, figure: sum.figure + figure, attendances: sum.attendances + attendances }),
    { key: "others", name: `${rest.length} others`, figure: 0, attendances: 0 },
  );
  return [...sorted.slice(0, MOST_BARS - 1), others];
}

const YEARS_SHOWN = 5;

/** The same kind of period, year by year, with each year's own target. */
async function yearsChart(
  report: ReachReport,
  audience: ReachAudience,
  deps: Pick<Deps, "db" | "now">,
): Promise<ChartView | null> {
  const { kind } = report.period;
  const years = [report];
  for (let back = 1; back < YEARS_SHOWN; back += 1) {
    const first = years[0];
    if (!first) break;
    const before = await reachReport({ choice: { kind, onDay: addDays(first.period.startsOn, -1) }, audience }, deps);
    if (before.reach.attendances === 0) break;
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
