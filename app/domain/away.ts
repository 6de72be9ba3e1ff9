import type { Interval } from "~/domain/intervals";
import { addDays, instantAt, type Day } from "~/lib/london-time";

/** From a time of one day to a time of the same or a later day, in local minutes; 0 and 24:00 for whole days. */
export type AwayPeriod = { fromOn: Day; startMinutes: number; toOn: Day; endMinutes: number };

export const DAY_MINUTES = 24 * 60;

/** What is done about one presenter's place in a visit. */
export type AwayAct = { kind: "substitute"; presenterId: string } | { kind: "fewer" } | { kind: "nothing" };

export function intervalOfPeriod({ fromOn, startMinutes, toOn, endMinutes }: AwayPeriod): Interval {
  return { startsAt: instantAt(fromOn, startMinutes), endsAt: instantAt(toOn, endMinutes) };
}

export type AbsencePiece = { fromOn: Day; toOn: Day; part: { startMinutes: number; endMinutes: number } | null };

/** The period as absences are kept: whole days, and parts of a single day at either end. */
export function absencePieces({ fromOn, startMinutes, toOn, endMinutes }: AwayPeriod): AbsencePiece[] {
  const part = (day: Day, start: number, end: number): AbsencePiece => ({
    fromOn: day,
    toOn: day,
    part: start === 0 && end === DAY_MINUTES ? null : { startMinutes: start, endMinutes: end },
  });
  if (fromOn === toOn) return [part(fromOn, startMinutes, endMinutes)];
  const isFirstWhole = startMinutes === 0;
  const isLastWhole = endMinutes === DAY_MINUTES;
  const firstWhole = isFirstWhole ? fromOn : addDays(fromOn, 1);
  const lastWhole = isLastWhole ? toOn : addDays(toOn, -1);
  return [
    ...(isFirstWhole ? [] : [part(fromOn, startMinutes, DAY_MINUTES)]),
    ...(firstWhole <= lastWhole ? [{ fromOn: firstWhole, toOn: lastWhole, part: null }] : []),
    ...(isLastWhole ? [] : [part(toOn, 0, endMinutes)]),
  ];
}
