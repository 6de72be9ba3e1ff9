// npm run bench -- forecast [--seeds 20] [--requests 130]: stands at each month's end of simulated programme years, forecasts
// with what was known then, and compares with what came. docs/forecast.md holds its table.
import { parseArgs } from "node:util";
import { forecastLikeBefore, forecastReach, type YearBefore } from "~/domain/forecast";
import { monthsOf } from "~/domain/months";
import { formatMonth, type Day } from "~/lib/london-time";
import { simulateYears, type SimulatedRequest } from "./forecast/decade";

const YEARS = 10;
const FIRST_YEAR = 2016;
const YEARS_BEFORE = 3;

const { values } = parseArgs({ options: { seeds: { type: "string", default: "20" }, requests: { type: "string", default: "130" } } });
const seeds = Number(values.seeds);

/** How far off, as shares of what came in the end. */
type Tally = { off: number[]; inside: number };
const rows = new Map<number, { known: Tally; before: Tally; share: number[] }>();

const isHeld = ({ accepted, cancelledOn }: SimulatedRequest): boolean => accepted && cancelledOn === null;

for (let seed = 1; seed <= seeds; seed += 1) {
  const all = simulateYears({ seed, firstYear: FIRST_YEAR, years: YEARS, requestsAYear: Number(values.requests) });
  for (let year = FIRST_YEAR; year < FIRST_YEAR + YEARS; year += 1) standInYear(all, year);
}

function standInYear(all: readonly SimulatedRequest[], year: number): void {
  const span = { startsOn: `${year}-08-01`, endsOn: `${year + 1}-07-31` };
  const came = reachedBetween(all, span.startsOn, span.endsOn);
  for (const [index, { endsOn: now }] of monthsOf(span).entries()) {
    const row = rows.get(index) ?? { known: { off: [], inside: 0 }, before: { off: [], inside: 0 }, share: [] };
    rows.set(index, row);
    const figure = reachedBetween(all, span.startsOn, now);
    row.share.push(figure / came);
    note(row.known, forecastReach(basisAt(all, span, now)), came);
    const reached = { figure, low: figure, high: figure };
    const like = forecastLikeBefore(reached, yearsBefore(all, year, now));
    if (like) note(row.before, like, came);
  }
}

function yearsBefore(all: readonly SimulatedRequest[], year: number, now: Day): YearBefore[] {
  const earlier = [1, 2, 3].slice(0, YEARS_BEFORE).map((back) => year - back).filter((each) => each >= FIRST_YEAR);
  return earlier.map((each) => ({
    byNow: reachedBetween(all, `${each}-08-01`, `${Number(now.slice(0, 4)) - (year - each)}${now.slice(4)}`),
    inTheEnd: reachedBetween(all, `${each}-08-01`, `${each + 1}-07-31`),
  }));
}

function reachedBetween(all: readonly SimulatedRequest[], from: Day, until: Day): number {
  return all.reduce((sum, one) => (isHeld(one) && one.visitOn >= from && one.visitOn <= until ? sum + one.fresh : sum), 0);
}

function basisAt(all: readonly SimulatedRequest[], span: { startsOn: Day; endsOn: Day }, now: Day) {
  const held = all.filter((one) => isHeld(one) && one.visitOn >= span.startsOn && one.visitOn <= now);
  const sum = (of: readonly SimulatedRequest[], what: (one: SimulatedRequest) => number) => of.reduce((total, one) => total + what(one), 0);
  const booked = all.filter(
    (one) =>
      one.accepted && one.decidedOn <= now && one.visitOn > now && one.visitOn <= span.endsOn && (one.cancelledOn === null || one.cancelledOn > now),
  );
  const open = all.filter((one) => one.askedOn <= now && one.decidedOn > now);
  const decided = all.filter((one) => one.decidedOn <= now && one.askedOn >= span.startsOn && one.askedOn <= span.endsOn);
  const figure = sum(held, ({ fresh }) => fresh);
  return {
    reached: { figure, low: figure, high: figure },
    attendances: sum(held, ({ attended }) => attended),
    attendanceRatios: held.map(({ attended, expected }) => attended / expected),
    booked: { visits: booked.length, expected: sum(booked, ({ expected }) => expected) },
    requested: { requests: open.length, expected: sum(open, ({ expected }) => expected) },
    decided: { accepted: decided.filter(({ accepted }) => accepted).length, all: decided.length },
  };
}

function note(tally: Tally, { figure, low, high }: { figure: number; low: number; high: number }, came: number): void {
  tally.off.push((figure - came) / came);
  if (came >= low && came <= high) tally.inside += 1;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
const mean = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0) / Math.max(1, numbers.length);

function columns({ off, inside }: Tally): string[] {
  const sizes = off.map(Math.abs).sort((one, other) => one - other);
  return [percent(sizes[Math.floor(sizes.length / 2)] ?? 0), percent(mean(off)), percent(inside / Math.max(1, off.length))];
}

const say = (cells: readonly string[]) => process.stdout.write(`| ${cells.join(" | ")} |\n`);
say(["stood at the end of", "reached by then", "what is known: off by", "bias", "in range", "like the years before: off by", "bias", "in range"]);
say(["---", "---", "---", "---", "---", "---", "---", "---"]);
for (const [index, row] of [...rows].sort(([one], [other]) => one - other)) {
  const month = monthsOf({ startsOn: "2016-08-01", endsOn: "2017-07-31" })[index]?.month ?? "";
  say([formatMonth(month).replace(/ \d+$/, ""), percent(mean(row.share)), ...columns(row.known), ...columns(row.before)]);
}
process.stdout.write(`\n${seeds} decades of ${YEARS} programme years, seeds 1 to ${seeds}, about ${values.requests} requests a year.\n`);
