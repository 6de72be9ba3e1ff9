import { dateParts } from "~/components/ui/date-parts";
import { Button } from "~/components/ui/button";
import { Checkbox, Checkboxes } from "~/components/ui/choices";
import { DateField } from "~/components/ui/date-field";
import { Fieldset } from "~/components/ui/fieldset";
import { Form } from "~/components/ui/form";
import { TextField } from "~/components/ui/text-field";
import { YEAR_GROUP_CHOICES } from "~/components/admin/school-kept-values";
import { textOf, textsOf, type FormErrors, type FormValues } from "~/lib/form-data";

type Props = {
  version: number;
  rows: { bellTimes: number; closedDays: number; quietPeriods: number };
  mayDecideTargeted: boolean;
  values: FormValues;
  errors?: FormErrors;
};

const indexes = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** What the team keeps about a school. Rows left empty are not kept. */
export function SchoolKeptForm({ version, rows, mayDecideTargeted, values, errors }: Props) {
  const text = (name: string) => ({ name, value: textOf(values, name), error: errors?.[name] });
  const date = (name: string) => ({ name, value: dateParts(values, name), error: errors?.[name] });
  return (
    <Form>
      <input type="hidden" name="version" value={textOf(values, "version") || version} />
      <h2 className="govuk-heading-m">School day</h2>
      <TextField {...text("opens")} label="Begins" hint="Such as 08:40. Leave both empty for the usual hours." width={5} />
      <TextField {...text("closes")} label="Ends" width={5} />
      <h2 className="govuk-heading-m">Bell times</h2>
      {indexes(rows.bellTimes).map((index) => (
        <Fieldset key={index} legend={`Bell time ${index + 1}`} legendSize="s">
          <TextField {...text(`bellTimes.${index}.label`)} label="Name" width={20} />
          <TextField {...text(`bellTimes.${index}.start`)} label="Begins" width={5} />
          <TextField {...text(`bellTimes.${index}.end`)} label="Ends" width={5} />
        </Fieldset>
      ))}
      <h2 className="govuk-heading-m">Closed days</h2>
      {indexes(rows.closedDays).map((index) => (
        <Fieldset key={index} legend={`Closed day ${index + 1}`} legendSize="s">
          <DateField {...date(`closedDays.${index}.on`)} legend="Day" />
          <TextField {...text(`closedDays.${index}.label`)} label="Reason" hint="Such as INSET day" width={20} />
        </Fieldset>
      ))}
      <h2 className="govuk-heading-m">Quiet periods</h2>
      {indexes(rows.quietPeriods).map((index) => (
        <Fieldset key={index} legend={`Quiet period ${index + 1}`} legendSize="s">
          <TextField {...text(`quietPeriods.${index}.label`)} label="Name" hint="Such as Mock exams" width={20} />
          <DateField {...date(`quietPeriods.${index}.from`)} legend="First day" />
          <DateField {...date(`quietPeriods.${index}.to`)} legend="Last day" />
          <Checkboxes
            name={`quietPeriods.${index}.yearGroups`}
            legend="Year groups"
            hint="Select none for all of them."
            small
            values={textsOf(values, `quietPeriods.${index}.yearGroups`)}
            choices={YEAR_GROUP_CHOICES}
          />
          <Checkbox
            name={`quietPeriods.${index}.hallOnly`}
            label="Only the hall is taken"
            checked={textOf(values, `quietPeriods.${index}.hallOnly`) === "yes"}
          />
        </Fieldset>
      ))}
      {mayDecideTargeted ? (
        <Checkbox
          name="targeted"
          label="A place of targeted sessions"
          hint="Its sessions are counted apart, and it is never named outside the team."
          checked={textOf(values, "targeted") === "yes"}
        />
      ) : null}
      <Button>Save</Button>
    </Form>
  );
}
