import { listComments, readEvidence, type Comment } from "~/data/feedback.server";
import { readSettings } from "~/data/settings.server";
import {
  answersIn,
  shownSurvey,
  SMALLEST_SAMPLE,
  summariseScores,
  summariseSurveys,
  type FeedbackWording,
  type ScoreSummary,
  type ShownSurvey,
} from "~/domain/feedback";
import type { Deps } from "~/services/deps";
import { hiddenUnder, isInternal } from "~/services/reach-parts.server";
import { listPeriods, type ReachAudience, type ReportedPeriod } from "~/services/reach-periods.server";

export type EvidenceReport = {
  period: ReportedPeriod;
  periods: ReportedPeriod[];
  /** Visits that took place and had a contact, and those of them that were answered. */
  asked: number;
  answered: number;
  statements: FeedbackWording;
  scores: { statement: string; summary: ScoreSummary }[];
  survey: ShownSurvey;
  /** Smaller numbers of students are hidden; 0 where none are. */
  smallNumbersUnder: number;
  smallestSample: number;
  /** Newest first; null for those who read figures alone, and in what is handed on. */
  comments: Comment[] | null;
};

const MOST_COMMENTS = 100;

/** What schools and students said about the visits of a period; without a choice the programme year of today. */
export async function evidenceReport(
  input: { period: string | null; audience: ReachAudience; publication?: boolean },
  deps: Pick<Deps, "db" | "now">,
): Promise<EvidenceReport | null> {
  const periods = await listPeriods(deps);
  const period = periods.find(({ value }) => value === input.period) ?? periods[0];
  if (!period) return null;
  const { asked, feedback, surveys, attendancesSurveyed } = await readEvidence(deps.db, period);
  const { feedback: statements, smallNumbersUnder } = await readSettings(deps.db);
  const under = hiddenUnder(input, smallNumbersUnder);
  const answersAfter = surveys.reduce((sum, { after }) => sum + (after ? answersIn(after) : 0), 0);
  return {
    period,
    periods,
    asked,
    answered: feedback.length,
    statements,
    scores: (["first", "second", "third"] as const).map((each) => ({
      statement: statements[each],
      summary: summariseScores(feedback.map((scores) => scores[each])),
    })),
    survey: shownSurvey(summariseSurveys(surveys), { attendances: attendancesSurveyed, answersAfter }, under),
    smallNumbersUnder: under,
    smallestSample: SMALLEST_SAMPLE,
    comments: isInternal(input) ? await listComments(deps.db, { ...period, most: MOST_COMMENTS }) : null,
  };
}
