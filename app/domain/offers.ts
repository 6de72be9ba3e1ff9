import type { PlanRow } from "~/domain/plan-rows";
import { formatDay, formatMinutes, type Day } from "~/lib/london-time";

export type OfferStatus = "open" | "accepted" | "declined" | "expired" | "replaced";

/** One visit that is proposed and not planned: its day and its running order, in local minutes. */
export type OfferedPlan = { onDate: Day; rows: readonly PlanRow[] };

/** So many dates at once are enough to choose from, and few enough to read. */
export const MOST_OPTIONS = 5;
export const OPTIONS_AT_FIRST = 4;

/** When students are taught: from the first session's start to the last one's end, in local minutes. */
export function taughtTimes(rows: readonly PlanRow[]): { startMinutes: number; endMinutes: number } {
  return {
    startMinutes: Math.min(...rows.map((row) => row.startMinutes)),
    endMinutes: Math.max(...rows.map((row) => row.startMinutes + row.lengthMinutes)),
  };
}

/** "Tuesday 1 December 2026, 09:10 to 10:35" */
export function describeOfferedDate({ onDate, rows }: OfferedPlan): string {
  const { startMinutes, endMinutes } = taughtTimes(rows);
  return `${formatDay(onDate)}, ${formatMinutes(startMinutes)} to ${formatMinutes(endMinutes)}`;
}

export function presentersOf({ rows }: OfferedPlan): string[] {
  return [...new Set(rows.flatMap((row) => row.presenterIds))].sort();
}

/** The same date and times of the same presenters. */
export function isSameOffer(one: OfferedPlan, other: OfferedPlan): boolean {
  return keyOf(one) === keyOf(other);
}

function keyOf({ onDate, rows }: OfferedPlan): string {
  const lines = rows.map((row) => [row.groupId, row.startMinutes, row.lengthMinutes, ...[...row.presenterIds].sort()].join());
  return [onDate, ...lines.sort()].join("|");
}

/**
 * Groups of presenters to try, those with the fewest first: every choice of `size` of them, at most `limit` of these.
 * For size 2 of a, b, c: ab, ac, bc.
 */
export function teamsOf<Presenter>(presenters: readonly Presenter[], size: number, limit: number): Presenter[][] {
  if (size === 0) return [[]];
  const teams: Presenter[][] = [];
  for (const [index, presenter] of presenters.entries()) {
    for (const others of teamsOf(presenters.slice(index + 1), size - 1, limit)) {
      if (teams.length >= limit) return teams;
      teams.push([presenter, ...others]);
    }
  }
  return teams;
}

/** An offer as its reader sees it: dates in words, without who would come. */
export type OfferToAnswer = {
  reference: string;
  schoolName: string;
  formatName: string;
  state: "open" | "booked" | "declined" | "over";
  dates: { id: string; words: string }[];
  noteForSchool: string;
  answerByOn: Day | null;
  /** The date picked, in words, where it was one of these. */
  bookedFor: string | null;
};
