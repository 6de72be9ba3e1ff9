import { addDays, dayOf, instantAt, type Day } from "~/lib/london-time";

/** What stands on the team's pages where somebody's name, address or words were. */
export const REMOVED = "Removed: we keep contact details no longer";

/**
 * The instant before which a matter must have ended for its contact data to go: the beginning, in London, of the day so
 * many months before today. Where that month has no such day, its last one: nothing goes before its time.
 */
export function forgetBefore(now: Date, months: number): Date {
  return instantAt(monthsBefore(dayOf(now), months), 0);
}

function monthsBefore(day: Day, months: number): Day {
  const [year = 0, month = 0, dayOfMonth = 0] = day.split("-").map(Number);
  const counted = year * 12 + (month - 1) - months;
  const first = firstOf(counted);
  const last = addDays(firstOf(counted + 1), -1);
  const wanted = addDays(first, dayOfMonth - 1);
  return wanted > last ? last : wanted;
}

/** Months are counted from year 0. */
const firstOf = (counted: number): Day =>
  `${String(Math.floor(counted / 12)).padStart(4, "0")}-${String((counted % 12) + 1).padStart(2, "0")}-01`;

/** What the row of somebody forgotten holds instead of an address: unique, and nowhere on earth (RFC 2606). */
export const forgottenAddress = (id: string): string => `erased-${id}@invalid`;

/** Whether this stands where an address was: nothing is ever sent to it. */
export const isForgottenAddress = (address: string): boolean => address === "" || /^erased-.+@invalid$/.test(address);

/** A person as the team's pages name them: by name, else by address, else as somebody whose data went. */
export function shownName({ name, email }: { name: string; email: string }): string {
  if (name !== "") return name;
  return isForgottenAddress(email) ? REMOVED : email;
}
