import { z } from "zod";
import { ANSWERS } from "~/domain/answers";
import { optionalTextField } from "~/schemas/form-fields";

/** The button that was pressed, with the SEQUENCE that the page showed. */
export const answerInvitationSchema = z.object({
  answer: z.enum(ANSWERS, "Choose one of the three answers"),
  sequence: z.coerce.number().int().min(0),
  note: optionalTextField("The note", 500),
});
