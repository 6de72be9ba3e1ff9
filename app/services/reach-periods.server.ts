import { findCampaign, listCampaigns } from "~/data/campaigns.server";
import { listProgrammeYears, type ProgrammeYearRow } from "~/data/programme-years.server";
import { findFirstRecordedDay } from "~/data/reach.server";
import { readSettings } from "~/data/settings.server";
import type { Campaign } from "~/domain/campaign";
import {
  academicYearOf,
  calendarYearOf,
  financialYearOf,
  isInPeriod,
  programmeYearOf,
  type Period,
  type PeriodChoice,
  type PeriodKind,
  type YearKind,
} from "~/domain/programme-year";
import type { ProgrammeSettings } from "~/domain/settings";
import { assertNever } from "~/lib/assert-never";
import { addDays, dayOf, type Day } from "~/lib/london-time";
import type { Deps } from "~/services/deps";

export type ReportedPeriod = Period & {
  kind: PeriodKind;
  /** As it stands in addresses. */
  value: string;
  target: number | null;
  /** The programme year or campaign of the database; null for a year that nobody entered. */
  id: string | null;
};

/** Coordinators and managers see places and what is missing; analysts see figures alone. */
export type ReachAudience = "team" | "analyst";

const PERIODS_BACK = 9;
const MOST_CAMPAIGNS = 20;

/** What periods are made of. A page that shows many reads it once. */
export type PeriodFrame = { settings: ProgrammeSettings; years: readonly ProgrammeYearRow[] };

export async function readPeriodFrame({ db }: Pick<Deps, "db">): Promise<PeriodFrame> {
  return { settings: await readSettings(db), years: await listProgrammeYears(db) };
}

/** The period that is asked for; without a choice, or of a campaign that is not there, the programme year of today. */
export async function resolvePeriod(
  choice: PeriodChoice | null,
  { db, now }: Pick<Deps, "db" | "now">,
  frame?: PeriodFrame,
): Promise<ReportedPeriod> {
  if (choice?.kind === "campaign") {
    const campaign = await findCampaign(db, { slug: choice.slug });
    if (campaign) return campaignPeriod(campaign);
  }
  const wanted = choice && choice.kind !== "campaign" ? choice : { kind: "programme" as const, onDay: dayOf(now()) };
  return yearPeriod(frame ?? (await readPeriodFrame({ db })), wanted);
}

/** The periods worth offering: each kind from today's back to the first record, at most ten of each, then campaigns. */
export async function listPeriods(deps: Pick<Deps, "db" | "now">, frame?: PeriodFrame): Promise<ReportedPeriod[]> {
  const today = dayOf(deps.now());
  const first = (await findFirstRecordedDay(deps.db)) ?? today;
  const known = frame ?? (await readPeriodFrame(deps));
  const periods: ReportedPeriod[] = [];
  for (const kind of ["programme", "academic", "financial", "calendar"] as const) {
    let period = yearPeriod(known, { kind, onDay: today });
    periods.push(period);
    for (let back = 0; back < PERIODS_BACK && period.startsOn > first; back += 1) {
      period = yearPeriod(known, { kind, onDay: addDays(period.startsOn, -1) });
      periods.push(period);
    }
  }
  return [...periods, ...(await listCampaigns(deps.db)).slice(0, MOST_CAMPAIGNS).map(campaignPeriod)];
}

/** The period of the same kind that came before; null before the first campaign. */
export async function periodBefore(
  period: ReportedPeriod,
  deps: Pick<Deps, "db" | "now">,
): Promise<PeriodChoice | null> {
  if (period.kind !== "campaign") return { kind: period.kind, onDay: addDays(period.startsOn, -1) };
  const campaigns = await listCampaigns(deps.db);
  const before = campaigns[campaigns.findIndex(({ id }) => id === period.id) + 1];
  return before ? { kind: "campaign", slug: before.slug } : null;
}

function campaignPeriod({ id, name, slug, startsOn, endsOn, target }: Campaign): ReportedPeriod {
  return { id, name, startsOn, endsOn, target, kind: "campaign", value: `campaign-${slug}` };
}

function yearPeriod({ settings, years }: PeriodFrame, { kind, onDay }: { kind: YearKind; onDay: Day }): ReportedPeriod {
  const period = findYear(years, kind, onDay);
  const target = kind === "programme" ? (period.target ?? settings.defaultTarget) : null;
  const { name, startsOn, endsOn, id = null } = period;
  return { id, name, startsOn, endsOn, target, kind, value: `${kind}-${startsOn}` };
}

function findYear(
  years: readonly ProgrammeYearRow[],
  kind: YearKind,
  onDay: Day,
): Period & { id?: string; target?: number } {
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
