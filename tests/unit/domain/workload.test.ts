import { describe, expect, it } from "vitest";
import { describeWorkload, sessionsWanted, workloadOf } from "~/domain/workload";

const WORKSHOP = { defaultMinutes: 50, largestGroup: 35, presentersNeeded: 1, wholeCohort: false };
const ASSEMBLY = { defaultMinutes: 25, largestGroup: 240, presentersNeeded: 2, wholeCohort: true };

const groups = (count: number, expected = 28) => Array.from({ length: count }, () => ({ expected }));

describe("what groups mean", () => {
  it("is one session a group, side by side where a day is too short", () => {
    expect(workloadOf({ groups: groups(8) }, WORKSHOP)).toEqual({
      sessions: 8,
      sessionMinutes: 50,
      presenters: 2,
      rounds: 4,
      minutes: 200,
    });
  });

  it("keeps within the periods that the school named", () => {
    expect(workloadOf({ groups: groups(8), periods: 5 }, WORKSHOP)).toMatchObject({ presenters: 2, rounds: 4 });
    expect(workloadOf({ groups: groups(8), periods: 1 }, WORKSHOP)).toMatchObject({ presenters: 8, rounds: 1 });
    expect(workloadOf({ groups: groups(8), periods: 8 }, WORKSHOP)).toMatchObject({ presenters: 1, rounds: 8 });
    expect(workloadOf({ groups: groups(3), periods: 12 }, WORKSHOP)).toMatchObject({ presenters: 1, rounds: 3 });
  });

  it("brings groups together in an assembly up to its largest", () => {
    expect(sessionsWanted(groups(8, 30), ASSEMBLY)).toBe(1);
    expect(workloadOf({ groups: groups(9, 30) }, ASSEMBLY)).toMatchObject({ sessions: 2, presenters: 2, rounds: 2 });
  });

  it("is said in a sentence", () => {
    expect(describeWorkload(workloadOf({ groups: groups(8), periods: 5 }, WORKSHOP))).toBe(
      "8 sessions of about 50 minutes. With 2 presenters that is 4 one after another, about 3 hours 20 minutes of teaching time.",
    );
    expect(describeWorkload(workloadOf({ groups: groups(1) }, WORKSHOP))).toBe(
      "1 session of about 50 minutes, with 1 presenter.",
    );
    expect(describeWorkload(workloadOf({ groups: groups(2), periods: 1 }, WORKSHOP))).toContain("all at the same time");
  });
});
