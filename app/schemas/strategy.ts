import { z } from "zod";
import type { Strategy } from "~/domain/strategy";
import { optionalTextField, wholeNumberField } from "~/schemas/form-fields";

/** Five fields of one label stand on the page: a message says which year it means. */
const milestoneOf = (year: string) =>
  z.object({
    target: wholeNumberField(`The students to reach in the ${year} year`, 1, 10_000_000),
    words: optionalTextField(`What else is to be true in the ${year} year`, 200),
  });
const milestones = z.tuple(
  [milestoneOf("first"), milestoneOf("second"), milestoneOf("third"), milestoneOf("fourth"), milestoneOf("fifth")],
  "Enter a number for each of the five years",
);

/** The first year and five milestones, or an empty form: no strategy. */
export const strategySchema = z
  .object({
    version: z.string().default(""),
    intent: z.literal("save"),
    startYear: wholeNumberField("The first year", 2000, 2099),
    milestones,
  })
  .transform(({ version, startYear, milestones }): { version: string; strategy: Strategy } => ({
    version,
    strategy: { startYear, milestones },
  }));
