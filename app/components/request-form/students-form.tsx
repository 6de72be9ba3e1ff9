import { AddButton, DefaultButton } from "~/components/request-form/add-button";
import type { FormProps } from "~/components/request-form/form-props";
import { FORM_CAPTION } from "~/components/request-form/step-page";
import { Button } from "~/components/ui/button";
import { Radios } from "~/components/ui/choices";
import { Fieldset } from "~/components/ui/fieldset";
import { Form } from "~/components/ui/form";
import { InsetText } from "~/components/ui/inset-text";
import { PageHeading } from "~/components/ui/page-heading";
import { Select, type SelectOption } from "~/components/ui/select";
import { TextField } from "~/components/ui/text-field";
import { stepPath } from "~/config/request-paths";
import { MOST_GROUPS } from "~/domain/request-draft";
import { textOf } from "~/lib/form-data";

type Props = FormProps & {
  formatName: string;
  largestGroup: number;
  audiences: readonly SelectOption[];
  yearGroups: readonly SelectOption[];
  /** How many groups there is room for. */
  rows: number;
  /** Youth settings name ages, not year groups. */
  withAges: boolean;
  /** What the groups mean in sessions, presenters and hours, once they are known. */
  workload: string | null;
};

export function StudentsForm(props: Props) {
  const { formatName, largestGroup, yearGroups, workload, values, errors } = props;
  const field = (name: string) => ({ name, value: textOf(values, name), error: errors?.[name] });
  return (
    <>
      <PageHeading caption={FORM_CAPTION}>Who is it for?</PageHeading>
      <p className="govuk-body">
        {formatName}: up to {largestGroup} students at a time. We can give several sessions in one visit. Please do not
        enter names of students.
      </p>
      {workload ? <InsetText>As it stands: {workload}</InsetText> : null}
      <Form action={stepPath("students")}>
        <DefaultButton value="continue" />
        <Radios
          {...field("together")}
          legend="How will the students sit together?"
          choices={[
            {
              value: "forms",
              label: "Form by form, or class by class",
              hint: "For example all 8 forms of year 9 over 5 periods",
              then: (
                <>
                  <Select {...field("forms.year")} label="Year group" emptyLabel="Choose" options={yearGroups} />
                  <TextField {...field("forms.count")} label="How many forms" width={2} inputMode="numeric" />
                  <TextField
                    {...field("forms.expected")}
                    label="About how many students in each form"
                    width={4}
                    inputMode="numeric"
                  />
                  <TextField
                    {...field("forms.labels")}
                    label="Names of the forms (optional)"
                    hint="For example 9A, 9B, 9C. Leave it empty and we name them by letter; you can change that."
                  />
                  <TextField
                    {...field("forms.periods")}
                    label="Over how many periods (optional)"
                    hint="So that we know how many presenters to send at once"
                    width={2}
                    inputMode="numeric"
                  />
                </>
              ),
            },
            {
              value: "whole",
              label: "A whole year group at once",
              hint: "For example in assembly",
              then: (
                <>
                  <Select {...field("whole.year")} label="Which year group" emptyLabel="Choose" options={yearGroups} />
                  <TextField
                    {...field("whole.expected")}
                    label="About how many students in all"
                    width={4}
                    inputMode="numeric"
                  />
                </>
              ),
            },
            {
              value: "groups",
              label: "In other groups",
              hint: props.withAges
                ? "Single classes, mixed groups, a key stage, an age range"
                : "Single classes, several year groups, mixed groups, a key stage",
              then: <Groups {...props} />,
            },
          ]}
        />
        <Button name="intent" value="continue">
          Continue
        </Button>
      </Form>
    </>
  );
}

function Groups({ rows, ...props }: Props) {
  return (
    <>
      <p className="govuk-body">Leave the groups that you do not need empty.</p>
      {Array.from({ length: rows }, (_, index) => (
        <GroupFields key={index} index={index} {...props} />
      ))}
      {rows < MOST_GROUPS ? <AddButton showing={`group-${rows + 1}`}>Add more groups</AddButton> : null}
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
