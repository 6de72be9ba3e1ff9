import { describeWays } from "~/domain/way-words";
import { describe, expect, it } from "vitest";
import { describeClash } from "~/domain/clash-words";
import { mixedAudience, yearGroupAudience } from "~/domain/groups";
import { presenterStateOn } from "~/domain/presenter-day";
import type { PlannedSession } from "~/domain/running-order";
import {
  checkVisitPlan,
  isFreeOfClashes,
  travelAround,
  type Commitment,
  type PlanningFacts,
  type PlanningPresenter,
  type PlanningSchool,
  type VisitPlan,
} from "~/domain/scheduling";
import { DEFAULT_TRAVEL_SETTINGS } from "~/domain/travel";
import { instantAt } from "~/lib/london-time";

const MONDAY = "2026-11-23";
const hhmm = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));

function aSchool(over: Partial<PlanningSchool> = {}): PlanningSchool {
  return {
    id: "oakfield",
    name: "Oakfield School",
    easting: 458_000,
    northing: 304_000,
    calendar: { kind: "school", terms: [{ startsOn: "2026-10-26", endsOn: "2026-12-18" }], closedDays: [] },
    opensAtMinutes: null,
    closesAtMinutes: null,
    quietPeriods: [],
    ...over,
  };
}

function aVisit(from: string, to: string, over: Partial<Commitment> = {}, onDate = MONDAY): Commitment {
  return {
    id: `commitment-${from}`,
    kind: "visit",
    startsAt: instantAt(onDate, hhmm(from)),
    endsAt: instantAt(onDate, hhmm(to)),
    absenceKind: null,
    visit: {
      id: "other-visit",
      schoolId: "town",
      schoolName: "Riverside School",
      easting: 468_000,
      northing: 304_000,
    },
    ...over,
  };
}

const aLeave = (from: string, to: string, onDate = MONDAY): Commitment =>
  aVisit(from, to, { kind: "absence", absenceKind: "leave", visit: null }, onDate);

function aPresenter(over: Partial<PlanningPresenter> = {}): PlanningPresenter {
  return {
    id: "asha",
    name: "Asha Patel",
    patterns: [
      {
        validFromOn: "2026-01-01",
        anchorOn: "2025-12-29",
        cycleWeeks: 1,
        days: [1, 2, 3, 4, 5].map((weekday) => ({ week: 0, weekday, startMinutes: 480, endMinutes: 960 })),
      },
    ],
    commitments: [],
    ...over,
  };
}

function aSession(over: Partial<PlannedSession> = {}): PlannedSession {
  return {
    startMinutes: hhmm("10:00"),
    endMinutes: hhmm("11:00"),
    formatId: "workshop",
    room: "Room 4",
    presenterIds: ["asha"],
    groups: [{ ...yearGroupAudience("9"), label: "9A", expected: 28 }],
    ...over,
  };
}

/** Arrives at 09:40, leaves at 11:05. */
function aPlan(over: Partial<VisitPlan> = {}): VisitPlan {
  return {
    visitId: null,
    onDate: MONDAY,
    presenterIds: ["asha"],
    sessions: [aSession()],
    allowances: { signInMinutes: 10, setUpMinutes: 10, packDownMinutes: 5 },
    replacesCommitmentIds: [],
    neverDays: [],
    ...over,
  };
}

function factsWith(
  presenter: PlanningPresenter = aPresenter(),
  school: PlanningSchool = aSchool(),
): PlanningFacts {
  return { school, presenters: [presenter], travelExceptions: [] };
}

const busyWith = (...commitments: Commitment[]): PlanningFacts => factsWith(aPresenter({ commitments }));
const check = (plan: VisitPlan, facts: PlanningFacts) => checkVisitPlan(plan, facts, DEFAULT_TRAVEL_SETTINGS);
const sentences = (plan: VisitPlan, facts: PlanningFacts): string[] => check(plan, facts).map(describeClash);
const startingAt = (start: string, over: Partial<PlannedSession> = {}): VisitPlan =>
  aPlan({ sessions: [aSession({ startMinutes: hhmm(start), endMinutes: hhmm(start) + 60, ...over })] });

describe("a plan without anything against it", () => {
  it("has no clash", () => {
    expect(check(aPlan(), factsWith())).toEqual([]);
  });

  it("may stand back to back with leave", () => {
    expect(check(aPlan(), busyWith(aLeave("08:00", "09:40"), aLeave("11:05", "16:00")))).toEqual([]);
  });
});

describe("rule 1: never in two places", () => {
  it("refuses a presenter who is taken, and says by what", () => {
    const [clash] = check(aPlan(), busyWith(aVisit("08:30", "09:45")));
    expect(clash).toMatchObject({ severity: "refused", kind: "presenter_taken" });
    expect(sentences(aPlan(), busyWith(aVisit("08:30", "09:45")))).toEqual([
      "Asha Patel is already taken from 08:30 to 09:45: visit to Riverside School.",
    ]);
    expect(sentences(aPlan(), busyWith(aLeave("11:00", "12:00")))).toEqual([
      "Asha Patel is already taken from 11:00 to 12:00: leave.",
    ]);
  });

  it("names whole days and longer absences as such", () => {
    const allDay = { ...aLeave("00:00", "00:00"), endsAt: instantAt("2026-11-24", 0) };
    expect(sentences(aPlan(), busyWith(allDay))).toEqual(["Asha Patel is already taken all day: leave."]);
    const week = { ...allDay, startsAt: instantAt("2026-11-20", 0), endsAt: instantAt("2026-11-26", 0) };
    expect(sentences(aPlan(), busyWith(week))).toEqual([
      "Asha Patel is already taken from Fri 20 Nov to Wed 25 Nov: leave.",
    ]);
  });

  it("does not count the visit being moved, nor a hold that becomes this visit", () => {
    const own = aVisit("09:40", "11:05");
    expect(check(aPlan({ visitId: "other-visit" }), busyWith(own))).toEqual([]);
    const hold = aVisit("09:40", "11:05", { id: "hold", kind: "hold", visit: null });
    expect(check(aPlan({ replacesCommitmentIds: ["hold"] }), busyWith(hold))).toEqual([]);
    expect(check(aPlan(), busyWith(hold))).toMatchObject([{ kind: "presenter_taken", severity: "refused" }]);
  });

  it("refuses two sessions of one presenter at once inside the visit", () => {
    const plan = aPlan({
      sessions: [aSession(), aSession({ startMinutes: hhmm("10:30"), endMinutes: hhmm("11:30") })],
    });
    expect(check(plan, factsWith())).toMatchObject([{ severity: "refused", kind: "presenter_twice" }]);
    expect(sentences(plan, factsWith())).toEqual(["Asha Patel is in two sessions of this visit at 10:30."]);
  });

  it("compares instants, so the clock change moves nothing", () => {
    const sunday = "2027-03-28";
    const school = aSchool({ calendar: { kind: "youth", terms: [], closedDays: [] } });
    const patterns = [
      {
        validFromOn: "2026-01-01",
        anchorOn: "2025-12-29",
        cycleWeeks: 1,
        days: [{ week: 0, weekday: 7, startMinutes: 480, endMinutes: 960 }],
      },
    ];
    // 10:05 UTC is 11:05 on that day.
    const next = { ...aLeave("11:05", "12:00", sunday), startsAt: new Date("2027-03-28T10:05:00Z") };
    const plan = aPlan({ onDate: sunday });
    expect(check(plan, factsWith(aPresenter({ patterns, commitments: [next] }), school))).toEqual([]);
    const sooner = { ...next, startsAt: new Date("2027-03-28T10:04:00Z") };
    expect(check(plan, factsWith(aPresenter({ patterns, commitments: [sooner] }), school))).toHaveLength(1);
  });
});

describe("rule 2: time to travel", () => {
  it("wants the time from the visit before and to the visit after, and may be overridden", () => {
    // 13 km of road: 25 minutes at this time of day.
    expect(check(aPlan(), busyWith(aVisit("08:30", "09:15")))).toEqual([]);
    const [clash] = check(aPlan(), busyWith(aVisit("08:30", "09:16")));
    expect(clash).toMatchObject({
      severity: "override",
      kind: "travel_too_short",
      neededMinutes: 25,
      availableMinutes: 24,
    });
    expect(sentences(aPlan(), busyWith(aVisit("08:30", "09:16")))).toEqual([
      "Asha Patel needs 25 minutes to travel from Riverside School and has 24.",
    ]);
    expect(check(aPlan(), busyWith(aVisit("11:30", "12:30")))).toEqual([]);
    expect(sentences(aPlan(), busyWith(aVisit("11:29", "12:30")))).toEqual([
      "Asha Patel needs 25 minutes to travel on to Riverside School and has 24.",
    ]);
  });

  it("wants more at school-run times", () => {
    // Leaving at 08:55: 20 slow minutes of the school run cover 14.3 of the 24.5.
    expect(check(aPlan(), busyWith(aVisit("08:00", "08:55")))).toEqual([]);
    const plan = startingAt("09:42");
    expect(check(plan, busyWith(aVisit("08:00", "08:55")))).toMatchObject([
      { kind: "travel_too_short", neededMinutes: 31, availableMinutes: 27 },
    ]);
  });

  it("asks nothing between visits to the same school, or around leave", () => {
    const here = {
      id: "v",
      schoolId: "oakfield",
      schoolName: "Oakfield School",
      easting: null,
      northing: null,
    };
    expect(check(aPlan(), busyWith(aVisit("08:30", "09:40", { visit: here })))).toEqual([]);
    expect(check(aPlan(), busyWith(aLeave("08:00", "09:40")))).toEqual([]);
  });

  it("looks past leave to the visit before it", () => {
    const facts = busyWith(aVisit("08:30", "09:20"), aLeave("09:20", "09:30"));
    expect(check(aPlan(), facts)).toMatchObject([{ kind: "travel_too_short" }]);
  });

  it("warns where it had to assume the time", () => {
    const nowhere = { id: "v", schoolId: "new", schoolName: "New School", easting: null, northing: null };
    expect(check(aPlan(), busyWith(aVisit("08:00", "08:30", { visit: nowhere })))).toMatchObject([
      { severity: "warning", kind: "travel_assumed" },
    ]);
  });

  it("begins and ends at the base where there is no other visit on that side", () => {
    const base = { id: "base", easting: 458_000, northing: 304_000 };
    const facts = busyWith(aVisit("08:00", "09:00"));
    const [asha] = travelAround(
      aPlan(),
      { ...facts, presenters: facts.presenters.map((presenter) => ({ ...presenter, base })) },
      DEFAULT_TRAVEL_SETTINGS,
    );
    expect(asha?.before?.otherSchoolName).toBe("Riverside School");
    expect(asha?.after?.otherSchoolName).toBeNull();
    expect(asha && describeWays(asha)).toMatch(/^29 minutes from Riverside School; \d+ minutes back to the base$/);
  });

  it("is frozen with the names of the places it lies between", () => {
    const facts = busyWith(aVisit("08:00", "09:00"), aLeave("12:00", "13:00"));
    expect(travelAround(aPlan(), facts, DEFAULT_TRAVEL_SETTINGS)).toEqual([
      {
        presenterId: "asha",
        before: { minutes: 29, basis: "distance", otherSchoolName: "Riverside School" },
        after: null,
      },
    ]);
  });
});

describe("rule 3: inside the school's hours on an open day", () => {
  it("measures from arriving to leaving", () => {
    expect(check(startingAt("08:50"), factsWith())).toEqual([]);
    expect(sentences(startingAt("08:45"), factsWith())).toEqual([
      "Arriving at 08:25 and leaving at 09:50 is outside the hours of Oakfield School: 08:30 to 15:30.",
    ]);
    expect(check(startingAt("14:25"), factsWith())).toEqual([]);
    expect(check(startingAt("14:26"), factsWith())).toMatchObject([
      { kind: "outside_school_hours", severity: "override" },
    ]);
    const early = aSchool({ opensAtMinutes: 480, closesAtMinutes: 900 });
    expect(check(startingAt("08:45"), factsWith(aPresenter(), early))).toEqual([]);
  });

  it("says why the day is closed", () => {
    const closed = aSchool({
      calendar: { ...aSchool().calendar, closedDays: [{ onDate: MONDAY, label: "Staff training" }] },
    });
    expect(check(aPlan(), factsWith(aPresenter(), closed))).toMatchObject([
      { kind: "school_closed", severity: "override" },
    ]);
    expect(sentences(aPlan(), factsWith(aPresenter(), closed))).toEqual([
      "Oakfield School has a closed day (Staff training): Monday 23 November 2026.",
    ]);
  });

  it("warns and goes on where no terms are entered", () => {
    const unknown = aSchool({ calendar: { kind: "school", terms: [], closedDays: [] } });
    const clashes = check(aPlan(), factsWith(aPresenter(), unknown));
    expect(clashes).toMatchObject([{ kind: "terms_assumed", severity: "warning" }]);
    expect(isFreeOfClashes(clashes)).toBe(true);
  });

  it("keeps off days that the school says never work, unless there is a reason", () => {
    const never = [
      { kind: "weekday" as const, weekday: 1 },
      { kind: "span" as const, fromOn: "2027-01-11", toOn: "2027-01-15" },
    ];
    expect(check(aPlan({ neverDays: never }), factsWith())).toMatchObject([{ kind: "never_day", severity: "override" }]);
    expect(sentences(aPlan({ neverDays: never }), factsWith())[0]).toContain("does not work: never on Mondays.");
    const tuesday = aPlan({ neverDays: never, onDate: "2026-11-24" });
    expect(check(tuesday, factsWith())).toEqual([]);
  });

  it("keeps quiet periods of the groups that sit in it", () => {
    const period = { label: "Mock exams", startsOn: MONDAY, endsOn: "2026-11-27", hallOnly: false };
    const quietFor = (yearGroups: ("9" | "11")[], hallOnly: boolean = false): PlanningFacts =>
      factsWith(aPresenter(), aSchool({ quietPeriods: [{ ...period, yearGroups, hallOnly }] }));
    expect(check(aPlan(), quietFor(["11"]))).toEqual([]);
    expect(check(aPlan(), quietFor(["9"]))).toMatchObject([{ kind: "quiet_period", severity: "override" }]);
    expect(sentences(aPlan(), quietFor([]))).toEqual([
      "Oakfield School has a quiet period (Mock exams) that day for 9A.",
    ]);
    expect(check(aPlan(), quietFor([], true))).toEqual([]);
    const inHall = aPlan({ sessions: [aSession({ room: "Main hall" })] });
    expect(check(inHall, quietFor([], true))).toHaveLength(1);
    const unknownYears = { ...mixedAudience([]), label: "Council", expected: 20 };
    expect(check(aPlan({ sessions: [aSession({ groups: [unknownYears] })] }), quietFor(["11"]))).toHaveLength(
      1,
    );
    expect(check(aPlan({ onDate: "2026-11-30" }), quietFor(["9"]))).toEqual([]);
  });

  it("leaves youth settings their own hours", () => {
    const youth = aSchool({ calendar: { kind: "youth", terms: [], closedDays: [] } });
    const evening = startingAt("18:00");
    expect(check(evening, factsWith(aPresenter(), youth)).map((clash) => clash.kind)).toEqual([
      "outside_working_hours",
    ]);
  });
});

describe("working hours", () => {
  it("can be left with a reason", () => {
    const mornings = aPresenter({
      patterns: [
        {
          validFromOn: "2026-01-01",
          anchorOn: "2025-12-29",
          cycleWeeks: 1,
          days: [{ week: 0, weekday: 1, startMinutes: 480, endMinutes: 660 }],
        },
      ],
    });
    expect(check(aPlan(), factsWith(mornings))).toMatchObject([{ severity: "override" }]);
    expect(sentences(aPlan(), factsWith(mornings))).toEqual([
      "Asha Patel works 08:00 to 11:00; this visit is outside that.",
    ]);
    expect(sentences(aPlan({ onDate: "2026-11-24" }), factsWith(mornings))).toEqual([
      "Asha Patel does not work on this day.",
    ]);
  });

  it("are assumed with a warning where none were entered", () => {
    expect(check(aPlan(), factsWith(aPresenter({ patterns: [] })))).toMatchObject([
      { severity: "warning", kind: "working_hours_assumed" },
    ]);
  });

  it("puts what is refused before what can be overridden", () => {
    const facts = factsWith(aPresenter({ patterns: [], commitments: [aLeave("09:00", "10:00")] }));
    const severities = check(startingAt("08:40"), facts).map((clash) => clash.severity);
    expect(severities).toEqual(["refused", "override", "warning"]);
  });
});

describe("a presenter's day", () => {
  it("shows free time around visits", () => {
    const day = presenterStateOn(aPresenter({ commitments: [aVisit("09:00", "11:00")] }), MONDAY);
    expect(day.state).toBe("busy");
    expect(day.spans.map((span) => [span.startMinutes, span.endMinutes, span.state, span.label])).toEqual([
      [480, 540, "free", ""],
      [540, 660, "busy", "visit to Riverside School"],
      [660, 960, "free", ""],
    ]);
  });

  it("tells free, absent and outside hours apart", () => {
    expect(presenterStateOn(aPresenter(), MONDAY).state).toBe("free");
    expect(presenterStateOn(aPresenter(), "2026-11-28")).toMatchObject({ state: "outside_hours", spans: [] });
    const week = { ...aLeave("00:00", "00:00"), endsAt: instantAt("2026-11-26", 0) };
    const away = presenterStateOn(aPresenter({ commitments: [week] }), "2026-11-24");
    expect(away.state).toBe("absent");
    expect(away.spans).toEqual([{ startMinutes: 0, endMinutes: 1440, state: "absent", label: "leave" }]);
    expect(presenterStateOn(aPresenter({ commitments: [aLeave("08:00", "12:00")] }), MONDAY).state).toBe(
      "busy",
    );
    expect(presenterStateOn(aPresenter({ patterns: [] }), MONDAY).hoursAssumed).toBe(true);
  });
});
