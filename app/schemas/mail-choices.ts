import { z } from "zod";

/** No box ticked sends nothing at all: then nothing is wanted. */
export const mailChoicesSchema = z.object({ wanted: z.array(z.string().max(60)).default([]) });
