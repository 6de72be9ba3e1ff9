import { describe, expect, it } from "vitest";
import { closeAbsenceGap, planAbsence, type TakenTime } from "~/domain/absence";
import type { Interval } from "~/domain/intervals";

const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 23, hour));
const span = (from: number, to: number): Interval => ({ startsAt: at(from), endsAt: at(to) });
const visit = (visitId: string, from: number, to: number): TakenTime => ({
  ...span(from, to),
  kind: "visit",
  visitId,
});

describe("an absence", () => {
  it("takes the time around visits and names each visit it touches", () => {
    const plan = planAbsence(span(8, 16), [
      visit("morning", 9, 11),
      visit("late", 15, 17),
      visit("before", 7, 8),
    ]);
    expect(plan.parts).toEqual([span(8, 9), span(11, 15)]);
    expect(plan.touchedVisitIds).toEqual(["morning", "late"]);
  });

  it("does not take twice what another absence or a hold takes, and reviews nothing there", () => {
    const plan = planAbsence(span(8, 16), [
      { ...span(12, 13), kind: "absence", visitId: null },
      { ...span(14, 15), kind: "hold", visitId: null },
    ]);
    expect(plan).toEqual({ parts: [span(8, 12), span(13, 14), span(15, 16)], touchedVisitIds: [] });
  });

  it("takes all of its time where nothing is planned, and none where a visit fills it", () => {
    expect(planAbsence(span(8, 16), [])).toEqual({ parts: [span(8, 16)], touchedVisitIds: [] });
    expect(planAbsence(span(9, 10), [visit("all", 8, 12)])).toEqual({ parts: [], touchedVisitIds: ["all"] });
  });

  it("closes its gap when the visit has gone", () => {
    expect(closeAbsenceGap(span(8, 16), [span(8, 9), span(11, 16)], [])).toEqual([span(9, 11)]);
    expect(closeAbsenceGap(span(8, 16), [span(8, 9), span(11, 16)], [span(10, 11)])).toEqual([span(9, 10)]);
  });
});
