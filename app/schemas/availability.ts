import { z } from "zod";
import { addDays, isDay } from "~/lib/london-time";
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

const times = z.object({ start: optionalTimeField(), end: optionalTimeField() });

/** Seven rows from Monday on, `days.0.start` and so on; an empty row is a day off. */
export const workingPatternSchema = z
  .object({ validFrom: dayField("Enter the day from which this holds"), days: z.array(times).length(7) })
  .transform(({ validFrom, days }, context) => {
    days.forEach((row, index) => {
      const problem = problemOf(row);
      if (!problem) return;
      context.addIssue({ code: "custom", path: ["days", index, problem.field], message: problem.message });
    });
    return {
      validFromOn: validFrom,
      cycleWeeks: 1,
      days: days.flatMap(({ start, end }, index) =>
        start === null || end === null
          ? []
          : [{ week: 0, weekday: index + 1, startMinutes: start, endMinutes: end }],
      ),
    };
  });

/** Without times: whole days. With times: part of the first day. */
export const absenceSchema = z
  .object({
    kind: z.enum(["leave", "court", "training", "other_duty"], "Select what it is"),
    from: dayField("Enter the first day"),
    to: optionalDayField(),
    start: optionalTimeField(),
    end: optionalTimeField(),
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
    return {
      kind: form.kind,
      fromOn: form.from,
      toOn,
      part: start === null || end === null ? null : { startMinutes: start, endMinutes: end },
      noteForTeam: form.note,
      acceptedVisitIds: form.accepted,
    };
  });

/** What the buttons beside absences and patterns send. */
export const removalSchema = z.discriminatedUnion("remove", [
  z.object({ remove: z.literal("absence"), id: z.uuid() }),
  z.object({ remove: z.literal("pattern"), validFromOn: z.string().refine(isDay) }),
]);
