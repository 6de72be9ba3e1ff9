import { travelMinutes, type Place, type TravelException, type TravelSettings } from "~/domain/travel";

/** Travel minutes, each way at each time worked out once in a search. */
export class Ways {
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
