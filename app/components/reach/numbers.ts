import type { Shown } from "~/domain/small-numbers";

const WHOLE = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
const ONE_DECIMAL = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 });

/** "4,312": parts of a figure are kept exact and rounded only here, where they are shown. */
export function formatWhole(value: number): string {
  return WHOLE.format(value);
}

/** "13.5": where a mixed group counts by share. */
export function formatPart(value: number): string {
  return ONE_DECIMAL.format(value);
}

/** A number, or the words that stand in its place where it is small. */
export function formatShown(value: Shown): string {
  return typeof value === "string" ? value : formatWhole(value);
}

/** "1 student", "2 students" */
export function countOf(value: number, one: string, many = `${one}s`): string {
  return `${formatWhole(value)} ${Math.round(value) === 1 ? one : many}`;
}
