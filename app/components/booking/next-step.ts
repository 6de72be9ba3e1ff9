import type { BookingRequestStatus } from "~/domain/booking-request";
import { formatDay, type Day } from "~/lib/london-time";

/** What happens next, in one sentence, as a contact reads it. */
export function nextStep(booking: {
  status: BookingRequestStatus;
  answerByOn: Day | null;
  visitDays: readonly Day[];
  today: Day;
}): string {
  const { status, answerByOn, visitDays, today } = booking;
  switch (status) {
    case "unproven":
      return "Enter the code that we sent to you.";
    case "awaiting_go_ahead":
    case "submitted":
      return answerByOn ? `We answer by ${formatDay(answerByOn)}.` : "We are looking for presenters who are free.";
    case "offered":
      return "Choose one of the dates that we sent to you.";
    case "scheduled": {
      const next = visitDays.find((day) => day >= today);
      if (next) return `Next: ${formatDay(next)}.`;
      return "The visit has taken place. We are recording how it went.";
    }
    case "completed":
      return "Thank you for having us.";
    case "declined":
      return "You can ask again with other dates or another kind of session.";
    case "withdrawn":
      return "There is nothing more to do. You can ask again at any time.";
  }
}
