import fc from "fast-check";
import type { Format } from "~/domain/formats";
import { yearGroupAudience } from "~/domain/groups";
import type { Commitment, PlanningFacts } from "~/domain/scheduling";
import type { SlotPresenter, SlotQuestion } from "~/domain/slot-search";
import { DEFAULT_TRAVEL_SETTINGS } from "~/domain/travel";
import type { Wish } from "~/domain/wishes";
import { addDays, instantAt, type Day } from "~/lib/london-time";

export const MONDAY = "2026-11-30";
export const NOW = new Date("2026-11-20T09:00:00Z");

export function aFormat(over: Partial<Format> = {}): Format {
  return {
    id: "tutor",
    name: "Tutor time",
    minMinutes: 20,
    maxMinutes: 30,
    defaultMinutes: 25,
    largestGroup: 30,
    presentersNeeded: 1,
    setUpMinutes: 5,
    packDownMinutes: 5,
    wholeCohort: false,
    ...over,
  };
}

export const groups = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ ...yearGroupAudience("9"), label: `9${"ABCDEF"[index] ?? "Z"}`, expected: 28 }));

export function aWish(over: Partial<Wish> = {}): Wish {
  const days = { kind: "date" as const, fromOn: MONDAY, toOn: MONDAY, weekday: null };
  return { ...days, partOfDay: "any", startMinutes: null, periodLabel: "", ...over };
}

export function aPresenter(id: string, over: Partial<SlotPresenter> = {}): SlotPresenter {
  const base = { id: `base-${id}`, easting: 458_000, northing: 304_000 };
  return { id, base, qualified: true, likes: null, share: 1, startedOn: null, endedOn: null, ...over };
}

export function aVisit(onDate: Day, from: number, to: number, metresAway: number): Commitment {
  const id = `${onDate} ${from}`;
  const visit = { id, schoolId: `school ${metresAway}`, schoolName: "Riverside School", easting: 458_000 + metresAway, northing: 304_000 };
  return { id, kind: "visit", startsAt: instantAt(onDate, from), endsAt: instantAt(onDate, to), absenceKind: null, visit };
}

export function aLeave(onDate: Day, from: number, to: number): Commitment {
  return { ...aVisit(onDate, from, to, 0), kind: "absence", absenceKind: "leave", visit: null };
}

export function aQuestion(
  over: Partial<SlotQuestion> & { busy?: Record<string, Commitment[]>; wishes?: Wish[]; format?: Format; count?: number; groupCount?: number } = {},
): SlotQuestion {
  const { busy = {}, wishes = [aWish()], format = aFormat(), groupCount = 1, presenters = [aPresenter("a"), aPresenter("b")], ...rest } = over;
  const facts: PlanningFacts = {
    school: {
      id: "school",
      name: "Oakfield School",
      easting: 458_000,
      northing: 304_000,
      calendar: { kind: "school", terms: [], closedDays: [] },
      opensAtMinutes: 8 * 60 + 30,
      closesAtMinutes: 15 * 60 + 30,
      quietPeriods: [],
    },
    presenters: presenters.map(({ id }) => ({ id, name: `Officer ${id}`, patterns: [], commitments: busy[id] ?? [] })),
    travelExceptions: [],
  };
  return {
    asked: { groups: groups(groupCount), format, wishes, neverDays: [], usualStartMinutes: 550, area: null },
    facts,
    presenters,
    travel: DEFAULT_TRAVEL_SETTINGS,
    fromOn: addDays(MONDAY, -7),
    toOn: addDays(MONDAY, 14),
    now: NOW,
    count: 3,
    ...rest,
  };
}

const FIRST_DAYS: Day[] = ["2026-11-30", "2027-03-26", "2026-10-23", "2026-12-30"];

export const aScene = fc.record({
  firstOn: fc.constantFrom(...FIRST_DAYS),
  presenters: fc.array(
    fc.record({ share: fc.double({ min: 0, max: 3, noNaN: true }), likes: fc.constantFrom(null, true, false) }),
    { minLength: 1, maxLength: 4 },
  ),
  busy: fc.array(
    fc.record({
      who: fc.nat(3),
      day: fc.nat(4),
      from: fc.integer({ min: 95, max: 190 }),
      minutes: fc.integer({ min: 3, max: 40 }),
      away: fc.integer({ min: 0, max: 30_000 }),
      leave: fc.boolean(),
    }),
    { maxLength: 10 },
  ),
  needed: fc.integer({ min: 1, max: 2 }),
  groupCount: fc.integer({ min: 1, max: 3 }),
  part: fc.constantFrom("any" as const, "morning" as const, "afternoon" as const),
  wishDay: fc.nat(4),
  never: fc.integer({ min: 1, max: 5 }),
  area: fc.constantFrom(null, "in" as const, "near" as const),
  nowAfter: fc.integer({ min: -2_000, max: 2_000 }),
});

export function questionOf(scene: typeof aScene extends fc.Arbitrary<infer Scene> ? Scene : never): SlotQuestion {
  const ids = scene.presenters.map((_, index) => "abcd"[index] ?? "a");
  const busy: Record<string, Commitment[]> = {};
  for (const { who, day, from, minutes, away, leave } of scene.busy) {
    const id = ids[who % ids.length] ?? "a";
    const [onDate, start] = [addDays(scene.firstOn, day), from * 5 - 3];
    const commitment = leave ? aLeave(onDate, start, start + minutes * 5) : aVisit(onDate, start, start + minutes * 5, away);
    const others = busy[id] ?? [];
    // The database lets nobody be in two places.
    if (others.some((other) => other.startsAt < commitment.endsAt && commitment.startsAt < other.endsAt)) continue;
    busy[id] = [...others, commitment];
  }
  const wishOn = addDays(scene.firstOn, scene.wishDay);
  const question = aQuestion({
    presenters: scene.presenters.map((presenter, index) => aPresenter(ids[index] ?? "a", presenter)),
    busy,
    wishes: [aWish({ fromOn: wishOn, toOn: wishOn, partOfDay: scene.part })],
    format: aFormat({ presentersNeeded: scene.needed, defaultMinutes: 30 }),
    groupCount: scene.groupCount,
    fromOn: scene.firstOn,
    toOn: addDays(scene.firstOn, 4),
    now: new Date(instantAt(scene.firstOn, 12 * 60).getTime() + scene.nowAfter * 60_000),
    count: 5,
  });
  const neverDays = [{ kind: "weekday" as const, weekday: scene.never }];
  return { ...question, asked: { ...question.asked, neverDays, area: scene.area } };
}
