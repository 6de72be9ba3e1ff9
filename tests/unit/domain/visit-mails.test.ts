import { describe, expect, it } from "vitest";
import { decideVisitMail, type VisitMailFacts } from "~/domain/visit-mails";

const decide = (facts: Partial<VisitMailFacts>) =>
  decideVisitMail({ schoolDaysLeft: 1, daysLeft: 1, openPoints: 3, sent: ["readiness-reminder"], hadOneToday: false, ...facts })?.key ?? null;

describe("the mail that is due before a visit", () => {
  it.each([
    [8, 10, [], null],
    [7, 9, [], "readiness-reminder"],
    [7, 9, ["readiness-reminder"], null],
    [4, 6, ["readiness-reminder"], "readiness-chase-4"],
    [2, 4, ["readiness-reminder", "readiness-chase-4"], "readiness-chase-2"],
    [1, 3, ["readiness-reminder"], "day-before"],
    [0, 0, ["readiness-reminder"], "day-before"],
    [1, 1, ["readiness-reminder", "day-before"], null],
  ])("with %i school days and %i days left after %j is %s", (schoolDaysLeft, daysLeft, sent, key) => {
    expect(decide({ schoolDaysLeft, daysLeft, sent })).toBe(key);
  });

  it("is never the brief more than four days ahead, over whatever holidays", () => {
    const sent = ["readiness-reminder", "readiness-chase-2"];
    expect(decide({ daysLeft: 17, sent })).toBeNull();
    expect(decide({ daysLeft: 5, sent })).toBeNull();
    expect(decide({ daysLeft: 4, sent })).toBe("day-before");
  });
});
