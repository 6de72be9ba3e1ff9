import { z } from "zod";
import { MOST_OCCURRENCES, occurrencesOf, type AbsenceRepeat } from "~/domain/absence";
import { LONGEST_CYCLE, patternOfCycle, type MinuteSpan } from "~/domain/working-hours";
import { addDays, isDay, type Day } from "~/lib/london-time";
import { dayField, optionalDayField, optionalTextField, optionalTimeField } from "~/schemas/form-fields";

const LONGEST_ABSENCE_DAYS = 366;

type Times = { start: number | null; end: number | null };
type Problem = { field: "start" | "end"; message: string };

function problemOf({ start, end }: Times): Problem | null {
  if (start === null && end !== null) return { field: "start", message: "Enter a start time, or empty both" };
  if (start !== null && end === null) return { field: "end", message: "Enter an end time, or empty both" };
  if (start !== null && end !== null && end <= start) {
    return { field: "end", message: "The end must be later than the start" };
  }
  return null;
}

/** A day's hours: one stretch, or two that do not touch. */
const dayTimes = z.object({
  start: optionalTimeField(),
  end: optionalTimeField(),
  start2: optionalTimeField(),
  end2: optionalTimeField(),
});
type DayTimes = z.output<typeof dayTimes>;

function dayProblem({ start, end, start2, end2 }: DayTimes): { field: keyof DayTimes; message: string } | null {
  const first = problemOf({ start, end });
  if (first) return first;
  const second = problemOf({ start: start2, end: end2 });
  if (second) return { field: second.field === "start" ? "start2" : "end2", message: second.message };
  if (start2 === null) return null;
  if (end === null) return { field: "start", message: "Enter the first stretch here, or empty the second" };
  return start2 <= end ? { field: "start2", message: "The second stretch must begin after the first ends" } : null;
}

const stretch = (startMinutes: number | null, endMinutes: number | null): MinuteSpan[] =>
  startMinutes === null || endMinutes === null ? [] : [{ startMinutes, endMinutes }];

const lengthField = z.string().trim().default("");

/** `days.0.start` and so on, a row for each day of the cycle; an empty row is a day off. */
export const workingPatternSchema = z
  .object({
    validFrom: dayField("Enter the day from which this holds"),
    unit: z.enum(["weeks", "days"], "Select weeks or days"),
    length: lengthField,
    days: z.array(dayTimes).max(LONGEST_CYCLE.weeks * 7, "These are too many days"),
    accepted: z.array(z.uuid()).max(200).default([]),
  })
  .transform(({ validFrom, unit, length: text, days, accepted }, context) => {
    const length = cycleLength(unit, text);
    if (length === null) {
      context.addIssue({ code: "custom", path: ["length"], message: cycleLengthMessage(unit) });
      return z.NEVER;
    }
    const rows = Array.from({ length: unit === "days" ? length : length * 7 }, (_, index) => days[index]);
    if (days.length > 0 && days.length !== rows.length) {
      const message = "Press “Show these days” after changing how the hours repeat, then check the days below";
      context.addIssue({ code: "custom", path: ["length"], message });
    }
    rows.forEach((row, index) => {
      const problem = row ? dayProblem(row) : null;
      if (!problem) return;
      context.addIssue({ code: "custom", path: ["days", index, problem.field], message: problem.message });
    });
    const spans = rows.map((row) => (row ? [...stretch(row.start, row.end), ...stretch(row.start2, row.end2)] : []));
    const { cycleWeeks, days: kept } = patternOfCycle({ unit, length, rows: spans }, validFrom);
    return { validFromOn: validFrom, cycleWeeks, days: kept, acceptedVisitIds: accepted };
  });

/** The number of days or weeks in a cycle as typed; null when it is none that can be kept. */
export function cycleLength(unit: "weeks" | "days", text: string): number | null {
  const length = /^\d{1,2}$/.test(text.trim()) ? Number(text) : 0;
  return length >= 1 && length <= LONGEST_CYCLE[unit] ? length : null;
}

export function cycleLengthMessage(unit: "weeks" | "days"): string {
  return `Enter a whole number of ${unit} from 1 to ${LONGEST_CYCLE[unit]}`;
}

/** Which button was pressed: the form is shown again for all but saving. */
export const patternStepSchema = z.object({
  step: z.enum(["resize", "copy", "second", "save"]).catch("save"),
  unit: z.enum(["weeks", "days"]).catch("weeks"),
  length: lengthField,
});

/** Without times: whole days. With times: part of the first day. */
export const absenceSchema = z
  .object({
    kind: z.enum(["leave", "court", "training", "other_duty", "away"], "Select what it is"),
    from: dayField("Enter the first day"),
    to: optionalDayField(),
    start: optionalTimeField(),
    end: optionalTimeField(),
    repeat: z.enum(["once", "weekly", "fortnightly"]).catch("once"),
    until: optionalDayField(),
    times: z.string().trim().default(""),
    note: optionalTextField("The note", 500),
    accepted: z.array(z.uuid()).max(200).default([]),
  })
  .transform((form, context) => {
    const refuse = (field: string, message: string): void =>
      context.addIssue({ code: "custom", path: [field], message });
    const toOn = form.to ?? form.from;
    const problem = problemOf(form);
    if (problem) refuse(problem.field, problem.message);
    if (toOn < form.from) refuse("to", "The last day must not be before the first day");
    else if (toOn >= addDays(form.from, LONGEST_ABSENCE_DAYS)) refuse("to", "Enter at most a year at once");
    else if (form.start !== null && toOn !== form.from) {
      refuse("to", "Leave the last day empty when only part of one day is taken");
    }
    const { start, end } = form;
    const repeat = repeatOf(form);
    let later: { fromOn: Day; toOn: Day }[] = [];
    if (repeat !== null && "field" in repeat) refuse(repeat.field, repeat.message);
    else if (repeat !== null) {
      const occurrences = occurrencesOf({ fromOn: form.from, toOn }, repeat);
      const limits = `It must come at least twice, at most ${MOST_OCCURRENCES} times, and end before it comes again`;
      if (occurrences === null) refuse(form.until === null ? "times" : "until", limits);
      else later = occurrences.slice(1);
    }
    return {
      later,
      kind: form.kind,
      fromOn: form.from,
      toOn,
      part: start === null || end === null ? null : { startMinutes: start, endMinutes: end },
      noteForTeam: form.note,
      acceptedVisitIds: form.accepted,
    };
  });

type RepeatFields = { repeat: "once" | "weekly" | "fortnightly"; until: Day | null; times: string };
type RepeatProblem = { field: "until" | "times"; message: string };

function repeatOf({ repeat, until: untilOn, times }: RepeatFields): AbsenceRepeat | RepeatProblem | null {
  if (repeat === "once") return null;
  const everyWeeks = repeat === "weekly" ? 1 : 2;
  if (untilOn !== null && times !== "") return { field: "times", message: "Enter a last date or a number, not both" };
  if (untilOn !== null) return { everyWeeks, untilOn };
  if (/^\d{1,3}$/.test(times)) return { everyWeeks, times: Number(times) };
  return { field: "until", message: "Enter until when it repeats, or how many times it comes" };
}

/** What the buttons beside absences and patterns send. */
export const removalSchema = z.discriminatedUnion("remove", [
  z.object({
    remove: z.literal("absence"),
    id: z.uuid(),
    scope: z.enum(["one", "following", "all"]).catch("one"),
  }),
  z.object({
    remove: z.literal("pattern"),
    validFromOn: z.string().refine(isDay),
    accepted: z.array(z.uuid()).max(200).default([]),
  }),
]);
