import { z } from "zod";
import { optionalTextField, textField } from "~/schemas/form-fields";

const version = z.coerce.number().int().min(1);

/** Empty: the school's own address. */
export const changePlaceSchema = z.object({
  version,
  place: optionalTextField("The place", 200).transform((place) => place.replace(/\s+/g, " ").trim()),
  note: optionalTextField("The note", 2_000),
});

export const firstContactSchema = z.object({
  version,
  name: textField("Enter the contact’s name", "Name", 100),
  email: z
    .string()
    .trim()
    .min(1, "Enter the contact’s email address")
    .max(254, "Enter 254 characters or fewer")
    .pipe(z.email("Enter an email address, such as name@school.example")),
  phone: optionalTextField("The phone number", 40),
});
