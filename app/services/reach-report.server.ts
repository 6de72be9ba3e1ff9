import { listProgrammeYears } from "~/data/programme-years.server";
import { listTermsByAuthority, readWorkAhead, type Ahead } from "~/data/reach-ahead.server";
import { listUnrecorded, type UnrecordedVisit } from "~/data/reach.server";
import { readSettings } from "~/data/settings.server";
import type { CountBasis } from "~/domain/delivery";
import { FORECAST_METHOD, forecastReach, sessionsAWeekNeeded, type Forecast } from "~/domain/forecast";
import { cohortYearLabel } from "~/domain/groups";
import { monthsOf } from "~/domain/months";
import { paceOn, schoolDaysIn, type Pace } from "~/domain/pace";
import { isInPeriod } from "~/domain/programme-year";
import { REACH_DEFINITION, REACH_DEFINITION_VERSION, roundReach, type Reach } from "~/domain/reach";
import { dayOf, type Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import { besideOf, costOf, ratiosByVisit, shareOfRoll, type Beside } from "~/services/reach-beside.server";
import { reachLedger, type LedgerSide } from "~/services/reach-ledger.server";
import {
  attendancesByBasis,
  byFigure,
  byKey,
  districtPart,
  monthPart,
  partsBy,
  schoolPart,
  yearGroupPart,
  type ReachPart,
} from "~/services/reach-parts.server";
import { resolvePeriod, type PeriodChoice, type ReachAudience, type ReportedPeriod } from "~/services/reach-periods.server";

export type ReachReport = {
  period: ReportedPeriod;
  asAt: string;
  definition: string;
  definitionVersion: string;
  reach: Reach;
  /** Target and what remains of it are set for programme years alone. */
  target: number | null;
  remaining: number | null;
  byBasis: { basis: CountBasis | null; attendances: number }[];
  byMonth: ReachPart[];
  byDistrict: ReachPart[];
  byYearGroup: ReachPart[];
  bySchool: ReachPart[];
  /** How many groups the figure is made of; `countedGroups` lists them. */
  countedTotal: number;
  beside: Beside;
  /** Sessions in places of reachable moments: never part of the figure above. Null without any. */
  targeted: { reach: Reach; countedTotal: number } | null;
  /** Expected numbers of visits to come: a plan, never added to what was seen. */
  bookedAhead: Ahead;
  targetedAhead: Ahead;
  /** Requests that wait for a date, with the students they name: a wish, never added to what was seen. */
  requested: { requests: number; expected: number };
  /** The target spread over school days; null without a target. */
  pace: Pace | null;
  /** Students that the even pace has reached at each month's end; empty without a target. */
  paceByMonth: readonly { month: string; endsOn: Day; due: number }[];
  /** Of a period that is not over. */
  forecast: (Forecast & { method: string; sessionsAWeek: number | null; schoolWeeksLeft: number }) | null;
  /** Visits that are over and not recorded; null for those who may not see visits. */
  missing: UnrecordedVisit[] | null;
};

/**
 * Everything that page, CSV, workbook, print and mail say, in students, from the newest record of each visit (rule 5)
 * as of the last commit. Without a choice the programme year of today.
 */
export async function reachReport(
  input: { choice: PeriodChoice | null; audience: ReachAudience },
  deps: Pick<Deps, "db" | "now">,
): Promise<ReachReport> {
  const { db } = deps;
  const now = deps.now();
  const today = dayOf(now);
  const years = await listProgrammeYears(db);
  const period = await resolvePeriod(db, years, input.choice ?? { kind: "programme", onDay: today });
  const isCurrent = isInPeriod(period, today);
  const { coreYear } = await readSettings(db);
  const ledger = await reachLedger(db, period);
  const ahead = await readWorkAhead(db, { startsOn: period.startsOn, endsOn: period.endsOn, now, isCurrent });
  const summary = summaryOf(ledger.open);
  const { reach } = ledger.open;
  const remaining = period.target === null ? null : Math.max(0, period.target - roundReach(reach).figure);
  const schoolDays =
    period.target === null && period.endsOn < today ? [] : schoolDaysIn(period, await listTermsByAuthority(db, period));
  const daysLeft = schoolDays.filter((day) => day > today).length;
  const year = period.kind === "programme" ? years.find(({ startsOn }) => startsOn === period.startsOn) : undefined;
  return {
    period,
    asAt: now.toISOString(),
    definition: REACH_DEFINITION,
    definitionVersion: REACH_DEFINITION_VERSION,
    reach,
    target: period.target,
    remaining,
    byBasis: summary.byBasis,
    byMonth: summary.byMonth,
    byDistrict: summary.byDistrict,
    byYearGroup: summary.byYearGroup,
    bySchool: summary.bySchool,
    countedTotal: ledger.open.facts.length,
    beside: {
      ...summary.beside,
      coreYear: shareOfRoll(cohortYearLabel(coreYear), ledger.open.cohorts, [coreYear]),
      cost: costOf(year?.costPence ?? null, summary.beside.studentHours),
    },
    targeted:
      ledger.targeted.facts.length > 0
        ? { reach: ledger.targeted.reach, countedTotal: ledger.targeted.facts.length }
        : null,
    bookedAhead: ahead.booked,
    targetedAhead: ahead.targeted,
    requested: ahead.requested,
    pace: period.target === null ? null : paceOn(period.target, schoolDays, today),
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
  const now = deps.now();
  const wanted = choice ?? { kind: "programme", onDay: dayOf(now) };
  const period = await resolvePeriod(deps.db, await listProgrammeYears(deps.db), wanted);
  const { reach } = (await reachLedger(deps.db, period)).open;
  return {
    period,
    asAt: now.toISOString(),
    definition: REACH_DEFINITION,
    definitionVersion: REACH_DEFINITION_VERSION,
    reach,
    target: period.target,
    remaining: period.target === null ? null : Math.max(0, period.target - roundReach(reach).figure),
  };
}

type Summary = Pick<ReachReport, "byBasis" | "byMonth" | "byDistrict" | "byYearGroup" | "bySchool"> & {
  beside: Omit<Beside, "cost" | "coreYear">;
  attendanceRatios: number[];
};

/** The same facts give the same sums: a ledger that did not change is summed up once. */
const summaries = new WeakMap<LedgerSide, Summary>();

function summaryOf(side: LedgerSide): Summary {
  const kept = summaries.get(side);
  if (kept) return kept;
  const { facts } = side;
  const summary: Summary = {
    byBasis: attendancesByBasis(facts),
    byMonth: partsBy(facts, monthPart).sort(byKey),
    byDistrict: partsBy(facts, districtPart).sort(byFigure),
    byYearGroup: partsBy(facts, yearGroupPart).sort(byKey),
    bySchool: partsBy(facts, schoolPart).sort(byFigure),
    beside: besideOf(side),
    attendanceRatios: ratiosByVisit(facts),
  };
  summaries.set(side, summary);
  return summary;
}
