import { findVisitAfter, saveFeedback, saveSurveyCounts, type Feedback, type VisitAfter } from "~/data/feedback.server";
import { addHistory } from "~/data/history.server";
import { listPublicMaterials, type MaterialRow } from "~/data/materials.server";
import { readSettings } from "~/data/settings.server";
import { transact } from "~/data/transaction.server";
import type { Tx } from "~/data/db.server";
import { FEEDBACK_OPEN_DAYS, type FeedbackWording, type Survey } from "~/domain/feedback";
import { addDays, dayOf, type Day } from "~/lib/london-time";
import {
  attendanceToConfirm,
  confirmAttendance,
  type AttendanceToConfirm,
  type ConfirmAttendanceResult,
} from "~/services/confirm-attendance.server";
import type { Deps } from "~/services/deps";

/** A contact of the visit, by link or signed in: the caller has checked it. */
export type LooksBack = { visitId: string; accountId: string };

export type AfterVisit = {
  visitId: string;
  reference: string | null;
  schoolName: string;
  onDate: Day;
  /** Whether it is over and its answers can still be given and changed. */
  state: "to_come" | "open" | "closed";
  /** The last day on which answers are taken. */
  openUntilOn: Day;
  statements: FeedbackWording;
  feedback: Feedback | null;
  survey: Survey;
  /** What was recorded of who came; null while nothing is. */
  attendance: Pick<AttendanceToConfirm, "revision" | "saidBy" | "attended" | "groups"> | null;
  /** What helps afterwards, in the managers' order. */
  materials: MaterialRow[];
};

const FOR_AFTERWARDS = ["follow_up", "parents_sheet", "slides", "other"];

/** The page after a visit; null where it is not this contact's, or was cancelled. */
export async function lookAfterVisit(who: LooksBack, deps: Pick<Deps, "db" | "now">): Promise<AfterVisit | null> {
  const visit = await findVisitAfter(deps.db, who);
  if (!visit) return null;
  const materials = await listPublicMaterials(deps.db);
  return {
    visitId: visit.id,
    reference: visit.reference,
    schoolName: visit.schoolName,
    onDate: visit.onDate,
    state: stateOf(visit, deps.now()),
    openUntilOn: addDays(visit.onDate, FEEDBACK_OPEN_DAYS),
    statements: (await readSettings(deps.db)).feedback,
    feedback: visit.feedback,
    survey: visit.survey,
    attendance: await attendanceToConfirm({ visitId: visit.id }, deps),
    materials: materials.filter(({ kind }) => FOR_AFTERWARDS.includes(kind)),
  };
}

function stateOf({ endsAt, onDate }: Pick<VisitAfter, "endsAt" | "onDate">, now: Date): AfterVisit["state"] {
  if (endsAt > now) return "to_come";
  return dayOf(now) > addDays(onDate, FEEDBACK_OPEN_DAYS) ? "closed" : "open";
}

type OwnAnswer = { intent: "feedback"; feedback: Feedback } | { intent: "survey"; survey: Survey };

export type AfterVisitAnswer =
  | { intent: "attendance"; attendance: Omit<Parameters<typeof confirmAttendance>[0], "visitId" | "accountId"> }
  | OwnAnswer;

/** `not_open`: not theirs, not over yet, or too long ago; the others are of the numbers of who came. */
export type AfterVisitResult =
  | { ok: true }
  | { ok: false; reason: "not_open" }
  | Extract<ConfirmAttendanceResult, { ok: false }>;

/**
 * Keeps what a school says: one answer a visit, whichever of its contacts gives it, the newest holds. Counts of a show
 * of hands are made by the teacher; those of a moment that was not counted are taken away.
 */
export async function answerAfterVisit(
  input: LooksBack & { answer: AfterVisitAnswer },
  deps: Deps,
): Promise<AfterVisitResult> {
  const { visitId, accountId, answer } = input;
  if (answer.intent === "attendance") {
    const visit = await findVisitAfter(deps.db, input);
    if (!visit || stateOf(visit, deps.now()) !== "open") return { ok: false, reason: "not_open" };
    return confirmAttendance({ visitId, accountId, ...answer.attendance }, deps);
  }
  return keepAnswer({ visitId, accountId, answer }, deps);
}

async function keepAnswer(input: LooksBack & { answer: OwnAnswer }, deps: Deps): Promise<AfterVisitResult> {
  const { visitId, accountId, answer } = input;
  const now = deps.now();
  return transact(deps.db, async (tx): Promise<AfterVisitResult> => {
    const visit = await findVisitAfter(tx, input);
    if (!visit || stateOf(visit, now) !== "open") return { ok: false, reason: "not_open" };
    const happened =
      answer.intent === "feedback"
        ? await keepFeedback(tx, { visitId, accountId, feedback: answer.feedback, again: visit.feedback !== null, now })
        : await keepSurvey(tx, { visitId, accountId, survey: answer.survey, now });
    await addHistory(tx, {
      at: now,
      actor: { kind: "contact", accountId },
      subject: "visit",
      subjectId: visit.id,
      visitId: visit.id,
      requestId: visit.requestId,
      ...happened,
    });
    return { ok: true };
  });
}

type Keeping = LooksBack & { now: Date };

async function keepFeedback(tx: Tx, { again, ...input }: Keeping & { feedback: Feedback; again: boolean }) {
  await saveFeedback(tx, input);
  const { first, second, third } = input.feedback;
  return { action: again ? "feedback_changed" : "feedback_given", detail: { scores: [first, second, third] } };
}

async function keepSurvey(tx: Tx, { survey, ...who }: Keeping & { survey: Survey }) {
  for (const moment of ["before", "after"] as const) {
    await saveSurveyCounts(tx, { ...who, moment, counts: survey[moment] });
  }
  return { action: "survey_counted", detail: { before: survey.before !== null, after: survey.after !== null } };
}
