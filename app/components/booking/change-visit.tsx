import { Button } from "~/components/ui/button";
import { Checkboxes } from "~/components/ui/choices";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { Textarea } from "~/components/ui/textarea";
import { WarningText } from "~/components/ui/warning-text";
import { textOf, textsOf, type FormErrors, type FormValues } from "~/lib/form-data";
import { formatDay, formatMinutes, type Day } from "~/lib/london-time";

export type ChangeVisitProps = {
  change: {
    reference: string;
    version: number;
    schoolName: string;
    onDate: Day;
    arriveMinutes: number;
    leaveMinutes: number;
    isOver: boolean;
    mayAskAnotherDate: boolean;
    mayCancel: boolean;
    /** Other visits of the booking, and the days of those that are booked. */
    beside: { open: number; toComeOn: readonly Day[] };
    moveReasons: readonly { code: string; forSchool: string }[];
    cancelReasons: readonly { code: string; label: string }[];
  };
  teamPhone: string;
  errors?: FormErrors;
  values?: FormValues;
};

/** Two things a school can do about a booked visit by itself; the page shows, its buttons act. */
export function ChangeVisit({ change, teamPhone, errors, values }: ChangeVisitProps) {
  const { schoolName, reference, onDate, arriveMinutes, leaveMinutes, isOver } = change;
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <PageHeading caption={`${schoolName}, ${reference}`}>Another date, or cancel</PageHeading>
        <p className="govuk-body">
          Booked for{" "}
          <strong>
            {formatDay(onDate)}, {formatMinutes(arriveMinutes)} to {formatMinutes(leaveMinutes)}
          </strong>
          .
        </p>
        {isOver ? (
          <p className="govuk-body">
            This visit has begun, has taken place, or is cancelled, so it can no longer be changed here. To reach us, ring{" "}
            {teamPhone}.
          </p>
        ) : (
          <>
            <AnotherDate change={change} teamPhone={teamPhone} errors={errors} values={values} />
            <Cancel change={change} teamPhone={teamPhone} errors={errors} values={values} />
          </>
        )}
      </div>
    </div>
  );
}

function AnotherDate({ change, teamPhone, errors, values }: ChangeVisitProps) {
  return (
    <section aria-labelledby="another-date">
      <h2 className="govuk-heading-m" id="another-date">
        Ask for another date
      </h2>
      {change.mayAskAnotherDate ? (
        <>
          <p className="govuk-body">The visit stands until we have found another date with you.</p>
          <Form>
            {change.moveReasons.length === 0 ? null : (
              <Checkboxes
                name="whyMove"
                legend="What stands in the way? (optional)"
                legendSize="s"
                error={errors?.whyMove}
                values={textsOf(values, "whyMove")}
                choices={change.moveReasons.map(({ code, forSchool }) => ({ value: code, label: forSchool }))}
              />
            )}
            <Textarea
              name="when"
              label="Which days or times would suit you, and why?"
              hint="For example Tuesdays in March, or any morning after half-term. No names of students."
              error={errors?.when}
              value={textOf(values, "when")}
              rows={3}
              maxLength={2_000}
            />
            <Button name="intent" value="another_date">
              Ask for another date
            </Button>
          </Form>
        </>
      ) : (
        <p className="govuk-body">The day is so near that we must speak: please ring {teamPhone}.</p>
      )}
    </section>
  );
}

function Cancel({ change, teamPhone, errors, values }: ChangeVisitProps) {
  return (
    <section aria-labelledby="cancel">
      <h2 className="govuk-heading-m" id="cancel">
        Cancel this visit
      </h2>
      {change.mayCancel ? (
        <>
          <WarningText>This cancels the visit for everybody, and takes it out of all calendars.</WarningText>
          <Beside {...change.beside} />
          <Form>
            <input type="hidden" name="version" value={textOf(values, "version") || change.version} />
            <Checkboxes
              name="reasons"
              legend="Why?"
              legendSize="s"
              error={errors?.reasons}
              values={textsOf(values, "reasons")}
              choices={change.cancelReasons.map(({ code, label }) => ({ value: code, label }))}
            />
            <Textarea
              name="note"
              label="Anything the presenters should know (optional)"
              hint="No names of students, please."
              error={errors?.note}
              value={textOf(values, "note")}
              rows={3}
              maxLength={2_000}
            />
            <Button look="warning" name="intent" value="cancel">
              Cancel this visit
            </Button>
          </Form>
        </>
      ) : (
        <p className="govuk-body">The day is so near that we must speak: please ring {teamPhone}.</p>
      )}
    </section>
  );
}

function Beside({ open, toComeOn }: ChangeVisitProps["change"]["beside"]) {
  if (open === 0) return null;
  return (
    <p className="govuk-body">
      {open === 1 ? "The other visit of this booking stays as planned" : "The other visits of this booking stay as planned"}
      {toComeOn.length === 0 ? "" : `: ${toComeOn.map(formatDay).join("; ")}`}.
    </p>
  );
}
