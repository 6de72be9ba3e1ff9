import { BookingTag } from "~/components/booking/booking-tag";
import { nextStep } from "~/components/booking/next-step";
import { ButtonLink } from "~/components/ui/button";
import { Form } from "~/components/ui/form";
import { Pagination } from "~/components/ui/pagination";
import { paths } from "~/config/paths";
import type { BookingRequestStatus } from "~/domain/booking-request";
import { formatDay, type Day } from "~/lib/london-time";

export type BookingListRow = {
  reference: string;
  status: BookingRequestStatus;
  isContact: boolean;
  schoolName: string;
  formatName: string;
  students: string;
  answerByOn: Day | null;
  visitDays: readonly Day[];
};

type Shown = "current" | "past";

type Props = {
  rows: readonly BookingListRow[];
  shown: Shown;
  totals: Readonly<Record<Shown, number>>;
  page: number;
  pageCount: number;
  today: Day;
};

const KINDS: readonly { shown: Shown; label: string; empty: string }[] = [
  { shown: "current", label: "Now and next", empty: "You have no bookings under way." },
  { shown: "past", label: "Past and closed", empty: "You have no bookings that are over." },
];

/** A list, not a table: its readers have a few bookings and a phone. */
export function BookingList({ rows, shown, totals, page, pageCount, today }: Props) {
  const href = (kind: Shown, number = 1) => {
    const query = new URLSearchParams(kind === "past" ? { show: "past" } : {});
    if (number > 1) query.set("page", String(number));
    return query.size === 0 ? paths.bookings() : `${paths.bookings()}?${query.toString()}`;
  };
  const hasAny = totals.current + totals.past > 0;
  return (
    <>
      {hasAny ? (
        <nav aria-label="Which bookings" className="app-no-print">
          <ul className="app-filter-list">
            {KINDS.map((kind) => (
              <li key={kind.shown}>
                <a
                  className="govuk-link"
                  href={href(kind.shown)}
                  aria-current={kind.shown === shown ? "page" : undefined}
                >
                  {kind.label} ({totals[kind.shown]})
                </a>
              </li>
            ))}
          </ul>
        </nav>
      ) : null}
      {rows.length === 0 ? (
        <p className="govuk-body">
          {hasAny
            ? KINDS.find((kind) => kind.shown === shown)?.empty
            : "You have no bookings yet. A session is free, and asking takes about five minutes."}
        </p>
      ) : null}
      {rows.map((row) => (
        <section key={row.reference} aria-labelledby={row.reference} className="app-booking">
          <h2 className="govuk-heading-m govuk-!-margin-bottom-2" id={row.reference}>
            <a className="govuk-link" href={paths.booking(row.reference)}>
              {row.schoolName}, <span className="app-reference">{row.reference}</span>
            </a>
          </h2>
          <p className="govuk-body govuk-!-margin-bottom-2">
            <BookingTag status={row.status} />
          </p>
          <p className="govuk-body govuk-!-margin-bottom-2">
            {row.formatName}: {row.students}
            {row.visitDays.length > 0 ? (
              <>
                <br />
                {row.visitDays.map(formatDay).join("; ")}
              </>
            ) : null}
          </p>
          <p className="govuk-body govuk-!-margin-bottom-2">{nextStep({ ...row, today })}</p>
          {row.isContact ? (
            <Form action={paths.askAgain(row.reference)}>
              <button type="submit" className="app-button-link">
                Book again<span className="govuk-visually-hidden"> from {row.reference}</span>
              </button>
            </Form>
          ) : null}
        </section>
      ))}
      <Pagination page={page} pageCount={pageCount} hrefOf={(number) => href(shown, number)} />
      <ButtonLink href={paths.request.start()} look={hasAny ? "secondary" : "primary"}>
        Ask for a session
      </ButtonLink>
    </>
  );
}
