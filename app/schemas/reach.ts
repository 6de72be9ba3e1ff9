import { z } from "zod";
import { isDay } from "~/lib/london-time";

export const PERIOD_KINDS = ["programme", "academic", "financial", "calendar"] as const;

export type PeriodKind = (typeof PERIOD_KINDS)[number];

/** Which period of its kind: the one that this day lies in. */
export type PeriodChoice = { kind: PeriodKind; onDay: string };

const FIRST_YEAR = 2000;
const LAST_YEAR = 2099;

const kindSchema = z.enum(PERIOD_KINDS);

/** "financial-2026-04-01" from an address; null for anything that names no period. */
export function readPeriodChoice(text: string | null): PeriodChoice | null {
  const [, kindText, onDay = ""] = /^([a-z]+)-(\d{4}-\d{2}-\d{2})$/.exec(text ?? "") ?? [];
  const kind = kindSchema.safeParse(kindText);
  const year = Number(onDay.slice(0, 4));
  if (!kind.success || !isDay(onDay) || year < FIRST_YEAR || year > LAST_YEAR) return null;
  return { kind: kind.data, onDay };
}

/** A page number from an address; 1 for anything else. */
export function readPage(text: string | null): number {
  return text !== null && /^[1-9]\d{0,4}$/.test(text) ? Number(text) : 1;
}
