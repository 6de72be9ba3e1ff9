import { listPublications } from "~/data/publications.server";
import type { PeriodChoice } from "~/domain/programme-year";
import { REACH_DEFINITION_VERSION } from "~/domain/reach";
import type { ReachFilter } from "~/domain/reach-dimensions";
import type { CsvCell } from "~/lib/csv";
import { dayOf } from "~/lib/london-time";
import type { Deps } from "~/services/deps";
import { contextRows } from "~/services/context-rows.server";
import { allCountedGroups } from "~/services/counted-groups.server";
import { progressByMonth } from "~/services/reach-progress.server";
import { isInternal } from "~/services/reach-parts.server";
import type { ReachAudience } from "~/services/reach-periods.server";
import { reachQuality } from "~/services/reach-quality.server";
import { reachReport } from "~/services/reach-report.server";
import { reachSelection } from "~/services/reach-selection.server";
import {
  aboutRows,
  besideTables,
  breakdownTable,
  countedTable,
  headlineFigures,
  milestonesTable,
  progressTable,
  publishedTables,
  qualityTables,
  selectionFigures,
  yearsTable,
  type ReachTable,
} from "~/services/reach-tables.server";
import { reachLikeBefore, reachYears, strategyProgress } from "~/services/reach-years.server";

export type ExportInput = {
  choice: PeriodChoice | null;
  audience: ReachAudience;
  /** Meant to be handed on: see `reachReport`. */
  publication: boolean;
  filter: ReachFilter;
  /** One table alone, by its id; every table where it is left out. */
  only?: string;
};

export type ReachExport = {
  period: { startsOn: string; endsOn: string };
  about: CsvCell[][];
  tables: ReachTable[];
};

/**
 * Every table of the reach pages with what explains it. Narrowed to a selection, what belongs to the whole period alone
 * (headline, what stands beside it, years, quality) is left out.
 */
export async function reachExport(input: ExportInput, deps: Pick<Deps, "db" | "now">): Promise<ReachExport> {
  const { only, ...selected } = input;
  const selection = await reachSelection(selected, deps);
  const { period, asAt, narrowed, smallNumbersUnder } = selection;
  const about = { period, asAt, narrowed, smallNumbersUnder, definitionVersion: REACH_DEFINITION_VERSION };
  const whenWanted = async (ids: readonly string[], tables: () => Promise<ReachTable[]>): Promise<ReachTable[]> =>
    only === undefined || ids.includes(only) ? tables() : [];
  const breakdowns = selection.breakdowns.map(breakdownTable);
  const counted = await whenWanted(["counted"], async () => [countedTable(await allCountedGroups(selected, deps))]);
  if (narrowed.length > 0) {
    const figures = selectionFigures(selection);
    return { period, about: aboutRows({ ...about, figures }), tables: [...breakdowns, ...counted] };
  }
  const { choice, audience, publication } = selected;
  const report = await reachReport({ choice, audience, publication }, deps);
  const isTeam = isInternal(selected);
  const years = await whenWanted(["years"], async () => [yearsTable(await reachYears(choice, deps))]);
  const progress = tablesOf(progressByMonth(report, dayOf(deps.now())), (months) => [progressTable(months)]);
  const strategy = await whenWanted(["milestones"], async () =>
    tablesOf((await strategyProgress(deps))?.milestones ?? [], (milestones) => [milestonesTable(milestones)]),
  );
  const published = isTeam
    ? await whenWanted(["published", "checked"], async () => tablesOf(await listPublications(deps.db, period), publishedTables))
    : [];
  const quality = isTeam
    ? await whenWanted(["unlikely", "rolls", "missing"], async () => qualityTables(await reachQuality(choice, deps)))
    : [];
  return {
    period,
    about: [...aboutRows({ ...about, figures: headlineFigures(report, await reachLikeBefore(report, deps)) }), ...contextRows(report.context)],
    tables: [...breakdowns, ...besideTables(report), ...progress, ...years, ...strategy, ...published, ...quality, ...counted],
  };
}

/** Tables of nothing are left out. */
const tablesOf = <Row>(rows: readonly Row[], make: (rows: readonly Row[]) => ReachTable[]): ReachTable[] =>
  rows.length === 0 ? [] : make(rows);
