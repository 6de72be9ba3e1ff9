import { COUNT_BASIS_LABELS } from "~/domain/delivery";
import { cohortYearLabel } from "~/domain/groups";
import { describePeriod } from "~/domain/programme-year";
import { roundReach, type Novelty } from "~/domain/reach";
import type { CsvCell } from "~/lib/csv";
import { formatInstant } from "~/lib/london-time";
import type { CountedGroup } from "~/services/counted-groups.server";
import type { ReachReport } from "~/services/reach-report.server";

/** The list of what was counted as rows for a spreadsheet, with period, figures and definition above it. */
export function reachCsvRows(report: ReachReport, groups: readonly CountedGroup[]): CsvCell[][] {
  const { figure, low, high, attendances } = roundReach(report.reach);
  return [
    ["Period", describePeriod(report.period)],
    ["As at", formatInstant(new Date(report.asAt))],
    ["Students reached", figure],
    ["Between", low],
    ["And", high],
    ["Attendances", attendances],
    ["Target", report.target],
    ["Definition", report.definition],
    ["Version of the definition", report.definitionVersion],
    [],
    ...reachCountedRows(groups),
  ];
}

/** What was counted, a group a row below the names of the columns; sessions counted apart stand last. */
export function reachCountedRows(groups: readonly CountedGroup[]): CsvCell[][] {
  return [CSV_HEADER, ...groups.map(csvRow)];
}

const CSV_HEADER: CsvCell[] = [
  "Day",
  "Start",
  "School",
  "District",
  "Session",
  "Year group",
  "Group",
  "Attended",
  "Students were",
  "Counted towards students reached",
  "Basis",
  "Counted apart",
];

const NOVELTY_LABELS: Readonly<Record<Novelty, string>> = {
  new: "New",
  same: "The same as before",
  mixed: "New and the same",
};

function csvRow(group: CountedGroup): CsvCell[] {
  return [
    group.onDate,
    group.startTime,
    group.schoolName,
    group.districtName,
    group.formatName,
    cohortYearLabel(group.yearGroup),
    group.groupLabel,
    group.attended,
    NOVELTY_LABELS[group.novelty],
    Number(group.counted.toFixed(4)),
    group.basis ? COUNT_BASIS_LABELS[group.basis] : "Not known",
    group.targeted ? "Yes, targeted session" : "No",
  ];
}

