import { describeDeliveryQuestion, type DeliveryQuestion } from "~/domain/delivery";
import { assertNever } from "~/lib/assert-never";
import type { FormErrors } from "~/lib/form-data";

export const THANKS = {
  attendance: "Thank you. We have your numbers.",
  feedback: "Thank you. We have your answers.",
  survey: "Thank you. We have your counts.",
} as const;

type Refused =
  | { reason: "not_open" | "not_recorded" | "changed_meanwhile" | "not_whole" }
  | { reason: "unlikely"; questions: readonly DeliveryQuestion[] };

/** 422 for what the school can put right in the form, 409 for what changed under it. */
export function answerRefusal(refused: Refused): { status: 409 | 422; errors: FormErrors; questions: string[] } {
  const conflict = (form: string) => ({ status: 409 as const, errors: { form }, questions: [] });
  switch (refused.reason) {
    case "not_open":
      return conflict("Answers about this visit cannot be given now. Nothing was saved.");
    case "not_recorded":
    case "changed_meanwhile":
    case "not_whole":
      return conflict("The numbers were changed meanwhile. Look at them again: nothing of yours has been saved yet.");
    case "unlikely":
      return {
        status: 422,
        errors: { figuresConfirmed: "Look at the figures again, and tick the box if they are right" },
        questions: refused.questions.map(describeDeliveryQuestion),
      };
    default:
      return assertNever(refused);
  }
}
