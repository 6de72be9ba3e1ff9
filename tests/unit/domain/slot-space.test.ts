import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findSlots } from "~/domain/slot-search";
import { spaceByDay } from "~/domain/slot-space";
import { addDays, dayOf, weekdayOf } from "~/lib/london-time";
import { aFormat, aLeave, aPresenter, aQuestion, aScene, aVisit, MONDAY, questionOf } from "../../support/slot-questions";

const monday = (question: ReturnType<typeof aQuestion>) =>
  spaceByDay({ ...question, fromOn: MONDAY, toOn: MONDAY }).map(({ space }) => space);

describe("the space of a day", () => {
  it("is much, little or none, by when enough presenters could be there", () => {
    const untilThree = { a: [aLeave(MONDAY, 0, 14 * 60)], b: [aLeave(MONDAY, 0, 14 * 60)] };
    const allDay = { a: [aLeave(MONDAY, 0, 24 * 60)], b: [aVisit(MONDAY, 8 * 60, 16 * 60, 0)] };
    expect(monday(aQuestion())).toEqual(["space"]);
    expect(monday(aQuestion({ busy: untilThree }))).toEqual(["few"]);
    expect(monday(aQuestion({ busy: allDay }))).toEqual(["full"]);
    expect(monday(aQuestion({ busy: { a: allDay.a }, format: aFormat({ presentersNeeded: 2 }) }))).toEqual(["full"]);
    expect(monday(aQuestion({ presenters: [aPresenter("a", { qualified: false })] }))).toEqual(["full"]);
  });

  it("is none where the school is closed, which is not the same as full", () => {
    const week = spaceByDay({ ...aQuestion(), fromOn: MONDAY, toOn: addDays(MONDAY, 6) });
    expect(week.filter(({ space }) => space === "closed").map(({ onDate }) => weekdayOf(onDate))).toEqual([6, 7]);
  });

  it("agrees with the proposals: a day has space exactly when a visit can be proposed for it", () => {
    fc.assert(
      fc.property(aScene, (scene) => {
        const question = { ...questionOf(scene), count: 10 };
        const proposed = new Set(findSlots(question).map(({ onDate }) => onDate));
        for (const { onDate, space } of spaceByDay(question)) {
          expect([onDate, space === "space" || space === "few"]).toEqual([onDate, proposed.has(onDate)]);
          if (onDate < dayOf(question.now)) expect(proposed.has(onDate)).toBe(false);
        }
      }),
      { numRuns: 100 },
    );
  });
});
