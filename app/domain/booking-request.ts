export type BookingRequestStatus =
  | "unproven"
  | "awaiting_go_ahead"
  | "submitted"
  | "offered"
  | "scheduled"
  | "completed"
  | "declined"
  | "withdrawn";

/**
 * Who may follow whom (product.md, lifecycles). A scheduled request whose visits are all cancelled is
 * submitted again, or closed by declining it.
 */
export const BOOKING_REQUEST_MOVES = {
  unproven: ["submitted", "awaiting_go_ahead", "declined", "withdrawn"],
  awaiting_go_ahead: ["submitted", "declined", "withdrawn"],
  // Told of an incident afterwards, it waits for a go-ahead.
  submitted: ["awaiting_go_ahead", "offered", "scheduled", "declined", "withdrawn"],
  offered: ["submitted", "scheduled", "declined", "withdrawn"],
  scheduled: ["submitted", "completed", "declined", "withdrawn"],
  completed: [],
  declined: [],
  withdrawn: [],
} satisfies Record<BookingRequestStatus, readonly BookingRequestStatus[]>;

export const TEAM_STATUS_LABELS: Readonly<Record<BookingRequestStatus, string>> = {
  unproven: "Address not confirmed yet",
  awaiting_go_ahead: "Waiting for a manager’s go-ahead",
  submitted: "To schedule",
  offered: "Dates offered",
  scheduled: "Scheduled",
  completed: "Completed",
  declined: "Declined",
  withdrawn: "Withdrawn by the school",
};

/** What the contact reads: a go-ahead inside the team is not their business, so it reads like any wait. */
export const CONTACT_STATUS_LABELS: Readonly<Record<BookingRequestStatus, string>> = {
  unproven: "Waiting for you to confirm your email address",
  awaiting_go_ahead: "With our team",
  submitted: "With our team",
  offered: "Waiting for you to choose a date",
  scheduled: "Booked",
  completed: "Completed",
  declined: "We could not offer a session",
  withdrawn: "Withdrawn",
};

export function canMoveRequest(from: BookingRequestStatus, to: BookingRequestStatus): boolean {
  const next: readonly BookingRequestStatus[] = BOOKING_REQUEST_MOVES[from];
  return next.includes(to);
}

/** The same inside a sentence about what happened while somebody was busy with an older page. */
export const WHAT_HAPPENED: Readonly<Record<BookingRequestStatus, string>> = {
  unproven: "This request has not been confirmed yet.",
  awaiting_go_ahead: "This request is with our team.",
  submitted: "This request is with our team.",
  offered: "Our team has answered meanwhile, and has sent you other dates to choose from.",
  scheduled: "Our team has answered meanwhile, and has booked a visit for you.",
  completed: "The session has taken place meanwhile.",
  declined: "Our team has answered meanwhile: we could not offer a session.",
  withdrawn: "This request has been withdrawn meanwhile.",
};

/** A sensitive request waits for a manager before it can be scheduled (product.md, words). */
export function statusAfterProof(isSensitive: boolean): BookingRequestStatus {
  return isSensitive ? "awaiting_go_ahead" : "submitted";
}

/** Closed requests take no further work and can be neither scheduled nor withdrawn. */
export function isClosedRequest(status: BookingRequestStatus): boolean {
  return BOOKING_REQUEST_MOVES[status].length === 0;
}

/** States in which the team owes the contact an answer: the inbox sorts these by answer-by day. */
export function isWaitingForTeam(status: BookingRequestStatus): boolean {
  return status === "submitted" || status === "awaiting_go_ahead";
}

/** States from which a visit may be planned; a scheduled request may get a further visit. */
export const SCHEDULABLE: readonly BookingRequestStatus[] = ["submitted", "offered", "scheduled"];

export function isSchedulable(status: BookingRequestStatus): boolean {
  return SCHEDULABLE.includes(status);
}
