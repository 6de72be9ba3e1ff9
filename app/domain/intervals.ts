/** A stretch of time that includes its start and not its end: back to back is no overlap. */
export type Interval = { startsAt: Date; endsAt: Date };

export function overlaps(one: Interval, other: Interval): boolean {
  return one.startsAt < other.endsAt && other.startsAt < one.endsAt;
}

export function contains(outer: Interval, inner: Interval): boolean {
  return outer.startsAt <= inner.startsAt && inner.endsAt <= outer.endsAt;
}

/** The common part, or null. */
export function intersection(one: Interval, other: Interval): Interval | null {
  if (!overlaps(one, other)) return null;
  return {
    startsAt: one.startsAt > other.startsAt ? one.startsAt : other.startsAt,
    endsAt: one.endsAt < other.endsAt ? one.endsAt : other.endsAt,
  };
}

/** The same time as disjoint intervals in order; those that touch become one, empty ones vanish. */
export function merge(intervals: readonly Interval[]): Interval[] {
  const ordered = intervals
    .filter((interval) => interval.startsAt < interval.endsAt)
    .sort((one, other) => one.startsAt.getTime() - other.startsAt.getTime());
  const merged: Interval[] = [];
  for (const interval of ordered) {
    const last = merged.at(-1);
    if (last && interval.startsAt <= last.endsAt) {
      if (interval.endsAt > last.endsAt) last.endsAt = interval.endsAt;
    } else {
      merged.push({ startsAt: interval.startsAt, endsAt: interval.endsAt });
    }
  }
  return merged;
}

/** What remains of the first list when the time of the second is taken out. Merged and in order. */
export function subtract(from: readonly Interval[], taken: readonly Interval[]): Interval[] {
  const away = merge(taken);
  return merge(from).flatMap((interval) => subtractOne(interval, away));
}

function subtractOne(interval: Interval, away: readonly Interval[]): Interval[] {
  const rest: Interval[] = [];
  let startsAt = interval.startsAt;
  for (const hole of away) {
    if (!overlaps({ startsAt, endsAt: interval.endsAt }, hole)) continue;
    if (hole.startsAt > startsAt) rest.push({ startsAt, endsAt: hole.startsAt });
    startsAt = hole.endsAt;
    if (startsAt >= interval.endsAt) return rest;
  }
  if (startsAt < interval.endsAt) rest.push({ startsAt, endsAt: interval.endsAt });
  return rest;
}
