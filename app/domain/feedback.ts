import { hideSmall, hideSmallParts, type Shown } from "~/domain/small-numbers";

/** One to five: how far the school agrees with a statement; the statements are settings. */
export type Scores = { first: number; second: number; third: number };

export const SCORE_LABELS = ["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"] as const;

export type FeedbackWording = {
  /** What the school is asked to agree with after a visit. */
  first: string;
  second: string;
  third: string;
  /** What students are asked before and after a session, in a show of hands that their teacher counts. */
  survey: string;
};

export const DEFAULT_FEEDBACK_WORDING: FeedbackWording = {
  first: "The session was right for our students",
  second: "Our students know where to get help and how to report",
  third: "We would recommend the session to another school",
  survey: "I know where to get help if I am worried about knife crime",
};

/** Answers and counts can be given and changed for so many days after the visit. */
export const FEEDBACK_OPEN_DAYS = 60;

export const LONGEST_COMMENT = 1_000;

/** Fewer answers than this say little: the page shows them with a warning. */
export const SMALLEST_SAMPLE = 30;

/** How many students answered what in one show of hands. */
export type SurveyCounts = { yes: number; unsure: number; no: number };

/** The same as it may be shown; no share where one of them is hidden, since it would tell the number. */
export type ShownHands = { yes: Shown; unsure: Shown; no: Shown; answers: Shown; share: number | null };

export type Survey = { before: SurveyCounts | null; after: SurveyCounts | null };

export const answersIn = ({ yes, unsure, no }: SurveyCounts): number => yes + unsure + no;

export type ScoreSummary = { answers: number; average: number | null; counts: readonly number[] };

/** How often each of the five scores was given, and their mean; null without an answer. */
export function summariseScores(scores: readonly number[]): ScoreSummary {
  const counts = SCORE_LABELS.map((_label, index) => scores.filter((score) => score === index + 1).length);
  const sum = scores.reduce((total, score) => total + score, 0);
  return { answers: scores.length, average: scores.length === 0 ? null : sum / scores.length, counts };
}

export type SurveySummary = {
  /** Visits with a show of hands before and after: only these can tell a change. */
  visits: number;
  before: SurveyCounts;
  after: SurveyCounts;
  /** Visits with one of the two alone. */
  unpaired: number;
  /** Share of yes after less share of yes before, in percentage points; null where either has no answer. */
  changePoints: number | null;
};

/** The same with what stands beside it, as it may be shown. */
export type ShownSurvey = Pick<SurveySummary, "visits" | "unpaired"> & {
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

const NOBODY: SurveyCounts = { yes: 0, unsure: 0, no: 0 };

/** Only visits that counted both times are compared: others would compare different students. */
export function summariseSurveys(surveys: readonly Survey[]): SurveySummary {
  let [before, after] = [NOBODY, NOBODY];
  let visits = 0;
  for (const survey of surveys) {
    if (!survey.before || !survey.after) continue;
    before = sum(before, survey.before);
    after = sum(after, survey.after);
    visits += 1;
  }
  const [was, is] = [shareOfYes(before), shareOfYes(after)];
  const changePoints = was === null || is === null ? null : (is - was) * 100;
  return { visits, before, after, unpaired: surveys.length - visits, changePoints };
}

/** A show of hands with small numbers of students hidden; `under` is 0 where none are. */
export function shownHands(counts: SurveyCounts, under: number): ShownHands {
  const [yes = 0, unsure = 0, no = 0] = hideSmallParts([counts.yes, counts.unsure, counts.no], under);
  const isHidden = [yes, unsure, no].some((each) => typeof each === "string");
  return { yes, unsure, no, answers: hideSmall(answersIn(counts), under), share: isHidden ? null : shareOfYes(counts) };
}

/** Small numbers of students hidden in shows of hands and in what would tell them; `under` is 0 where none are. */
export function shownSurvey(
  { visits, unpaired, before, after, changePoints }: SurveySummary,
  answered: { attendances: number; answersAfter: number },
  under: number,
): ShownSurvey {
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

/** Null without an answer: nothing is no percentage. */
function shareOfYes(counts: SurveyCounts): number | null {
  const answers = answersIn(counts);
  return answers === 0 ? null : counts.yes / answers;
}

function sum(one: SurveyCounts, other: SurveyCounts): SurveyCounts {
  return { yes: one.yes + other.yes, unsure: one.unsure + other.unsure, no: one.no + other.no };
}
