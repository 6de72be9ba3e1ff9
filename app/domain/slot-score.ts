import type { AreaMark } from "~/domain/area";
import { wishMatches, type Wish } from "~/domain/wishes";
import { daysBetween, type Day } from "~/lib/london-time";

/**
 * What a proposed visit is worth, in points: the sum of these parts, higher is better (docs/decisions/012). Sizes were
 * chosen so that a wish outweighs what it costs the team within reason: an hour of driving, not three.
 */
export const SLOT_WEIGHTS = {
  /** By the rank of the best wish that it keeps. */
  wish: [100, 80, 65, 50, 40],
  /** For each day between it and the nearest wished day, where it keeps none; at most so many count. */
  dayOff: -1,
  mostDaysOff: 60,
  /** For each minute that its first start lies from when the school would rather begin. */
  startOff: -0.05,
  /** For each minute of driving that the visit adds to the team's day. */
  addedTravelMinute: -0.5,
  /** For each minute of a presenter at the school, sign-in to leaving: fewer people, shorter visits. */
  presenterMinute: -0.05,
  /** For each presenter, times how far below (above) a fair share of the work they are: from 1 to -1.5. */
  load: 12,
  /** For each presenter who likes, or would rather not give, the format. */
  likes: 4,
  dislikes: -8,
  /** For each presenter who is at another school close by on that day. */
  nearby: 6,
  /** For each day from the first one looked at, where the school is in (near) a priority area: there sooner counts more. */
  areaDay: { in: -0.4, near: -0.2 },
} as const;

/** As the crow flies: a visit this near to another one is in the same area. */
export const NEARBY_KILOMETRES = 5;

export type SlotScore = {
  wish: number;
  travel: number;
  time: number;
  load: number;
  likes: number;
  nearby: number;
  /** For waiting, where the school is in or near a priority area. */
  area: number;
};

export function totalOf(score: SlotScore): number {
  return score.wish + score.travel + score.time + score.load + score.likes + score.nearby + score.area;
}

/** The rank from 0 of the best wish that this day and time keep, or null. */
export function wishRank(wishes: readonly Wish[], onDate: Day, startMinutes: number, endMinutes: number): number | null {
  const rank = wishes.findIndex((wish) => wishMatches(wish, onDate, startMinutes, endMinutes));
  return rank < 0 ? null : rank;
}

export function wishPoints(rank: number): number {
  return SLOT_WEIGHTS.wish[rank] ?? SLOT_WEIGHTS.wish.at(-1) ?? 0;
}

const AFTERNOON_BEGINS_MINUTES = 13 * 60;

/** When the school would rather begin: at the wish's own time, after lunch for an afternoon, else as usual. */
export function preferredStart(wish: Wish | undefined, usualStartMinutes: number): number {
  if (wish && wish.startMinutes !== null) return wish.startMinutes;
  return wish?.partOfDay === "afternoon" ? AFTERNOON_BEGINS_MINUTES : usualStartMinutes;
}

/** `minutes` between a start and the preferred one. */
export function startPoints(minutes: number): number {
  return minutes * SLOT_WEIGHTS.startOff;
}

/** Days between a day and the nearest one of the wishes' dates and ranges; 0 inside one, or without wishes. */
export function daysOffWishes(wishes: readonly Pick<Wish, "fromOn" | "toOn">[], onDate: Day): number {
  if (wishes.length === 0) return 0;
  return Math.min(
    ...wishes.map(({ fromOn, toOn }) => Math.max(0, daysBetween(onDate, fromOn), daysBetween(toOn, onDate))),
  );
}

/** Where no wish is kept: the nearer to a wished day the better. */
export function offWishPoints(daysOff: number): number {
  return Math.min(daysOff, SLOT_WEIGHTS.mostDaysOff) * SLOT_WEIGHTS.dayOff;
}

/** `days` after the first day looked at; nothing where the school is in and near no priority area. */
export function areaPoints(where: AreaMark["where"] | null, days: number): number {
  return where === null ? 0 : days * SLOT_WEIGHTS.areaDay[where];
}

/** `share` is a presenter's work over a fair share of it: 1 is fair, 0 is none. */
export function loadPoints(share: number): number {
  return Math.max(-1.5, 1 - share) * SLOT_WEIGHTS.load;
}
