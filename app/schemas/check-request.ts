import { z } from "zod";

/** What a check page carries along: the draft it shows, and the version of the request it was compared with. */
export const checkSchema = z.object({
  draft: z.uuid().nullable().catch(null).default(null),
  version: z.coerce.number().int().min(1).optional().catch(undefined),
});
