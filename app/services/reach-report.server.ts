import { listCostsOfYear } from "~/data/funders.server";
import { listContext, type ContextFigure } from "~/data/context-figures.server";
import { listTermsByAuthority, readWorkAhead, type Ahead } from "~/data/reach-ahead.server";
import { loadReachFacts } from "~/data/reach-facts.server";
import { listUnrecorded, type UnrecordedVisit } from "~/data/reach.server";
import type { CountBasis } from "~/domain/delivery";
import { FORECAST_METHOD, forecastReach, sessionsAWeekNeeded, type Forecast } from "~/domain/forecast";
import { cohortYearLabel } from "~/domain/groups";
import { monthsOf } from "~/domain/months";
import { paceOn, schoolDaysIn, type Pace } from "~/domain/pace";
import { isInPeriod, type PeriodChoice } from "~/domain/programme-year";
import { REACH_DEFINITION, REACH_DEFINITION_VERSION, roundReach, type Reach } from "~/domain/reach";
import { hideSmall, hideSmallParts, type Shown } from "~/domain/small-numbers";
import { dayOf, type Day } from "~/lib/london-time";
import { oncePer } from "~/lib/once-per";
import type { Deps } from "~/services/deps";
import { attendanceRatios, besideOf, costOf, costsByFunder, shareOfRoll, withoutSmall, type Beside } from "~/services/reach-beside.server";
import { breakdownsOf, outsideNames, totalOf, type Breakdown } from "~/services/reach-breakdowns.server";
import { reachLedger, type LedgerSide } from "~/services/reach-ledger.server";
import { attendancesByBasis, hiddenUnder, hoursOf, partsOfSide, type ReachPart } from "~/services/reach-parts.server";
import { readPeriodFrame, resolvePeriod, type PeriodFrame, type ReachAudience, type ReportedPeriod } from "~/services/reach-periods.server";

export type ReachReport = {
  period: ReportedPeriod;
  asAt: string;
  definition: string;
  definitionVersion: string;
  reach: Reach;
  /** Target and what remains of it are set for programme years alone. */
  target: number | null;
  remaining: number | null;
  byBasis: { basis: CountBasis | null; attendances: Shown }[];
  /** Exact, for publishing and for whatever counts on; pages and exports show the breakdowns. */
  byMonth: ReachPart[];
  byDistrict: ReachPart[];
  byYearGroup: ReachPart[];
  bySchool: ReachPart[];
  /** As this viewer may see them, each adding up to the whole. */
  breakdowns: Breakdown[];
  /** Smaller numbers of students are hidden; 0 where none are. */
  smallNumbersUnder: number;
  /** Of a campaign: what was tagged with it, on whichever day. */
  tagged: { sessions: number; attendances: Shown; studentHours: Shown } | null;
  /** How many groups the figure is made of; `countedGroups` lists them. */
  countedTotal: number;
  beside: Beside;
  /** Sessions in places of reachable moments: never part of the figure above. Null without any; no reach where it is small. */
  targeted: { reach: Reach | null; countedTotal: number } | null;
  /** Expected numbers of visits to come: a plan, never added to what was seen. */
  bookedAhead: Ahead;
  targetedAhead: Ahead;
  /** Requests that wait for a date, with the students they name: a wish, never added to what was seen. */
  requested: { requests: number; expected: number };
  /** The target spread over school days; null without a target. */
  pace: Pace | null;
  /** Students that the even pace has reached at each month's end; empty without a target. */
  paceByMonth: readonly { month: string; endsOn: Day; due: number }[];
  /** Dated numbers from elsewhere; no cause is claimed. */
  context: ContextFigure[];
  /** Of a period that is not over. */
  forecast: (Forecast & { method: string; sessionsAWeek: number | null; schoolWeeksLeft: number }) | null;
  /** Visits that are over and not recorded; null for those who may not see visits. */
  missing: UnrecordedVisit[] | null;
};

export type ReportInput = {
  choice: PeriodChoice | null;
  audience: ReachAudience;
  /** Meant to be handed on: small numbers are hidden and priority areas left out, whoever asks. */
  publication?: boolean;
  /** Read already, for a page that shows other periods too. */
  frame?: PeriodFrame;
};

/**
 * Everything that page, CSV, workbook, print and mail say, in students, from the newest record of each visit (rule 5)
 * as of the last commit. Without a choice the programme year of today.
 */
export async function reachReport(input: ReportInput, deps: Pick<Deps, "db" | "now">): Promise<ReachReport> {
  const { db } = deps;
  const now = deps.now();
  const today = dayOf(now);
  const frame = input.frame ?? (await readPeriodFrame(deps));
  const period = await resolvePeriod(input.choice, deps, frame);
  const isCurrent = isInPeriod(period, today);
  const { coreYear, smallNumbersUnder } = frame.settings;
  const under = hiddenUnder(input, smallNumbersUnder);
  const ledger = await reachLedger(db, period);
  const ahead = await readWorkAhead(db, { startsOn: period.startsOn, endsOn: period.endsOn, now, isCurrent });
  const summary = summaryOf(ledger.open);
  const { reach, facts } = ledger.open;
  const names = await outsideNames({ ...input, side: ledger.open }, deps);
  const parts = partsOfSide(ledger.open, names);
  const remaining = period.target === null ? null : Math.max(0, period.target - roundReach(reach).figure);
  const schoolDays =
    period.target === null && period.endsOn < today ? [] : schoolDaysIn(period, await listTermsByAuthority(db, period));
  const daysLeft = schoolDays.filter((day) => day > today).length;
  const yearId = period.kind === "programme" ? period.id : null;
  const year = yearId === null ? undefined : frame.years.find(({ id }) => id === yearId);
  const costs = yearId === null ? new Map<string, number>() : await listCostsOfYear(db, yearId);
  return {
    period,
    asAt: now.toISOString(),
    definition: REACH_DEFINITION,
    definitionVersion: REACH_DEFINITION_VERSION,
    reach,
    target: period.target,
    remaining,
    byBasis: hiddenByBasis(summary.byBasis, under),
    byMonth: parts.month,
    byDistrict: parts.district,
    byYearGroup: parts.yearGroup,
    bySchool: parts.school,
    breakdowns: breakdownsOf(parts, { tellsStudents: true, under }),
    smallNumbersUnder: under,
    tagged: period.kind === "campaign" && period.id !== null ? await taggedWith(period.id, under, deps) : null,
    countedTotal: facts.length,
    beside: {
      ...withoutSmall(summary.beside, under),
      coreYear: shareOfRoll(cohortYearLabel(coreYear), ledger.open.cohorts, [coreYear]),
      cost: costOf(year?.costPence ?? null, summary.beside.studentHours),
      funderCosts: costsByFunder(costs, parts.funder, names.funders ?? new Map(), under),
    },
    targeted: ledger.targeted.facts.length > 0 ? targetedOf(ledger.targeted, under) : null,
    bookedAhead: ahead.booked,
    targetedAhead: ahead.targeted,
    requested: ahead.requested,
    pace: period.target === null ? null : paceOn(period.target, schoolDays, today),
    context: await listContext(db),
    paceByMonth: paceByMonth(period, schoolDays),
    forecast:
      period.endsOn < today
        ? null
        : {
            ...forecastReach({
              ...ahead,
              reached: reach,
              attendances: reach.attendances,
              attendanceRatios: summary.attendanceRatios,
            }),
            method: FORECAST_METHOD,
            sessionsAWeek: sessionsAWeekNeeded({
              remaining: remaining ?? 0,
              reached: reach.figure,
              sessions: summary.beside.sessions,
              schoolDaysLeft: daysLeft,
            }),
            schoolWeeksLeft: daysLeft / 5,
          },
    missing: input.audience === "team" ? await listUnrecorded(db, { ...period, now }) : null,
  };
}

function hiddenByBasis(byBasis: Summary["byBasis"], under: number): ReachReport["byBasis"] {
  const shown = hideSmallParts(byBasis.map(({ attendances }) => attendances), under);
  return byBasis.map(({ basis, attendances }, index) => ({ basis, attendances: shown[index] ?? attendances }));
}

function targetedOf({ reach, facts }: LedgerSide, under: number): NonNullable<ReachReport["targeted"]> {
  const isSmall = [reach.figure, reach.attendances].some((value) => typeof hideSmall(value, under) === "string");
  return { reach: isSmall ? null : reach, countedTotal: facts.length };
}

async function taggedWith(
  campaignId: string,
  under: number,
  { db }: Pick<Deps, "db">,
): Promise<NonNullable<ReachReport["tagged"]>> {
  const facts = (await loadReachFacts(db, { campaignId })).filter(({ targeted }) => !targeted);
  const sums = facts.reduce(
    (sum, fact) => ({ ...sum, attendances: sum.attendances + fact.attended, studentHours: sum.studentHours + hoursOf(fact) }),
    { figure: 0, attendances: 0, studentHours: 0 },
  );
  const { attendances, studentHours } = totalOf(sums, false, under);
  return { sessions: new Set(facts.map(({ sessionId }) => sessionId)).size, attendances, studentHours };
}

function paceByMonth(period: ReportedPeriod, schoolDays: readonly Day[]): ReachReport["paceByMonth"] {
  const { target } = period;
  if (target === null) return [];
  return monthsOf(period).map(({ month, endsOn }) => ({ month, endsOn, due: paceOn(target, schoolDays, endsOn).due }));
}

export type ReachHeadline = Pick<ReachReport, "period" | "asAt" | "definition" | "definitionVersion" | "reach" | "target" | "remaining">;

/** The headline alone, the same as everywhere: for mails, the public page, publishing and years side by side. */
export async function reachHeadline(
  choice: PeriodChoice | null,
  deps: Pick<Deps, "db" | "now">,
): Promise<ReachHeadline> {
  const period = await resolvePeriod(choice, deps);
  const { reach } = (await reachLedger(deps.db, period)).open;
  return {
    period,
    asAt: deps.now().toISOString(),
    definition: REACH_DEFINITION,
    definitionVersion: REACH_DEFINITION_VERSION,
    reach,
    target: period.target,
    remaining: period.target === null ? null : Math.max(0, period.target - roundReach(reach).figure),
  };
}

type Summary = {
  byBasis: { basis: CountBasis | null; attendances: number }[];
  beside: ReturnType<typeof besideOf>;
  attendanceRatios: number[];
};

/** The same facts give the same sums: a ledger that did not change is summed up once. */
const summaryOf = oncePer(
  (side: LedgerSide): Summary => ({
    byBasis: attendancesByBasis(side.facts),
    beside: besideOf(side),
    attendanceRatios: attendanceRatios(side),
  }),
);
