import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allowancesFor, proposeRunningOrder } from "~/domain/running-order";
import { checkVisitPlan, isFreeOfClashes, type Commitment, type VisitPlan } from "~/domain/scheduling";
import { totalOf } from "~/domain/slot-score";
import { findSlots, type SlotQuestion } from "~/domain/slot-search";
import { slotReasons } from "~/domain/slot-words";
import { travelMinutes, type Place } from "~/domain/travel";
import { wishMatches } from "~/domain/wishes";
import { addDays, dayOf, daysBetween, instantAt, type Day } from "~/lib/london-time";
import { MONDAY, aFormat, aPresenter, aQuestion, aScene, aVisit, aWish, questionOf } from "../../support/slot-questions";

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

  it("goes sooner to a school in a priority area, but not against its wish", () => {
    const inArea = (question: SlotQuestion): SlotQuestion => ({ ...question, asked: { ...question.asked, area: "in" } });
    // In five weeks both officers will be at a school close by: worth waiting for elsewhere.
    const later = addDays(MONDAY, 30);
    const near = [aVisit(later, 600, 660, 2_000)];
    const question = { ...aQuestion({ wishes: [], busy: { a: near, b: near } }), toOn: addDays(later, 1) };
    expect(findSlots(question)[0]?.onDate).toBe(later);
    expect(findSlots(inArea(question))[0]?.onDate).toBe(question.fromOn);
    const late = aWish({ fromOn: addDays(MONDAY, 11), toOn: addDays(MONDAY, 11) });
    expect(findSlots(inArea(aQuestion({ wishes: [late] })))[0]?.onDate).toBe(addDays(MONDAY, 11));
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
function worthOf({ asked, facts, presenters, travel, fromOn }: SlotQuestion, plan: VisitPlan): number {
  const { first, last, arrive, leave } = minutesOf(plan);
  const [wish] = asked.wishes;
  if (!wish) throw new Error("These scenes have a wish.");
  const days = Math.abs(daysBetween(wish.fromOn, plan.onDate));
  const keeps = wishMatches(wish, plan.onDate, first, last);
  const rather = keeps && wish.partOfDay === "afternoon" ? 780 : asked.usualStartMinutes;
  let worth = (keeps ? 100 : -Math.min(60, days)) - 0.05 * Math.abs(first - rather);
  worth -= { in: 0.4, near: 0.2, none: 0 }[asked.area ?? "none"] * daysBetween(fromOn, plan.onDate);
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
