import { z } from "zod";
import { MOST_OPTIONS, type OfferedPlan } from "~/domain/offers";
import { dayField, optionalDayField, optionalTimeField } from "~/schemas/form-fields";
import { formatDay, isDay, type Day } from "~/lib/london-time";

const MOST_SHOWN = 20;

const planSchema = z.object({
  onDate: z.string().refine(isDay),
  rows: z
    .array(
      z.object({
        groupId: z.uuid(),
        startMinutes: z.number().int().min(0).max(1_440),
        lengthMinutes: z.number().int().min(5).max(300),
        room: z.string().max(100),
        presenterIds: z.array(z.uuid()).min(1),
      }),
    )
    .min(1)
    .max(100),
});

const note = z.string().trim().max(2_000, "The note must be 2,000 characters or fewer").default("");

/** A proposed visit as one value of a form. */
export function writePlan({ onDate, rows }: OfferedPlan): string {
  return JSON.stringify({ onDate, rows });
}

/** Null for what is no plan. */
export function readPlan(text: string): OfferedPlan | null {
  try {
    const parsed = planSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

const plan = z.string().transform((text, context) => {
  const read = readPlan(text);
  if (read) return read;
  context.addIssue({ code: "custom", message: "Choose from the dates that are shown" });
  return z.NEVER;
});

/** The dates on the page, ticked or not: they stay there while others are looked for. */
export const shownPlansSchema = z.array(plan).max(MOST_SHOWN).catch([]);

/** What is to be offered. `today` bounds the answer-by day. */
export function offerSchema(today: Day) {
  return z
    .object({
      version: z.coerce.number().int(),
      plans: z
        .array(plan, "Select the dates to offer")
        .min(1, "Select the dates to offer")
        .max(MOST_OPTIONS, `Select at most ${MOST_OPTIONS} dates`)
        .default([]),
      noteForSchool: note,
      answerBy: dayField("Enter the day by which the school should answer"),
      hold: z.literal("yes").optional(),
    })
    .superRefine(({ plans, answerBy }, context) => {
      const tell = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
      if (plans.length === 0) tell("plans", "Select the dates to offer");
      if (answerBy < today) tell("answerBy", "The day must not have passed");
      const [first] = plans.map(({ onDate }) => onDate).sort();
      if (first !== undefined && answerBy >= first) {
        tell("answerBy", `The school must answer before the first date offered (${formatDay(first)})`);
      }
    })
    .transform(({ answerBy: answerByOn, hold, ...offer }) => ({ ...offer, answerByOn, hold: hold === "yes" }));
}

/** Around which day and time, and with whom, further dates are looked for. */
export const moreDatesSchema = z.object({
  on: optionalDayField(),
  start: optionalTimeField(),
  presenters: z.array(z.uuid("Select presenters from the list")).default([]),
});

/** The id of a date, or "none". */
export const answerOfferSchema = z.object({
  choice: z.union([z.literal("none"), z.uuid()], "Select a date, or that none of them suits you"),
  note,
});
