export type SchoolSessionStatus = "scheduled" | "delivered" | "not_delivered" | "cancelled";

export const SCHOOL_SESSION_MOVES = {
  scheduled: ["delivered", "not_delivered", "cancelled"],
  // A delivery recorded for the wrong session is put right: what was seen may be corrected either way.
  delivered: ["not_delivered"],
  not_delivered: ["delivered"],
  cancelled: [],
} satisfies Record<SchoolSessionStatus, readonly SchoolSessionStatus[]>;

export const SCHOOL_SESSION_STATUS_LABELS: Readonly<Record<SchoolSessionStatus, string>> = {
  scheduled: "Scheduled",
  delivered: "Delivered",
  not_delivered: "Did not take place",
  cancelled: "Cancelled",
};

export function canMoveSchoolSession(from: SchoolSessionStatus, to: SchoolSessionStatus): boolean {
  const next: readonly SchoolSessionStatus[] = SCHOOL_SESSION_MOVES[from];
  return next.includes(to);
}

/** Only what was delivered counts towards attendances and students reached (rule 5). */
export function countsTowardsReach(status: SchoolSessionStatus): boolean {
  return status === "delivered";
}
