import { overlaps, subtract, type Interval } from "~/domain/intervals";
import { addDays, daysBetween, type Day } from "~/lib/london-time";

export type AbsenceKind = "leave" | "court" | "training" | "other_duty" | "away";

export const ABSENCE_LABELS: Readonly<Record<AbsenceKind, string>> = {
  leave: "Leave",
  court: "Court",
  training: "Training",
  other_duty: "Other duty",
  away: "Away",
};

/** Every week or every so many, up to a day (included) or a number of times. */
export type AbsenceRepeat = { everyWeeks: number; untilOn: Day } | { everyWeeks: number; times: number };

export const MOST_OCCURRENCES = 104;

/**
 * The days of each occurrence, the first among them: on the same weekdays, whatever the clocks do. Null when there would
 * be more than MOST_OCCURRENCES, only one, or when an occurrence would run into the next.
 */
export function occurrencesOf(
  first: { fromOn: Day; toOn: Day },
  repeat: AbsenceRepeat,
): { fromOn: Day; toOn: Day }[] | null {
  const step = repeat.everyWeeks * 7;
  const times = "times" in repeat ? repeat.times : Math.floor(daysBetween(first.fromOn, repeat.untilOn) / step) + 1;
  if (times < 2 || times > MOST_OCCURRENCES || daysBetween(first.fromOn, first.toOn) >= step) return null;
  return Array.from({ length: times }, (_, index) => ({
    fromOn: addDays(first.fromOn, index * step),
    toOn: addDays(first.toOn, index * step),
  }));
}

/** What already takes the presenter's time. */
export type TakenTime = Interval & { kind: "visit" | "absence" | "hold"; visitId: string | null };

export type AbsencePlan = {
  /** The parts to commit now: rule 1 allows no overlap with what is already taken. */
  parts: Interval[];
  /** Each becomes a review item; its gap closes in the transaction that resolves it. */
  touchedVisitIds: string[];
};

/** How an absence takes its presenter's time around what is already there. */
export function planAbsence(absence: Interval, taken: readonly TakenTime[]): AbsencePlan {
  const touched = taken.filter((commitment) => overlaps(commitment, absence));
  const touchedVisitIds = touched.flatMap((commitment) =>
    commitment.kind === "visit" && commitment.visitId !== null ? [commitment.visitId] : [],
  );
  return { parts: subtract([absence], touched), touchedVisitIds: [...new Set(touchedVisitIds)] };
}

/** The parts to commit once a visit has gone: what the absence does not hold yet and nothing else takes. */
export function closeAbsenceGap(
  absence: Interval,
  ownParts: readonly Interval[],
  taken: readonly Interval[],
): Interval[] {
  return subtract([absence], [...ownParts, ...taken]);
}
