import { formatDay, weekdayOf, type Day } from "~/lib/london-time";

/** Days that never work for a school: a weekday (ISO, 1 is Monday), or all days of a span, ends included. */
export type NeverDay = { kind: "weekday"; weekday: number } | { kind: "span"; fromOn: Day; toOn: Day };

export const MOST_NEVER_SPANS = 3;

const PLURALS = ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"];

export function isNever(never: readonly NeverDay[], day: Day): boolean {
  return never.some((each) =>
    each.kind === "weekday" ? weekdayOf(day) === each.weekday : day >= each.fromOn && day <= each.toOn,
  );
}

/** "never on Fridays", "not on Monday 11 January 2027", "not from Monday 11 January 2027 to ..." */
export function describeNever(never: NeverDay): string {
  if (never.kind === "weekday") return `never on ${PLURALS[never.weekday - 1] ?? ""}`;
  if (never.fromOn === never.toOn) return `not on ${formatDay(never.fromOn)}`;
  return `not from ${formatDay(never.fromOn)} to ${formatDay(never.toOn)}`;
}

/** The same as a sentence for the team, or null where the day is fine. */
export function neverRemark(never: readonly NeverDay[], day: Day): string | null {
  const said = never.find((each) => isNever([each], day));
  return said ? `The school says that this day does not work: ${describeNever(said)}.` : null;
}
