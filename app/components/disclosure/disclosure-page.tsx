import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { Radios } from "~/components/ui/choices";
import { DataTable } from "~/components/ui/data-table";
import { dateParts } from "~/components/ui/date-parts";
import { DateField } from "~/components/ui/date-field";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Form } from "~/components/ui/form";
import { InsetText } from "~/components/ui/inset-text";
import { PageHeading } from "~/components/ui/page-heading";
import { TextField } from "~/components/ui/text-field";
import { paths } from "~/config/paths";
import { PASSED_TO_LABELS, type PassedTo } from "~/domain/disclosure";
import { textOf, type FormErrors, type FormValues } from "~/lib/form-data";
import { formatDay, formatInstant } from "~/lib/london-time";

type NoteView = {
  id: string;
  passedOnAt: string;
  passedTo: PassedTo;
  processStarted: boolean;
  madeAt: string;
  madeByName: string;
};

type Props = {
  visit: { id: string; schoolName: string; onDate: string };
  notes: readonly NoteView[];
  values: FormValues;
  errors?: FormErrors;
};

const ROLES = Object.entries(PASSED_TO_LABELS).map(([value, label]) => ({ value, label }));

export function DisclosurePage({ visit, notes, values, errors }: Props) {
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <BackLink href={paths.visit(visit.id)}>Back to the visit</BackLink>
        <ErrorSummary errors={errors} />
        <PageHeading caption={`${visit.schoolName}, ${formatDay(visit.onDate)}`}>Safeguarding note</PageHeading>
        <p className="govuk-body">
          If a student disclosed something, pass it on first. Then note here that you did: when, and to which role. What was
          said, and who said it, stays out of this service.
        </p>
        <InsetText>
          Coordinators and managers read this note, and whoever wrote it. If somebody is in danger now, call 999.
        </InsetText>
        {notes.length === 0 ? null : <Notes notes={notes} />}
        <h2 className="govuk-heading-m">{notes.length === 0 ? "Note what was passed on" : "Note another"}</h2>
        <Form>
          <DateField
            name="on"
            legend="Day on which it was passed on"
            value={dateParts(values, "on")}
            error={errors?.on}
          />
          <TextField
            name="at"
            label="Time at which it was passed on"
            hint="Such as 10:45"
            width={5}
            value={textOf(values, "at")}
            error={errors?.at}
          />
          <Radios
            name="passedTo"
            legend="Whom it was passed on to"
            legendSize="s"
            choices={ROLES}
            value={textOf(values, "passedTo")}
            error={errors?.passedTo}
          />
          <Radios
            name="processStarted"
            legend="Was the force’s own safeguarding process started?"
            legendSize="s"
            inline
            choices={[
              { value: "yes", label: "Yes" },
              { value: "no", label: "No" },
            ]}
            value={textOf(values, "processStarted")}
            error={errors?.processStarted}
          />
          <Button>Save the note</Button>
        </Form>
      </div>
    </div>
  );
}

function Notes({ notes }: { notes: readonly NoteView[] }) {
  return (
    <DataTable
      caption="Notes of this visit"
      rows={notes}
      rowKey={({ id }) => id}
      columns={[
        { header: "Passed on", rowHeader: true, cell: ({ passedOnAt }) => formatInstant(new Date(passedOnAt)) },
        { header: "To", cell: ({ passedTo }) => PASSED_TO_LABELS[passedTo] },
        { header: "Force’s process", cell: ({ processStarted }) => (processStarted ? "Started" : "Not started") },
        {
          header: "Noted",
          cell: ({ madeByName, madeAt }) => `${madeByName}, ${formatInstant(new Date(madeAt))}`,
        },
        {
          header: "Made by mistake?",
          cell: ({ id, passedOnAt }) => (
            <Form>
              <input type="hidden" name="intent" value="take_back" />
              <input type="hidden" name="id" value={id} />
              <Button look="secondary">
                Take it back
                <span className="govuk-visually-hidden"> ({formatInstant(new Date(passedOnAt))})</span>
              </Button>
            </Form>
          ),
        },
      ]}
    />
  );
}
