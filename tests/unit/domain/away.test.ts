import { describe, expect, test } from "vitest";
import { absencePieces, intervalOfPeriod } from "~/domain/away";
import { ringFacts } from "~/domain/visit-history";

const at = (text: string) => new Date(text);

describe("a period as absences", () => {
  test("of one day: the whole day, or a part", () => {
    const whole = { fromOn: "2026-11-23", startMinutes: 0, toOn: "2026-11-23", endMinutes: 1440 };
    expect(absencePieces(whole)).toEqual([{ fromOn: "2026-11-23", toOn: "2026-11-23", part: null }]);
    expect(absencePieces({ ...whole, startMinutes: 780 })).toEqual([
      { fromOn: "2026-11-23", toOn: "2026-11-23", part: { startMinutes: 780, endMinutes: 1440 } },
    ]);
  });

  test("of several days: parts at either end, whole days between, nothing twice", () => {
    const period = { fromOn: "2026-11-23", startMinutes: 780, toOn: "2026-11-26", endMinutes: 720 };
    expect(absencePieces(period)).toEqual([
      { fromOn: "2026-11-23", toOn: "2026-11-23", part: { startMinutes: 780, endMinutes: 1440 } },
      { fromOn: "2026-11-24", toOn: "2026-11-25", part: null },
      { fromOn: "2026-11-26", toOn: "2026-11-26", part: { startMinutes: 0, endMinutes: 720 } },
    ]);
    expect(absencePieces({ ...period, toOn: "2026-11-24" })).toHaveLength(2);
    expect(absencePieces({ ...period, startMinutes: 0, endMinutes: 1440 })).toEqual([
      { fromOn: "2026-11-23", toOn: "2026-11-26", part: null },
    ]);
  });

  test("over the end of summer time is an hour longer", () => {
    const { startsAt, endsAt } = intervalOfPeriod({ fromOn: "2026-10-25", startMinutes: 0, toOn: "2026-10-25", endMinutes: 1440 });
    expect((endsAt.getTime() - startsAt.getTime()) / 3_600_000).toBe(25);
  });
});

test("who joined and left is told from the first to the last change since then, and what was told before it is old", () => {
  const moved = (when: string, fromPresenters: string[], presenters: string[]) => ({
    action: "visit_moved",
    at: at(when),
    detail: { fromPresenters, presenters },
    actorName: null,
  });
  const told = (when: string, accountId: string) => ({ action: "person_told", at: at(when), detail: { accountId }, actorName: "Sam" });
  const lines = [
    told("2026-11-23T12:00:00Z", "c"),
    moved("2026-11-23T11:00:00Z", ["b"], ["c"]),
    told("2026-11-23T10:30:00Z", "b"),
    moved("2026-11-23T10:00:00Z", ["a"], ["b"]),
    moved("2026-11-20T10:00:00Z", ["z"], ["a"]),
  ];
  expect(ringFacts(lines, at("2026-11-22T00:00:00Z"), ["c"])).toEqual({
    joinedIds: ["c"],
    leftIds: ["b", "a"],
    told: [
      { accountId: "c", at: at("2026-11-23T12:00:00Z"), byName: "Sam", beforeLastChange: false },
      { accountId: "b", at: at("2026-11-23T10:30:00Z"), byName: "Sam", beforeLastChange: true },
    ],
  });
  expect(ringFacts([], at("2026-11-22T00:00:00Z"), ["c"])).toEqual({ joinedIds: [], leftIds: [], told: [] });
});
