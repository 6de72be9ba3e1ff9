import { isStaff, type Role } from "~/domain/roles";

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** However much it is used, a sign-in ends 30 days after the code was typed. */
export const SIGN_IN_LASTS_MS = 30 * DAY;

/** Unused, staff are signed out after three days (a weekend keeps a presenter signed in), contacts after fourteen. */
const STAFF_IDLE_MS = 3 * DAY;
const CONTACT_IDLE_MS = 14 * DAY;

export function isStillSignedIn(
  signIn: { lastSeenAt: Date; expiresAt: Date; revokedAt: Date | null },
  roles: readonly Role[],
  now: Date,
): boolean {
  if (signIn.revokedAt !== null || signIn.expiresAt <= now) return false;
  const idleMs = isStaff(roles) ? STAFF_IDLE_MS : CONTACT_IDLE_MS;
  return now.getTime() - signIn.lastSeenAt.getTime() < idleMs;
}
