import { Button } from "~/components/ui/button";
import { Checkboxes } from "~/components/ui/choices";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { Textarea } from "~/components/ui/textarea";
import { WarningText } from "~/components/ui/warning-text";
import { WHAT_HAPPENED, canMoveRequest, type BookingRequestStatus } from "~/domain/booking-request";
import { textOf, textsOf, type FormErrors, type FormValues } from "~/lib/form-data";
import { formatDay, formatMinutes, type Day } from "~/lib/london-time";

type Props = {
  reference: string;
  status: BookingRequestStatus;
  version: number;
  schoolName: string;
  booked: readonly { id: string; onDate: Day | null; arriveMinutes: number | null; leaveMinutes: number | null }[];
  reasons: readonly { code: string; label: string }[];
  teamPhone: string;
  errors?: FormErrors;
  values?: FormValues;
};

export function WithdrawForm(props: Props) {
  const { reference, status, version, schoolName, booked, reasons, teamPhone, errors, values } = props;
  const isBooked = booked.length > 0;
  const heading = isBooked ? "Cancel this booking" : "Withdraw this request";
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <PageHeading caption={`${schoolName}, ${reference}`}>{heading}</PageHeading>
        {canMoveRequest(status, "withdrawn") ? (
          <>
            {isBooked ? <WhatIsCancelled booked={booked} teamPhone={teamPhone} /> : null}
            <Form>
              <input type="hidden" name="version" value={textOf(values, "version") || version} />
              <Checkboxes
                name="reasons"
                legend={isBooked ? "Why?" : "Why? (optional)"}
                error={errors?.reasons}
                values={textsOf(values, "reasons")}
                choices={reasons.map(({ code, label }) => ({ value: code, label }))}
              />
              {isBooked ? (
                <Textarea
                  name="note"
                  label="Anything the presenters should know (optional)"
                  hint="No names of students, please."
                  error={errors?.note}
                  value={textOf(values, "note")}
                />
              ) : null}
              <Button look="warning">{isBooked ? "Cancel the visit and withdraw" : "Withdraw this request"}</Button>
            </Form>
          </>
        ) : (
          <p className="govuk-body">{WHAT_HAPPENED[status]} There is nothing left to withdraw.</p>
        )}
      </div>
    </div>
  );
}

function WhatIsCancelled({ booked, teamPhone }: Pick<Props, "booked" | "teamPhone">) {
  return (
    <>
      <WarningText>
        {booked.length === 1 ? "This cancels the visit" : `This cancels ${booked.length} visits`} for everybody, and takes
        it out of all calendars.
      </WarningText>
      <ul className="govuk-list govuk-list--bullet">
        {booked.map((visit) => (
          <li key={visit.id}>{whenOf(visit)}</li>
        ))}
      </ul>
      <p className="govuk-body">To move it to another day instead, ring {teamPhone}: we look for a day that works.</p>
    </>
  );
}

function whenOf({ onDate, arriveMinutes, leaveMinutes }: Props["booked"][number]): string {
  const day = onDate ? formatDay(onDate) : "Day to be agreed";
  if (arriveMinutes === null || leaveMinutes === null) return day;
  return `${day}, ${formatMinutes(arriveMinutes)} to ${formatMinutes(leaveMinutes)}`;
}
