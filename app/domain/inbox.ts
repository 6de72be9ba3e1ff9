import type { AreaMark } from "~/domain/area";
import type { BookingRequestStatus } from "~/domain/booking-request";
import type { Wish } from "~/domain/wishes";
import type { Day } from "~/lib/london-time";

/** One line of the inbox: enough to decide what to open first. */
export type InboxRow = {
  id: string;
  reference: string;
  status: BookingRequestStatus;
  schoolName: string;
  /** Whether it is one of our list of schools: only those can be visited. */
  isListed: boolean;
  town: string;
  districtName: string | null;
  formatName: string;
  students: number;
  groups: number;
  sensitive: boolean;
  freeMailAddress: boolean;
  /** Whose turn it is answers by then: the school where dates are offered, else the team. */
  answerByOn: Day | null;
  /** When the school last changed what it asks for. */
  changedOn: Day | null;
  /** Messages of the school since the team's last one. */
  unanswered: number;
  firstWish: Wish | null;
  /** Where the register has the school; null where it does not say or the school is not listed. */
  easting: number | null;
  northing: number | null;
};

/** With the priority areas that the school is in or near. */
export type MarkedInboxRow = InboxRow & { areas: readonly AreaMark[] };

export type InboxFilter = "waiting" | "messages" | "scheduled" | "closed" | "all";
