import type { Role } from "~/domain/roles";

/** Presenters keep their own availability; coordinators and managers anybody's. */
export function mayKeepAvailability(
  viewer: { accountId: string; roles: readonly Role[] },
  presenterId: string,
): boolean {
  if (viewer.roles.includes("coordinator") || viewer.roles.includes("manager")) return true;
  return viewer.roles.includes("presenter") && viewer.accountId === presenterId;
}
