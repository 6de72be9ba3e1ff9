import { daysOfPresenters } from "~/domain/days-of-presenters";
import { isFreeOfClashes, prepareDay, type PlanningFacts, type PreparedDay } from "~/domain/scheduling";
import type { SlotPresenter } from "~/domain/slot-search";
import {
  isInService,
  isPast,
  shapesOf,
  startsWithin,
  STEP_MINUTES,
  windowsOf,
  type Shape,
  type SlotAsked,
} from "~/domain/slot-windows";
import type { TravelSettings } from "~/domain/travel";
import { Ways } from "~/domain/travel-ways";
import { addDays, type Day } from "~/lib/london-time";

/** What a school may know of a day: nothing about who could come, and nothing about why nobody can. */
export type DaySpace = "space" | "few" | "full" | "closed";

export type DayWithSpace = { onDate: Day; space: DaySpace };

export type SpaceQuestion = {
  asked: SlotAsked;
  /** Over all the days. */
  facts: PlanningFacts;
  presenters: readonly Omit<SlotPresenter, "likes" | "share">[];
  travel: TravelSettings;
  /** Both included. */
  fromOn: Day;
  toOn: Day;
  now: Date;
};

/** With fewer than so many of the day's starts left, a day has few places. */
const FEW = 1 / 3;

/**
 * For each day whether the visit could be given as it is asked for, by the rules and the windows that proposals are made
 * from (domain/slot-search): "space" at a third or more of the starts that the school's hours leave, "few" at some,
 * "full" at none; "closed" where the school is.
 */
export function spaceByDay(question: SpaceQuestion): DayWithSpace[] {
  const { asked, facts, travel, fromOn, toOn } = question;
  const able = question.presenters.filter(({ qualified }) => qualified);
  const shapes = shapesOf(asked, travel.signInMinutes, fromOn);
  const ways = new Ways(travel, facts.travelExceptions);
  const presentersOn = daysOfPresenters(facts.presenters, fromOn, toOn);
  const days: DayWithSpace[] = [];
  for (let onDate = fromOn; onDate <= toOn; onDate = addDays(onDate, 1)) {
    const asOfDay = { ...question, presenters: able, facts: { ...facts, presenters: presentersOn(onDate) } };
    days.push({ onDate, space: spaceOf(asOfDay, shapes, onDate, ways) });
  }
  return days;
}

function spaceOf(question: SpaceQuestion, shapes: readonly Shape[], onDate: Day, ways: Ways): DaySpace {
  const [shape] = shapes;
  if (!shape) return "full";
  const here = question.presenters.filter((presenter) => isInService(presenter, onDate));
  const day = prepareDay({ ...shape.plan, onDate, presenterIds: here.map(({ id }) => id) }, question.facts, onDate);
  if (!isFreeOfClashes(day.fixed)) return "closed";
  const share = Math.max(...shapes.map((each) => shareOfStarts(question, each, day, ways)));
  if (share === 0) return "full";
  return share < FEW ? "few" : "space";
}

/** Of the starts that the school's hours leave, the share at which enough presenters could be there. */
function shareOfStarts(
  { facts, presenters, now }: SpaceQuestion,
  shape: Shape,
  day: PreparedDay,
  ways: Ways,
): number {
  const bases = new Map(presenters.map(({ id, base }) => [id, base]));
  const free = day.presenters
    .map((prepared) => windowsOf(prepared, bases.get(prepared.presenter.id) ?? null, shape, day, facts.school, ways))
    .filter((windows) => windows.length > 0);
  if (free.length < shape.teamSize) return 0;
  const { earliest, latest } = startsWithin(facts.school, shape);
  let [all, possible] = [0, 0];
  for (let start = earliest; start <= latest; start += STEP_MINUTES) {
    all += 1;
    if (isPast(day, start + shape.times.arriveMinutes, now)) continue;
    const team = free.filter((windows) => windows.some(({ first, last }) => first <= start && start <= last));
    if (team.length >= shape.teamSize) possible += 1;
  }
  return all === 0 ? 0 : possible / all;
}
