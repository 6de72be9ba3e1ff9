import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { yearGroupAudience } from "~/domain/groups";
import { nearestTimes, type NearestTimesQuestion } from "~/domain/nearest-times";
import { shiftSessions } from "~/domain/running-order";
import { checkVisitPlan, isFreeOfClashes, type Commitment, type VisitPlan } from "~/domain/scheduling";
import { DEFAULT_TRAVEL_SETTINGS } from "~/domain/travel";
import { addDays, instantAt } from "~/lib/london-time";

const MONDAY = "2026-11-23";
const TEN = 600;

const plan: VisitPlan = {
  visitId: null,
  onDate: MONDAY,
  presenterIds: ["asha"],
  sessions: [
    {
      startMinutes: TEN,
      endMinutes: TEN + 60,
      formatId: "workshop",
      room: "",
      presenterIds: ["asha"],
      groups: [{ ...yearGroupAudience("9"), label: "9A", expected: 28 }],
    },
  ],
  allowances: { signInMinutes: 10, setUpMinutes: 10, packDownMinutes: 5 },
  replacesCommitmentIds: [],
  neverDays: [],
};

function taken(onDate: string, from: number, to: number, easting?: number): Commitment {
  const id = `${onDate}-${from}`;
  return {
    id,
    kind: easting === undefined ? "absence" : "visit",
    startsAt: instantAt(onDate, from),
    endsAt: instantAt(onDate, to),
    absenceKind: easting === undefined ? "court" : null,
    visit:
      easting === undefined
        ? null
        : { id, schoolId: id, schoolName: "Riverside School", easting, northing: 304_000 },
  };
}

function ask(commitments: Commitment[], over: Partial<NearestTimesQuestion> = {}): NearestTimesQuestion {
  return {
    plan,
    facts: {
      school: {
        id: "oakfield",
        name: "Oakfield School",
        easting: 458_000,
        northing: 304_000,
        calendar: {
          kind: "school",
          terms: [{ startsOn: "2026-10-26", endsOn: "2026-12-18" }],
          closedDays: [],
        },
        opensAtMinutes: null,
        closesAtMinutes: null,
        quietPeriods: [],
      },
      presenters: [{ id: "asha", name: "Asha Patel", patterns: [], commitments }],
      travelExceptions: [],
    },
    travel: DEFAULT_TRAVEL_SETTINGS,
    wanted: { onDate: MONDAY, startMinutes: TEN },
    count: 3,
    horizonDays: 28,
    now: new Date("2026-11-01T00:00:00Z"),
    ...over,
  };
}

const starts = (question: NearestTimesQuestion): [string, number][] =>
  nearestTimes(question).map((time) => [time.onDate, time.startMinutes]);

describe("the nearest times that work", () => {
  it("begin with the wanted time when it is free, then just before and after it", () => {
    expect(starts(ask([]))).toEqual([
      [MONDAY, TEN],
      [MONDAY, TEN - 5],
      [MONDAY, TEN + 5],
    ]);
  });

  it("stand clear of what is taken, with the whole running order", () => {
    const [nearest] = nearestTimes(ask([taken(MONDAY, 9 * 60, 11 * 60)]));
    expect(nearest).toMatchObject({
      onDate: MONDAY,
      startMinutes: 11 * 60 + 20,
      times: { arriveMinutes: 11 * 60, leaveMinutes: 12 * 60 + 25 },
      startsAt: instantAt(MONDAY, 11 * 60),
      endsAt: instantAt(MONDAY, 12 * 60 + 25),
      sessions: [{ startMinutes: 11 * 60 + 20, endMinutes: 12 * 60 + 20 }],
    });
  });

  it("leave time to travel", () => {
    // 25 minutes from the other school at 11:00.
    expect(starts(ask([taken(MONDAY, 8 * 60, 11 * 60, 468_000)]))[0]).toEqual([MONDAY, 11 * 60 + 45]);
  });

  it("look at other days, weekends left out", () => {
    const allMonday = taken(MONDAY, 0, 1440);
    expect(starts(ask([allMonday]))).toEqual([
      ["2026-11-24", 530],
      ["2026-11-24", 535],
      ["2026-11-24", 540],
    ]);
    const friday = starts(ask([allMonday, taken("2026-11-24", 0, 1440), taken("2026-11-25", 0, 1440)]));
    expect(friday[0]).toEqual(["2026-11-20", 865]);
  });

  it("are never in the past", () => {
    const now = instantAt(MONDAY, 12 * 60);
    expect(starts(ask([], { now }))).toEqual([
      [MONDAY, 12 * 60 + 20],
      [MONDAY, 12 * 60 + 25],
      [MONDAY, 12 * 60 + 30],
    ]);
  });

  it("are none where nothing works", () => {
    const clash = { ...plan, sessions: [...plan.sessions, ...plan.sessions] };
    expect(nearestTimes(ask([], { plan: clash }))).toEqual([]);
    expect(nearestTimes(ask([], { plan: { ...plan, sessions: [] } }))).toEqual([]);
    expect(nearestTimes(ask([], { plan: { ...plan, presenterIds: ["unknown"] } }))).toEqual([]);
    const long = {
      ...plan,
      sessions: plan.sessions.map((session) => ({ ...session, endMinutes: TEN + 480 })),
    };
    expect(nearestTimes(ask([], { plan: long }))).toEqual([]);
  });

  it("are those that a search through every start finds", () => {
    const anyCommitment = fc
      .tuple(
        fc.integer({ min: -3, max: 3 }),
        fc.integer({ min: 96, max: 190 }),
        fc.integer({ min: 6, max: 60 }),
        fc.option(fc.integer({ min: 440_000, max: 480_000 }), { nil: undefined }),
      )
      .map(([by, from, length, easting]) =>
        taken(addDays(MONDAY, by), from * 5, from * 5 + length * 5, easting),
      );
    fc.assert(
      fc.property(
        fc.array(anyCommitment, { maxLength: 10 }),
        fc.integer({ min: 100, max: 180 }),
        (busy, at) => {
          const wanted = { onDate: MONDAY, startMinutes: at * 5 };
          const question = ask(busy, { wanted, horizonDays: 3 });
          const wantedAt = instantAt(MONDAY, at * 5).getTime();
          const all: { onDate: string; startMinutes: number; startAt: number }[] = [];
          for (let by = -3; by <= 3; by += 1) {
            const onDate = addDays(MONDAY, by);
            for (let startMinutes = 480; startMinutes <= 960; startMinutes += 5) {
              const moved = { ...plan, onDate, sessions: shiftSessions(plan.sessions, startMinutes - TEN) };
              if (!isFreeOfClashes(checkVisitPlan(moved, question.facts, question.travel))) continue;
              all.push({ onDate, startMinutes, startAt: instantAt(onDate, startMinutes).getTime() });
            }
          }
          const far = (each: { startAt: number }): number => Math.abs(each.startAt - wantedAt);
          all.sort((one, other) => far(one) - far(other) || one.startAt - other.startAt);
          expect(starts(question)).toEqual(all.slice(0, 3).map((each) => [each.onDate, each.startMinutes]));
        },
      ),
      { numRuns: 25 },
    );
  });
});
