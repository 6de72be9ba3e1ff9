import { z } from "zod";
import { dayField, optionalTextField, textField } from "~/schemas/form-fields";

const FIGURE = "Enter a number, such as 1,240 or 3.5";

/** A number from elsewhere: whoever reads it must be able to find it again. */
export const contextSchema = z.object({
  version: z.coerce.number().int().catch(0),
  label: textField("Say what the number counts", "What it counts", 120),
  area: textField("Enter the area", "The area", 120),
  period: textField("Enter the period", "The period", 80),
  figure: z
    .string(FIGURE)
    .trim()
    .transform((text) => text.replaceAll(",", ""))
    .pipe(z.string().regex(/^-?\d{1,9}(\.\d{1,2})?$/, FIGURE).transform(Number)),
  source: textField("Enter the source", "The source", 200),
  link: optionalTextField("The address", 300).refine(
    (value) => value === "" || (value.startsWith("https://") && URL.canParse(value)),
    "Enter an address that begins with https://",
  ),
  asAtOn: dayField("Enter the day on which the source said so"),
});

export const contextRetirementSchema = z.object({
  version: z.coerce.number().int(),
  retired: z.enum(["yes", "no"]),
});
