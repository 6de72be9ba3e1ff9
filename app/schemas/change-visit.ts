import { z } from "zod";
import { optionalTextField, textField } from "~/schemas/form-fields";

const codes = z.array(z.string().max(100)).default([]);

/** Which of the page's two buttons was pressed, with what belongs to it. */
export const changeVisitSchema = z.discriminatedUnion("intent", [
  z.object({
    intent: z.literal("another_date"),
    whyMove: codes,
    when: textField("Say which days or times would suit you", "Days and times", 2_000),
  }),
  z.object({
    intent: z.literal("cancel"),
    version: z.coerce.number().int().min(1),
    reasons: codes,
    note: optionalTextField("The note", 2_000),
  }),
]);
