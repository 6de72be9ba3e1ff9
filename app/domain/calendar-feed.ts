import type { Role } from "~/domain/roles";

/** Whose visits a subscribed calendar holds. */
export type FeedKind = "presenter" | "school" | "team";

export const FEED_KINDS: readonly FeedKind[] = ["presenter", "school", "team"];

/** Cancelled visits stay in a feed for so long, so that calendars learn of them (invites.md). */
export const CANCELLED_DAYS = 30;
/** A calendar needs no longer past. */
export const PAST_DAYS = 365;

/** Presenters subscribe to their own visits, those who see the schedule to all, and everybody to their bookings. */
export function mayHaveFeed(kind: FeedKind, roles: readonly Role[]): boolean {
  switch (kind) {
    case "presenter":
      return roles.includes("presenter");
    case "team":
      return roles.includes("coordinator") || roles.includes("manager");
    case "school":
      return true;
  }
}
