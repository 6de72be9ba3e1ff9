import { BookingTag } from "~/components/booking/booking-tag";
import { ButtonLink } from "~/components/ui/button";
import { paths } from "~/config/paths";
import { isWaitingForTeam, type BookingRequestStatus } from "~/domain/booking-request";
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

/** A list, not a table: its readers have a few bookings and a phone. */
export function BookingList({ rows }: { rows: readonly BookingListRow[] }) {
  return (
    <>
      {rows.length === 0 ? <p className="govuk-body">You have no bookings yet.</p> : null}
      {rows.map((row) => (
        <section key={row.reference} aria-labelledby={row.reference}>
          <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id={row.reference}>
            <a className="govuk-link" href={paths.booking(row.reference)}>
              {row.schoolName}, <span className="app-reference">{row.reference}</span>
            </a>
          </h2>
          <p className="govuk-body govuk-!-margin-bottom-2">
            <BookingTag status={row.status} />
          </p>
          <p className="govuk-body govuk-!-margin-bottom-6">
            {row.formatName}: {row.students}
            <When {...row} />
          </p>
        </section>
      ))}
      <ButtonLink href={paths.request.start()} look={rows.length === 0 ? "primary" : "secondary"}>
        Ask for a session
      </ButtonLink>
    </>
  );
}

function When({ visitDays, status, answerByOn }: BookingListRow) {
  const days = visitDays.map(formatDay).join("; ");
  const answer = isWaitingForTeam(status) && answerByOn ? `We answer by ${formatDay(answerByOn)}` : "";
  const text = days || answer;
  return text === "" ? null : (
    <>
      <br />
      {text}
    </>
  );
}
