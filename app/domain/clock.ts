import { addDays, dayOf, instantAt, monthOf } from "~/lib/london-time";

/** When a job is due, by the clock on the wall in London: minutes from midnight, or past each hour; or every few minutes. */
export type Rhythm =
  | { every: "minutes"; count: number }
  | { every: "hour"; minute: number }
  | { every: "day"; minutes: number }
  | { every: "month"; minutes: number };

/** The newest due time that is not after `now`. On the two days of clock changes the wall's own time counts (rule 11). */
export function lastDueAt(rhythm: Rhythm, now: Date): Date {
  switch (rhythm.every) {
    case "minutes": {
      const stepMs = rhythm.count * 60 * 1000;
      return new Date(Math.floor(now.getTime() / stepMs) * stepMs);
    }
    case "hour": {
      // London is a whole number of hours from UTC: minutes past the hour are the same.
      const due = new Date(now);
      due.setUTCMinutes(rhythm.minute, 0, 0);
      return due <= now ? due : new Date(due.getTime() - 60 * 60 * 1000);
    }
    case "day": {
      const today = dayOf(now);
      const due = instantAt(today, rhythm.minutes);
      return due <= now ? due : instantAt(addDays(today, -1), rhythm.minutes);
    }
    case "month": {
      const first = `${monthOf(dayOf(now))}-01`;
      const due = instantAt(first, rhythm.minutes);
      return due <= now ? due : instantAt(`${monthOf(addDays(first, -1))}-01`, rhythm.minutes);
    }
  }
}
