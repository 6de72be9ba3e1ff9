import { formatDay, type Day } from "~/lib/london-time";

/** A visit that a change of a school's days touches, as the page that asks for a decision names it. */
export function visitOnShutDay({ id, schoolName, onDate }: { id: string; schoolName: string; onDate: Day }) {
  return { id, text: `${schoolName}, ${formatDay(onDate)}` };
}

/** "2 planned visits are to be looked at." where a change has touched any; else nothing. */
export function touchedWords(touched: number): string {
  if (touched === 0) return "";
  return touched === 1 ? " One planned visit is to be looked at." : ` ${touched} planned visits are to be looked at.`;
}
