/** A number as it may be shown: exact, or the words that stand in its place. */
export type Shown = number | string;

/** Stands where a number is not small itself, and would tell one that is. */
export const KEPT_BACK = "not shown";

/** What stands beside figures in which small numbers are hidden; "" where none are. */
export function smallNumbersRule(under: number): string {
  if (under === 0) return "";
  return (
    `Numbers of students from 1 to ${under - 1} are shown as “under ${under}”. Where one such number could be worked out ` +
    `from the total, the next smallest beside it is “${KEPT_BACK}” as well. Student-hours are hidden with the attendances ` +
    "they come from."
  );
}

export function hideSmall(value: number, under: number): Shown {
  const rounded = Math.round(value);
  return rounded > 0 && rounded < under ? `under ${under}` : value;
}

/**
 * Parts of one total. Of a single hidden part the total would tell the number, so the next smallest that is not 0 is kept
 * back too. `under` is 0 where nothing is hidden.
 */
export function hideSmallParts(values: readonly number[], under: number): Shown[] {
  const shown = values.map((value) => hideSmall(value, under));
  if (shown.filter((value) => typeof value === "string").length !== 1) return shown;
  const others = shown.filter((value) => typeof value === "number" && Math.round(value) > 0);
  if (others.length === 0) return shown;
  const next = shown.indexOf(others.reduce((least, value) => (value < least ? value : least)));
  return shown.map((value, index) => (index === next ? KEPT_BACK : value));
}
