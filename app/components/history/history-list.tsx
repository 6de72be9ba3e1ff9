import { DataTable } from "~/components/ui/data-table";
import { describeMove, describeTelling } from "~/domain/visit-history";
import { formatInstant } from "~/lib/london-time";

/** Actions are codes for good: an unknown one is shown as its own words. */
const ACTIONS: Readonly<Record<string, string>> = {
  request_made: "Request sent off, address not confirmed yet",
  request_changed_unproven: "Request changed before the address was confirmed",
  request_proven: "Address confirmed",
  request_entered: "Entered by the team for the school",
  request_changed: "Changed by the school",
  request_expired: "Closed: the address was never confirmed",
  second_contact_added: "Second contact added",
  second_contact_removed: "Second contact removed",
  request_declined: "Declined",
  request_withdrawn: "Withdrawn by the school",
  request_reopened: "Back in the inbox",
  request_closed: "Closed",
  membership_asked: "Asked to see all bookings of the school",
  time_held: "Time held while the visit is decided",
  time_given_back: "Held time given back",
  dates_offered: "Other dates offered",
  offer_accepted: "The school chose one of the dates",
  offer_declined: "None of the dates suits the school",
  offer_renewed: "The chosen time had gone: fresh dates offered",
  offer_without_dates: "The chosen time had gone, and no other was found",
  offer_withdrawn: "Offer taken back",
  offer_expired: "Offer ran out without an answer",
  request_scheduled: "Request answered with a visit",
  request_completed: "Completed",
  go_ahead_given: "Go-ahead given",
  visit_scheduled: "Visit scheduled",
  visit_moved: "Visit moved",
  visit_place_changed: "Place changed",
  first_contact_changed: "Another first contact",
  visit_pencilled: "Visit pencilled",
  visit_pencil_changed: "Pencilled for another time",
  visit_cancelled: "Visit cancelled",
  visit_kept: "Kept as it is in spite of what changed",
  tags_changed: "Campaign or funder changed",
  visit_review_opened: "A presenter is away: to be looked at",
  visit_outside_hours: "A presenter’s working hours changed: to be looked at",
  visit_outside_term: "The school’s terms changed: to be looked at",
  visit_in_quiet_period: "The school has a quiet period on its day: to be looked at",
  visit_on_closed_day: "The school is closed on its day: to be looked at",
  visit_school_closed: "The school has closed: to be looked at",
  request_school_linked: "School found in the register",
  request_setting_added: "School added for this request",
  readiness_saved: "Readiness for the day saved",
  question_asked: "Question sent to the school",
  question_answered: "The school has written to the team",
  another_date_asked: "The school asks for another date",
  invitation_accepted: "Will be there",
  invitation_tentative: "Not sure yet whether to come",
  invitation_declined: "Cannot come",
  another_date_settled: "The wish for another date is settled",
  delivery_recorded: "Delivery recorded",
  delivery_corrected: "Delivery corrected",
  figures_confirmed: "Unlikely figures confirmed",
  past_entered: "Entered from before this service",
  session_delivered: "Session delivered",
  session_not_delivered: "Session did not take place",
  attendance_confirmed: "The school confirmed the numbers",
  attendance_corrected: "The school corrected the numbers",
  feedback_given: "The school said how it went",
  feedback_changed: "The school changed what it said of the visit",
  contact_erased: "Contact data removed: the time that it is kept for is over",
  survey_counted: "The school entered a show of hands",
};

export type HistoryLine = { at: string; actorKind: "contact" | "staff" | "system"; actorName: string | null; action: string; detail?: unknown };

export function HistoryList({ lines, caption = "History" }: { lines: readonly HistoryLine[]; caption?: string }) {
  return (
    <DataTable
      caption={caption}
      rows={lines}
      rowKey={(line) => `${line.at} ${line.action}`}
      empty="Nothing has happened yet."
      columns={[
        { header: "When", cell: (line) => formatInstant(new Date(line.at)) },
        { header: "What", rowHeader: true, cell: whatOf },
        { header: "Who", cell: (line) => line.actorName ?? "The service" },
      ]}
    />
  );
}

function whatOf({ action, detail }: HistoryLine): string {
  if (action === "person_told") return describeTelling(detail);
  const words = ACTIONS[action] ?? sentenceOf(action);
  if (action !== "visit_moved") return words;
  const move = describeMove(detail);
  return move === "" ? "Running order or presenters of the visit changed" : `${words} ${move}`;
}

function sentenceOf(action: string): string {
  const words = action.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
