import { listComments, readEvidence, type Comment } from "~/data/feedback.server";
import { readSettings } from "~/data/settings.server";
import {
  answersIn,
  shownHands,
  SMALLEST_SAMPLE,
  summariseScores,
  summariseSurveys,
  type FeedbackWording,
  type ScoreSummary,
  type ShownHands,
  type SurveySummary,
} from "~/domain/feedback";
import { hideSmall, type Shown } from "~/domain/small-numbers";
import type { Deps } from "~/services/deps";
import { isInternal } from "~/services/reach-parts.server";
import { listPeriods, type ReachAudience, type ReportedPeriod } from "~/services/reach-periods.server";

export type EvidenceReport = {
  period: ReportedPeriod;
  periods: ReportedPeriod[];
  /** Visits that took place and had a contact, and those of them that were answered. */
  asked: number;
  answered: number;
  statements: FeedbackWording;
  scores: { statement: string; summary: ScoreSummary }[];
  survey: Pick<SurveySummary, "visits" | "unpaired"> & {
    before: ShownHands;
    after: ShownHands;
    /** Null also where a small number is hidden that it would tell. */
    changePoints: number | null;
    /** The fewer of the answers before and after, where they say little. */
    tooFew: Shown | null;
    attendances: Shown;
    answersAfter: Shown;
    shareAnswered: number | null;
  };
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
  const under = isInternal(input) ? 0 : smallNumbersUnder;
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

function shownSurvey(
  { visits, unpaired, before, after, changePoints }: SurveySummary,
  answered: { attendances: number; answersAfter: number },
  under: number,
): EvidenceReport["survey"] {
  const hands = { before: shownHands(before, under), after: shownHands(after, under) };
  const isHidden = hands.before.share === null || hands.after.share === null;
  const fewest = Math.min(answersIn(before), answersIn(after));
  const attendances = hideSmall(answered.attendances, under);
  const answersAfter = hideSmall(answered.answersAfter, under);
  const bothShown = typeof attendances === "number" && typeof answersAfter === "number";
  return {
    visits,
    unpaired,
    ...hands,
    changePoints: isHidden ? null : changePoints,
    tooFew: visits > 0 && fewest < SMALLEST_SAMPLE ? hideSmall(fewest, under) : null,
    attendances,
    answersAfter,
    shareAnswered: bothShown && attendances > 0 && answersAfter > 0 ? answersAfter / attendances : null,
  };
}
