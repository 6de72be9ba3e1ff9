import { intersection, type Interval } from "~/domain/intervals";
import type { PlanningPresenter } from "~/domain/scheduling";
import { workingHoursOn } from "~/domain/working-hours";
import { addDays, instantAt, type Day } from "~/lib/london-time";

const MINUTE = 60_000;

/**
 * Each presenter's share of the work between two days (both included): minutes of visits for each minute of working
 * time that leave, court and the like left them, over the same of all of them together. 1 is a fair share; part time,
 * leave and having begun later are in the working time. Everybody has 1 where there is no work at all.
 */
export function fairShares(
  presenters: readonly (PlanningPresenter & { startedOn: Day | null })[],
  fromOn: Day,
  toOn: Day,
): Map<string, number> {
  const each = presenters.map((presenter) => {
    const from = presenter.startedOn !== null && presenter.startedOn > fromOn ? presenter.startedOn : fromOn;
    return { id: presenter.id, ...workOf(presenter, from, toOn) };
  });
  const worked = sum(each.map(({ visits }) => visits));
  const could = sum(each.map(({ capacity }) => capacity));
  if (worked === 0 || could === 0) return new Map(each.map(({ id }) => [id, 1]));
  const usual = worked / could;
  return new Map(each.map(({ id, visits, capacity }) => [id, capacity === 0 ? 1 : visits / capacity / usual]));
}

/** In minutes. */
function workOf(presenter: PlanningPresenter, fromOn: Day, toOn: Day): { visits: number; capacity: number } {
  const window = { startsAt: instantAt(fromOn, 0), endsAt: instantAt(addDays(toOn, 1), 0) };
  const within = presenter.commitments.filter(({ startsAt, endsAt }) => startsAt < window.endsAt && endsAt > window.startsAt);
  const visits = within.filter(({ kind }) => kind === "visit");
  const away = within.filter(({ kind }) => kind === "absence");
  let capacity = 0;
  for (let day = fromOn; day <= toOn; day = addDays(day, 1)) {
    for (const { startMinutes, endMinutes } of workingHoursOn(presenter.patterns, day).spans) {
      capacity += endMinutes - startMinutes;
      if (away.length === 0) continue;
      const span = { startsAt: instantAt(day, startMinutes), endsAt: instantAt(day, endMinutes) };
      capacity -= sum(away.map((absence) => minutesOf(intersection(absence, span))));
    }
  }
  return { visits: sum(visits.map((visit) => minutesOf(intersection(visit, window)))), capacity: Math.max(0, capacity) };
}

function minutesOf(interval: Interval | null): number {
  return interval ? (interval.endsAt.getTime() - interval.startsAt.getTime()) / MINUTE : 0;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
