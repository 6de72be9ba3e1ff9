import { BookingTag } from "~/components/booking/booking-tag";
import { ButtonLink } from "~/components/ui/button";
import { DataTable } from "~/components/ui/data-table";
import { paths } from "~/config/paths";
import type { BookingRequestStatus } from "~/domain/booking-request";
import { formatDay, type Day } from "~/lib/london-time";

export type BookingListRow = {
  reference: string;
  status: BookingRequestStatus;
  schoolName: string;
  formatName: string;
  students: string;
  answerByOn: Day | null;
  visitDays: readonly Day[];
};

export function BookingList({ rows }: { rows: readonly BookingListRow[] }) {
  return (
    <>
      <DataTable
        caption="Your bookings"
        captionHidden
        rows={rows}
        rowKey={(row) => row.reference}
        empty="You have no bookings yet."
        columns={[
          {
            header: "Reference",
            rowHeader: true,
            cell: (row) => (
              <a className="govuk-link app-reference" href={paths.booking(row.reference)}>
                {row.reference}
              </a>
            ),
          },
          { header: "School or setting", cell: (row) => row.schoolName },
          { header: "What", cell: (row) => `${row.formatName}: ${row.students}` },
          { header: "When", cell: whenOf },
          { header: "State", cell: (row) => <BookingTag status={row.status} /> },
        ]}
      />
      <ButtonLink href={paths.request.start()} look={rows.length === 0 ? "primary" : "secondary"}>
        Ask for a session
      </ButtonLink>
    </>
  );
}

function whenOf({ visitDays, status, answerByOn }: BookingListRow): string {
  if (visitDays.length > 0) return visitDays.map(formatDay).join("; ");
  const isWaiting = status === "submitted" || status === "awaiting_go_ahead";
  return isWaiting && answerByOn ? `We answer by ${formatDay(answerByOn)}` : "";
}
