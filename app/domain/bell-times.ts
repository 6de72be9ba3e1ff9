import { formatMinutes } from "~/lib/london-time";

/** One period of a school's day; local minutes from midnight. */
export type BellTime = { label: string; startMinutes: number; endMinutes: number };

export const MOST_BELL_TIMES = 8;

/** The period that a contact means: "period 3", "P3" and "3" are one. Null for a name that the school has not given. */
export function findPeriod(bellTimes: readonly BellTime[], text: string): BellTime | null {
  const wanted = folded(text);
  return wanted === "" ? null : (bellTimes.find(({ label }) => folded(label) === wanted) ?? null);
}

/** "Period 3 (11:05 to 11:55)" */
export function describePeriod({ label, startMinutes, endMinutes }: BellTime): string {
  return `${label} (${formatMinutes(startMinutes)} to ${formatMinutes(endMinutes)})`;
}

function folded(text: string): string {
  return text
    .toLowerCase()
    .replace(/\b(period|lesson|per|p)\b\.?\s*|\bp(?=\d)/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
