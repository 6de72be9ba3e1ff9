import { describe, expect, it } from "vitest";
import { summariseScores, summariseSurveys } from "~/domain/feedback";

describe("scores", () => {
  it("are counted by score, with their mean", () => {
    expect(summariseScores([5, 4, 5, 1])).toEqual({ answers: 4, average: 3.75, counts: [1, 0, 0, 1, 2] });
    expect(summariseScores([])).toMatchObject({ answers: 0, average: null });
  });
});

describe("shows of hands", () => {
  const before = { yes: 10, unsure: 5, no: 5 };
  const after = { yes: 16, unsure: 2, no: 2 };

  it("are compared only where both were counted", () => {
    const summary = summariseSurveys([{ before, after }, { before: null, after }, { before, after: null }]);
    expect(summary).toMatchObject({ visits: 1, unpaired: 2, before, after });
    expect(summary.changePoints).toBeCloseTo(30);
  });

  it("say nothing of a change where nobody answered", () => {
    const nobody = { yes: 0, unsure: 0, no: 0 };
    expect(summariseSurveys([{ before: nobody, after: nobody }]).changePoints).toBeNull();
  });
});
