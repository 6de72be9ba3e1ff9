import { z } from "zod";
import { isDay } from "~/lib/london-time";
import { optionalDayField } from "~/schemas/form-fields";

/** A request pencilled for a stretch of time: "2027-01-01/2027-01-31". */
export const pencilSchema = z.object({
  version: z.coerce.number().int(),
  span: z
    .string("Select a month or half-term")
    .transform((text) => text.split("/"))
    .pipe(z.tuple([z.string().refine(isDay), z.string().refine(isDay)], "Select a month or half-term")),
  settleBy: optionalDayField(),
});
