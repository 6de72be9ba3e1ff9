import { AddButton, DefaultButton } from "~/components/request-form/add-button";
import type { FormProps } from "~/components/request-form/form-props";
import { FORM_CAPTION } from "~/components/request-form/step-page";
import { Button } from "~/components/ui/button";
import { Radios } from "~/components/ui/choices";
import { Fieldset } from "~/components/ui/fieldset";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { Select, type SelectOption } from "~/components/ui/select";
import { TextField } from "~/components/ui/text-field";
import { stepPath } from "~/config/request-paths";
import { MOST_GROUPS } from "~/domain/request-draft";
import { textOf } from "~/lib/form-data";

export type FormatChoice = {
  id: string;
  name: string;
  description: string;
  minMinutes: number;
  maxMinutes: number;
  largestGroup: number;
};

type Props = FormProps & {
  formats: readonly FormatChoice[];
  audiences: readonly SelectOption[];
  /** How many groups there is room for. */
  rows: number;
  /** Youth settings name ages, not year groups. */
  withAges: boolean;
};

export function StudentsForm({ formats, audiences, rows, withAges, values, errors }: Props) {
  return (
    <>
      <PageHeading caption={FORM_CAPTION}>What kind of session, and who is it for?</PageHeading>
      <Form action={stepPath("students")}>
        <DefaultButton value="continue" />
        <Radios
          name="formatId"
          legend="Kind of session"
          value={textOf(values, "formatId")}
          error={errors?.formatId}
          choices={formats.map((format) => ({
            value: format.id,
            label: format.name,
            hint: `${format.description} ${format.minMinutes} to ${format.maxMinutes} minutes, up to ${format.largestGroup} students.`,
          }))}
        />
        <h2 className="govuk-heading-m">Groups of students</h2>
        <p className="govuk-body">
          Fill in one group for each set of students who sit together. Leave the groups that you do not need empty. We
          can bring several groups together in one visit.
        </p>
        {Array.from({ length: rows }, (_, index) => (
          <GroupFields
            key={index}
            index={index}
            audiences={audiences}
            withAges={withAges}
            values={values}
            errors={errors}
          />
        ))}
        {rows < MOST_GROUPS ? (
          <AddButton showing={`group-${rows + 1}`}>Add more groups</AddButton>
        ) : null}
        <div>
          <Button name="intent" value="continue">
            Continue
          </Button>
        </div>
      </Form>
    </>
  );
}

type GroupProps = FormProps & Pick<Props, "audiences" | "withAges"> & { index: number };

function GroupFields({ index, audiences, withAges, values, errors }: GroupProps) {
  const prefix = `groups.${index}`;
  const field = (name: string) => ({
    name: `${prefix}.${name}`,
    value: textOf(values, `${prefix}.${name}`),
    error: errors?.[`${prefix}.${name}`],
  });
  return (
    <div id={`group-${index + 1}`}>
      <Fieldset legend={index === 0 ? "Group 1" : `Group ${index + 1} (optional)`} legendSize="s">
        <Select {...field("audience")} label="Year group" emptyLabel="Choose" options={audiences} />
        {withAges ? (
          <>
            <TextField {...field("ageFrom")} label="Youngest age, for an age range" width={2} inputMode="numeric" />
            <TextField {...field("ageTo")} label="Oldest age, for an age range" width={2} inputMode="numeric" />
          </>
        ) : null}
        <TextField
          {...field("label")}
          label="Class or form (optional)"
          hint={index === 0 ? "For example 9B. Leave empty for the whole year group. No names of students." : undefined}
          width={20}
        />
        <TextField {...field("expected")} label="About how many students" width={4} inputMode="numeric" />
      </Fieldset>
    </div>
  );
}
