import { shiftSessions, visitTimes, type PlannedSession, type VisitTimes } from "~/domain/running-order";
import {
  checkPresentersInside,
  checkTimes,
  isAnyoneTaken,
  isFreeOfClashes,
  prepareDay,
  schoolHoursOf,
  type PlanningFacts,
  type VisitPlan,
} from "~/domain/scheduling";
import type { TravelSettings } from "~/domain/travel";
import { addDays, instantAt, type Day } from "~/lib/london-time";

/** A start that works: the whole running order moved to it. */
export type NearestTime = {
  onDate: Day;
  /** Local minutes of the first session's start. */
  startMinutes: number;
  times: VisitTimes;
  startsAt: Date;
  endsAt: Date;
  sessions: readonly PlannedSession[];
};

export type NearestTimesQuestion = {
  plan: VisitPlan;
  facts: PlanningFacts;
  travel: TravelSettings;
  /** The first session's start that was wished for. */
  wanted: { onDate: Day; startMinutes: number };
  count: number;
  /** How many days before and after the wanted day to look. */
  horizonDays: number;
  now: Date;
};

const STEP_MINUTES = 5;
const MINUTE = 60_000;

/**
 * The nearest starts, on the five minutes, at which the same presenters could give the same running order
 * without any clash (warnings are allowed), nearest first by distance in time, the earlier of two first.
 * Never in the past. The facts must hold the presenters' commitments over the whole horizon. Rule 4.
 */
export function nearestTimes(question: NearestTimesQuestion): NearestTime[] {
  const { plan, facts, wanted, count, horizonDays } = question;
  const firstStart = Math.min(...plan.sessions.map((session) => session.startMinutes));
  const times = visitTimes(plan.sessions, plan.allowances);
  const known = plan.presenterIds.every((id) => facts.presenters.some((presenter) => presenter.id === id));
  if (!times || !known || checkPresentersInside(plan, facts).length > 0) return [];

  const shape = { firstStart, times };
  const wantedAt = instantAt(wanted.onDate, wanted.startMinutes).getTime();
  let found: Candidate[] = [];
  for (let distance = 0; distance <= horizonDays; distance += 1) {
    const furthest = found.length < count ? Infinity : (found[count - 1]?.distance ?? Infinity);
    if (nearestOfDay(wanted, distance, wantedAt) > furthest) break;
    const days =
      distance === 0 ? [wanted.onDate] : [-distance, distance].map((by) => addDays(wanted.onDate, by));
    const more = days.flatMap((onDate) => workingStarts(question, shape, onDate, wantedAt));
    found = [...found, ...more].sort(byDistance).slice(0, count);
  }
  return found.map((candidate) => timeOf(candidate, plan, shape));
}

type Shape = { firstStart: number; times: VisitTimes };
type Candidate = { onDate: Day; startMinutes: number; startAt: number; distance: number };

function workingStarts(
  { plan, facts, travel, now }: NearestTimesQuestion,
  shape: Shape,
  onDate: Day,
  wantedAt: number,
): Candidate[] {
  const day = prepareDay(plan, facts, onDate);
  if (!isFreeOfClashes(day.fixed)) return [];
  const candidates: Candidate[] = [];
  const { first, last } = possibleStarts(facts, shape);
  for (let startMinutes = first; startMinutes <= last; startMinutes += STEP_MINUTES) {
    const times = shifted(shape, startMinutes);
    const startAt = day.midnightFromNoon + startMinutes * MINUTE;
    if (day.midnightFromNoon + times.arriveMinutes * MINUTE < now.getTime()) continue;
    if (isAnyoneTaken(day, times) || !isFreeOfClashes(checkTimes(day, times, facts, travel))) continue;
    candidates.push({ onDate, startMinutes, startAt, distance: Math.abs(startAt - wantedAt) });
  }
  return candidates;
}

/** Starts that keep the visit inside the school's hours, or inside 06:00 to 22:00 where it has none. */
function possibleStarts(facts: PlanningFacts, shape: Shape): { first: number; last: number } {
  const hours = schoolHoursOf(facts.school) ?? { opensAtMinutes: 6 * 60, closesAtMinutes: 22 * 60 };
  const beforeFirst = shape.firstStart - shape.times.arriveMinutes;
  const afterFirst = shape.times.leaveMinutes - shape.firstStart;
  const earliest = hours.opensAtMinutes + beforeFirst;
  return {
    first: Math.ceil(earliest / STEP_MINUTES) * STEP_MINUTES,
    last: hours.closesAtMinutes - afterFirst,
  };
}

/** The least distance that a start on a day so far away can have: days further out need not be looked at. */
function nearestOfDay(wanted: { onDate: Day }, distance: number, wantedAt: number): number {
  if (distance === 0) return 0;
  const dayBeforeEnds = instantAt(addDays(wanted.onDate, 1 - distance), 0).getTime();
  const dayAfterStarts = instantAt(addDays(wanted.onDate, distance), 0).getTime();
  return Math.min(wantedAt - dayBeforeEnds, dayAfterStarts - wantedAt);
}

function byDistance(one: Candidate, other: Candidate): number {
  return one.distance - other.distance || one.startAt - other.startAt;
}

function shifted(shape: Shape, startMinutes: number): VisitTimes {
  const by = startMinutes - shape.firstStart;
  return { arriveMinutes: shape.times.arriveMinutes + by, leaveMinutes: shape.times.leaveMinutes + by };
}

function timeOf({ onDate, startMinutes }: Candidate, plan: VisitPlan, shape: Shape): NearestTime {
  const times = shifted(shape, startMinutes);
  return {
    onDate,
    startMinutes,
    times,
    startsAt: instantAt(onDate, times.arriveMinutes),
    endsAt: instantAt(onDate, times.leaveMinutes),
    sessions: shiftSessions(plan.sessions, startMinutes - shape.firstStart),
  };
}
