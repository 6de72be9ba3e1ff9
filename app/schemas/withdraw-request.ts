import { z } from "zod";

/** Whether a reason is needed depends on what is booked: the service says. */
export const withdrawSchema = z.object({
  version: z.coerce.number().int().min(1),
  reasons: z.array(z.string().max(100)).default([]),
  note: z.string().trim().max(2_000, "The note must be 2,000 characters or fewer").default(""),
});
