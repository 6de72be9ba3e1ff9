import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Format } from "~/domain/formats";
import { yearGroupAudience } from "~/domain/groups";
import { proposeRunningOrder, allowancesFor } from "~/domain/running-order";
import { checkVisitPlan, isFreeOfClashes, type Commitment, type PlanningFacts, type VisitPlan } from "~/domain/scheduling";
import { totalOf } from "~/domain/slot-score";
import { findSlots, type SlotPresenter, type SlotQuestion } from "~/domain/slot-search";
import { slotReasons } from "~/domain/slot-words";
import { DEFAULT_TRAVEL_SETTINGS, travelMinutes, type Place } from "~/domain/travel";
import { wishMatches, type Wish } from "~/domain/wishes";
import { addDays, dayOf, daysBetween, instantAt, type Day } from "~/lib/london-time";

const MONDAY = "2026-11-30";
const NOW = new Date("2026-11-20T09:00:00Z");

function aFormat(over: Partial<Format> = {}): Format {
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

const groups = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ ...yearGroupAudience("9"), label: `9${"ABCDEF"[index] ?? "Z"}`, expected: 28 }));

function aWish(over: Partial<Wish> = {}): Wish {
  const days = { kind: "date" as const, fromOn: MONDAY, toOn: MONDAY, weekday: null };
  return { ...days, partOfDay: "any", startMinutes: null, periodLabel: "", ...over };
}

function aPresenter(id: string, over: Partial<SlotPresenter> = {}): SlotPresenter {
  const base = { id: `base-${id}`, easting: 458_000, northing: 304_000 };
  return { id, base, qualified: true, likes: null, share: 1, startedOn: null, endedOn: null, ...over };
}

function aVisit(onDate: Day, from: number, to: number, metresAway: number): Commitment {
  const id = `${onDate} ${from}`;
  const visit = { id, schoolId: `school ${metresAway}`, schoolName: "Riverside School", easting: 458_000 + metresAway, northing: 304_000 };
  return { id, kind: "visit", startsAt: instantAt(onDate, from), endsAt: instantAt(onDate, to), absenceKind: null, visit };
}

function aLeave(onDate: Day, from: number, to: number): Commitment {
  return { ...aVisit(onDate, from, to, 0), kind: "absence", absenceKind: "leave", visit: null };
}

function aQuestion(
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
    asked: { groups: groups(groupCount), format, wishes, neverDays: [], usualStartMinutes: 550 },
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

describe("a search for times", () => {
  it("puts what the school wishes for first, in its order, one visit a day", () => {
    const wishes = [aWish({ partOfDay: "afternoon" }), aWish({ fromOn: addDays(MONDAY, 3), toOn: addDays(MONDAY, 3) })];
    const found = findSlots(aQuestion({ wishes }));
    expect(found.map(({ onDate, wishRank }) => [onDate, wishRank])).toEqual([
      [MONDAY, 0],
      [addDays(MONDAY, 3), 1],
      [expect.any(String), null],
    ]);
    expect(found[0]?.startMinutes).toBe(13 * 60);
    const atTen = aWish({ partOfDay: "start_time", startMinutes: 10 * 60 + 5 });
    expect(findSlots(aQuestion({ wishes: [atTen] }))[0]?.startMinutes).toBe(10 * 60 + 5);
  });

  it("sends who is nearby, who has had less work, and who likes it", () => {
    const near = { b: [aVisit(MONDAY, 10 * 60, 11 * 60, 2_000)], a: [aVisit(MONDAY, 10 * 60, 11 * 60, 18_000)] };
    const wishes = [aWish({ partOfDay: "start_time", startMinutes: 12 * 60 })];
    const [byWay] = findSlots(aQuestion({ busy: near, wishes }));
    expect(byWay?.presenterIds).toEqual(["b"]);
    expect(byWay?.travel[0]?.nearby).toMatchObject({ schoolName: "Riverside School", side: "before", atMinutes: 660 });
    const [byLoad] = findSlots(aQuestion({ presenters: [aPresenter("a", { share: 1.6 }), aPresenter("b", { share: 0.4 })] }));
    expect(byLoad?.presenterIds).toEqual(["b"]);
    const [byLiking] = findSlots(aQuestion({ presenters: [aPresenter("a", { likes: false }), aPresenter("b", { likes: true })] }));
    expect(byLiking?.presenterIds).toEqual(["b"]);
  });

  it("sends nobody who is not qualified, has not begun or has left", () => {
    const away = [
      aPresenter("a", { qualified: false }),
      aPresenter("b", { startedOn: addDays(MONDAY, 30) }),
      aPresenter("c", { endedOn: addDays(MONDAY, -30) }),
    ];
    expect(findSlots(aQuestion({ presenters: away }))).toEqual([]);
  });

  it("takes as many presenters as the format needs, and streams only where they are worth it", () => {
    const needsTwo = aFormat({ presentersNeeded: 2 });
    const [pair] = findSlots(aQuestion({ format: needsTwo }));
    expect(pair?.presenterIds).toEqual(["a", "b"]);
    // Nine groups one after another do not fit into a school day; two at a time do.
    const many = findSlots(aQuestion({ groupCount: 6, format: aFormat({ defaultMinutes: 80, maxMinutes: 90 }) }));
    expect(many[0]?.presenterIds).toEqual(["a", "b"]);
  });

  it("says why in words", () => {
    const presenters = [aPresenter("a", { share: 0.3, likes: true })];
    const question = aQuestion({ presenters, busy: { a: [aVisit(MONDAY, 600, 660, 2_000)] } });
    const [best] = findSlots({ ...question, asked: { ...question.asked, wishes: [aWish({ partOfDay: "afternoon" })] } });
    if (!best) throw new Error("Nothing was found.");
    const words = slotReasons(best, {
      wishes: [aWish({ partOfDay: "afternoon" })],
      nameOf: (id) => `Officer ${id}`,
      presenterOf: () => presenters[0],
    });
    expect(words[0]).toBe("fits wish 1: Monday 30 November 2026, afternoon");
    expect(words[1]).toMatch(/^adds \d+ minutes? of travel, since Officer a is nearby until 11:00 \(Riverside School\)$|^adds no travel/);
    expect(words.slice(2)).toEqual(["Officer a has had less work than most lately", "Officer a likes this kind of session"]);
  });
});

/** Days on both sides of a clock change, a year's end and an ordinary week. */
const FIRST_DAYS: Day[] = ["2026-11-30", "2027-03-26", "2026-10-23", "2026-12-30"];

const aScene = fc.record({
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
  nowAfter: fc.integer({ min: -2_000, max: 2_000 }),
});

function questionOf(scene: typeof aScene extends fc.Arbitrary<infer Scene> ? Scene : never): SlotQuestion {
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
  return { ...question, asked: { ...question.asked, neverDays } };
}

function planOf(question: SlotQuestion, onDate: Day, start: number, presenterIds: readonly string[]): VisitPlan {
  const { groups: asked, format, neverDays } = question.asked;
  const sessions = proposeRunningOrder({ groups: asked, format, firstStartMinutes: start, presenterIds, breakMinutes: 5 });
  const allowances = allowancesFor([format], question.travel.signInMinutes);
  return { visitId: null, onDate, presenterIds, sessions, allowances, replacesCommitmentIds: [], neverDays };
}

const teams = (ids: readonly string[], size: number): string[][] =>
  size === 0 ? [[]] : ids.flatMap((id, at) => teams(ids.slice(at + 1), size - 1).map((rest) => [id, ...rest]));

describe("whatever the calendar holds", () => {
  it("no proposal breaks rules 1 to 3, lies in the past or repeats a day", () => {
    fc.assert(
      fc.property(aScene, (scene) => {
        const question = questionOf(scene);
        const found = findSlots(question);
        for (const { onDate, startMinutes, presenterIds, times } of found) {
          const plan = planOf(question, onDate, startMinutes, presenterIds);
          expect(isFreeOfClashes(checkVisitPlan(plan, question.facts, question.travel))).toBe(true);
          expect(instantAt(onDate, times.arriveMinutes).getTime()).toBeGreaterThan(question.now.getTime());
        }
        expect(new Set(found.map(({ onDate }) => onDate)).size).toBe(found.length);
        const totals = found.map(({ score }) => totalOf(score));
        expect(totals).toEqual([...totals].sort((one, other) => other - one));
      }),
      { numRuns: 150 },
    );
  });

  it("nothing better exists: trying every team at every start finds the same worth for each day", () => {
    fc.assert(
      fc.property(aScene, (scene) => {
        const question = questionOf(scene);
        const { format } = question.asked;
        const found = findSlots(question);
        const ids = question.presenters.map(({ id }) => id);
        for (let onDate = question.fromOn; onDate <= question.toOn; onDate = addDays(onDate, 1)) {
          let best: number | null = null;
          for (let streams = 1; streams <= Math.min(3, question.asked.groups.length); streams += 1) {
            for (const team of teams(ids, format.presentersNeeded * streams)) {
              for (let start = 510; start <= 930; start += 5) {
                const plan = planOf(question, onDate, start, team);
                if (arrivalOf(plan).getTime() <= question.now.getTime()) continue;
                if (!isFreeOfClashes(checkVisitPlan(plan, question.facts, question.travel))) continue;
                best = Math.max(best ?? -Infinity, worthOf(question, plan));
              }
            }
          }
          const proposal = found.find((each) => each.onDate === onDate);
          if (best === null) expect(proposal).toBeUndefined();
          else expect(proposal && totalOf(proposal.score)).toBeCloseTo(best, 6);
        }
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});

const minutesOf = ({ sessions, allowances }: VisitPlan) => ({
  first: Math.min(...sessions.map((each) => each.startMinutes)),
  last: Math.max(...sessions.map((each) => each.endMinutes)),
  arrive: Math.min(...sessions.map((each) => each.startMinutes)) - allowances.setUpMinutes - allowances.signInMinutes,
  leave: Math.max(...sessions.map((each) => each.endMinutes)) + allowances.packDownMinutes,
});

const arrivalOf = (plan: VisitPlan): Date => instantAt(plan.onDate, minutesOf(plan).arrive);

/** The stated score (docs/decisions/012), written out once more. */
function worthOf({ asked, facts, presenters, travel }: SlotQuestion, plan: VisitPlan): number {
  const { first, last, arrive, leave } = minutesOf(plan);
  const [wish] = asked.wishes;
  if (!wish) throw new Error("These scenes have a wish.");
  const days = Math.abs(daysBetween(wish.fromOn, plan.onDate));
  const keeps = wishMatches(wish, plan.onDate, first, last);
  const rather = keeps && wish.partOfDay === "afternoon" ? 780 : asked.usualStartMinutes;
  let worth = (keeps ? 100 : -Math.min(60, days)) - 0.05 * Math.abs(first - rather);
  worth -= 0.05 * plan.presenterIds.length * (leave - arrive);
  const noon = instantAt(plan.onDate, 720).getTime();
  const minute = (at: Date) => 720 + (at.getTime() - noon) / 60_000;
  const way = (from: Place | null, to: Place | null, at: number) =>
    from && to ? travelMinutes(from, to, at, travel, []).minutes : 0;
  for (const id of plan.presenterIds) {
    const presenter = presenters.find((each) => each.id === id);
    if (!presenter) throw new Error("A stranger.");
    worth += 12 * Math.max(-1.5, 1 - presenter.share) + (presenter.likes === null ? 0 : presenter.likes ? 4 : -8);
    const visits = (facts.presenters.find((each) => each.id === id)?.commitments ?? []).filter(
      ({ visit, startsAt }) => visit && dayOf(startsAt) === plan.onDate,
    );
    const before = visits.filter((each) => minute(each.endsAt) <= arrive).sort((one, other) => minute(other.endsAt) - minute(one.endsAt))[0];
    const after = visits.filter((each) => minute(each.startsAt) >= leave).sort((one, other) => minute(one.startsAt) - minute(other.startsAt))[0];
    const place = (each: Commitment | undefined): Place | null =>
      each?.visit ? { id: each.visit.schoolId, easting: each.visit.easting, northing: each.visit.northing } : null;
    const [from, to] = [place(before) ?? presenter.base, place(after) ?? presenter.base];
    const departs = before ? minute(before.endsAt) : arrive;
    const anyway = before || after ? way(from, to, departs) : 0;
    worth -= 0.5 * Math.max(0, way(from, facts.school, departs) + way(facts.school, to, leave) - anyway);
    const near = [before, after].some((each) => each?.visit && Math.abs((each.visit.easting ?? 0) - 458_000) <= 5_000);
    if (near) worth += 6;
  }
  return worth;
}
