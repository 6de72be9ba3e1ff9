import { Tag, type TagColour } from "~/components/ui/tag";
import { TEAM_STATUS_LABELS, type BookingRequestStatus } from "~/domain/booking-request";

const COLOURS: Readonly<Record<BookingRequestStatus, TagColour>> = {
  unproven: "grey",
  awaiting_go_ahead: "orange",
  submitted: "blue",
  offered: "purple",
  scheduled: "green",
  completed: "grey",
  declined: "grey",
  withdrawn: "grey",
};

export function StatusTag({ status }: { status: BookingRequestStatus }) {
  return <Tag colour={COLOURS[status]}>{TEAM_STATUS_LABELS[status]}</Tag>;
}
