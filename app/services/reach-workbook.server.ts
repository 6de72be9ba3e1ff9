import { COUNT_BASIS_LABELS } from "~/domain/delivery";
import { describePeriod } from "~/domain/programme-year";
import { roundReach } from "~/domain/reach";
import { renderWorkbook, type Sheet } from "~/integrations/workbook.server";
import type { CsvCell } from "~/lib/csv";
import { formatInstant } from "~/lib/london-time";
import type { CountedGroup } from "~/services/counted-groups.server";
import { reachCountedRows } from "~/services/reach-csv.server";
import type { ReachPart } from "~/services/reach-parts.server";
import type { ReachReport } from "~/services/reach-report.server";

/** Every table of the report as a sheet, behind one that says what the numbers are. */
export async function reachWorkbook(
  report: ReachReport,
  groups: readonly CountedGroup[],
): Promise<Uint8Array<ArrayBuffer>> {
  const [header = [], ...rows] = reachCountedRows(groups);
  return renderWorkbook([
    aboutSheet(report),
    partsSheet("By month", "Month of first contact", report.byMonth),
    partsSheet("By district", "District", report.byDistrict),
    partsSheet("By year group", "Year group", report.byYearGroup),
    partsSheet("By school", "School", report.bySchool),
    {
      name: "What was counted",
      header: header.map(String),
      rows,
      widths: [12, 8, 36, 22, 20, 14, 14, 10, 20, 18, 16, 18],
    },
  ]);
}

function aboutSheet(report: ReachReport): Sheet {
  const { figure, low, high, attendances } = roundReach(report.reach);
  const rows: CsvCell[][] = [
    ["Knife crime awareness sessions: students reached", null],
    ["Period", describePeriod(report.period)],
    ["As at", formatInstant(new Date(report.asAt))],
    ["Students reached", figure],
    ["At least", low],
    ["At most", high],
    ["Attendances", attendances],
    ["Target", report.target ?? "None for this kind of period"],
    ...report.byBasis.map(({ basis, attendances: count }): CsvCell[] => [
      `Attendances by ${basis === null ? "a basis that is not known" : COUNT_BASIS_LABELS[basis].toLowerCase()}`,
      count,
    ]),
    ["Filters", "None: everything recorded in the period. Targeted sessions stand apart and are not in the figure."],
    ["Units", "Students reached: persons, each once in the period. Attendances: persons, each time they came."],
    ["Definition", report.definition],
    ["Version of the definition", report.definitionVersion],
    ["Parts", "Exact numbers, not rounded: where a mixed group counts by share they have decimals."],
  ];
  return { name: "About these figures", header: null, rows, widths: [34, 90] };
}

function partsSheet(name: string, header: string, parts: readonly ReachPart[]): Sheet {
  const rows = parts.map(({ name: part, figure, attendances }): CsvCell[] => [part, exact(figure), attendances]);
  const sum = (of: (part: ReachPart) => number) => parts.reduce((total, part) => total + of(part), 0);
  return {
    name,
    header: [header, "Students reached", "Attendances"],
    rows: [...rows, ["Total", exact(sum(({ figure }) => figure)), sum(({ attendances }) => attendances)]],
    widths: [40, 18, 14],
  };
}

const exact = (value: number): number => Number(value.toFixed(4));
