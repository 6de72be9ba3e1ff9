import { lapseReviewItems } from "~/data/absences.server";
import {
  listOpenCalendarReviews,
  listPlannedOnDays,
  openCalendarReviews,
  type CalendarReviewKind,
  type PlannedOnDay,
  type SchoolsConcerned,
} from "~/data/calendar-reviews.server";
import type { Tx } from "~/data/db.server";
import { addHistory, type Actor } from "~/data/history.server";
import { isOpenDay, type ClosedReason } from "~/domain/open-days";
import { quietPeriodsMet } from "~/domain/scheduling";
import { dayOf, type Day } from "~/lib/london-time";

const ACTIONS: Record<CalendarReviewKind, string> = {
  term_change: "visit_outside_term",
  closed_day: "visit_on_closed_day",
  quiet_period: "visit_in_quiet_period",
};

export type CalendarChange = {
  concerned: SchoolsConcerned;
  kinds: readonly CalendarReviewKind[];
  /** Visits that the person has been shown and leaves to the review list. */
  acceptedVisitIds: readonly string[];
  actor: Actor;
  now: Date;
};

/** A visit that a change of a school's days would put outside term, on a closed day or in a quiet period. */
export type VisitOnShutDay = { id: string; schoolName: string; onDate: Day };

/** Refused, so that the writing transaction rolls back: the person has not been shown all of these visits. */
export type TouchesVisits = { ok: false; reason: "touches_visits"; visits: VisitOnShutDay[] };

/**
 * Makes a change of schools' days and looks at the visits ahead before and after it. Those that it newly touches must
 * have been accepted, else it is refused with all of them; accepted ones go on the review list with their history, and
 * those that it has put right again come off. Nothing is moved or cancelled. Answers how many were newly touched.
 */
export async function withCalendarReview<Result extends { ok: boolean }>(
  tx: Tx,
  change: CalendarChange,
  write: () => Promise<Result>,
): Promise<{ result: Result; touched: number } | { result: TouchesVisits }> {
  const { concerned, kinds, actor, now } = change;
  const planned = () => listPlannedOnDays(tx, concerned, dayOf(now));
  const before = await planned();
  const result = await write();
  if (!result.ok) return { result, touched: 0 };
  const after = await planned();
  const changes = kinds.map((kind) => ({ kind, ...comparison(before, after, kind) }));
  const touched = after.filter((visit) => changes.some((each) => each.touched.includes(visit)));
  if (touched.some(({ id }) => !change.acceptedVisitIds.includes(id))) {
    const visits = touched.map(({ id, schoolName, onDate }) => ({ id, schoolName, onDate }));
    return { result: { ok: false, reason: "touches_visits", visits } };
  }
  for (const { kind, touched: visits, righted } of changes) {
    await openCalendarReviews(tx, kind, visits.map(({ id }) => id), now);
    for (const { id, requestId } of visits) {
      const action = ACTIONS[kind];
      await addHistory(tx, { at: now, actor, subject: "visit", subjectId: id, visitId: id, requestId, action });
    }
    const open = await listOpenCalendarReviews(tx, kind, righted);
    const accountId = "accountId" in actor ? actor.accountId : null;
    await lapseReviewItems(tx, open.map(({ id }) => id), { accountId, now });
  }
  return { result, touched: touched.length };
}

function comparison(before: readonly PlannedOnDay[], after: readonly PlannedOnDay[], kind: CalendarReviewKind) {
  const metBefore = new Set(before.filter((visit) => isMetBy(visit, kind)).map(({ id }) => id));
  const metAfter = after.filter((visit) => isMetBy(visit, kind));
  const idsAfter = new Set(metAfter.map(({ id }) => id));
  return {
    touched: metAfter.filter(({ id }) => !metBefore.has(id)),
    righted: [...metBefore].filter((id) => !idsAfter.has(id)),
  };
}

function isMetBy(visit: PlannedOnDay, kind: CalendarReviewKind): boolean {
  switch (kind) {
    case "quiet_period":
      return quietPeriodsMet(visit.sessions, visit, visit.onDate).length > 0;
    case "term_change":
      return isShutBy(visit, "outside_term");
    case "closed_day":
      return isShutBy(visit, "closed_day");
  }
}

function isShutBy({ calendar, onDate }: PlannedOnDay, reason: ClosedReason): boolean {
  const day = isOpenDay(calendar, onDate);
  return !day.open && day.reason === reason;
}
