/** Who wrote a calendar file, the same in mail, download and feed (PRODID). */
export const CALENDAR_PROGRAM = { company: "Knife Crime Awareness", product: "Bookings", language: "EN" };

export type CalendarPerson = { name: string; email: string };

/**
 * A parameter value may hold neither `"` nor control characters (RFC 5545 3.2), a backslash is no escape there,
 * and weak readers split at `;` and `:` even inside quotes.
 */
export function cleanPerson({ name, email }: CalendarPerson): CalendarPerson {
  const clean = name
    .replace(/"/g, "'")
    .replace(/[;:]/g, ",")
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\\]+/gu, " ")
    .trim();
  return { name: clean || email, email };
}

/** Text holds line breaks and tabs, no other control characters (RFC 5545 3.3.11). */
export function cleanText(text: string): string {
  return text.replace(/\r\n?|[\u2028\u2029]/g, "\n").replace(/(?![\n\t])\p{Cc}/gu, "");
}
