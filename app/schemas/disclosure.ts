import { z } from "zod";
import { PASSED_TO_LABELS, type PassedTo } from "~/domain/disclosure";
import { dayField, timeField } from "~/schemas/form-fields";

const isPassedTo = (text: string): text is PassedTo => Object.hasOwn(PASSED_TO_LABELS, text);

export const disclosureSchema = z.object({
  on: dayField("Enter the day on which it was passed on"),
  at: timeField("Enter the time at which it was passed on"),
  passedTo: z.string("Select whom it was passed on to").refine(isPassedTo, "Select whom it was passed on to"),
  processStarted: z
    .enum(["yes", "no"], "Select whether the force’s own process was started")
    .transform((answer) => answer === "yes"),
});
