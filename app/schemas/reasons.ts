import { z } from "zod";
import { REASON_KINDS } from "~/domain/reason";
import { textField, wholeNumberField } from "~/schemas/form-fields";

const note = z
  .string()
  .trim()
  .max(2_000, "The note must be 2,000 characters or fewer")
  .default("");
const version = z.coerce.number().int();
const reasons = z.array(z.string().max(100), "Select at least one reason").min(1, "Select at least one reason");

export const declineSchema = z.object({ version, reasons: reasons.default([]).pipe(reasons), note });

export const cancelSchema = z.object({
  version,
  reasons: reasons.default([]).pipe(reasons),
  note,
  cancelledBy: z.enum(["team", "school"], "Select who cancels"),
  afterwards: z.enum(["look_again", "close", "others_stand"], "Select what happens to the request"),
});

const words = {
  label: textField("Enter a label for the team, such as Illness", "The label", 80),
  forSchool: textField("Enter the sentence that the school reads", "The sentence", 300),
  schoolChooses: z
    .literal("yes")
    .optional()
    .transform((ticked) => ticked === "yes"),
  position: wholeNumberField("The position", 0, 999),
};

export const reasonSchema = z.object({ version, ...words });
export const newReasonSchema = z.object({ kind: z.enum(REASON_KINDS, "Select what it is a reason for"), ...words });
