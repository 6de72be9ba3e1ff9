export type MembershipStatus = "requested" | "approved" | "refused" | "ended";

/**
 * From asking to be a school's contact to no longer being one. Whoever was refused cannot ask again by themselves, or
 * the list would never be empty; the team may still change its mind.
 */
const MEMBERSHIP_STEPS = {
  requested: ["approved", "refused"],
  approved: ["ended"],
  refused: ["approved"],
  ended: ["requested", "approved"],
} as const satisfies Record<MembershipStatus, readonly MembershipStatus[]>;

/** What the team, or for "ended" the contact too, may say about a membership. */
export type MembershipDecision = "approved" | "refused" | "ended";

export function canMoveMembership(from: MembershipStatus, to: MembershipStatus): boolean {
  const steps: readonly MembershipStatus[] = MEMBERSHIP_STEPS[from];
  return steps.includes(to);
}

/** Null is somebody who never asked. */
export function canAskForMembership(status: MembershipStatus | null): boolean {
  return status === null || canMoveMembership(status, "requested");
}
