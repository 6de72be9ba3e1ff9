import { z } from "zod";
import { MILESTONES, type Strategy } from "~/domain/strategy";
import { optionalTextField, wholeNumberField } from "~/schemas/form-fields";

const milestone = z.object({
  target: wholeNumberField("The students to reach", 1, 10_000_000),
  words: optionalTextField("What else is to be true", 200),
});

/** The first year and five milestones, or an empty form: no strategy. */
export const strategySchema = z
  .object({
    version: z.string().default(""),
    intent: z.literal("save"),
    startYear: wholeNumberField("The first year", 2000, 2099),
    milestones: z.array(milestone).length(MILESTONES, "Enter a number for each of the five years"),
  })
  .transform(({ version, startYear, milestones }): { version: string; strategy: Strategy } => ({
    version,
    strategy: { startYear, milestones },
  }));
