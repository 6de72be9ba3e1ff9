import { dayFromColumn, dayToColumn } from "~/data/day";
import type { Db, Tx } from "~/data/db.server";
import type { Scores, Survey, SurveyCounts } from "~/domain/feedback";
import type { Day } from "~/lib/london-time";

export type Feedback = Scores & { comment: string };

export type VisitAfter = {
  id: string;
  requestId: string | null;
  reference: string | null;
  schoolName: string;
  onDate: Day;
  endsAt: Date;
  feedback: Feedback | null;
  survey: Survey;
};

/** A visit that was to take place, as one of its contacts looks back on it; null for one of others, or cancelled. */
export async function findVisitAfter(
  db: Db | Tx,
  where: { visitId: string; accountId: string },
): Promise<VisitAfter | null> {
  const row = await db.visit.findFirst({
    where: {
      id: where.visitId,
      status: { in: ["scheduled", "completed"] },
      contacts: { some: { accountId: where.accountId } },
    },
    select: {
      id: true,
      requestId: true,
      onDate: true,
      endsAt: true,
      request: { select: { reference: true } },
      school: { select: { name: true } },
      feedback: { select: { scoreFirst: true, scoreSecond: true, scoreThird: true, comment: true } },
      surveys: { select: { moment: true, yes: true, unsure: true, no: true } },
    },
  });
  if (!row?.onDate || !row.endsAt) return null;
  return {
    id: row.id,
    requestId: row.requestId,
    reference: row.request?.reference ?? null,
    schoolName: row.school.name,
    onDate: dayFromColumn(row.onDate),
    endsAt: row.endsAt,
    feedback: row.feedback && toFeedback(row.feedback),
    survey: toSurvey(row.surveys),
  };
}

/** The newest answer of a visit takes the place of the one before. */
export async function saveFeedback(
  tx: Tx,
  input: { visitId: string; accountId: string; feedback: Feedback; now: Date },
): Promise<void> {
  const { visitId, accountId, feedback, now } = input;
  const { first, second, third, comment } = feedback;
  const row = { accountId, scoreFirst: first, scoreSecond: second, scoreThird: third, comment, changedAt: now };
  const create = { visitId, ...row, givenAt: now };
  await tx.visitFeedback.upsert({ where: { visitId }, create, update: row, select: { visitId: true } });
}

/** Null takes the counts of a moment away. */
export async function saveSurveyCounts(
  tx: Tx,
  input: { visitId: string; accountId: string; moment: "before" | "after"; counts: SurveyCounts | null; now: Date },
): Promise<void> {
  const { visitId, accountId, moment, counts, now } = input;
  if (counts === null) {
    await tx.visitSurvey.deleteMany({ where: { visitId, moment } });
    return;
  }
  const row = { ...counts, accountId, changedAt: now };
  await tx.visitSurvey.upsert({
    where: { visitId_moment: { visitId, moment } },
    create: { visitId, moment, ...row },
    update: row,
    select: { visitId: true },
  });
}

export type Evidence = {
  /** Visits that took place and had a contact who could answer. */
  asked: number;
  feedback: Scores[];
  surveys: Survey[];
  /** Attendances at the visits of which there is a show of hands afterwards. */
  attendancesSurveyed: number;
};

type Span = { startsOn: Day; endsOn: Day };

/** Visits at which a session took place. Targeted ones stand apart, as in every figure. */
const within = ({ startsOn, endsOn }: Span) => ({
  status: "completed" as const,
  targeted: false,
  sessions: { some: { status: "delivered" as const } },
  onDate: { gte: dayToColumn(startsOn), lte: dayToColumn(endsOn) },
});

/** What schools answered about the visits of a span, without who they are. */
export async function readEvidence(db: Db, span: Span): Promise<Evidence> {
  const visit = within(span);
  const [asked, feedback, surveys, attended] = await Promise.all([
    db.visit.count({ where: { ...visit, contacts: { some: {} } } }),
    db.visitFeedback.findMany({ where: { visit }, select: { scoreFirst: true, scoreSecond: true, scoreThird: true } }),
    db.visitSurvey.findMany({
      where: { visit },
      select: { visitId: true, moment: true, yes: true, unsure: true, no: true },
    }),
    db.$queryRaw<{ attended: number }[]>`
      SELECT coalesce(sum(c.attended), 0)::int AS "attended"
      FROM delivery_count c
      JOIN delivery d ON d.id = c.delivery_id
      JOIN visit v ON v.id = d.visit_id
      WHERE v.status = 'completed' AND NOT v.targeted AND v.on_date BETWEEN ${span.startsOn}::date AND ${span.endsOn}::date
        AND d.revision = (SELECT max(newest.revision) FROM delivery newest WHERE newest.visit_id = v.id)
        AND EXISTS (SELECT 1 FROM visit_survey s WHERE s.visit_id = v.id AND s.moment = 'after')`,
  ]);
  const byVisit = new Map<string, typeof surveys>();
  for (const survey of surveys) byVisit.set(survey.visitId, [...(byVisit.get(survey.visitId) ?? []), survey]);
  return {
    asked,
    feedback: feedback.map((row) => ({ first: row.scoreFirst, second: row.scoreSecond, third: row.scoreThird })),
    surveys: [...byVisit.values()].map(toSurvey),
    attendancesSurveyed: attended[0]?.attended ?? 0,
  };
}

export type Comment = { visitId: string; onDate: Day; schoolName: string; comment: string };

/** What schools wrote, newest visit first: for the team alone. */
export async function listComments(db: Db, span: Span & { most: number }): Promise<Comment[]> {
  const rows = await db.visitFeedback.findMany({
    where: { visit: within(span), comment: { not: "" } },
    orderBy: [{ visit: { onDate: "desc" } }, { visitId: "desc" }],
    take: span.most,
    select: { visitId: true, comment: true, visit: { select: { onDate: true, school: { select: { name: true } } } } },
  });
  return rows.flatMap(({ visitId, comment, visit: { onDate, school } }) =>
    onDate ? [{ visitId, comment, onDate: dayFromColumn(onDate), schoolName: school.name }] : [],
  );
}

type FeedbackRow = { scoreFirst: number; scoreSecond: number; scoreThird: number; comment: string };

const toFeedback = ({ scoreFirst, scoreSecond, scoreThird, comment }: FeedbackRow): Feedback => ({
  first: scoreFirst,
  second: scoreSecond,
  third: scoreThird,
  comment,
});

function toSurvey(rows: readonly (SurveyCounts & { moment: "before" | "after" })[]): Survey {
  const of = (moment: "before" | "after"): SurveyCounts | null => {
    const row = rows.find((each) => each.moment === moment);
    return row ? { yes: row.yes, unsure: row.unsure, no: row.no } : null;
  };
  return { before: of("before"), after: of("after") };
}
