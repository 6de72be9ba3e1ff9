import { z } from "zod";
import { textField } from "~/schemas/form-fields";

export const keepVisitSchema = z.object({
  visitId: z.uuid(),
  reason: textField("Say why the visit stays as it is", "The reason", 500),
});
