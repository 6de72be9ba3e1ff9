import { dayOf, formatInstantTime, formatShortDay } from "~/lib/london-time";

/** "from Tue 24 Nov, 08:55 to Wed 25 Nov, 13:00", out of the history of a move; empty where the time stayed. */
export function describeMove(detail: unknown): string {
  const [from, to] = [instantIn(detail, "fromStartsAt"), instantIn(detail, "startsAt")];
  const ends = [instantIn(detail, "fromEndsAt"), instantIn(detail, "endsAt")].map((end) => end?.getTime());
  if (!from || !to || (from.getTime() === to.getTime() && ends[0] === ends[1])) return "";
  return `from ${momentWords(from)} to ${momentWords(to)}`;
}

function instantIn(detail: unknown, name: string): Date | null {
  if (typeof detail !== "object" || detail === null) return null;
  const text: unknown = Reflect.get(detail, name);
  const instant = typeof text === "string" ? new Date(text) : null;
  return instant && !Number.isNaN(instant.getTime()) ? instant : null;
}

function momentWords(instant: Date): string {
  return `${formatShortDay(dayOf(instant))}, ${formatInstantTime(instant)}`;
}
