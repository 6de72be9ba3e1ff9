import type { Format } from "~/domain/formats";
import type { Group } from "~/domain/groups";
import type { NeverDay } from "~/domain/never-days";
import { allowancesFor, proposeRunningOrder, visitTimes, type VisitTimes } from "~/domain/running-order";
import { schoolHoursOf, type Commitment, type PlanningSchool, type PreparedDay, type VisitPlan } from "~/domain/scheduling";
import { NEARBY_KILOMETRES } from "~/domain/slot-score";
import { straightKilometres, type Place } from "~/domain/travel";
import type { Ways } from "~/domain/travel-ways";
import type { Day } from "~/lib/london-time";

/** What is to be given, whenever that is. */
export type SlotAsked = { groups: readonly Group[]; format: Format; neverDays: readonly NeverDay[] };

/** The nearest other visit of that day close by. */
export type NearbyVisit = { schoolName: string; side: "before" | "after"; atMinutes: number };

/** Starts are looked for on the five minutes. */
export const STEP_MINUTES = 5;
export const BREAK_MINUTES = 5;
const MINUTE = 60_000;
/** More teams side by side than this are planned by hand: a school rarely has the rooms. */
const MOST_STREAMS = 3;
/** Of a youth setting that entered no hours. */
const LONGEST_DAY = { opensAtMinutes: 6 * 60, closesAtMinutes: 22 * 60 };

/** A running order for a team of a size, as if it began at 0. */
export type Shape = { teamSize: number; plan: VisitPlan; times: VisitTimes; taughtMinutes: number };

/** One for each size of team that the format takes, fewest presenters first. */
export function shapesOf({ groups, format, neverDays }: SlotAsked, signInMinutes: number, anyDay: Day): Shape[] {
  const streams = format.wholeCohort ? 1 : Math.min(MOST_STREAMS, groups.length);
  const allowances = allowancesFor([format], signInMinutes);
  return Array.from({ length: streams }, (_, index) => Math.max(1, format.presentersNeeded) * (index + 1)).flatMap(
    (teamSize) => {
      const presenterIds = Array.from({ length: teamSize }, (_, place) => String(place));
      const sessions = proposeRunningOrder({ groups, format, firstStartMinutes: 0, presenterIds, breakMinutes: BREAK_MINUTES });
      const times = visitTimes(sessions, allowances);
      if (!times) return [];
      const plan = { visitId: null, onDate: anyDay, presenterIds, sessions, allowances, replacesCommitmentIds: [], neverDays };
      const taughtMinutes = Math.max(...sessions.map(({ endMinutes }) => endMinutes));
      return [{ teamSize, plan, times, taughtMinutes }];
    },
  );
}

/** The first and the last start that the hours of the school leave; none where the first is later. */
export function startsWithin(school: PlanningSchool, { times }: Shape): { earliest: number; latest: number } {
  const { opensAtMinutes, closesAtMinutes } = visitingHours(school);
  return { earliest: roundUp(opensAtMinutes - times.arriveMinutes), latest: closesAtMinutes - times.leaveMinutes };
}

function visitingHours(school: PlanningSchool): { opensAtMinutes: number; closesAtMinutes: number } {
  return schoolHoursOf(school) ?? LONGEST_DAY;
}

/** True from their first day to their last. */
export function isInService(
  { startedOn, endedOn }: { startedOn: Day | null; endedOn: Day | null },
  onDate: Day,
): boolean {
  return (startedOn === null || startedOn <= onDate) && (endedOn === null || onDate <= endedOn);
}

/** True when that local minute of the day is not ahead. */
export function isPast(day: PreparedDay, minutes: number, now: Date): boolean {
  return day.midnightFromNoon + minutes * MINUTE <= now.getTime();
}

/** First starts at which one presenter could give the visit, both ends included, and what lies around that time. */
export type Window = {
  first: number;
  last: number;
  /** Where they come from and go on to: the visits around, else the base; null where that is not known. */
  from: Place | null;
  to: Place | null;
  /** When they can leave the visit before; null where there is none: they set out from the base to be there in time. */
  departs: number | null;
  /** True where there is a visit before or after: then they drive from one place to the other without this visit too. */
  meetsVisits: boolean;
  nearby: NearbyVisit | null;
};
/** Where a presenter can be: inside a working span and the school's hours, free, with time to travel (rules 1 to 3). */
export function windowsOf(
  prepared: PreparedDay["presenters"][number],
  base: Place | null,
  shape: Shape,
  day: PreparedDay,
  school: PlanningSchool,
  ways: Ways,
): Window[] {
  const hours = visitingHours(school);
  const taken = prepared.taken
    .map((commitment) => ({
      commitment,
      start: minuteOf(commitment.startsAt, day),
      end: minuteOf(commitment.endsAt, day),
    }))
    .sort((one, other) => one.start - other.start);
  const { arriveMinutes: lead, leaveMinutes: tail } = shape.times;
  return prepared.hours.spans.flatMap((span) => {
    const opens = Math.max(span.startMinutes, hours.opensAtMinutes);
    const closes = Math.min(span.endMinutes, hours.closesAtMinutes);
    const edges = [-Infinity, ...taken.map(({ end }) => end)];
    return edges.flatMap((edge, index): Window[] => {
      const next = taken[index];
      const before = lastVisit(taken.slice(0, index));
      const after = taken.slice(index).find(({ commitment }) => commitment.visit !== null) ?? null;
      const there = before?.commitment.visit;
      const arrival = there ? before.end + ways.between(placeOf(there), school, before.end) : -Infinity;
      const first = roundUp(Math.max(opens, edge, arrival) - lead);
      let last = roundDown(Math.min(closes, next?.start ?? Infinity) - tail);
      const onward = after?.commitment.visit;
      // Leaving later never means arriving earlier: from the last start backwards until the way fits.
      while (onward && last >= first && last + tail + ways.between(school, placeOf(onward), last + tail) > after.start) {
        last -= STEP_MINUTES;
      }
      if (first > last) return [];
      return [
        {
          first,
          last,
          from: there ? placeOf(there) : base,
          to: onward ? placeOf(onward) : base,
          departs: there ? before.end : null,
          meetsVisits: there !== undefined || onward !== undefined,
          nearby: nearbyVisit(before, after, school),
        },
      ];
    });
  });
}

function minuteOf(at: Date, day: PreparedDay): number {
  return (at.getTime() - day.midnightFromNoon) / MINUTE;
}

type Taken = { commitment: Commitment; start: number; end: number };

function lastVisit(taken: readonly Taken[]): Taken | null {
  const visits = taken.filter(({ commitment }) => commitment.visit !== null);
  return visits.reduce<Taken | null>((latest, each) => (latest === null || each.end > latest.end ? each : latest), null);
}

function nearbyVisit(before: Taken | null, after: Taken | null, school: PlanningSchool): NearbyVisit | null {
  if (before && isNear(before, school)) return { schoolName: nameOfSchool(before), side: "before", atMinutes: before.end };
  if (after && isNear(after, school)) return { schoolName: nameOfSchool(after), side: "after", atMinutes: after.start };
  return null;
}

function isNear({ commitment: { visit } }: Taken, school: PlanningSchool): boolean {
  const kilometres = visit && straightKilometres(placeOf(visit), school);
  return kilometres !== null && kilometres <= NEARBY_KILOMETRES;
}

function nameOfSchool({ commitment }: Taken): string {
  return commitment.visit?.schoolName ?? "";
}

function placeOf(visit: NonNullable<Commitment["visit"]>): Place {
  const { schoolId: id, easting, northing, approximate } = visit;
  return { id, easting, northing, approximate };
}

const roundUp = (minutes: number): number => Math.ceil(minutes / STEP_MINUTES) * STEP_MINUTES;
const roundDown = (minutes: number): number => Math.floor(minutes / STEP_MINUTES) * STEP_MINUTES;
