import type { Db, Tx } from "~/data/db.server";
import type { RequestForTeam } from "~/data/request-inbox.server";
import { describeClash } from "~/domain/clash-words";
import { nearestTimes } from "~/domain/nearest-times";
import { isNever } from "~/domain/never-days";
import {
  describeOfferedDate,
  isSameOffer,
  presentersOf,
  taughtTimes,
  teamsOf,
  type OfferedPlan,
} from "~/domain/offers";
import { rowsFromSessions, withGroupIds } from "~/domain/plan-rows";
import { wishDays } from "~/domain/request-draft";
import {
  allowancesFor,
  checkRunningOrder,
  proposeRunningOrder,
  RUNNING_ORDER_SEVERITY,
  visitTimes,
} from "~/domain/running-order";
import { checkVisitPlan, type PlanningFacts } from "~/domain/scheduling";
import type { ProgrammeSettings } from "~/domain/settings";
import { wishMatches } from "~/domain/wishes";
import { addDays, dayOf, instantAt, type Day } from "~/lib/london-time";
import { draftVisit, factsAround } from "~/services/visit-draft.server";

export type Wanted = { onDate: Day; startMinutes: number };

type Question = {
  request: RequestForTeam;
  schoolId: string;
  wanted: Wanted;
  count: number;
  /** Only these, all of them together; without it whoever can. */
  presenterIds?: readonly string[];
  /** Not offered again as they are; with others, or at another time, they may be. */
  but?: readonly OfferedPlan[];
  /** Days of which none is wanted. */
  notOn?: readonly Day[];
  /** Only later days: a school cannot choose a date that is over when it answers. */
  after?: Day;
  /** A time that is not to be named again, whoever could give it: the reader has just been told that it has gone. */
  notAt?: OfferedPlan;
};

const HORIZON_DAYS = 28;
const MOST_TEAMS = 12;
const BREAK_MINUTES = 5;

/**
 * Whole visits that could be scheduled as they stand, without any reason to be given: one a day, on the days nearest to
 * the wanted one (28 before and after, none sooner than a school can be asked for), at the start nearest to the wanted
 * one (local minutes). None of them is what the school wished for, or a day that it says never works. Teams are tried in the order of names, at most twelve; larger ones where the smallest cannot.
 */
export async function findOfferOptions(
  db: Db | Tx,
  question: Question,
  context: { settings: ProgrammeSettings; now: Date },
): Promise<OfferedPlan[]> {
  const { request, schoolId, wanted, count, presenterIds, but = [], notOn = [], after, notAt } = question;
  const { settings, now } = context;
  const facts = await factsAround(db, { onDate: wanted.onDate, presenterIds, forRequestId: request.id }, schoolId, now, HORIZON_DAYS + 1);
  const { earliest } = wishDays(dayOf(now));
  const found: OfferedPlan[] = [];
  for (const team of teamsToTry(facts, request, presenterIds)) {
    if (found.length >= count) break;
    for (const onDate of daysNearTo(wanted.onDate)) {
      if (found.length >= count) break;
      const isTooSoon = onDate < earliest || (after !== undefined && onDate <= after);
      const isOut = isTooSoon || notOn.includes(onDate) || isNever(request.neverDays, onDate);
      if (isOut || found.some((option) => option.onDate === onDate)) continue;
      const option = nearestOfDay(team, { ...wanted, onDate });
      if (!option || isWished(option) || but.some((other) => isSameOffer(other, option))) continue;
      if (!notAt || describeOfferedDate(notAt) !== describeOfferedDate(option)) found.push(option);
    }
  }
  return found.sort((one, other) => (one.onDate < other.onDate ? -1 : 1));

  /** What the school asked for is scheduled, not offered. */
  function isWished({ onDate, rows }: OfferedPlan): boolean {
    const { startMinutes, endMinutes } = taughtTimes(rows);
    return request.wishes.some((wish) => wishMatches(wish, onDate, startMinutes, endMinutes));
  }

  function nearestOfDay(team: readonly string[], wish: Wanted): OfferedPlan | null {
    const sessions = proposeRunningOrder({
      groups: request.groups,
      format: request.format,
      firstStartMinutes: wish.startMinutes,
      presenterIds: team,
      breakMinutes: BREAK_MINUTES,
    });
    const allowances = allowancesFor([request.format], settings.travel.signInMinutes);
    const plan = {
      visitId: null,
      onDate: wish.onDate,
      presenterIds: team,
      sessions,
      allowances,
      replacesCommitmentIds: [],
      neverDays: request.neverDays,
    };
    const [time] = nearestTimes({ plan, facts, travel: settings.travel, wanted: wish, count: 1, horizonDays: 0, now });
    return time ? { onDate: time.onDate, rows: rowsFromSessions(withGroupIds(time.sessions, request.groups)) } : null;
  }
}

/**
 * What speaks against an offered visit as things stand now, as sentences; none when it can be scheduled. Holds of the
 * request's own offer must have been given back.
 */
export async function whatIsAgainst(
  db: Db | Tx,
  plan: OfferedPlan,
  of: { request: RequestForTeam; schoolId: string },
  { settings, now }: { settings: ProgrammeSettings; now: Date },
): Promise<string[]> {
  const draft = draftVisit(plan, of.request, settings);
  const times = visitTimes(draft.sessions, draft.allowances);
  const isNonsense = checkRunningOrder(draft.sessions, [of.request.format]).some(
    (issue) => RUNNING_ORDER_SEVERITY[issue.kind] === "refused",
  );
  if (!times || isNonsense) return ["The running order does not fit the request any more."];
  if (instantAt(plan.onDate, times.arriveMinutes) <= now) return ["The time has passed."];
  const facts = await factsAround(db, { ...draft, forRequestId: of.request.id }, of.schoolId, now, 1);
  if (facts.presenters.length < draft.presenterIds.length) return ["A presenter is no longer available."];
  return checkVisitPlan(draft, facts, settings.travel)
    .filter(({ severity }) => severity !== "warning")
    .map(describeClash);
}

/** From arriving to leaving, as a visit of this plan would take. */
export function spanOfPlan(
  plan: OfferedPlan,
  request: Pick<RequestForTeam, "groups" | "format" | "neverDays">,
  settings: ProgrammeSettings,
): { startsAt: Date; endsAt: Date } | null {
  const draft = draftVisit(plan, request, settings);
  const times = visitTimes(draft.sessions, draft.allowances);
  return (
    times && {
      startsAt: instantAt(plan.onDate, times.arriveMinutes),
      endsAt: instantAt(plan.onDate, times.leaveMinutes),
    }
  );
}

export function everyPresenterOf(plans: readonly OfferedPlan[]): string[] {
  return [...new Set(plans.flatMap(presentersOf))].sort();
}

function teamsToTry(
  facts: PlanningFacts,
  request: RequestForTeam,
  presenterIds: readonly string[] | undefined,
): string[][] {
  if (presenterIds) return presenterIds.length > 0 ? [[...presenterIds]] : [];
  const everybody = facts.presenters.map(({ id }) => id);
  const needed = Math.max(1, request.format.presentersNeeded);
  return [needed, needed + 1].flatMap((size) => teamsOf(everybody, size, MOST_TEAMS));
}

function daysNearTo(day: Day): Day[] {
  const distances = Array.from({ length: HORIZON_DAYS }, (_, index) => index + 1);
  return [day, ...distances.flatMap((distance) => [addDays(day, distance), addDays(day, -distance)])];
}

/** Around which day and time other dates are looked for first: the school's first wish, or as soon as can be. */
export function wantedFirst(request: Pick<RequestForTeam, "wishes">, startMinutes: number, now: Date): Wanted {
  const { earliest } = wishDays(dayOf(now));
  const wished = request.wishes[0]?.fromOn ?? earliest;
  return { onDate: wished > earliest ? wished : earliest, startMinutes };
}
