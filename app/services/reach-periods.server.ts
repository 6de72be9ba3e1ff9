import type { Db } from "~/data/db.server";
import { listProgrammeYears, type ProgrammeYearRow } from "~/data/programme-years.server";
import { findFirstRecordedDay } from "~/data/reach.server";
import { readSettings } from "~/data/settings.server";
import {
  academicYearOf,
  calendarYearOf,
  financialYearOf,
  isInPeriod,
  programmeYearOf,
  type Period,
} from "~/domain/programme-year";
import { assertNever } from "~/lib/assert-never";
import { addDays, dayOf, type Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";

export type PeriodKind = "programme" | "academic" | "financial" | "calendar";

/** The period of a kind that a day lies in. */
export type PeriodChoice = { kind: PeriodKind; onDay: Day };

export type ReportedPeriod = Period & { kind: PeriodKind; value: string; target: number | null };

/** Coordinators and managers see places and what is missing; analysts see figures alone. */
export type ReachAudience = "team" | "analyst";

const PERIODS_BACK = 9;

/** The periods worth offering: each kind from today's back to the first record, at most ten of each. */
export async function listPeriods(deps: Pick<Deps, "db" | "now">): Promise<ReportedPeriod[]> {
  const today = dayOf(deps.now());
  const first = (await findFirstRecordedDay(deps.db)) ?? today;
  const years = await listProgrammeYears(deps.db);
  const { defaultTarget } = await readSettings(deps.db);
  const periods: ReportedPeriod[] = [];
  for (const kind of ["programme", "academic", "financial", "calendar"] as const) {
    let period = periodOf(years, { kind, onDay: today }, defaultTarget);
    periods.push(period);
    for (let back = 0; back < PERIODS_BACK && period.startsOn > first; back += 1) {
      period = periodOf(years, { kind, onDay: addDays(period.startsOn, -1) }, defaultTarget);
      periods.push(period);
    }
  }
  return periods;
}

export async function resolvePeriod(
  db: Db,
  years: readonly ProgrammeYearRow[],
  choice: PeriodChoice,
): Promise<ReportedPeriod> {
  const period = periodOf(years, choice, 0);
  const isEntered = years.some(({ startsOn }) => startsOn === period.startsOn);
  if (choice.kind !== "programme" || isEntered) return period;
  return { ...period, target: (await readSettings(db)).defaultTarget };
}

function periodOf(
  years: readonly ProgrammeYearRow[],
  { kind, onDay }: PeriodChoice,
  defaultTarget: number,
): ReportedPeriod {
  const period = findPeriod(years, kind, onDay);
  const target = kind === "programme" ? (period.target ?? defaultTarget) : null;
  const { name, startsOn, endsOn } = period;
  return { name, startsOn, endsOn, target, kind, value: `${kind}-${startsOn}` };
}

function findPeriod(
  years: readonly ProgrammeYearRow[],
  kind: PeriodKind,
  onDay: Day,
): Period & { target?: number } {
  switch (kind) {
    case "programme": {
      const entered = years.find((year) => isInPeriod(year, onDay));
      if (!entered) return programmeYearOf(onDay);
      const { name } = entered;
      return { ...entered, name: /^\d{4}/.test(name) ? `Programme year ${name}` : name };
    }
    case "academic":
      return { ...programmeYearOf(onDay), name: `Academic year ${academicYearOf(onDay)}` };
    case "financial":
      return financialYearOf(onDay);
    case "calendar":
      return calendarYearOf(onDay);
    default:
      return assertNever(kind);
  }
}
