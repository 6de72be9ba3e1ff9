import { forecastLikeBefore, forecastReach, type YearBefore } from "~/domain/forecast";
import { monthsOf } from "~/domain/months";
import type { Day } from "~/lib/london-time";

/** A request as it went: when it was made and decided, and the visit that came of it. */
export type KnownRequest = {
  askedOn: Day;
  decidedOn: Day;
  accepted: boolean;
  visitOn: Day;
  /** Cancelled after it was booked. */
  cancelledOn: Day | null;
  expected: number;
  attended: number;
  /** Students who were met for the first time in the year. */
  fresh: number;
};

const YEARS_BEFORE = 3;

/** How far off each forecast was, as shares of what came in the end, and how often that lay in its range. */
export type Tally = { off: number[]; inside: number };
/** By the month at whose end it was made, the first of the year first. */
export type MonthTally = { known: Tally; before: Tally; share: number[] };

const isHeld = ({ accepted, cancelledOn }: KnownRequest): boolean => accepted && cancelledOn === null;

/** Forecasts at each month's end of a year with what was known then, added to `rows`; years before `firstYear` are not known. */
export function standInYear(
  rows: Map<number, MonthTally>,
  all: readonly KnownRequest[],
  { year, firstYear }: { year: number; firstYear: number },
): void {
  const span = { startsOn: `${year}-08-01`, endsOn: `${year + 1}-07-31` };
  const came = reachedBetween(all, span.startsOn, span.endsOn);
  for (const [index, { endsOn: now }] of monthsOf(span).entries()) {
    const row = rows.get(index) ?? { known: { off: [], inside: 0 }, before: { off: [], inside: 0 }, share: [] };
    rows.set(index, row);
    const figure = reachedBetween(all, span.startsOn, now);
    row.share.push(figure / came);
    note(row.known, forecastReach(basisAt(all, span, now)), came);
    const reached = { figure, low: figure, high: figure };
    const like = forecastLikeBefore(reached, yearsBefore(all, { year, firstYear, now }));
    if (like) note(row.before, like, came);
  }
}

function yearsBefore(
  all: readonly KnownRequest[],
  { year, firstYear, now }: { year: number; firstYear: number; now: Day },
): YearBefore[] {
  const earlier = Array.from({ length: YEARS_BEFORE }, (_, index) => year - index - 1).filter((each) => each >= firstYear);
  return earlier.map((each) => ({
    byNow: reachedBetween(all, `${each}-08-01`, `${Number(now.slice(0, 4)) - (year - each)}${now.slice(4)}`),
    inTheEnd: reachedBetween(all, `${each}-08-01`, `${each + 1}-07-31`),
  }));
}

function reachedBetween(all: readonly KnownRequest[], from: Day, until: Day): number {
  return all.reduce((sum, one) => (isHeld(one) && one.visitOn >= from && one.visitOn <= until ? sum + one.fresh : sum), 0);
}

function basisAt(all: readonly KnownRequest[], span: { startsOn: Day; endsOn: Day }, now: Day) {
  const held = all.filter((one) => isHeld(one) && one.visitOn >= span.startsOn && one.visitOn <= now);
  const sum = (of: readonly KnownRequest[], what: (one: KnownRequest) => number) => of.reduce((total, one) => total + what(one), 0);
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
