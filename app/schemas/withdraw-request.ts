import { z } from "zod";

export const withdrawSchema = z.object({
  intent: z.literal("withdraw"),
  version: z.coerce.number().int().min(1),
});
