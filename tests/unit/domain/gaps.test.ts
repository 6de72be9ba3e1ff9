import { describe, expect, test } from "vitest";
import { describeStaffing, gapUrgency, mayGoWithFewer, openSeats, type StaffedSession } from "~/domain/gaps";

const session = (id: string, startMinute: number, presenterIds: readonly string[], formatId = "one"): StaffedSession => ({
  id,
  startMinute,
  endMinute: startMinute + 30,
  formatId,
  presenterIds,
});
const needed = (formatId: string): number => (formatId === "two" ? 2 : 1);
const away = (...ids: string[]): ReadonlySet<string> => new Set(ids);

describe("open seats", () => {
  test("none where everybody comes, nor where one more than needed stays away", () => {
    expect(openSeats([session("a", 0, ["x"])], needed, away())).toEqual([]);
    expect(openSeats([session("a", 0, ["x", "y"])], needed, away("y"))).toEqual([]);
  });

  test("of somebody who cannot come: all their sessions", () => {
    const sessions = [session("a", 0, ["x"]), session("b", 30, ["x"]), session("c", 0, ["y"])];
    expect(openSeats(sessions, needed, away("x"))).toEqual([{ leavingId: "x", sessionIds: ["a", "b"] }]);
  });

  test("of a format that needs two where one is down: sessions beside each other need a person each", () => {
    const sessions = [session("a", 0, ["x"], "two"), session("b", 0, ["y"], "two"), session("c", 30, ["x"], "two")];
    expect(openSeats(sessions, needed, away())).toEqual([
      { leavingId: null, sessionIds: ["a", "c"] },
      { leavingId: null, sessionIds: ["b"] },
    ]);
  });

  test("both away from a session for two: a seat each; from a session for one: one seat", () => {
    expect(openSeats([session("a", 0, ["x", "y"], "two")], needed, away("x", "y"))).toHaveLength(2);
    expect(openSeats([session("a", 0, ["x", "y"])], needed, away("x", "y"))).toEqual([{ leavingId: "x", sessionIds: ["a"] }]);
  });
});

test("a visit goes on with fewer only where each session keeps as many as its format needs", () => {
  const alone = session("b", 30, ["x"]);
  const both = session("a", 0, ["x", "y"]);
  expect(mayGoWithFewer([both], needed, "x", away("x"))).toBe(true);
  expect(mayGoWithFewer([both], needed, "x", away("x", "y"))).toBe(false);
  expect(mayGoWithFewer([both, alone], needed, "x", away("x"))).toBe(false);
  expect(mayGoWithFewer([session("a", 0, ["x", "y"], "two")], needed, "x", away("x"))).toBe(false);
});

test("red within 7 days, amber within 14, also over a clock change and the year's end", () => {
  expect(gapUrgency("2026-11-30", "2026-11-23")).toBe("red");
  expect(gapUrgency("2026-12-01", "2026-11-23")).toBe("amber");
  expect(gapUrgency("2027-01-08", "2026-12-25")).toBe("amber");
  expect(gapUrgency("2027-01-09", "2026-12-25")).toBe("later");
  expect(gapUrgency("2026-11-01", "2026-10-25")).toBe("red");
});

test("staffing in words", () => {
  expect(describeStaffing(1, 1)).toBe("1 of 2 presenters");
  expect(describeStaffing(0, 1)).toBe("0 of 1 presenter");
});
