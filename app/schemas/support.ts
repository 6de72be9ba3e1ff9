import { z } from "zod";
import { optionalTextField, textField } from "~/schemas/form-fields";

const OLDEST = 99;

const age = z
  .string()
  .trim()
  .default("")
  .transform((text, context) => {
    if (text === "") return null;
    if (/^\d{1,2}$/.test(text) && Number(text) <= OLDEST) return Number(text);
    context.addIssue({ code: "custom", message: "Enter an age in whole years, such as 11" });
    return z.NEVER;
  });

const phone = z
  .string()
  .trim()
  .default("")
  .refine((value) => value === "" || /^[0-9+][0-9 ]{1,18}$/.test(value), "Enter a phone number, such as 0800 1111");

const link = optionalTextField("The address", 200).refine(
  (value) => value === "" || (value.startsWith("https://") && URL.canParse(value)),
  "Enter an address that begins with https://",
);

/** Somebody whom schools can turn to: there must be a way to reach them. */
export const supportSchema = z
  .object({
    version: z.coerce.number().int().catch(0),
    name: textField("Enter a name", "The name", 100),
    area: textField("Enter where they work", "The area", 100),
    lowAge: age,
    highAge: age,
    offer: textField("Say what they offer", "The offer", 500),
    link,
    phone,
  })
  .superRefine(({ lowAge, highAge, link: address, phone: number }, context) => {
    if (lowAge !== null && highAge !== null && lowAge > highAge) {
      context.addIssue({ code: "custom", path: ["highAge"], message: "The oldest age must not be below the youngest" });
    }
    if (address === "" && number === "") {
      context.addIssue({ code: "custom", path: ["link"], message: "Enter an address or a phone number" });
    }
  });

export const supportRetirementSchema = z.object({
  version: z.coerce.number().int(),
  retired: z.enum(["yes", "no"]),
});
