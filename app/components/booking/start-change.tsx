import { Button } from "~/components/ui/button";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { paths } from "~/config/paths";
import { WHAT_HAPPENED, type BookingRequestStatus } from "~/domain/booking-request";

type Props = {
  reference: string;
  status: BookingRequestStatus;
  schoolName: string;
  isOpen: boolean;
  teamPhone: string;
  teamEmail: string;
};

export function StartChange({ reference, status, schoolName, isOpen, teamPhone, teamEmail }: Props) {
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <PageHeading caption={`${schoolName}, ${reference}`}>Change what you asked for</PageHeading>
        {isOpen ? (
          <>
            <p className="govuk-body">
              Your answers are filled in. Change what you need, then send it: nothing changes before that, and the day by
              which we answer stays the same.
            </p>
            <p className="govuk-body">
              You can change students, dates, practicalities and contact details. To ask for another school,{" "}
              <a className="govuk-link" href={paths.withdrawBooking(reference)}>
                withdraw this request
              </a>{" "}
              and ask again.
            </p>
            <Form>
              <Button>Change what you asked for</Button>
            </Form>
          </>
        ) : (
          <p className="govuk-body">
            {WHAT_HAPPENED[status]} To change something now, write to{" "}
            <a className="govuk-link" href={`mailto:${teamEmail}`}>
              {teamEmail}
            </a>{" "}
            or ring {teamPhone}. Please give the reference.
          </p>
        )}
      </div>
    </div>
  );
}
