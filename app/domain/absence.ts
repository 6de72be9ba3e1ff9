import { overlaps, subtract, type Interval } from "~/domain/intervals";

export type AbsenceKind = "leave" | "court" | "training" | "other_duty";

export const ABSENCE_LABELS: Readonly<Record<AbsenceKind, string>> = {
  leave: "Leave",
  court: "Court",
  training: "Training",
  other_duty: "Other duty",
};

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
