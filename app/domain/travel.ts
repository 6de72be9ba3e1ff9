/**
 * A place that presenters travel to. Grid references are OSGB metres; null where not even the district is known.
 * `approximate`: the register has none, and the centre of the district stands for it.
 */
export type Place = { id: string; easting: number | null; northing: number | null; approximate?: boolean };

/** Kilometres beyond the last band's end are driven at this speed. */
export type SpeedBand = { upToKilometres: number; kilometresPerHour: number };

export type TravelSettings = {
  /** Roads are longer than the straight line by this factor (rule 2). */
  detourFactor: number;
  /** Each stretch of the way at its own speed, so that a longer way never takes less time. */
  speedBands: readonly SpeedBand[];
  openRoadKilometresPerHour: number;
  /** Local minutes; a minute's driving inside covers only 1 / slowdown of the way. */
  schoolRun: { windows: readonly { startMinutes: number; endMinutes: number }[]; slowdown: number };
  /** Parking and walking in; also the least time between two different places. */
  leastMinutes: number;
  /** Where a grid reference is missing. */
  assumedMinutes: number;
  /** Signing in at reception, once a visit, before setting up. */
  signInMinutes: number;
};

/** Minutes between a pair of places where the formula is wrong; holds both ways and at any time of day. */
export type TravelException = { fromPlaceId: string; toPlaceId: string; minutes: number };

export type TravelBasis = "same_place" | "exception" | "distance" | "assumed";
export type TravelTime = { minutes: number; basis: TravelBasis };

/** Cautious figures for city streets, then A roads, then the open county; managers edit them. */
export const DEFAULT_TRAVEL_SETTINGS: TravelSettings = {
  detourFactor: 1.3,
  speedBands: [
    { upToKilometres: 5, kilometresPerHour: 24 },
    { upToKilometres: 15, kilometresPerHour: 40 },
  ],
  openRoadKilometresPerHour: 64,
  schoolRun: {
    windows: [
      { startMinutes: 8 * 60, endMinutes: 9 * 60 + 15 },
      { startMinutes: 14 * 60 + 45, endMinutes: 16 * 60 + 15 },
    ],
    slowdown: 1.4,
  },
  leastMinutes: 5,
  assumedMinutes: 45,
  signInMinutes: 10,
};

/**
 * Whole minutes from one place to the other, leaving at a local time of day (rule 2). Rounded up.
 * Leaving later never means arriving earlier. Without both grid references: the assumed minutes. Assumed is also what
 * begins or ends at the centre of a district.
 */
export function travelMinutes(
  from: Place,
  to: Place,
  departAtMinutes: number,
  settings: TravelSettings,
  exceptions: readonly TravelException[],
): TravelTime {
  if (from.id === to.id) return { minutes: 0, basis: "same_place" };
  const exception = exceptions.find((candidate) => joins(candidate, from.id, to.id));
  if (exception) return { minutes: exception.minutes, basis: "exception" };
  const kilometres = straightKilometres(from, to);
  if (kilometres === null) return { minutes: settings.assumedMinutes, basis: "assumed" };
  const driving = freeMinutes(kilometres * settings.detourFactor, settings);
  const minutes = Math.ceil(slowedMinutes(driving, departAtMinutes, settings.schoolRun) - 1e-9);
  const basis = from.approximate || to.approximate ? "assumed" : "distance";
  return { minutes: Math.max(settings.leastMinutes, minutes), basis };
}

/** Kilometres between grid references as the crow flies; null when one is missing. */
export function straightKilometres(from: Place, to: Place): number | null {
  if (from.easting === null || from.northing === null) return null;
  if (to.easting === null || to.northing === null) return null;
  return Math.hypot(to.easting - from.easting, to.northing - from.northing) / 1000;
}

function joins(exception: TravelException, oneId: string, otherId: string): boolean {
  const { fromPlaceId, toPlaceId } = exception;
  return (fromPlaceId === oneId && toPlaceId === otherId) || (fromPlaceId === otherId && toPlaceId === oneId);
}

function freeMinutes(kilometres: number, settings: TravelSettings): number {
  let minutes = 0;
  let behind = 0;
  for (const band of settings.speedBands) {
    const stretch = Math.max(0, Math.min(kilometres, band.upToKilometres) - behind);
    minutes += (stretch / band.kilometresPerHour) * 60;
    behind = Math.max(behind, band.upToKilometres);
  }
  const rest = Math.max(0, kilometres - behind);
  return minutes + (rest / settings.openRoadKilometresPerHour) * 60;
}

/** Drives through the day window by window; windows are in order and apart. */
function slowedMinutes(
  driving: number,
  departAtMinutes: number,
  schoolRun: TravelSettings["schoolRun"],
): number {
  let at = departAtMinutes;
  let remaining = driving;
  for (const window of schoolRun.windows) {
    if (at >= window.endMinutes) continue;
    const before = Math.max(0, window.startMinutes - at);
    if (remaining <= before) break;
    at += before;
    remaining -= before;
    const slow = Math.min(remaining * schoolRun.slowdown, window.endMinutes - at);
    at += slow;
    remaining -= slow / schoolRun.slowdown;
  }
  return at + remaining - departAtMinutes;
}
