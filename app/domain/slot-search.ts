import type { AreaMark } from "~/domain/area";
import { daysOfPresenters } from "~/domain/days-of-presenters";
import { proposeRunningOrder, type PlannedSession, type VisitTimes } from "~/domain/running-order";
import {
  checkVisitPlan,
  isFreeOfClashes,
  prepareDay,
  type PlanningFacts,
  type PlanningSchool,
  type PreparedDay,
} from "~/domain/scheduling";
import {
  areaPoints,
  daysOffWishes,
  loadPoints,
  offWishPoints,
  preferredStart,
  SLOT_WEIGHTS,
  startPoints,
  totalOf,
  wishPoints,
  wishRank,
  type SlotScore,
} from "~/domain/slot-score";
import {
  BREAK_MINUTES,
  isInService,
  isPast,
  shapesOf,
  startsWithin,
  STEP_MINUTES,
  windowsOf,
  type NearbyVisit,
  type Shape,
  type SlotAsked,
  type Window,
} from "~/domain/slot-windows";
import type { Place, TravelSettings } from "~/domain/travel";
import { Ways } from "~/domain/travel-ways";
import { type Wish } from "~/domain/wishes";
import { addDays, daysBetween, type Day } from "~/lib/london-time";

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
  asked: SlotAsked & {
    wishes: readonly Wish[];
    /** Local minutes at which the school would rather begin, where no wish says. */
    usualStartMinutes: number;
    /** Whether the school is in or near a priority area. */
    area: AreaMark["where"] | null;
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
  nearby: NearbyVisit | null;
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
  const shapes = shapesOf(asked, question.travel.signInMinutes, fromOn).filter(({ teamSize }) => teamSize <= able.length);
  if (shapes.length === 0) return [];
  const besidesWish = Math.max(...shapes.map((shape) => timePoints(shape) + bestTeamPoints(able, shape)));
  const days: { onDate: Day; atBest: number }[] = [];
  for (let onDate = fromOn; onDate <= toOn; onDate = addDays(onDate, 1)) {
    if (!notOn?.has(onDate)) days.push({ onDate, atBest: mostDayPoints(question, onDate) + besidesWish });
  }
  days.sort((one, other) => other.atBest - one.atBest || (one.onDate < other.onDate ? -1 : 1));
  const ways = new Ways(question.travel, facts.travelExceptions);
  const presentersOn = daysOfPresenters(facts.presenters, fromOn, toOn);
  let found: SlotProposal[] = [];
  for (const { onDate, atBest } of days) {
    const least = found.length < count ? undefined : found.at(-1);
    if (least && totalOf(least.score) > atBest) break;
    const asOfDay = { ...question, facts: { ...facts, presenters: presentersOn(onDate) } };
    const best = bestOfDay(asOfDay, able, shapes, onDate, ways, least ? totalOf(least.score) : -Infinity);
    if (best) found = [...found, best].sort(byWorth).slice(0, count);
  }
  return found;
}

function byWorth(one: SlotProposal, other: SlotProposal): number {
  return totalOf(other.score) - totalOf(one.score) || (one.onDate < other.onDate ? -1 : 1);
}

/** What a day can be worth at best whoever comes. */
function mostDayPoints(question: SlotQuestion, onDate: Day): number {
  return mostWishPoints(question.asked.wishes, onDate) + areaPointsOf(question, onDate);
}

function areaPointsOf({ asked, fromOn }: SlotQuestion, onDate: Day): number {
  return areaPoints(asked.area, daysBetween(fromOn, onDate));
}

/** What a day can be worth by the wishes at best: a wish whose days it is in may be kept. */
function mostWishPoints(wishes: readonly Wish[], onDate: Day): number {
  const rank = wishes.findIndex(
    (wish) => wishRank([{ ...wish, partOfDay: "any" }], onDate, 0, 0) !== null,
  );
  return rank < 0 ? offWishPoints(daysOffWishes(wishes, onDate)) : wishPoints(rank);
}

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
  const here = able.filter((presenter) => isInService(presenter, onDate));
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
  const prepared = new Map(day.presenters.map((each) => [each.presenter.id, each]));
  const free = here.flatMap((presenter): Free[] => {
    const own = prepared.get(presenter.id);
    const windows = own ? windowsOf(own, presenter.base, shape, day, facts.school, ways) : [];
    if (windows.length === 0) return [];
    const points = standingPoints(presenter);
    return [{ presenter, points, atBest: points + bestWay(windows, facts.school, ways), windows }];
  });
  if (free.length < shape.teamSize) return null;
  free.sort((one, other) => other.atBest - one.atBest);
  const { earliest, latest } = startsWithin(facts.school, shape);
  const daysOff = daysOffWishes(asked.wishes, day.onDate);
  const time = timePoints(shape);
  const teamAtBest = sumOfBest(free.map(({ atBest }) => atBest), shape.teamSize);
  const area = areaPointsOf(question, day.onDate);
  if (mostWishPoints(asked.wishes, day.onDate) + area + time + teamAtBest < least) return null;
  const starts: { start: number; rank: number | null; wish: number }[] = [];
  for (let start = earliest; start <= latest; start += STEP_MINUTES) {
    if (isPast(day, start + shape.times.arriveMinutes, now)) continue;
    const rank = wishRank(asked.wishes, day.onDate, start, start + shape.taughtMinutes);
    const preferred = preferredStart(rank === null ? undefined : asked.wishes[rank], asked.usualStartMinutes);
    const wish = (rank === null ? offWishPoints(daysOff) : wishPoints(rank)) + startPoints(Math.abs(start - preferred));
    starts.push({ start, rank, wish });
  }
  // The most promising first: what cannot do better than what was found needs no team.
  starts.sort((one, other) => other.wish - one.wish || one.start - other.start);
  let best: { start: number; rank: number | null; team: Member[]; score: SlotScore; total: number } | null = null;
  for (const { start, rank, wish } of starts) {
    if (wish + area + time + teamAtBest < (best?.total ?? least)) break;
    const team = bestTeam(free, shape, start, facts.school, ways);
    if (!team) continue;
    const score = { ...scoreOfTeam(team), wish, time, area };
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

/** A longer drive may meet the school run at any hour: then nothing is promised. */
const LONGEST_FREE_DRIVE_MINUTES = 150;
const MIDDAY_MINUTES = 12 * 60;

/** The most that travel and nearness can be worth in any of these windows. */
function bestWay(windows: readonly Window[], school: PlanningSchool, ways: Ways): number {
  return Math.max(
    ...windows.map((window) => {
      const nearby = window.nearby ? SLOT_WEIGHTS.nearby : 0;
      return nearby + leastAdded(window, school, ways) * SLOT_WEIGHTS.addedTravelMinute;
    }),
  );
}

/** Driving added at the least, whenever the visit starts: on free roads there and on. 0 where that is not known. */
function leastAdded({ from, to, departs, meetsVisits }: Window, school: PlanningSchool, ways: Ways): number {
  // Before the first visit of a day the way without this one begins when this one would, at any hour.
  if (meetsVisits && departs === null) return 0;
  const there = from ? ways.between(from, school, MIDDAY_MINUTES) : 0;
  const onward = to ? ways.between(school, to, MIDDAY_MINUTES) : 0;
  if (Math.max(there, onward) > LONGEST_FREE_DRIVE_MINUTES) return 0;
  const anyway = departs !== null && from && to ? ways.between(from, to, departs) : 0;
  return Math.max(0, there + onward - anyway);
}

function likesPoints(likes: boolean | null): number {
  if (likes === null) return 0;
  return likes ? SLOT_WEIGHTS.likes : SLOT_WEIGHTS.dislikes;
}

type Member = { presenter: SlotPresenter; added: Omit<AddedTravel, "presenterId">; points: number };

/**
 * The presenters worth most at this start; null where fewer than the team needs can be there. `free` comes with the most
 * promising first: whoever cannot do better than those found needs no look.
 */
function bestTeam(
  free: readonly Free[],
  shape: Shape,
  start: number,
  school: PlanningSchool,
  ways: Ways,
): Member[] | null {
  const team: Member[] = [];
  for (const { presenter, points, atBest, windows } of free) {
    const last = team[shape.teamSize - 1];
    if (last && last.points > atBest) break;
    const window = windows.find(({ first, last: latest }) => first <= start && start <= latest);
    if (!window) continue;
    const minutes = addedMinutes(window, shape, start, school, ways);
    const nearby = window.nearby ? SLOT_WEIGHTS.nearby : 0;
    const added = { minutes, nearby: window.nearby };
    team.push({ presenter, added, points: points + nearby + minutes * SLOT_WEIGHTS.addedTravelMinute });
    team.sort((one, other) => other.points - one.points || (one.presenter.id < other.presenter.id ? -1 : 1));
    team.length = Math.min(team.length, shape.teamSize);
  }
  return team.length < shape.teamSize ? null : team;
}

function scoreOfTeam(team: readonly Member[]): Omit<SlotScore, "wish" | "time" | "area"> {
  const sum = (part: (member: Member) => number) => team.reduce((total, member) => total + part(member), 0);
  return {
    travel: sum(({ added }) => added.minutes * SLOT_WEIGHTS.addedTravelMinute),
    load: sum(({ presenter }) => loadPoints(presenter.share)),
    likes: sum(({ presenter }) => likesPoints(presenter.likes)),
    nearby: sum(({ added }) => (added.nearby ? SLOT_WEIGHTS.nearby : 0)),
  };
}

/** The way there and on, less the way that is driven without this visit. */
function addedMinutes({ from, to, departs, meetsVisits }: Window, shape: Shape, start: number, school: PlanningSchool, ways: Ways): number {
  const arrive = start + shape.times.arriveMinutes;
  const leave = start + shape.times.leaveMinutes;
  const there = from ? ways.between(from, school, departs ?? arrive) : 0;
  const onward = to ? ways.between(school, to, leave) : 0;
  const anyway = meetsVisits && from && to ? ways.between(from, to, departs ?? arrive) : 0;
  return Math.max(0, there + onward - anyway);
}

