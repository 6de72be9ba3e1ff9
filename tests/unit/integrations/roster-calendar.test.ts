import { describe, expect, it } from "vitest";
import { calendarRosterRecords, UnreadableCalendar } from "~/integrations/roster-calendar.server";

const event = (...lines: string[]) => ["BEGIN:VEVENT", "UID:1@duties.example.org", ...lines, "END:VEVENT"];
const calendar = (...lines: string[]) => ["BEGIN:VCALENDAR", "VERSION:2.0", ...lines, "END:VCALENDAR"].join("\r\n");
const read = (text: string, whose = "asha@example.org") =>
  calendarRosterRecords(text, { whose, today: "2026-03-20" }).slice(1).map(({ cells }) => cells.join(" "));

describe("a duty calendar", () => {
  it("says London's times whatever zone it is written in, and gives a shift to each attendee", () => {
    const zone = [
      "BEGIN:VTIMEZONE", "TZID:Somewhere", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0300",
      "TZOFFSETTO:+0300", "END:STANDARD", "END:VTIMEZONE",
    ];
    const people = ["ATTENDEE:mailto:asha@example.org", "ATTENDEE;CN=Ben:MAILTO:ben@example.org"];
    const text = calendar(
      ...zone,
      ...event("DTSTART:20260328T070000Z", "DTEND:20260328T150000Z", ...people),
      ...event("DTSTART:20260330T060000Z", "DURATION:PT8H"),
      ...event("DTSTART;TZID=Europe/London:20260331T070000", "DTEND;TZID=Europe/London:20260331T150000"),
      ...event("DTSTART;TZID=Somewhere:20260401T090000", "DTEND;TZID=Somewhere:20260401T170000"),
    );
    expect(read(text)).toEqual([
      "asha@example.org 2026-03-28 07:00 15:00",
      "ben@example.org 2026-03-28 07:00 15:00",
      "asha@example.org 2026-03-30 07:00 15:00",
      "asha@example.org 2026-03-31 07:00 15:00",
      "asha@example.org 2026-04-01 07:00 15:00",
      "asha@example.org 2026-03-29  ",
    ]);
  });

  it("writes repeats out over the clock change with their exceptions, and rests between", () => {
    const times = ["DTSTART;TZID=Europe/London:20260327T220000", "DTEND;TZID=Europe/London:20260328T060000"];
    const series = event(...times, "RRULE:FREQ=DAILY;INTERVAL=2;COUNT=4", "EXDATE;TZID=Europe/London:20260331T220000");
    const moved = event(
      "RECURRENCE-ID;TZID=Europe/London:20260329T220000",
      "DTSTART;TZID=Europe/London:20260329T130000",
      "DTEND;TZID=Europe/London:20260330T000000",
    );
    expect(read(calendar(...series, ...moved))).toEqual([
      "asha@example.org 2026-03-27 22:00 06:00",
      "asha@example.org 2026-03-29 13:00 24:00",
      "asha@example.org 2026-04-02 22:00 06:00",
      "asha@example.org 2026-03-28  ",
      "asha@example.org 2026-03-30  ",
      "asha@example.org 2026-03-31  ",
      "asha@example.org 2026-04-01  ",
    ]);
  });

  it("takes whole days as rest, leaves out what is cancelled, and names what it cannot place", () => {
    const text = calendar(
      ...event("DTSTART;VALUE=DATE:20260323", "DTEND;VALUE=DATE:20260325", "SUMMARY:RD"),
      ...event("DTSTART:20260326T070000Z", "DTEND:20260326T150000Z", "STATUS:CANCELLED"),
      ...event("DTSTART;TZID=Mars/Base:20260325T070000", "DTEND;TZID=Mars/Base:20260325T150000"),
      ...event("DTSTART:20260325T070000Z", "DTEND:20260327T150000Z"),
    );
    expect(read(text)).toEqual([
      "asha@example.org 2026-03-23  ",
      "asha@example.org 2026-03-24  ",
      "asha@example.org 2026-03-25 zone Mars/Base ",
      "asha@example.org 2026-03-25 no shift ",
    ]);
    expect(() => read("BEGIN:VCALENDAR\r\nnonsense")).toThrow(UnreadableCalendar);
  });

  it("writes a rule without an end out to next year, and refuses one that no roster has", () => {
    const repeating = (rule: string) =>
      calendar(...event("DTSTART:20160101T070000Z", "DTEND:20160101T080000Z", `RRULE:${rule}`));
    expect(read(repeating("FREQ=DAILY"))).toHaveLength(31 + 400 + 1);
    expect(() => read(repeating("FREQ=SECONDLY"))).toThrow(UnreadableCalendar);
  });
});
