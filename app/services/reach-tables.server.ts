import { COUNT_BASIS_LABELS } from "~/domain/delivery";
import { cohortYearLabel } from "~/domain/groups";
import { describePeriod, type Period } from "~/domain/programme-year";
import { roundReach, type Novelty } from "~/domain/reach";
import { DEFINITIONS } from "~/domain/reach-definitions";
import { DIMENSIONS, NO_STUDENTS_HERE } from "~/domain/reach-dimensions";
import { smallNumbersRule, type Shown } from "~/domain/small-numbers";
import { MILESTONE_STATE_LABELS } from "~/domain/strategy";
import type { CsvCell } from "~/lib/csv";
import { formatInstant } from "~/lib/london-time";
import type { PublicationRow } from "~/data/publications.server";
import type { CountedGroup } from "~/services/counted-groups.server";
import type { Breakdown } from "~/services/reach-breakdowns.server";
import type { ReachQuality } from "~/services/reach-quality.server";
import type { ReachReport } from "~/services/reach-report.server";
import type { ReachSelection } from "~/services/reach-selection.server";
import type { MonthEnd } from "~/services/reach-progress.server";
import type { Milestone, ReachLikeBefore, YearBesideYears } from "~/services/reach-years.server";

/** A table of the reach pages as it leaves for a spreadsheet. Numbers are exact, not rounded. */
export type ReachTable = {
  /** As it stands in addresses. */
  id: string;
  title: string;
  header: string[];
  rows: CsvCell[][];
  widths: number[];
};

const TEAM_ALONE = "Priority areas are for coordinators and managers alone: do not pass this table on.";

const cell = (value: Shown | null): CsvCell => (typeof value === "number" ? Number(value.toFixed(4)) : value);
const pounds = (pence: number | null): CsvCell => (pence === null ? null : Number((pence / 100).toFixed(2)));

export function breakdownTable({ dimension, parts, total }: Breakdown): ReachTable {
  const { header, caption } = DIMENSIONS[dimension];
  const withStudents = total.figure !== null;
  const row = (name: string, part: Breakdown["total"]): CsvCell[] => [
    name,
    ...(withStudents ? [cell(part.figure)] : []),
    cell(part.attendances),
    cell(part.studentHours),
  ];
  const rows = [...parts.map((part) => row(part.name, part)), row("Total", total)];
  if (dimension === "area") rows.push([TEAM_ALONE]);
  return {
    id: dimension,
    title: caption.replace(" of first contact", ""),
    header: [header, ...(withStudents ? ["Students reached"] : []), "Attendances", "Student-hours"],
    rows,
    widths: [44, 18, 14, 14],
  };
}

/** What stands beside the headline. */
export function besideTables({ beside, byBasis, tagged }: ReachReport): ReachTable[] {
  const { coreYear, yearsSevenToEleven, said, cost } = beside;
  const shares = [coreYear, yearsSevenToEleven].map(({ name, figure, roll, withoutRoll }): CsvCell[] => [
    `${name}, students reached of those on roll in year groups visited`,
    cell(figure),
    roll,
    withoutRoll,
  ]);
  return [
    {
      id: "beside",
      title: "Beside the headline",
      header: ["What", "Number"],
      rows: [
        ["Sessions", beside.sessions],
        ["Visits", beside.visits],
        ["Schools reached", beside.schools],
        ["Student-hours", cell(beside.studentHours)],
        ["Attendances confirmed or corrected by the school", cell(said.school)],
        ["Attendances recorded by the team, not confirmed", cell(said.team)],
        ["Attendances entered from before this service", cell(said.imported)],
        ...(cost === null
          ? []
          : [
              ["Cost of the year, pounds", pounds(cost.pence)],
              ["Cost of a student-hour, pounds", pounds(cost.penceAStudentHour)],
            ]),
        ...(tagged === null
          ? []
          : [
              ["Sessions tagged with the campaign", tagged.sessions],
              ["Attendances at them", cell(tagged.attendances)],
              ["Student-hours in them", cell(tagged.studentHours)],
            ]),
      ],
      widths: [60, 14],
    },
    {
      id: "shares",
      title: "Shares of year groups",
      header: ["Year group", "Students reached", "On roll", "Year groups without a roll"],
      rows: shares,
      widths: [60, 18, 12, 18],
    },
    {
      id: "formats",
      title: "Sessions by format",
      header: ["Format", "Sessions", "Attendances", "Student-hours"],
      rows: beside.byFormat.map(({ name, sessions, attendances, studentHours }) => [
        name,
        sessions,
        cell(attendances),
        cell(studentHours),
      ]),
      widths: [40, 12, 14, 14],
    },
    {
      id: "topics",
      title: "Topics covered",
      header: ["Topic", "Visits that covered it", "Visits of which it is known"],
      rows: beside.topics.map(({ name, covered, recorded }) => [name, covered, recorded]),
      widths: [40, 22, 26],
    },
    {
      id: "basis",
      title: "Basis of the numbers",
      header: ["Basis", "Attendances"],
      rows: byBasis.map(({ basis, attendances }) => [basis === null ? "Not known" : COUNT_BASIS_LABELS[basis], cell(attendances)]),
      widths: [40, 14],
    },
    ...(beside.funderCosts.length === 0
      ? []
      : [
          {
            id: "costs",
            title: "Cost by funder",
            header: ["Funder", "Paid, pounds", "Student-hours", "A student-hour, pounds"],
            rows: beside.funderCosts.map(({ name, pence, studentHours, penceAStudentHour }) => [
              name,
              pounds(pence),
              cell(studentHours),
              pounds(penceAStudentHour),
            ]),
            widths: [40, 14, 14, 22],
          },
        ]),
  ];
}

export function yearsTable(years: readonly YearBesideYears[]): ReachTable {
  return {
    id: "years",
    title: "Years side by side",
    header: ["Year", "Students reached", "At least", "At most", "By this day", "Attendances", "Target", "Entered from before"],
    rows: years.map(({ period, figure, low, high, sameDay, attendances, imported }) => [
      period.name,
      figure,
      low,
      high,
      sameDay,
      attendances,
      period.target,
      imported,
    ]),
    widths: [32, 18, 12, 12, 14, 14, 12, 20],
  };
}

/** As the chart of progress shows it. */
export function progressTable(months: readonly MonthEnd[]): ReachTable {
  return {
    id: "progress",
    title: "Progress against an even pace",
    header: ["By the end of", "Students reached", "Even pace"],
    rows: months.map(({ month, reached, due }) => [month, reached === null ? "to come" : cell(reached), cell(due)]),
    widths: [16, 18, 14],
  };
}

export function milestonesTable(milestones: readonly Milestone[]): ReachTable {
  return {
    id: "milestones",
    title: "Milestones of the strategy",
    header: ["Year", "Students to reach", "Students reached", "State", "What else is to be true"],
    rows: milestones.map(({ name, target, figure, state, words }) => [name, target, figure, MILESTONE_STATE_LABELS[state], words]),
    widths: [32, 18, 18, 16, 60],
  };
}

/** For the team alone: the samples name schools. Published figures themselves never move. */
export function publishedTables(published: readonly PublicationRow[]): ReachTable[] {
  return [
    {
      id: "published",
      title: "Published figures",
      header: ["As at", "Students reached", "At least", "At most", "Attendances", "Definition", "Signed off by", "Reason of a revision"],
      rows: published.map((row) => [
        formatInstant(row.asAt),
        row.figure,
        row.low,
        row.high,
        row.attendances,
        `Version ${row.definitionVersion}`,
        row.signedOffByName,
        row.revisesId === null ? "First figure" : row.reason,
      ]),
      widths: [34, 18, 12, 12, 14, 14, 28, 60],
    },
    {
      id: "checked",
      title: "Checked against registers",
      header: ["Published as at", "School", "Day", "Recorded when published", "In the school’s register"],
      rows: published.flatMap(({ asAt, sample }) =>
        sample.map(({ schoolName, onDate, recorded, found }) => [formatInstant(asAt), schoolName, onDate, recorded, found]),
      ),
      widths: [34, 40, 12, 22, 22],
    },
  ];
}

/** For the team alone: what should be looked at before the figure is believed. */
export function qualityTables({ unlikely, rolls, missing }: ReachQuality): ReachTable[] {
  return [
    {
      id: "unlikely",
      title: "Unlikely numbers",
      header: ["School", "Day", "Group", "Why"],
      rows: unlikely.map(({ schoolName, onDate, groupLabel, why }) => [schoolName, onDate, groupLabel, why]),
      widths: [40, 12, 20, 50],
    },
    {
      id: "rolls",
      title: "Rolls in doubt",
      header: ["School", "Year group", "Academic year", "Why"],
      rows: rolls.map(({ schoolName, yearGroup, academicYear, why }) => [schoolName, yearGroup, academicYear, why]),
      widths: [40, 14, 14, 50],
    },
    {
      id: "missing",
      title: "Not recorded yet",
      header: ["School", "Day", "Presenters"],
      rows: missing.map(({ schoolName, onDate, presenterNames }) => [schoolName, onDate, presenterNames.join(", ")]),
      widths: [40, 12, 40],
    },
  ];
}

const NOVELTY_LABELS: Readonly<Record<Novelty, string>> = {
  new: "New",
  same: "The same as before",
  mixed: "New and the same",
};

/** What was counted, a group a row; sessions counted apart stand last. */
export function countedTable(groups: readonly CountedGroup[]): ReachTable {
  return {
    id: "counted",
    title: "What was counted",
    header: [
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
    ],
    rows: groups.map((group) => [
      group.onDate,
      group.startTime,
      group.schoolName,
      group.districtName,
      group.formatName,
      cohortYearLabel(group.yearGroup),
      group.groupLabel,
      cell(group.attended),
      NOVELTY_LABELS[group.novelty],
      cell(group.counted),
      group.basis ? COUNT_BASIS_LABELS[group.basis] : "Not known",
      group.targeted ? "Yes, targeted session" : "No",
    ]),
    widths: [12, 8, 36, 22, 20, 14, 14, 10, 20, 18, 16, 18],
  };
}

type AboutInput = {
  period: Period & { target: number | null };
  asAt: string;
  narrowed: ReachSelection["narrowed"];
  smallNumbersUnder: number;
  definitionVersion: string;
  /** Of the whole period or of what is narrowed to; null where students reached cannot be told. */
  figures: { name: string; value: CsvCell }[];
};

/** What every export says first: which period and filters, as at when, in which units, and what the words mean. */
export function aboutRows(input: AboutInput): CsvCell[][] {
  const { period, asAt, narrowed, smallNumbersUnder, definitionVersion, figures } = input;
  const filters =
    narrowed.length === 0
      ? "None: everything recorded in the period. Targeted sessions stand apart and are not in the figure."
      : narrowed.map(({ header, value }) => `${header}: ${value}`).join("; ");
  return [
    ["Knife crime awareness sessions: students reached"],
    ["Period", describePeriod(period)],
    ["As at", formatInstant(new Date(asAt))],
    ["Filters", filters],
    ...figures.map(({ name, value }) => [name, value]),
    ["Target", period.target ?? "None for this kind of period"],
    ["Units", "Students reached: persons, each once in the period. Attendances: persons, each time they came. Student-hours: hours."],
    ...(smallNumbersUnder === 0 ? [] : [["Small numbers", smallNumbersRule(smallNumbersUnder)]]),
    ...DEFINITIONS.map(({ term, text }): CsvCell[] => [`Definition: ${term}`, text]),
    ["Version of the definition", definitionVersion],
    ["Parts", "Exact numbers, not rounded: where a mixed group counts by share they have decimals."],
  ];
}

/** The headline with its range and what is to be expected, as the first lines of an export of a whole period. */
export function headlineFigures(
  { reach, byBasis, remaining, bookedAhead, requested, pace, forecast }: ReachReport,
  likeBefore: ReachLikeBefore | null,
): AboutInput["figures"] {
  const { figure, low, high, attendances } = roundReach(reach);
  return [
    { name: "Students reached", value: figure },
    { name: "At least", value: low },
    { name: "At most", value: high },
    { name: "Attendances", value: attendances },
    ...byBasis.map(({ basis, attendances: count }) => ({
      name: `Attendances by ${basis === null ? "a basis that is not known" : COUNT_BASIS_LABELS[basis].toLowerCase()}`,
      value: cell(count),
    })),
    ...(remaining === null ? [] : [{ name: "Still to reach", value: remaining }]),
    { name: "Booked ahead, students expected", value: bookedAhead.expected },
    { name: "Booked ahead, visits", value: bookedAhead.visits },
    { name: "Requested, students expected", value: requested.expected },
    { name: "Requested, requests", value: requested.requests },
    ...(pace === null ? [] : [{ name: "Even pace until now", value: Math.round(pace.due) }]),
    ...(forecast?.sessionsAWeek ? [{ name: "Sessions a school week still needed", value: Number(forecast.sessionsAWeek.toFixed(1)) }] : []),
    ...(forecast === null ? [] : forecastFigures("from what is known", forecast)),
    ...(likeBefore === null ? [] : forecastFigures("like the years before", likeBefore)),
  ];
}

function forecastFigures(name: string, { figure, low, high, method }: ReachLikeBefore): AboutInput["figures"] {
  return [
    { name: `Forecast ${name}`, value: Math.round(figure) },
    { name: `Forecast ${name}, at least`, value: Math.round(low) },
    { name: `Forecast ${name}, at most`, value: Math.round(high) },
    { name: `Forecast ${name}, method`, value: method },
  ];
}

export function selectionFigures({ total, sessions, schools }: ReachSelection): AboutInput["figures"] {
  return [
    { name: "Students reached", value: total.figure === null ? NO_STUDENTS_HERE : cell(total.figure) },
    { name: "Attendances", value: cell(total.attendances) },
    { name: "Student-hours", value: cell(total.studentHours) },
    { name: "Sessions", value: sessions },
    { name: "Schools reached", value: schools },
  ];
}
