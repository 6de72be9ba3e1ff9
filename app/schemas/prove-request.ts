import { z } from "zod";

/** Six digits however they are typed: "123 456", "123-456". */
export const proveCodeSchema = z.object({
  code: z
    .string()
    .default("")
    .transform((text) => text.replace(/[\s-]/g, ""))
    .pipe(z.string().regex(/^\d{6}$/, "Enter the six digits of the code")),
});
