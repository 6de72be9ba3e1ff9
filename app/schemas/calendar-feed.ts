import { z } from "zod";

export const calendarFeedSchema = z.object({
  kind: z.enum(["presenter", "school", "team"]),
  intent: z.enum(["make", "end"]),
});
