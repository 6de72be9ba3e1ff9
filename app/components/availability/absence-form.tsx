import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { Radios } from "~/components/ui/choices";
import { DateField } from "~/components/ui/date-field";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Fieldset } from "~/components/ui/fieldset";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { TextField } from "~/components/ui/text-field";
import { Textarea } from "~/components/ui/textarea";
import { WarningText } from "~/components/ui/warning-text";
import { officePaths } from "~/config/office-paths";
import { paths } from "~/config/paths";
import { ABSENCE_LABELS } from "~/domain/absence";
import { textOf, type FormErrors, type FormValues } from "~/lib/form-data";

type Props = { presenter: { id: string; name: string }; errors?: FormErrors; values?: FormValues };

export function AbsenceForm({ presenter, errors, values }: Props) {
  return (
    <>
      <BackLink href={officePaths.availabilityOf(presenter.id)} />
      <ErrorSummary errors={errors} />
      <PageHeading caption={presenter.name}>Add an absence</PageHeading>
      <Form>
        <Radios
          name="kind"
          legend="What is it?"
          error={errors?.kind}
          value={textOf(values, "kind")}
          choices={Object.entries(ABSENCE_LABELS).map(([value, label]) => ({ value, label }))}
        />
        <DateField
          name="from"
          legend="First day"
          error={errors?.from}
          value={{
            day: textOf(values, "from.day"),
            month: textOf(values, "from.month"),
            year: textOf(values, "from.year"),
          }}
        />
        <DateField
          name="to"
          legend="Last day"
          hint="Leave empty for a single day."
          error={errors?.to}
          value={{
            day: textOf(values, "to.day"),
            month: textOf(values, "to.month"),
            year: textOf(values, "to.year"),
          }}
        />
        <Fieldset legend="Part of a day">
          <p className="govuk-hint">Leave both times empty for whole days.</p>
          <TextField
            name="start"
            label="From"
            hint="Such as 09:00"
            width={5}
            error={errors?.start}
            value={textOf(values, "start")}
          />
          <TextField name="end" label="To" width={5} error={errors?.end} value={textOf(values, "end")} />
        </Fieldset>
        <Textarea
          name="note"
          label="Note for the team (optional)"
          hint="Coordinators and managers can read it. No medical details, please."
          rows={2}
          maxLength={500}
          error={errors?.note}
          value={textOf(values, "note")}
        />
        <Button>Save absence</Button>
      </Form>
    </>
  );
}

type ConfirmProps = {
  presenter: { id: string; name: string };
  values: FormValues;
  touchedVisits: readonly { id: string; text: string }[];
};

/** What was typed travels on in hidden fields, with the visits that have been shown. */
export function AbsenceConfirmation({ presenter, values, touchedVisits }: ConfirmProps) {
  const one = touchedVisits.length === 1;
  return (
    <>
      <BackLink href={officePaths.newAbsence(presenter.id)} />
      <PageHeading caption={presenter.name}>
        {one ? "A visit is planned in this time" : `${touchedVisits.length} visits are planned in this time`}
      </PageHeading>
      <ul className="govuk-list govuk-list--bullet">
        {touchedVisits.map((visit) => (
          <li key={visit.id}>
            <a className="govuk-link" href={paths.visit(visit.id)}>
              {visit.text}
            </a>
          </li>
        ))}
      </ul>
      <WarningText>
        {one
          ? "If you save, the visit stays planned until a coordinator moves or cancels it. It is put on their list."
          : "If you save, these visits stay planned until a coordinator moves or cancels them. They are put on their list."}
      </WarningText>
      <Form>
        {Object.entries(values)
          .filter(([name]) => name !== "accepted")
          .map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={typeof value === "string" ? value : value.join(" ")} />
          ))}
        {touchedVisits.map((visit) => (
          <input key={visit.id} type="hidden" name="accepted" value={visit.id} />
        ))}
        <div className="app-actions">
          <Button look="warning">Save anyway</Button>
          <a className="govuk-link" href={officePaths.availabilityOf(presenter.id)}>
            Do not save
          </a>
        </div>
      </Form>
    </>
  );
}
