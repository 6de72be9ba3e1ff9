import { visitTimes } from "~/domain/running-order";
import {
  checkVisitPlan,
  isFreeOfClashes,
  type Clash,
  type Commitment,
  type PlanningFacts,
  type VisitPlan,
} from "~/domain/scheduling";
import { loadPoints, NEARBY_KILOMETRES, SLOT_WEIGHTS } from "~/domain/slot-score";
import type { AddedTravel, SlotPresenter } from "~/domain/slot-search";
import { isInService } from "~/domain/slot-windows";
import { straightKilometres, type Place, type TravelSettings } from "~/domain/travel";
import { Ways } from "~/domain/travel-ways";
import { dayOf, instantAt, minutesOf } from "~/lib/london-time";

export type Substitute = { presenter: SlotPresenter; travel: AddedTravel; points: number };

export type SubstituteQuestion = {
  /** The visit as it is planned; who gives it does not matter. */
  plan: VisitPlan;
  /** Places in the plan's sessions that the substitute would give. */
  positions: readonly number[];
  facts: PlanningFacts;
  presenters: readonly SlotPresenter[];
  /** People who are on the visit already, or away. */
  notIds: ReadonlySet<string>;
  travel: TravelSettings;
  count: number;
};

/**
 * Who could take a place in a planned visit, best first: qualified, in service and free under rules 1 and 2 and their
 * working hours; by the parts of the stated score that a person brings (docs/decisions/012). What speaks against the
 * visit's day and time itself was decided when it was planned, and is no matter here.
 */
export function bestSubstitutes(question: SubstituteQuestion): Substitute[] {
  const { plan, facts, travel, notIds, presenters, count } = question;
  const ways = new Ways(travel, facts.travelExceptions);
  return presenters
    .filter((presenter) => presenter.qualified && !notIds.has(presenter.id) && isInService(presenter, plan.onDate))
    .filter(({ id }) => isFreeOfClashes(clashesOf(id, question)))
    .map((presenter) => {
      const added = addedTravel(presenter, plan, facts, ways);
      return { presenter, travel: added, points: pointsOf(presenter, added) };
    })
    .sort((one, other) => other.points - one.points || (one.presenter.id < other.presenter.id ? -1 : 1))
    .slice(0, count);
}

/** What speaks against this presenter giving those sessions, worst first. */
export function clashesOf(
  presenterId: string,
  { plan, positions, facts, travel }: Pick<SubstituteQuestion, "plan" | "positions" | "facts" | "travel">,
): Clash[] {
  const sessions = plan.sessions.map((session, position) => ({
    ...session,
    presenterIds: positions.includes(position) ? [presenterId] : [],
  }));
  return checkVisitPlan({ ...plan, presenterIds: [presenterId], sessions }, facts, travel).filter(
    (clash) => "presenterId" in clash && clash.presenterId === presenterId,
  );
}

function pointsOf({ share, likes }: SlotPresenter, { minutes, nearby }: AddedTravel): number {
  const liked = likes === null ? 0 : likes ? SLOT_WEIGHTS.likes : SLOT_WEIGHTS.dislikes;
  return loadPoints(share) + liked + minutes * SLOT_WEIGHTS.addedTravelMinute + (nearby ? SLOT_WEIGHTS.nearby : 0);
}

/** The way there and on, less the way that is driven without this visit; bases count where they are known. */
function addedTravel(presenter: SlotPresenter, plan: VisitPlan, { school, presenters }: PlanningFacts, ways: Ways): AddedTravel {
  const { id: presenterId, base } = presenter;
  const times = visitTimes(plan.sessions, plan.allowances);
  if (!times) return { presenterId, minutes: 0, nearby: null };
  const arrive = instantAt(plan.onDate, times.arriveMinutes);
  const leave = instantAt(plan.onDate, times.leaveMinutes);
  const visits = (presenters.find(({ id }) => id === presenterId)?.commitments ?? [])
    .filter((commitment) => commitment.visit !== null && commitment.visit.id !== plan.visitId)
    .filter(({ startsAt }) => dayOf(startsAt) === plan.onDate)
    .sort((one, other) => one.startsAt.getTime() - other.startsAt.getTime());
  const before = visits.filter(({ endsAt }) => endsAt <= arrive).at(-1);
  const after = visits.find(({ startsAt }) => startsAt >= leave);
  const from = placeOf(before) ?? base;
  const to = placeOf(after) ?? base;
  const departs = before ? minutesOf(before.endsAt) : times.arriveMinutes;
  const there = from ? ways.between(from, school, departs) : 0;
  const onward = to ? ways.between(school, to, times.leaveMinutes) : 0;
  const anyway = (before || after) && from && to ? ways.between(from, to, departs) : 0;
  return { presenterId, minutes: Math.max(0, there + onward - anyway), nearby: nearbyOf(before, after, school) };
}

function nearbyOf(before: Commitment | undefined, after: Commitment | undefined, school: Place): AddedTravel["nearby"] {
  if (before?.visit && isNear(before, school)) {
    return { schoolName: before.visit.schoolName, side: "before", atMinutes: minutesOf(before.endsAt) };
  }
  if (after?.visit && isNear(after, school)) {
    return { schoolName: after.visit.schoolName, side: "after", atMinutes: minutesOf(after.startsAt) };
  }
  return null;
}

function isNear(commitment: Commitment, school: Place): boolean {
  const place = placeOf(commitment);
  const kilometres = place && straightKilometres(place, school);
  return kilometres !== null && kilometres <= NEARBY_KILOMETRES;
}

function placeOf(commitment: Commitment | undefined): Place | null {
  if (!commitment?.visit) return null;
  const { schoolId: id, easting, northing, approximate } = commitment.visit;
  return { id, easting, northing, approximate };
}
