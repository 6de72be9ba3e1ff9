import { z } from "zod";

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
  afterwards: z.enum(["look_again", "close"], "Select what happens to the request"),
});
