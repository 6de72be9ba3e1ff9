// npm run bench -- forecast [--seeds 20] [--requests 130]: stands at each month's end of the demo's last programme year and of
// simulated programme years, forecasts with what was known then, and compares with what came. docs/forecast.md holds its tables.
import { parseArgs } from "node:util";
import { monthsOf } from "~/domain/months";
import { programmeYearOf } from "~/domain/programme-year";
import { addDays, dayOf, formatMonth } from "~/lib/london-time";
import { simulateYears } from "./forecast/decade";
import { demoYears } from "./forecast/demo-years";
import { standInYear, type MonthTally, type Tally } from "./forecast/stand-in-year";

const YEARS = 10;
const FIRST_YEAR = 2016;
/** The demo's own year, and two of which it imports what was held. */
const DEMO_YEARS = 3;

const { values } = parseArgs({ options: { seeds: { type: "string", default: "20" }, requests: { type: "string", default: "130" } } });
const seeds = Number(values.seeds);

const simulated = new Map<number, MonthTally>();
for (let seed = 1; seed <= seeds; seed += 1) {
  const all = simulateYears({ seed, firstYear: FIRST_YEAR, years: YEARS, requestsAYear: Number(values.requests) });
  for (let year = FIRST_YEAR; year < FIRST_YEAR + YEARS; year += 1) standInYear(simulated, all, { year, firstYear: FIRST_YEAR });
}
print(simulated, `${seeds} decades of ${YEARS} programme years, seeds 1 to ${seeds}, about ${values.requests} requests a year.`);

const thisYear = programmeYearOf(dayOf(new Date()));
const lastYear = Number(addDays(thisYear.startsOn, -365).slice(0, 4));
const demo = new Map<number, MonthTally>();
standInYear(demo, await demoYears(lastYear, DEMO_YEARS), { year: lastYear, firstYear: lastYear + 1 - DEMO_YEARS });
print(demo, `The demo's programme year ${lastYear}/${(lastYear + 1) % 100}, with ${DEMO_YEARS - 1} imported years before it.`);

function print(rows: ReadonlyMap<number, MonthTally>, words: string): void {
  say(["stood at the end of", "reached by then", "what is known: off by", "bias", "in range", "like the years before: off by", "bias", "in range"]);
  say(["---", "---", "---", "---", "---", "---", "---", "---"]);
  for (const [index, row] of [...rows].sort(([one], [other]) => one - other)) {
    const month = monthsOf({ startsOn: "2016-08-01", endsOn: "2017-07-31" })[index]?.month ?? "";
    say([formatMonth(month).replace(/ \d+$/, ""), percent(mean(row.share)), ...columns(row.known), ...columns(row.before)]);
  }
  process.stdout.write(`\n${words}\n\n`);
}

function columns({ off, inside }: Tally): string[] {
  const sizes = off.map(Math.abs).sort((one, other) => one - other);
  return [percent(sizes[Math.floor(sizes.length / 2)] ?? 0), percent(mean(off)), percent(inside / Math.max(1, off.length))];
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / Math.max(1, numbers.length);
}

function say(cells: readonly string[]): void {
  process.stdout.write(`| ${cells.join(" | ")} |\n`);
}
