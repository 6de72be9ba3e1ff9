/** What has been seen so far of visits and requests: the only ground of the forecast. */
export type ForecastBasis = {
  /** Exact students reached, with what the records leave open. */
  reached: { figure: number; low: number; high: number };
  attendances: number;
  /** One number a recorded visit: attended for each student that was expected. */
  attendanceRatios: readonly number[];
  booked: { visits: number; expected: number };
  requested: { requests: number; expected: number };
  /** Requests that were decided: how many of them came to a visit. */
  decided: { accepted: number; all: number };
};

export type Forecast = {
  figure: number;
  low: number;
  high: number;
  attendanceRatio: number;
  acceptanceRatio: number;
  /** Students reached for each attendance: repeats make it less than one. */
  newRatio: number;
  fromBooked: number;
  fromRequests: number;
};

export const FORECAST_METHOD =
  "Students reached so far, plus students expected at booked visits times the share of expected students that " +
  "attended so far, plus students in open requests times that share and times the share of decided requests that " +
  "came to a visit; both times the share of attendances that were first contacts. The range is what nine in ten " +
  "such sums would lie in. Requests that nobody has made yet are not in it: until spring it says too little.";

/** Nine in ten values of a normal distribution lie within this many standard deviations. */
const NINE_IN_TEN = 1.645;
/** Before anything was seen: nearly all who are expected come, four in five requests come to a visit. */
const ASSUMED_RATIO = 0.95;
const ASSUMED_SPREAD = 0.2;
const ASSUMED_ACCEPTANCE = 0.8;
/** How many imagined visits and requests the assumptions weigh: the first real ones soon outweigh them. */
const ASSUMED_WEIGHT = 3;

/** Exact students by the end of the period from what is known now; round only where shown. */
export function forecastReach(basis: ForecastBasis): Forecast {
  const { reached, attendances, attendanceRatios, booked, requested, decided } = basis;
  const seen = attendanceRatios.length;
  const weight = seen + ASSUMED_WEIGHT;
  const attendanceRatio = (sum(attendanceRatios) + ASSUMED_RATIO * ASSUMED_WEIGHT) / weight;
  const spread = Math.sqrt(
    (sum(attendanceRatios.map((ratio) => (ratio - attendanceRatio) ** 2)) + ASSUMED_SPREAD ** 2 * ASSUMED_WEIGHT) /
      weight,
  );
  const acceptanceRatio =
    (decided.accepted + ASSUMED_ACCEPTANCE * ASSUMED_WEIGHT) / (decided.all + ASSUMED_WEIGHT);
  const newRatio = attendances === 0 ? 1 : Math.min(1, reached.figure / attendances);
  const comingFromBooked = booked.expected * newRatio;
  const comingFromRequests = requested.expected * newRatio * acceptanceRatio;
  const fromBooked = comingFromBooked * attendanceRatio;
  const fromRequests = comingFromRequests * attendanceRatio;
  // Chance of the visits to come, and of having seen only so many before.
  const attendanceError = (many: number) => (many === 0 ? 0 : spread * Math.sqrt(1 / many + 1 / weight));
  const acceptanceError =
    requested.requests === 0
      ? 0
      : Math.sqrt(
          acceptanceRatio * (1 - acceptanceRatio) * (1 / requested.requests + 1 / (decided.all + ASSUMED_WEIGHT)),
        );
  const error =
    NINE_IN_TEN *
    Math.hypot(
      comingFromBooked * attendanceError(booked.visits),
      comingFromRequests * attendanceError(requested.requests),
      requested.expected * newRatio * attendanceRatio * acceptanceError,
    );
  const figure = reached.figure + fromBooked + fromRequests;
  return {
    figure,
    low: Math.max(reached.low, figure - error - (reached.figure - reached.low)),
    high: figure + error + (reached.high - reached.figure),
    attendanceRatio,
    acceptanceRatio,
    newRatio,
    fromBooked,
    fromRequests,
  };
}

/** Of an earlier year: students reached by the same calendar day, and in the end. */
export type YearBefore = { byNow: number; inTheEnd: number };

export type LikeBefore = { figure: number; low: number; high: number; years: number };

export const LIKE_BEFORE_METHOD =
  "Students reached so far, plus what the years before (up to three) brought on average after the same calendar day. The " +
  "range is meant to hold nine in ten such years: as far apart as those years were, and never surer than a few years allow. " +
  "In trials on made-up years it held a little more than eight in ten. " +
  "It knows nothing of what is booked or requested now.";

/** How far years stray from each other: a share of what is to come, and the chance of single visits of so many students. */
const ASSUMED_STRAY = 0.15;
const STUDENTS_A_VISIT = 100;

/** If the rest of the year brings what the rest of the years before did; null without any. Exact students. */
export function forecastLikeBefore(
  reached: ForecastBasis["reached"],
  before: readonly YearBefore[],
): LikeBefore | null {
  if (before.length === 0) return null;
  const rests = before.map(({ byNow, inTheEnd }) => Math.max(0, inTheEnd - byNow));
  const rest = sum(rests) / rests.length;
  const seen = rests.length - 1;
  const assumed = (ASSUMED_STRAY * rest) ** 2 + STUDENTS_A_VISIT * rest;
  const variance = (sum(rests.map((each) => (each - rest) ** 2)) + assumed * ASSUMED_WEIGHT) / (seen + ASSUMED_WEIGHT);
  const error = NINE_IN_TEN * Math.sqrt(variance * (1 + 1 / rests.length));
  const figure = reached.figure + rest;
  return {
    figure,
    low: Math.max(reached.low, figure - error - (reached.figure - reached.low)),
    high: figure + error + (reached.high - reached.figure),
    years: before.length,
  };
}

/** Sessions a school week that the rest of a target needs, at the students first met a session so far. */
export function sessionsAWeekNeeded(input: {
  remaining: number;
  reached: number;
  sessions: number;
  schoolDaysLeft: number;
}): number | null {
  const { remaining, reached, sessions, schoolDaysLeft } = input;
  if (remaining <= 0) return 0;
  if (sessions === 0 || reached === 0 || schoolDaysLeft === 0) return null;
  return remaining / (reached / sessions) / (schoolDaysLeft / 5);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
