import { z } from "zod";
import { textField } from "~/schemas/form-fields";

export const messageSchema = z.object({ body: textField("Write your message", "Your message", 2_000) });
