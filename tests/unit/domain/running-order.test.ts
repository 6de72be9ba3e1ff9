import { describe, expect, it } from "vitest";
import type { Format } from "~/domain/formats";
import { yearGroupAudience, type Group } from "~/domain/groups";
import {
  allowancesFor,
  checkRunningOrder,
  describeRunningOrderIssue,
  proposeRunningOrder,
  RUNNING_ORDER_SEVERITY,
  shiftSessions,
  toPlanned,
  toStored,
  visitTimes,
  type PlannedSession,
} from "~/domain/running-order";

function aFormat(over: Partial<Format> = {}): Format {
  return {
    id: "workshop",
    name: "Classroom workshop",
    minMinutes: 40,
    maxMinutes: 100,
    defaultMinutes: 50,
    largestGroup: 35,
    presentersNeeded: 1,
    setUpMinutes: 10,
    packDownMinutes: 5,
    wholeCohort: false,
    ...over,
  };
}

const assembly = aFormat({
  id: "assembly",
  minMinutes: 20,
  maxMinutes: 25,
  defaultMinutes: 20,
  largestGroup: 240,
  wholeCohort: true,
});

const group = (label: string, expected: number = 28): Group => ({
  ...yearGroupAudience("9"),
  label,
  expected,
});

function aSession(over: Partial<PlannedSession> = {}): PlannedSession {
  return {
    startMinutes: 550,
    endMinutes: 600,
    formatId: "workshop",
    room: "Room 1",
    presenterIds: ["asha"],
    groups: [group("9A")],
    ...over,
  };
}

describe("times of a visit", () => {
  it("run from signing in to packing down", () => {
    const sessions = [aSession({ startMinutes: 610, endMinutes: 660 }), aSession()];
    const allowances = allowancesFor([aFormat(), { ...assembly, setUpMinutes: 15 }], 10);
    expect(visitTimes(sessions, allowances)).toEqual({ arriveMinutes: 525, leaveMinutes: 665 });
    expect(visitTimes([], allowances)).toBeNull();
  });

  it("are stored from the visit's start and read back the same", () => {
    const stored = toStored(aSession(), 525);
    expect(stored).toMatchObject({ startMinute: 25, endMinute: 75, room: "Room 1" });
    expect(toPlanned(stored, 525)).toEqual(aSession());
    expect(toPlanned(stored, 585)).toEqual(shiftSessions([aSession()], 60)[0]);
  });
});

describe("a proposed running order", () => {
  const tutorGroups = ["9A", "9B", "9C", "9D", "9E", "9F", "9G", "9H"].map((label) => group(label));
  const base = { firstStartMinutes: 550, breakMinutes: 10 };

  it("puts eight classes with two presenters side by side into four rounds", () => {
    const order = proposeRunningOrder({
      ...base,
      groups: tutorGroups,
      format: aFormat(),
      presenterIds: ["asha", "ben"],
    });
    expect(
      order.map((session) => [session.startMinutes, session.presenterIds, session.groups[0]?.label]),
    ).toEqual([
      [550, ["asha"], "9A"],
      [550, ["ben"], "9B"],
      [610, ["asha"], "9C"],
      [610, ["ben"], "9D"],
      [670, ["asha"], "9E"],
      [670, ["ben"], "9F"],
      [730, ["asha"], "9G"],
      [730, ["ben"], "9H"],
    ]);
    expect(checkRunningOrder(order, [aFormat()])).toEqual([]);
  });

  it("keeps presenters together where the format needs two, and leaves nobody out", () => {
    const order = proposeRunningOrder({
      ...base,
      groups: tutorGroups.slice(0, 2),
      format: aFormat({ presentersNeeded: 2 }),
      presenterIds: ["asha", "ben", "cleo"],
    });
    expect(order.map((session) => session.presenterIds)).toEqual([
      ["asha", "ben", "cleo"],
      ["asha", "ben", "cleo"],
    ]);
    expect(order.map((session) => session.startMinutes)).toEqual([550, 610]);
  });

  it("gathers an assembly up to its largest group", () => {
    const order = proposeRunningOrder({
      ...base,
      groups: [group("Year 9", 200), group("Year 9 late", 40), group("Year 10", 180)],
      format: assembly,
      presenterIds: ["asha", "ben"],
    });
    expect(order.map((session) => session.groups.map((each) => each.label))).toEqual([
      ["Year 9", "Year 9 late"],
      ["Year 10"],
    ]);
    expect(order.every((session) => session.presenterIds.length === 2)).toBe(true);
    expect(checkRunningOrder(order, [assembly])).toEqual([]);
  });
});

describe("checks inside a running order", () => {
  const kinds = (sessions: PlannedSession[]): string[] =>
    checkRunningOrder(sessions, [aFormat()]).map((issue) => issue.kind);

  it("refuse one presenter in two sessions at once, and allow back to back", () => {
    const beside = aSession({ startMinutes: 590, endMinutes: 640, room: "Room 2", groups: [group("9B")] });
    expect(kinds([aSession(), beside])).toEqual(["presenter_twice"]);
    expect(RUNNING_ORDER_SEVERITY.presenter_twice).toBe("refused");
    expect(kinds([aSession(), { ...beside, startMinutes: 600, endMinutes: 650 }])).toEqual([]);
    expect(kinds([aSession(), { ...beside, presenterIds: ["ben"] }])).toEqual([]);
  });

  it("notice a room or a group used twice", () => {
    const other = aSession({ presenterIds: ["ben"], room: " room 1", groups: [group("9B")] });
    expect(kinds([aSession(), other])).toEqual(["room_twice"]);
    const later = aSession({ startMinutes: 610, endMinutes: 660, groups: [group("9a ")] });
    expect(kinds([aSession(), later])).toEqual(["group_twice"]);
    expect(kinds([aSession({ room: "" }), { ...other, room: "" }])).toEqual([]);
  });

  it("notice what does not suit the format", () => {
    expect(kinds([aSession({ groups: [group("9A", 36)] })])).toEqual(["group_too_large"]);
    expect(kinds([aSession({ endMinutes: 580 })])).toEqual(["length_outside_format"]);
    expect(kinds([aSession({ presenterIds: [] })])).toEqual(["too_few_presenters"]);
    expect(kinds([aSession({ endMinutes: 550 })])).toEqual(["ends_before_start"]);
    expect(kinds([])).toEqual(["no_sessions"]);
  });

  it("are told in sentences that name what clashes", () => {
    const sessions = [aSession(), aSession({ startMinutes: 590, endMinutes: 640, groups: [group("9B")] })];
    const sentences = checkRunningOrder(sessions, [aFormat()]).map((issue) =>
      describeRunningOrderIssue(issue, sessions, () => "Asha Patel"),
    );
    expect(sentences).toEqual([
      "Asha Patel is in two sessions at once: at 09:10 and at 09:50.",
      "Room 1 is used by two sessions at once: at 09:10 and at 09:50.",
    ]);
  });
});
