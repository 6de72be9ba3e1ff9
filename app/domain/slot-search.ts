import type { Format } from "~/domain/formats";
import type { Group } from "~/domain/groups";
import type { NeverDay } from "~/domain/never-days";
import { allowancesFor, proposeRunningOrder, visitTimes, type PlannedSession, type VisitTimes } from "~/domain/running-order";
import {
  checkVisitPlan,
  isFreeOfClashes,
  prepareDay,
  schoolHoursOf,
  type Commitment,
  type PlanningFacts,
  type PlanningSchool,
  type PreparedDay,
  type VisitPlan,
} from "~/domain/scheduling";
import {
  daysFromWishes,
  loadPoints,
  NEARBY_KILOMETRES,
  offWishPoints,
  preferredStart,
  SLOT_WEIGHTS,
  startPoints,
  totalOf,
  wishPoints,
  wishRank,
  type SlotScore,
} from "~/domain/slot-score";
import { straightKilometres, travelMinutes, type Place, type TravelException, type TravelSettings } from "~/domain/travel";
import { type Wish } from "~/domain/wishes";
import { addDays, type Day } from "~/lib/london-time";

/** What the score must know about a presenter beside the planning facts. */
export type SlotPresenter = {
  id: string;
  /** Where the day begins and ends; null where none was entered: those ways count nothing. */
  base: Place | null;
  qualified: boolean;
  /** Null where they never said. */
  likes: boolean | null;
  /** Work over a fair share of it (domain/fair-load). */
  share: number;
  startedOn: Day | null;
  endedOn: Day | null;
};

export type SlotQuestion = {
  asked: {
    groups: readonly Group[];
    format: Format;
    wishes: readonly Wish[];
    neverDays: readonly NeverDay[];
    /** Local minutes at which the school would rather begin, where no wish says. */
    usualStartMinutes: number;
  };
  /** Over the whole horizon. */
  facts: PlanningFacts;
  presenters: readonly SlotPresenter[];
  travel: TravelSettings;
  /** Days looked at, both included. */
  fromOn: Day;
  toOn: Day;
  now: Date;
  count: number;
  /** Days of which none is wanted. */
  notOn?: ReadonlySet<Day>;
};

/** What a visit adds to one presenter's day. */
export type AddedTravel = {
  presenterId: string;
  minutes: number;
  /** The nearest other visit of that day close by. */
  nearby: { schoolName: string; side: "before" | "after"; atMinutes: number } | null;
};

export type SlotProposal = {
  onDate: Day;
  startMinutes: number;
  times: VisitTimes;
  sessions: readonly PlannedSession[];
  presenterIds: readonly string[];
  /** From 0; null where it keeps none of the wishes. */
  wishRank: number | null;
  daysOff: number;
  travel: readonly AddedTravel[];
  score: SlotScore;
};

const STEP_MINUTES = 5;
const BREAK_MINUTES = 5;
const MINUTE = 60_000;
/** More teams side by side than this are planned by hand: a school rarely has the rooms. */
const MOST_STREAMS = 3;
/** Of a youth setting that entered no hours. */
const LONGEST_DAY = { opensAtMinutes: 6 * 60, closesAtMinutes: 22 * 60 };

/**
 * The best visits that break none of rules 1 to 3, at most one a day, best first by the stated score
 * (domain/slot-score); of equals the earlier. Every start on the five minutes and every team of qualified presenters
 * of the sizes that the format takes is considered: for a day and a start the parts of a team's score add up by
 * presenter, so the best team is the best presenters who can be there. Days that cannot come among the best any more
 * are not looked at.
 */
export function findSlots(question: SlotQuestion): SlotProposal[] {
  const { asked, facts, presenters, fromOn, toOn, count, notOn } = question;
  const able = presenters.filter(({ qualified }) => qualified);
  const shapes = shapesOf(question).filter(({ teamSize }) => teamSize <= able.length);
  if (shapes.length === 0) return [];
  const besidesWish = Math.max(...shapes.map((shape) => timePoints(shape) + bestTeamPoints(able, shape)));
  const days: { onDate: Day; atBest: number }[] = [];
  for (let onDate = fromOn; onDate <= toOn; onDate = addDays(onDate, 1)) {
    if (!notOn?.has(onDate)) days.push({ onDate, atBest: mostWishPoints(asked.wishes, onDate) + besidesWish });
  }
  days.sort((one, other) => other.atBest - one.atBest || (one.onDate < other.onDate ? -1 : 1));
  const ways = new Ways(question.travel, facts.travelExceptions);
  let found: SlotProposal[] = [];
  for (const { onDate, atBest } of days) {
    const least = found.length < count ? undefined : found.at(-1);
    if (least && totalOf(least.score) > atBest) break;
    const best = bestOfDay(question, able, shapes, onDate, ways, least ? totalOf(least.score) : -Infinity);
    if (best) found = [...found, best].sort(byWorth).slice(0, count);
  }
  return found;
}

function byWorth(one: SlotProposal, other: SlotProposal): number {
  return totalOf(other.score) - totalOf(one.score) || (one.onDate < other.onDate ? -1 : 1);
}

/** A running order for a team of a size, as if it began at 0. */
type Shape = { teamSize: number; plan: VisitPlan; times: VisitTimes; taughtMinutes: number };

function shapesOf({ asked, travel, fromOn }: SlotQuestion): Shape[] {
  const { groups, format, neverDays } = asked;
  const streams = format.wholeCohort ? 1 : Math.min(MOST_STREAMS, groups.length);
  const allowances = allowancesFor([format], travel.signInMinutes);
  return Array.from({ length: streams }, (_, index) => Math.max(1, format.presentersNeeded) * (index + 1)).flatMap(
    (teamSize) => {
      const presenterIds = Array.from({ length: teamSize }, (_, place) => String(place));
      const sessions = proposeRunningOrder({ groups, format, firstStartMinutes: 0, presenterIds, breakMinutes: BREAK_MINUTES });
      const times = visitTimes(sessions, allowances);
      if (!times) return [];
      const plan = { visitId: null, onDate: fromOn, presenterIds, sessions, allowances, replacesCommitmentIds: [], neverDays };
      const taughtMinutes = Math.max(...sessions.map(({ endMinutes }) => endMinutes));
      return [{ teamSize, plan, times, taughtMinutes }];
    },
  );
}

/** What a day can be worth by the wishes at best: a wish whose days it is in may be kept. */
function mostWishPoints(wishes: readonly Wish[], onDate: Day): number {
  const rank = wishes.findIndex(
    (wish) => wishRank([{ ...wish, partOfDay: "any" }], onDate, 0, 0) !== null,
  );
  return rank < 0 ? offWishPoints(daysFromWishes(wishes, onDate)) : wishPoints(rank);
}

/** First starts at which one presenter could give the visit, both ends included, and what lies around that time. */
type Window = { first: number; last: number; before: Commitment | null; after: Commitment | null };
type Free = {
  presenter: SlotPresenter;
  /** For their share of the work and what they like. */
  points: number;
  /** With the best that the way there can add or must cost. */
  atBest: number;
  windows: readonly Window[];
};

function bestOfDay(
  question: SlotQuestion,
  able: readonly SlotPresenter[],
  shapes: readonly Shape[],
  onDate: Day,
  ways: Ways,
  /** Less than this is of no use. */
  least: number,
): SlotProposal | null {
  const { facts } = question;
  const [shape] = shapes;
  if (!shape) return null;
  const here = able.filter(
    ({ startedOn, endedOn }) => (startedOn === null || startedOn <= onDate) && (endedOn === null || onDate <= endedOn),
  );
  const everybody = { ...shape.plan, onDate, presenterIds: here.map(({ id }) => id) };
  const day = prepareDay(everybody, facts, onDate);
  if (!isFreeOfClashes(day.fixed)) return null;
  const bests = shapes.flatMap((each) => bestOfShape(question, here, each, day, ways, least) ?? []);
  return bests.sort(byWorth)[0] ?? null;
}

function bestOfShape(
  question: SlotQuestion,
  here: readonly SlotPresenter[],
  shape: Shape,
  day: PreparedDay,
  ways: Ways,
  least: number,
): SlotProposal | null {
  const { asked, facts, now } = question;
  const hours = schoolHoursOf(facts.school) ?? LONGEST_DAY;
  const prepared = new Map(day.presenters.map((each) => [each.presenter.id, each]));
  const free = here.flatMap((presenter): Free[] => {
    const own = prepared.get(presenter.id);
    const windows = own ? windowsOf(own, shape, day, facts.school, hours, ways) : [];
    if (windows.length === 0) return [];
    const points = standingPoints(presenter);
    return [{ presenter, points, atBest: points + bestWay(presenter, windows, facts.school, ways), windows }];
  });
  if (free.length < shape.teamSize) return null;
  const earliest = roundUp(hours.opensAtMinutes - shape.times.arriveMinutes);
  const latest = hours.closesAtMinutes - shape.times.leaveMinutes;
  const daysOff = daysFromWishes(asked.wishes, day.onDate);
  const time = timePoints(shape);
  const teamAtBest = sumOfBest(free.map(({ atBest }) => atBest), shape.teamSize);
  const starts: { start: number; rank: number | null; wish: number }[] = [];
  for (let start = earliest; start <= latest; start += STEP_MINUTES) {
    if (day.midnightFromNoon + (start + shape.times.arriveMinutes) * MINUTE <= now.getTime()) continue;
    const rank = wishRank(asked.wishes, day.onDate, start, start + shape.taughtMinutes);
    const preferred = preferredStart(rank === null ? undefined : asked.wishes[rank], asked.usualStartMinutes);
    const wish = (rank === null ? offWishPoints(daysOff) : wishPoints(rank)) + startPoints(Math.abs(start - preferred));
    starts.push({ start, rank, wish });
  }
  // The most promising first: what cannot do better than what was found needs no team.
  starts.sort((one, other) => other.wish - one.wish || one.start - other.start);
  let best: { start: number; rank: number | null; team: Member[]; score: SlotScore; total: number } | null = null;
  for (const { start, rank, wish } of starts) {
    if (wish + time + teamAtBest < (best?.total ?? least)) break;
    const team = bestTeam(free, shape, start, facts.school, day, ways);
    if (!team) continue;
    const score = { ...scoreOfTeam(team), wish, time };
    const total = totalOf(score);
    if (!best || total > best.total || (total === best.total && start < best.start)) best = { start, rank, team, score, total };
  }
  return best && proposalOf(question, shape, day.onDate, daysOff, best);
}

function proposalOf(
  { asked, facts, travel }: SlotQuestion,
  shape: Shape,
  onDate: Day,
  daysOff: number,
  best: { start: number; rank: number | null; team: Member[]; score: SlotScore },
): SlotProposal | null {
  const presenterIds = best.team.map(({ presenter }) => presenter.id).sort();
  const sessions = proposeRunningOrder({
    groups: asked.groups,
    format: asked.format,
    firstStartMinutes: best.start,
    presenterIds,
    breakMinutes: BREAK_MINUTES,
  });
  const plan = { ...shape.plan, onDate, presenterIds, sessions };
  // The rules have the last word: what was found by windows is judged as a plan made by hand would be.
  if (!isFreeOfClashes(checkVisitPlan(plan, facts, travel))) return null;
  return {
    onDate,
    startMinutes: best.start,
    times: {
      arriveMinutes: best.start + shape.times.arriveMinutes,
      leaveMinutes: best.start + shape.times.leaveMinutes,
    },
    sessions,
    presenterIds,
    wishRank: best.rank,
    daysOff,
    travel: best.team.map(({ presenter, added }) => ({ presenterId: presenter.id, ...added })),
    score: best.score,
  };
}

/** Where a presenter can be: inside a working span and the school's hours, free, with time to travel (rules 1 to 3). */
function windowsOf(
  prepared: PreparedDay["presenters"][number],
  shape: Shape,
  day: PreparedDay,
  school: PlanningSchool,
  hours: { opensAtMinutes: number; closesAtMinutes: number },
  ways: Ways,
): Window[] {
  const minuteOf = (at: Date) => (at.getTime() - day.midnightFromNoon) / MINUTE;
  const taken = prepared.taken
    .map((commitment) => ({ commitment, start: minuteOf(commitment.startsAt), end: minuteOf(commitment.endsAt) }))
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
      return [{ first, last, before: before?.commitment ?? null, after: after?.commitment ?? null }];
    });
  });
}

type Taken = { commitment: Commitment; start: number; end: number };

function lastVisit(taken: readonly Taken[]): Taken | null {
  const visits = taken.filter(({ commitment }) => commitment.visit !== null);
  return visits.reduce<Taken | null>((latest, each) => (latest === null || each.end > latest.end ? each : latest), null);
}

function timePoints({ teamSize, times }: Shape): number {
  return teamSize * (times.leaveMinutes - times.arriveMinutes) * SLOT_WEIGHTS.presenterMinute;
}

/** What a team can be worth on the best of days: the presenters worth most, all of them nearby. */
function bestTeamPoints(able: readonly SlotPresenter[], { teamSize }: Shape): number {
  return sumOfBest(able.map(standingPoints), teamSize) + teamSize * SLOT_WEIGHTS.nearby;
}

function sumOfBest(points: readonly number[], count: number): number {
  return [...points]
    .sort((one, other) => other - one)
    .slice(0, count)
    .reduce((sum, each) => sum + each, 0);
}

function standingPoints({ share, likes }: SlotPresenter): number {
  return loadPoints(share) + likesPoints(likes);
}

/** A long drive may meet the school run at any hour: then nothing is promised. */
const LONGEST_FREE_DRIVE_MINUTES = 150;
const MIDDAY_MINUTES = 12 * 60;

/** The most that travel and nearness can be worth on a day with these windows. */
function bestWay({ base }: SlotPresenter, windows: readonly Window[], school: PlanningSchool, ways: Ways): number {
  const meetsVisits = windows.some(({ before, after }) => before !== null || after !== null);
  if (meetsVisits) return SLOT_WEIGHTS.nearby;
  if (!base) return 0;
  const [there, back] = [ways.between(base, school, MIDDAY_MINUTES), ways.between(school, base, MIDDAY_MINUTES)];
  return Math.max(there, back) > LONGEST_FREE_DRIVE_MINUTES ? 0 : (there + back) * SLOT_WEIGHTS.addedTravelMinute;
}

function likesPoints(likes: boolean | null): number {
  if (likes === null) return 0;
  return likes ? SLOT_WEIGHTS.likes : SLOT_WEIGHTS.dislikes;
}

type Member = { presenter: SlotPresenter; added: Omit<AddedTravel, "presenterId">; points: number };

/** The presenters worth most at this start; null where fewer than the team needs can be there. */
function bestTeam(
  free: readonly Free[],
  shape: Shape,
  start: number,
  school: PlanningSchool,
  day: PreparedDay,
  ways: Ways,
): Member[] | null {
  const members: Member[] = [];
  for (const { presenter, points, windows } of free) {
    const window = windows.find(({ first, last }) => first <= start && start <= last);
    if (!window) continue;
    const added = addedTravel(presenter, window, shape, start, school, day, ways);
    const nearby = added.nearby ? SLOT_WEIGHTS.nearby : 0;
    members.push({ presenter, added, points: points + nearby + added.minutes * SLOT_WEIGHTS.addedTravelMinute });
  }
  if (members.length < shape.teamSize) return null;
  return members
    .sort((one, other) => other.points - one.points || (one.presenter.id < other.presenter.id ? -1 : 1))
    .slice(0, shape.teamSize);
}

function scoreOfTeam(team: readonly Member[]): Omit<SlotScore, "wish" | "time"> {
  const sum = (part: (member: Member) => number) => team.reduce((total, member) => total + part(member), 0);
  return {
    travel: sum(({ added }) => added.minutes * SLOT_WEIGHTS.addedTravelMinute),
    load: sum(({ presenter }) => loadPoints(presenter.share)),
    likes: sum(({ presenter }) => likesPoints(presenter.likes)),
    nearby: sum(({ added }) => (added.nearby ? SLOT_WEIGHTS.nearby : 0)),
  };
}

/** The way there and on, less the way that is driven without this visit; the base where no other visit comes. */
function addedTravel(
  { base }: SlotPresenter,
  { before, after }: Window,
  shape: Shape,
  start: number,
  school: PlanningSchool,
  day: PreparedDay,
  ways: Ways,
): Omit<AddedTravel, "presenterId"> {
  const minuteOf = (at: Date) => (at.getTime() - day.midnightFromNoon) / MINUTE;
  const arrive = start + shape.times.arriveMinutes;
  const leave = start + shape.times.leaveMinutes;
  const from = before?.visit ? placeOf(before.visit) : base;
  const to = after?.visit ? placeOf(after.visit) : base;
  const departs = before?.visit ? minuteOf(before.endsAt) : arrive;
  const there = from ? ways.between(from, school, departs) : 0;
  const onward = to ? ways.between(school, to, leave) : 0;
  const anyway = (before?.visit ?? after?.visit) && from && to ? ways.between(from, to, departs) : 0;
  return { minutes: Math.max(0, there + onward - anyway), nearby: nearbyVisit(before, after, school, minuteOf) };
}

function nearbyVisit(
  before: Commitment | null,
  after: Commitment | null,
  school: PlanningSchool,
  minuteOf: (at: Date) => number,
): AddedTravel["nearby"] {
  const isNear = ({ visit }: Commitment): boolean => {
    const kilometres = visit && straightKilometres(placeOf(visit), school);
    return kilometres !== null && kilometres <= NEARBY_KILOMETRES;
  };
  if (before?.visit && isNear(before)) {
    return { schoolName: before.visit.schoolName, side: "before", atMinutes: minuteOf(before.endsAt) };
  }
  if (after?.visit && isNear(after)) {
    return { schoolName: after.visit.schoolName, side: "after", atMinutes: minuteOf(after.startsAt) };
  }
  return null;
}

function placeOf(visit: NonNullable<Commitment["visit"]>): Place {
  return { id: visit.schoolId, easting: visit.easting, northing: visit.northing };
}

/** Travel minutes, each way at each time worked out once in a search. */
class Ways {
  private readonly known = new Map<string, Map<string, Map<number, number>>>();

  constructor(
    private readonly travel: TravelSettings,
    private readonly exceptions: readonly TravelException[],
  ) {}

  between(from: Place, to: Place, departAtMinutes: number): number {
    const times = entryOf(entryOf(this.known, from.id), to.id);
    const known = times.get(departAtMinutes);
    if (known !== undefined) return known;
    const { minutes } = travelMinutes(from, to, departAtMinutes, this.travel, this.exceptions);
    times.set(departAtMinutes, minutes);
    return minutes;
  }
}

function entryOf<Key, InnerKey, Value>(map: Map<Key, Map<InnerKey, Value>>, key: Key): Map<InnerKey, Value> {
  const known = map.get(key);
  if (known) return known;
  const made = new Map<InnerKey, Value>();
  map.set(key, made);
  return made;
}

const roundUp = (minutes: number): number => Math.ceil(minutes / STEP_MINUTES) * STEP_MINUTES;
const roundDown = (minutes: number): number => Math.floor(minutes / STEP_MINUTES) * STEP_MINUTES;
