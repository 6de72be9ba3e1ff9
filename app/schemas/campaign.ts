import { z } from "zod";
import { dayField, optionalPoundsField, optionalTextField, textField, wholeNumberField } from "~/schemas/form-fields";

const version = z.coerce.number().int().default(0);

const MOST_DAYS = 366;
const DAY_MS = 24 * 60 * 60 * 1000;

export const campaignSchema = z
  .object({
    version,
    name: textField("Enter a name, such as Week of action, spring 2027", "The name", 80),
    starts: dayField("Enter the first day"),
    ends: dayField("Enter the last day"),
    target: z.union([z.literal("").transform(() => null), wholeNumberField("Target", 1, 1_000_000)]).default(null),
    description: optionalTextField("The description", 2_000),
  })
  .superRefine(({ starts, ends }, context) => {
    const refuse = (message: string): void => context.addIssue({ code: "custom", path: ["ends"], message });
    if (ends < starts) refuse("The last day must not be before the first day");
    else if (Date.parse(ends) - Date.parse(starts) >= MOST_DAYS * DAY_MS) refuse("A campaign must be shorter than a year");
  });

export const retirementSchema = z.object({ version, retired: z.enum(["yes", "no"]) });

export const funderSchema = z.object({
  version,
  name: textField("Enter a name", "The name", 80),
  costs: z
    .array(z.object({ year: z.uuid(), cost: optionalPoundsField("Cost") }))
    .max(100)
    .default([]),
});

const optionalId = z.union([z.literal("").transform(() => null), z.uuid("Choose one of the list")]).default(null);

export const tagsSchema = z.object({ campaignId: optionalId, funderId: optionalId, alsoVisits: z.string().default("") });

/** The word of a campaign out of an address; null for anything that cannot be one. */
export function readSlug(text: string | null | undefined): string | null {
  return text !== null && text !== undefined && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && text.length <= 80 ? text : null;
}
