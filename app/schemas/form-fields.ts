import { z } from "zod";
import { dayFromParts } from "~/lib/form-data";
import { parseTimeOfDay } from "~/lib/london-time";

const part = z.string().trim().default("");
const dateParts = z.object({ day: part, month: part, year: part }).default({ day: "", month: "", year: "" });

const isEmpty = (parts: z.output<typeof dateParts>): boolean => !parts.day && !parts.month && !parts.year;

/** The three inputs of a date field as "YYYY-MM-DD". */
export function dayField(missing: string) {
  return dateParts.transform((parts, context) => {
    const day = dayFromParts(parts);
    if (day !== null) return day;
    const message = isEmpty(parts) ? missing : "Enter a real date, such as 23 11 2026";
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  });
}

/** Null when all three inputs are empty. */
export function optionalDayField() {
  return dateParts.transform((parts, context) => {
    if (isEmpty(parts)) return null;
    const day = dayFromParts(parts);
    if (day !== null) return day;
    context.addIssue({ code: "custom", message: "Enter a real date, such as 23 11 2026" });
    return z.NEVER;
  });
}

/** Local minutes from midnight; null when empty. "24:00" ends a day. */
export function optionalTimeField() {
  return z
    .string()
    .trim()
    .default("")
    .transform((text, context) => {
      if (text === "") return null;
      const minutes = text === "24:00" ? 24 * 60 : parseTimeOfDay(text);
      if (minutes !== null) return minutes;
      context.addIssue({ code: "custom", message: "Enter a time such as 08:30 or 4pm" });
      return z.NEVER;
    });
}

export function timeField(missing: string) {
  return optionalTimeField().transform((minutes, context) => {
    if (minutes !== null) return minutes;
    context.addIssue({ code: "custom", message: missing });
    return z.NEVER;
  });
}

/** `what` begins a sentence: "Shortest length must be a whole number from 5 to 300". */
export function wholeNumberField(what: string, from: number, to: number) {
  const range = `${from.toLocaleString("en-GB")} to ${to.toLocaleString("en-GB")}`;
  const message = `${what} must be a whole number from ${range}`;
  return z
    .string(message)
    .trim()
    .transform((text) => text.replaceAll(",", ""))
    .pipe(z.string().regex(/^\d{1,9}$/, message).transform(Number))
    .pipe(z.number().min(from, message).max(to, message));
}

/** With decimals: "Detour factor must be a number from 1 to 3". */
export function decimalField(what: string, from: number, to: number) {
  const message = `${what} must be a number from ${from} to ${to}`;
  return z
    .string(message)
    .trim()
    .pipe(z.string().regex(/^\d{1,4}(\.\d{1,3})?$/, message).transform(Number))
    .pipe(z.number().min(from, message).max(to, message));
}

const MOST_POUNDS = 100_000_000;

/** "12,500" or "£12,500.50" as whole pence; null when empty. */
export function optionalPoundsField(what: string) {
  const message = `${what} must be an amount in pounds, such as 12,500 or 12,500.50`;
  return z
    .string()
    .trim()
    .default("")
    .transform((text, context) => {
      if (text === "") return null;
      const [, pounds, pence = ""] = /^£?(\d{1,9})(?:\.(\d{2}))?$/.exec(text.replaceAll(",", "")) ?? [];
      if (pounds !== undefined && Number(pounds) <= MOST_POUNDS) return Number(pounds) * 100 + Number(pence);
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    });
}

export function textField(missing: string, what: string, longest: number) {
  return z
    .string(missing)
    .trim()
    .min(1, missing)
    .max(longest, `${what} must be ${longest} characters or fewer`);
}

export function optionalTextField(what: string, longest: number) {
  return z.string().trim().max(longest, `${what} must be ${longest} characters or fewer`).default("");
}

/** The id in an address, or null when it cannot be one. */
export function readId(text: string | undefined): string | null {
  const parsed = z.uuid().safeParse(text);
  return parsed.success ? parsed.data : null;
}

/** The visit that an address names; not found where it cannot be one. */
export function visitIdIn(text: string | null | undefined): string {
  const id = readId(text ?? undefined);
  if (id === null) throw new Response("No such visit", { status: 404 });
  return id;
}
