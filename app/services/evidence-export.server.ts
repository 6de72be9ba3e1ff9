import { SCORE_LABELS } from "~/domain/feedback";
import { describePeriod } from "~/domain/programme-year";
import { smallNumbersRule } from "~/domain/small-numbers";
import { renderWorkbook, type Sheet } from "~/integrations/workbook.server";
import type { CsvCell } from "~/lib/csv";
import type { EvidenceReport } from "~/services/evidence-report.server";

const SCORES_HEADER = ["Statement", ...SCORE_LABELS, "Answers", "Mean, 1 to 5"];
const NOT_KNOWN = "Not known, or not shown since it would tell a small number";
const HANDS_HEADER = ["Show of hands", "Yes", "Not sure", "No", "Answers", "Share of yes"];

/** What schools and students said, as figures alone: one table under the other, behind what they mean. */
export function evidenceCsvRows(report: EvidenceReport, asAt: string): CsvCell[][] {
  return [...aboutRows(report, asAt), [], SCORES_HEADER, ...scoreRows(report), [], HANDS_HEADER, ...handRows(report)];
}

/** The same as a workbook. What schools wrote stands in it only where the report holds it: for the team. */
export async function evidenceWorkbook(report: EvidenceReport, asAt: string): Promise<Uint8Array<ArrayBuffer>> {
  const comments: Sheet[] =
    report.comments === null
      ? []
      : [
          {
            name: "What schools wrote",
            header: ["Day", "School", "Comment (for the team alone: ask the school before you quote it)"],
            rows: report.comments.map(({ onDate, schoolName, comment }) => [onDate, schoolName, comment]),
            widths: [12, 36, 90],
          },
        ];
  return renderWorkbook([
    { name: "About these figures", header: null, rows: aboutRows(report, asAt), widths: [34, 90] },
    { name: "From schools", header: SCORES_HEADER, rows: scoreRows(report), widths: [50, 12, 12, 12, 12, 12, 12, 12] },
    { name: "From students", header: HANDS_HEADER, rows: handRows(report), widths: [20, 10, 10, 10, 10, 14] },
    ...comments,
  ]);
}

function aboutRows(report: EvidenceReport, asAt: string): CsvCell[][] {
  const { period, asked, answered, survey, statements, smallestSample, smallNumbersUnder } = report;
  const few = `; fewer than ${smallestSample}: do not publish shares of so few`;
  return [
    ["What schools and students say", null],
    ["Period", describePeriod(period)],
    ["As at", asAt],
    ["Visits that took place", asked],
    ["Visits answered by their school", answered],
    ["Response rate", asked === 0 ? "No visit yet" : `${Math.round((answered / asked) * 100)}% (${answered} of ${asked})${answered < smallestSample ? few : ""}`],
    ["What students were asked", statements.survey],
    ["Visits with hands counted before and after", survey.visits],
    [
      "Change in the share of yes",
      survey.changePoints === null ? NOT_KNOWN : `${survey.changePoints.toFixed(1)} percentage points${survey.tooFew === null ? "" : few}`,
    ],
    ["Visits with one count alone", `${survey.unpaired}, left out of the comparison: other students may have been asked`],
    ["Definitions", "Scores: one answer a visit, 1 strongly disagree to 5 strongly agree. Show of hands: students counted by their teacher, none told apart."],
    ...(smallNumbersUnder > 0 ? [["Small numbers", smallNumbersRule(smallNumbersUnder)]] : []),
    ["No cause", "The show of hands is what students say on the day. It does not show what they do later, and nothing here shows a cause."],
  ];
}

function scoreRows({ scores }: EvidenceReport): CsvCell[][] {
  return scores.map(({ statement, summary: { answers, average, counts } }) => [
    statement,
    ...counts,
    answers,
    average === null ? null : Number(average.toFixed(2)),
  ]);
}

function handRows({ survey: { before, after } }: EvidenceReport): CsvCell[][] {
  return [
    { name: "Before", ...before },
    { name: "After", ...after },
  ].map(({ name, yes, unsure, no, answers, share }) => [name, yes, unsure, no, answers, share === null ? null : Number(share.toFixed(3))]);
}
