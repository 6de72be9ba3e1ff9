import { z } from "zod";
import { optionalTextField, textField } from "~/schemas/form-fields";

const MOST_LINES = 12;

const phone = (value: string): boolean => /^[0-9+][0-9 ]{1,18}$/.test(value);

const phoneField = z
  .string()
  .trim()
  .default("")
  .refine((value) => value === "" || phone(value), "Enter a phone number, such as 0800 1111");

const linkField = optionalTextField("The address", 200).refine(
  (value) => value === "" || (value.startsWith("https://") && URL.canParse(value)),
  "Enter an address that begins with https://",
);

const helpLine = z
  .object({ name: optionalTextField("The name", 60), what: optionalTextField("The sentence", 300), phone: phoneField, link: linkField })
  .superRefine((line, context) => {
    if (isEmpty(line)) return;
    if (line.name === "") context.addIssue({ code: "custom", path: ["name"], message: "Enter a name" });
    if (line.what === "") {
      context.addIssue({ code: "custom", path: ["what"], message: "Say in a sentence what this is for" });
    }
  });

const isEmpty = (line: { name: string; what: string; phone: string; link: string }): boolean =>
  [line.name, line.what, line.phone, line.link].every((text) => text === "");

const helpLines = z
  .array(helpLine)
  .max(MOST_LINES, `Keep ${MOST_LINES} or fewer`)
  .default([])
  .transform((lines) => lines.filter((line) => !isEmpty(line)));

const oneALine = z
  .string()
  .default("")
  .transform((text) => text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== ""))
  .pipe(
    z
      .array(z.string().max(200, "Keep each line to 200 characters or fewer"))
      .min(1, "Enter at least one line")
      .max(10, "Enter 10 lines or fewer"),
  );

/** A line of which everything is empty goes; the emergency number can be changed, never left out. */
export const wordingSchema = z
  .object({
    version: z.string().default(""),
    area: textField("Enter the area", "The area", 120),
    purpose: textField("Say what the officers come for", "The purpose", 200),
    covered: oneALine,
    howToReachUs: textField("Say how to reach the team", "This", 200),
    emergencyPhone: z.string().trim().default("").refine(phone, "Enter the emergency number"),
    emergencyWhat: textField("Say when to call it", "This", 200),
    reporting: helpLines,
    youngPeople: helpLines,
    campaigns: helpLines,
  })
  .transform(({ version, emergencyPhone, emergencyWhat, ...rest }) => ({
    version,
    wording: { ...rest, emergency: { phone: emergencyPhone, what: emergencyWhat } },
  }));
