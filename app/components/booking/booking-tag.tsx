import { Tag, type TagColour } from "~/components/ui/tag";
import { CONTACT_STATUS_LABELS, type BookingRequestStatus } from "~/domain/booking-request";

const COLOURS: Readonly<Record<BookingRequestStatus, TagColour>> = {
  unproven: "yellow",
  awaiting_go_ahead: "blue",
  submitted: "blue",
  offered: "yellow",
  scheduled: "green",
  completed: "grey",
  declined: "orange",
  withdrawn: "grey",
};

export function BookingTag({ status }: { status: BookingRequestStatus }) {
  return <Tag colour={COLOURS[status]}>{CONTACT_STATUS_LABELS[status]}</Tag>;
}
