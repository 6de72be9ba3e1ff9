import type { Commitment, PlanningPresenter } from "~/domain/scheduling";
import { addDays, instantAt, type Day } from "~/lib/london-time";

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The presenters as one day sees them: with the commitments that touch that local day alone. A search over months asks
 * for a hundred days, and most commitments concern none but one of them. Days outside the span have none.
 */
export function daysOfPresenters(
  presenters: readonly PlanningPresenter[],
  fromOn: Day,
  toOn: Day,
): (onDate: Day) => PlanningPresenter[] {
  const placeOf = new Map<Day, number>();
  const edges: number[] = [];
  for (let day = fromOn; day <= toOn; day = addDays(day, 1)) {
    placeOf.set(day, edges.length);
    edges.push(instantAt(day, 0).getTime());
  }
  edges.push(instantAt(addDays(toOn, 1), 0).getTime());
  const byPresenter = presenters.map(({ commitments }) => byDay(commitments, edges));
  return (onDate) => {
    const place = placeOf.get(onDate);
    return presenters.map((presenter, index) => ({
      ...presenter,
      commitments: (place === undefined ? undefined : byPresenter[index]?.get(place)) ?? [],
    }));
  };
}

/** `edges` are the midnights between the days, in milliseconds. */
function byDay(commitments: readonly Commitment[], edges: readonly number[]): Map<number, Commitment[]> {
  const days = new Map<number, Commitment[]>();
  const [first = 0] = edges;
  for (const commitment of commitments) {
    const [startsAt, endsAt] = [commitment.startsAt.getTime(), commitment.endsAt.getTime()];
    // A clock change moves a midnight by an hour: one day earlier is always early enough.
    let place = Math.max(0, Math.floor((startsAt - first) / DAY_MS) - 1);
    for (; place < edges.length - 1; place += 1) {
      const [from = 0, to = 0] = [edges[place], edges[place + 1]];
      if (from >= endsAt) break;
      if (to <= startsAt) continue;
      const day = days.get(place);
      if (day) day.push(commitment);
      else days.set(place, [commitment]);
    }
  }
  return days;
}
