import { intersection, type Interval } from "~/domain/intervals";
import type { PlanningPresenter } from "~/domain/scheduling";
import { workingHoursOn } from "~/domain/working-hours";
import { addDays, daysFromTo, instantAt, type Day } from "~/lib/london-time";

const MINUTE = 60_000;
/** Work of so many days ago still counts. */
const DAYS_BACK = 28;

/**
 * The days whose work tells who has more than a fair share, when somebody is looked for until `lastOn`: visits further
 * ahead that weighed nothing would all fall to one person.
 */
export function loadSpan(today: Day, lastOn: Day): { fromOn: Day; toOn: Day } {
  return { fromOn: addDays(today, -DAYS_BACK), toOn: lastOn };
}

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
  const days = daysFromTo(fromOn, toOn);
  const each = presenters.map((presenter) => {
    const { id, startedOn } = presenter;
    return { id, ...workOf(presenter, startedOn === null ? days : days.filter((day) => startedOn <= day)) };
  });
  const worked = sum(each.map(({ visits }) => visits));
  const could = sum(each.map(({ capacity }) => capacity));
  if (worked === 0 || could === 0) return new Map(each.map(({ id }) => [id, 1]));
  const usual = worked / could;
  return new Map(each.map(({ id, visits, capacity }) => [id, capacity === 0 ? 1 : visits / capacity / usual]));
}

/** In minutes. */
function workOf(presenter: PlanningPresenter, days: readonly Day[]): { visits: number; capacity: number } {
  const [fromOn, toOn] = [days[0], days.at(-1)];
  if (fromOn === undefined || toOn === undefined) return { visits: 0, capacity: 0 };
  const window = { startsAt: instantAt(fromOn, 0), endsAt: instantAt(addDays(toOn, 1), 0) };
  const within = presenter.commitments.filter(({ startsAt, endsAt }) => startsAt < window.endsAt && endsAt > window.startsAt);
  const visits = within.filter(({ kind }) => kind === "visit");
  const away = within.filter(({ kind }) => kind === "absence");
  let capacity = 0;
  for (const day of days) {
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
