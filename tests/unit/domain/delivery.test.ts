import { describe, expect, it } from "vitest";
import {
  checkDelivery,
  describeDeliveryQuestion,
  describeDeliveryRefusal,
  refuseDelivery,
  type DeliverableVisit,
  type DeliveryCount,
  type DeliveryRecord,
} from "~/domain/delivery";
import type { CohortYear } from "~/domain/groups";

const startsAt = new Date("2026-11-23T08:45:00Z");
const after = new Date("2026-11-23T11:00:00Z");

const visit: DeliverableVisit = {
  pupils: null,
  status: "scheduled",
  startsAt,
  sessions: [
    { id: "s1", groups: [{ id: "g1", label: "9A", expected: 28 }] },
    { id: "s2", groups: [{ id: "g2", label: "9B", expected: 30 }] },
  ],
};

const aCount = (over: Partial<DeliveryCount> = {}): DeliveryCount => ({
  sessionId: "s1",
  sessionGroupId: "g1",
  yearGroup: "9",
  attended: 27,
  novelty: "new",
  sameAsSessionId: null,
  ...over,
});

const second = aCount({ sessionId: "s2", sessionGroupId: "g2" });

const aRecord = (over: Partial<DeliveryRecord> = {}): DeliveryRecord => ({
  basis: "headcount",
  coveredWhat: true,
  coveredWhy: true,
  coveredHelp: true,
  outcomes: [
    { sessionId: "s1", outcome: "delivered" },
    { sessionId: "s2", outcome: "delivered" },
  ],
  counts: [aCount(), second],
  ...over,
});

const noRolls = new Map<CohortYear, number>();
const check = (record: DeliveryRecord, rolls = noRolls) => checkDelivery(record, visit, rolls, after);
const reasons = (record: DeliveryRecord) => check(record).refusals.map((refusal) => refusal.reason);

describe("recording a delivery", () => {
  it("accepts what was seen", () => {
    expect(check(aRecord())).toEqual({ refusals: [], questions: [] });
  });

  it("waits until the visit has started, and never follows a cancel", () => {
    expect(refuseDelivery(visit, new Date(startsAt.getTime() - 1))).toEqual({ reason: "visit_not_started" });
    expect(refuseDelivery(visit, startsAt)).toBeNull();
    expect(refuseDelivery({ status: "completed", startsAt }, after)).toBeNull();
    expect(refuseDelivery({ status: "cancelled", startsAt }, after)).toEqual({ reason: "visit_cancelled" });
    expect(refuseDelivery({ status: "pencilled", startsAt: null }, after)).toEqual({
      reason: "visit_not_scheduled",
    });
  });

  it.each<[string, Partial<DeliveryRecord>]>([
    ["count_missing", { counts: [aCount()] }],
    ["count_not_whole", { counts: [aCount({ attended: -1 }), second] }],
    ["count_not_whole", { counts: [aCount({ attended: 2.5 }), second] }],
    ["count_twice", { counts: [aCount(), aCount(), second] }],
    ["same_without_session", { counts: [aCount({ novelty: "same" }), second] }],
    ["same_without_session", { counts: [aCount({ novelty: "same", sameAsSessionId: "s1" }), second] }],
    ["basis_missing", { basis: null }],
  ])("refuses with %s", (reason, over) => {
    expect(reasons(aRecord(over))).toEqual([reason]);
  });

  it("wants an outcome for each session and no number for one that did not take place", () => {
    expect(reasons(aRecord({ outcomes: [{ sessionId: "s1", outcome: "delivered" }] }))).toEqual([
      "outcome_missing",
    ]);
    const notHeld = { sessionId: "s2", outcome: "not_delivered" } as const;
    const outcomes = [{ sessionId: "s1", outcome: "delivered" } as const, notHeld];
    expect(reasons(aRecord({ outcomes }))).toEqual(["count_not_delivered"]);
    expect(reasons(aRecord({ outcomes, counts: [aCount()] }))).toEqual([]);
  });

  it("allows a group that spans year groups a number each", () => {
    const counts = [aCount({ attended: 20 }), aCount({ yearGroup: "10", attended: 8 }), second];
    expect(check(aRecord({ counts }))).toEqual({ refusals: [], questions: [] });
  });

  it("asks about unlikely numbers without refusing them", () => {
    const counts = [aCount({ attended: 57 }), aCount({ ...second, attended: 0 })];
    const { refusals, questions } = check(aRecord({ counts }));
    expect(refusals).toEqual([]);
    expect(questions.map(describeDeliveryQuestion)).toEqual([
      "You entered 57 students for 9A, where 28 were expected. Is that right?",
      "Did nobody attend in 9B?",
    ]);
  });

  it("asks about the whole school, and about exactly twice as many as were expected", () => {
    const asked = (attended: number, pupils: number | null) =>
      checkDelivery(aRecord({ counts: [aCount({ attended }), second] }), { ...visit, pupils }, noRolls, after).questions.map(({ kind }) => kind);
    expect(asked(30, 30)).toEqual(["whole_school"]);
    expect(asked(29, 30)).toEqual([]);
    expect(asked(56, null)).toEqual(["twice_expected"]);
    expect(asked(55, null)).toEqual([]);
  });

  it("asks when new students together pass the roll, but not when the same ones came twice", () => {
    const rolls = new Map<CohortYear, number>([["9", 50]]);
    expect(check(aRecord(), rolls).questions).toEqual([
      { kind: "above_roll", yearGroup: "9", attended: 54, roll: 50 },
    ]);
    const again = aCount({ ...second, novelty: "same", sameAsSessionId: "s1" });
    expect(check(aRecord({ counts: [aCount(), again] }), rolls).questions).toEqual([]);
  });

  it("says what is missing in a sentence", () => {
    const [refusal] = check(aRecord({ counts: [aCount()] })).refusals;
    expect(refusal && describeDeliveryRefusal(refusal)).toBe("Enter how many students attended in 9B.");
  });
});
