export type VisitStatus = "pencilled" | "scheduled" | "completed" | "cancelled";

/** A scheduled visit that moves stays scheduled; planning again after a cancel is a new visit. */
export const VISIT_MOVES = {
  pencilled: ["scheduled", "cancelled"],
  scheduled: ["completed", "cancelled"],
  completed: [],
  cancelled: [],
} satisfies Record<VisitStatus, readonly VisitStatus[]>;

export const VISIT_STATUS_LABELS: Readonly<Record<VisitStatus, string>> = {
  pencilled: "Pencilled",
  scheduled: "Scheduled",
  completed: "Completed",
  cancelled: "Cancelled",
};

export function canMoveVisit(from: VisitStatus, to: VisitStatus): boolean {
  const next: readonly VisitStatus[] = VISIT_MOVES[from];
  return next.includes(to);
}

/** Only a scheduled visit takes its presenters' time; a pencilled one takes nobody's. */
export function visitTakesTime(status: VisitStatus): boolean {
  return status === "scheduled";
}
