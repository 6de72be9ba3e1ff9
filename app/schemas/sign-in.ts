import { z } from "zod";

const EMAIL_FORMAT = "Enter an email address in the correct format, like name@example.com";

/** RFC 5321 4.5.3.1.3 ends an address at 254 characters. */
export const emailSchema = z
  .string("Enter your email address")
  .trim()
  .min(1, "Enter your email address")
  .max(254, EMAIL_FORMAT)
  .pipe(z.email(EMAIL_FORMAT));

export const signInSchema = z.object({ email: emailSchema });

/** People copy "428 913" or "428-913" out of a mail. */
export const codeSchema = z.object({
  code: z
    .string("Enter the code from the email")
    .transform((text) => text.replace(/[\s-]/g, ""))
    .pipe(
      z
        .string()
        .min(1, "Enter the code from the email")
        .regex(/^\d{6}$/, "The code is 6 numbers, like 428 913"),
    ),
});

export const accountDetailsSchema = z.object({
  name: z
    .string("Enter your name")
    .trim()
    .min(1, "Enter your name")
    .max(100, "Your name must be 100 characters or fewer"),
  phone: z
    .string()
    .trim()
    .max(30, "Enter a phone number, like 0116 496 0000")
    .regex(/^$|^\+?[\d\s()-]{7,}( ?(ext|x)\.? ?\d+)?$/i, "Enter a phone number, like 0116 496 0000")
    .default("")
    .transform((text) => (text === "" ? null : text)),
});

export const accountActionSchema = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("end"), signInId: z.uuid() }),
  z.object({ intent: z.literal("end-others") }),
]);
