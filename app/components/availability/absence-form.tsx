import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { Radios } from "~/components/ui/choices";
import { dateParts } from "~/components/ui/date-parts";
import { DateField } from "~/components/ui/date-field";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Fieldset } from "~/components/ui/fieldset";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { Select } from "~/components/ui/select";
import { TextField } from "~/components/ui/text-field";
import { Textarea } from "~/components/ui/textarea";
import { officePaths } from "~/config/office-paths";
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
          value={dateParts(values, "from")}
        />
        <DateField
          name="to"
          legend="Last day"
          hint="Leave empty for a single day."
          error={errors?.to}
          value={dateParts(values, "to")}
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
        <Fieldset legend="Does it repeat?">
          <Select
            name="repeat"
            label="How often"
            options={[
              { value: "once", label: "It does not repeat" },
              { value: "weekly", label: "Every week" },
              { value: "fortnightly", label: "Every second week" },
            ]}
            error={errors?.repeat}
            value={textOf(values, "repeat")}
          />
          <DateField
            name="until"
            legend="Until"
            hint="The last date on which it may begin."
            error={errors?.until}
            value={dateParts(values, "until")}
          />
          <TextField
            name="times"
            label="Or how many times it comes"
            hint="The first one counts."
            width={3}
            inputMode="numeric"
            error={errors?.times}
            value={textOf(values, "times")}
          />
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
