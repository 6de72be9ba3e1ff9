import { describe, expect, it } from "vitest";
import { nextIdentity, raisesSequence, type CalendarFacts } from "~/domain/calendar-identity";

const facts: CalendarFacts = {
  startsAt: new Date("2026-11-23T08:45:00Z"),
  endsAt: new Date("2026-11-23T11:05:00Z"),
  place: "Oakfield School, Leicester",
  status: "CONFIRMED",
  attendeeEmails: ["office@oakfield.example", "asha@police.example"],
};
const now = new Date("2026-11-20T10:00:00.700Z");

describe("calendar identity", () => {
  it.each<[string, Partial<CalendarFacts>]>([
    ["start", { startsAt: new Date("2026-11-23T08:50:00Z") }],
    ["end", { endsAt: new Date("2026-11-23T11:10:00Z") }],
    ["place", { place: "Riverside School, Leicester" }],
    ["status", { status: "CANCELLED" }],
    ["attendees", { attendeeEmails: ["office@oakfield.example"] }],
  ])("raises SEQUENCE when the %s changes", (_what, change) => {
    expect(raisesSequence(facts, { ...facts, ...change })).toBe(true);
  });

  it("keeps SEQUENCE for a change of text, or of the order or case of addresses", () => {
    const same = { ...facts, attendeeEmails: ["Asha@police.example", "office@oakfield.example"] };
    expect(raisesSequence(facts, same)).toBe(false);
  });

  it("starts at SEQUENCE 0 with whole seconds", () => {
    const first = nextIdentity(null, true, now);
    expect(first).toEqual({ sequence: 0, dtstampAt: new Date("2026-11-20T10:00:00Z") });
  });

  it("gives every change in one second, or after a clock gone back, a later DTSTAMP", () => {
    const first = nextIdentity(null, false, now);
    const second = nextIdentity(first, true, now);
    const third = nextIdentity(second, false, new Date(now.getTime() - 3_600_000));
    expect(second).toEqual({ sequence: 1, dtstampAt: new Date("2026-11-20T10:00:01Z") });
    expect(third).toEqual({ sequence: 1, dtstampAt: new Date("2026-11-20T10:00:02Z") });
    const later = nextIdentity(third, true, new Date("2026-11-21T09:00:00Z"));
    expect(later).toEqual({ sequence: 2, dtstampAt: new Date("2026-11-21T09:00:00Z") });
  });
});
