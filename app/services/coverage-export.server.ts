import { listAreasOn } from "~/data/priority-areas.server";
import { areasOf } from "~/domain/area";
import { partOf, partsByArea, REACHED_LABELS, REACHED_WHEN, shownParts, shownTotal, type ShownCoveragePart } from "~/domain/coverage";
import { describePeriod } from "~/domain/programme-year";
import { hideSmall, smallNumbersRule, type Shown } from "~/domain/small-numbers";
import { renderWorkbook } from "~/integrations/workbook.server";
import { toCsv, type CsvCell } from "~/lib/csv";
import { dayOf, formatInstant } from "~/lib/london-time";
import { coverageReport, type CoverageReport } from "~/services/coverage-report.server";
import type { Deps } from "~/services/deps";
import { hiddenUnder, isInternal, type Looking } from "~/services/reach-parts.server";

type ExportDeps = Pick<Deps, "db" | "now">;
type Table = { name: string; header: string[]; rows: CsvCell[][] };
type Exported = { about: CsvCell[][]; tables: Table[] };
/** The rule beside the tables, in words. */
type Define = (report: CoverageReport) => string;

/** The tables of coverage one under the other, behind what they mean. Areas for the team alone, and never to hand on. */
export async function coverageCsv(looking: Looking, define: Define, deps: ExportDeps): Promise<string> {
  const { about, tables } = await exported(looking, define, deps);
  return toCsv([...about, ...tables.flatMap(({ header, rows }) => [[], header, ...rows])]);
}

/** The same as a workbook. */
export async function coverageWorkbook(looking: Looking, define: Define, deps: ExportDeps): Promise<Uint8Array<ArrayBuffer>> {
  const { about, tables } = await exported(looking, define, deps);
  return renderWorkbook([
    { name: "About these figures", header: null, rows: about, widths: [34, 90] },
    ...tables.map(({ name, header, rows }) => ({ name, header, rows, widths: [34, ...header.slice(1).map(() => 18)] })),
  ]);
}

async function exported(looking: Looking, define: Define, deps: ExportDeps): Promise<Exported> {
  const report = await coverageReport(deps);
  const isTeam = isInternal(looking);
  const under = hiddenUnder(looking, report.smallNumbersUnder);
  const areas = isTeam ? await listAreasOn(deps.db, dayOf(deps.now())) : [];
  const total = shownTotal(report.total, under);
  const table = (name: string, first: string, parts: readonly ShownCoveragePart[]): Table => ({
    name,
    header: [first, ...HEADER],
    rows: [...parts, total].map(rowOf),
  });
  return {
    about: aboutRows(report, { under, define, asAt: deps.now(), hasAreas: areas.length > 0 }),
    tables: [
      {
        name: "Who has been reached",
        header: ["Schools", "Number", "Students there, where known", "Schools whose students are not known"],
        rows: REACHED_WHEN.map((when) => {
          const part = partOf(when, REACHED_LABELS[when], report.schools.filter((school) => school.when === when));
          return [part.name, part.schools, part.students, part.withoutStudents];
        }),
      },
      table("By district", "District", shownParts(report.byDistrict, under)),
      table("By local authority", "Local authority", shownParts(report.byAuthority, under)),
      ...(areas.length > 0
        ? [table("By priority area", "Where", shownParts(partsByArea(report.schools, (school) => areasOf(school, areas)), under))]
        : []),
    ],
  };
}

function aboutRows(
  report: CoverageReport,
  { under, define, asAt, hasAreas }: { under: number; define: Define; asAt: Date; hasAreas: boolean },
): CsvCell[][] {
  return [
    ["Coverage", null],
    ["Programme year", describePeriod(report.year)],
    ["As at", formatInstant(asAt)],
    ["Units", "Schools are whole schools; students are persons, each once in the time named; shares are of 1."],
    ["Definition", define(report)],
    ["Students whose years nobody noted", whole(hideSmall(report.yearsNotNoted, under))],
    ...(under > 0 ? [["Small numbers", smallNumbersRule(under)]] : []),
    ...(hasAreas ? [["Not to be passed on", "Priority areas are for coordinators and managers alone."]] : []),
  ];
}

const HEADER = [
  "Schools",
  "Reached this year (schools)",
  "In the two years before (schools)",
  "Longer ago (schools)",
  "Never (schools)",
  "Students reached this year",
  "Students reached in the two years before",
  "Students there, where known",
  "Schools whose students are not known",
  "Share of students reached this year",
];

function rowOf(part: ShownCoveragePart): CsvCell[] {
  const { name, schools, thisYear, recently, earlier, never, figure, recentFigure, students, withoutStudents } = part;
  // Never a guessed share, and none that would tell a hidden number.
  const share = withoutStudents > 0 || students === 0 || typeof figure === "string" ? null : Number((figure / students).toFixed(3));
  return [name, schools, thisYear, recently, earlier, never, whole(figure), whole(recentFigure), students, withoutStudents, share];
}

const whole = (value: Shown): Shown => (typeof value === "string" ? value : Math.round(value));
