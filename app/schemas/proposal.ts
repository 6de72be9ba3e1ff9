import { z } from "zod";
import { readPlan } from "~/schemas/offer";

const plan = z.string().transform((text, context) => {
  const read = readPlan(text);
  if (read) return read;
  context.addIssue({ code: "custom", message: "Choose one of the visits that are proposed" });
  return z.NEVER;
});

const version = z.coerce.number().int();
const because = z.string().trim().max(1_000).default("");

/** One proposal to schedule: the plan as it was shown, and why it was proposed. */
export const takeProposalSchema = z.object({ version, plan, because });

const line = z.object({ reference: z.string().max(20), version, plan, because });

/** Proposals ticked in the list of all. */
export const takeProposalsSchema = z.object({
  take: z
    .array(
      z.string().transform((text, context) => {
        const parsed = line.safeParse(parseJson(text));
        if (parsed.success) return parsed.data;
        context.addIssue({ code: "custom", message: "Choose from the visits that are proposed" });
        return z.NEVER;
      }),
      "Select at least one visit",
    )
    .min(1, "Select at least one visit")
    .max(50, "Select 50 or fewer"),
});

/** What stands in a box of the list. */
export function writeTake(take: { reference: string; version: number; plan: string; because: string }): string {
  return JSON.stringify(take);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
