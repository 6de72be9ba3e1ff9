import type { Day } from "~/lib/london-time";

export function dayFromWords(words: string): Day {
  const moment = new Date(`${words.replace(/^\w+ /, "")} 12:00 UTC`);
  if (Number.isNaN(moment.getTime())) throw new Error(`“${words}” is no day`);
  return moment.toISOString().slice(0, 10);
}

export const LONDON = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Europe/London",
  dateStyle: "short",
  timeStyle: "short",
});

/** By trial: the instant that London's clocks show as this day and time. */
export function londonInstant(day: Day, time: string): Date {
  for (const offset of ["Z", "+01:00"]) {
    const instant = new Date(`${day}T${time}:00${offset}`);
    if (LONDON.format(instant) === `${day} ${time}`) return instant;
  }
  throw new Error(`London has no ${day} ${time}`);
}
