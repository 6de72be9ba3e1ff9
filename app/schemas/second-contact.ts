import { z } from "zod";

const version = z.coerce.number().int().min(1);

const kept = z.object({
  intent: z.literal("save"),
  version,
  name: z.string().trim().min(1, "Enter the second contact’s name").max(100, "Enter 100 characters or fewer").default(""),
  email: z
    .string()
    .trim()
    .min(1, "Enter the second contact’s email address")
    .max(254, "Enter 254 characters or fewer")
    .pipe(z.email("Enter an email address, such as name@school.example")),
});

const removed = z.object({ intent: z.literal("remove"), version });

/** Null for taking the second contact off. */
export const secondContactSchema = z.discriminatedUnion("intent", [removed, kept]).transform((form) => ({
  version: form.version,
  second: form.intent === "remove" ? null : { name: form.name, email: form.email },
}));
