import { describe, expect, it } from "vitest";
import { readRoster, rosterStretches } from "~/domain/roster";
import { workingHoursOn } from "~/domain/working-hours";
import { addDays } from "~/lib/london-time";

const ALEX = { id: "alex", email: "Alex@example.org" };

const read = (...rows: string[]) =>
  readRoster(["Date,email,start,end,duty", ...rows].map((row, index) => ({ line: index + 1, cells: row.split(",") })), [ALEX]);

describe("a roster file", () => {
  it("takes columns in any order, both ways of writing days, and rest days", () => {
    expect(read("2026-11-23,alex@example.org,07:00,15:00,x", "24/11/2026,ALEX@example.org,,,rest")).toEqual({
      ok: true,
      read: 2,
      badRows: [],
      days: [
        { presenterId: "alex", day: "2026-11-23", spans: [{ startMinutes: 420, endMinutes: 900 }] },
        { presenterId: "alex", day: "2026-11-24", spans: [] },
      ],
    });
  });

  it("lists what cannot be read with its line, and reads the rest", () => {
    expect(
      read("2026-11-23,who@example.org,07:00,15:00", "2026-02-30,alex@example.org,,", "2026-11-23,alex@example.org,07:00,"),
    ).toMatchObject({ read: 0, badRows: [{ line: 2 }, { line: 3 }, { line: 4 }] });
    expect(readRoster([{ line: 1, cells: ["email", "date"] }], [ALEX])).toEqual({ ok: false, missing: ["start", "end"] });
  });

  it("ends a night shift on the next day only when the file names it", () => {
    const night = "2026-11-23,alex@example.org,22:00,06:00";
    expect(read(night)).toMatchObject({ days: [{ spans: [{ startMinutes: 1320, endMinutes: 1440 }] }] });
    expect(read(night, "2026-11-24,alex@example.org,,")).toMatchObject({
      days: [{ day: "2026-11-23" }, { day: "2026-11-24", spans: [{ startMinutes: 0, endMinutes: 360 }] }],
    });
  });

  it("becomes stretches that say each day's hours again, broken where a day is not named", () => {
    const days = Array.from({ length: 800 }, (_, index) => ({
      day: addDays("2026-11-25", index + (index > 20 ? 1 : 0)),
      spans: index % 10 < 6 ? [{ startMinutes: 420, endMinutes: 900 }] : [],
    }));
    const stretches = rosterStretches(days);
    expect(stretches.every(({ cycleWeeks }) => cycleWeeks <= 52)).toBe(true);
    for (const { day, spans } of days) expect(workingHoursOn(stretches, day), day).toEqual({ spans, assumed: false });
    expect(workingHoursOn(stretches, addDays("2026-11-25", 21)).assumed).toBe(true);
  });
});
