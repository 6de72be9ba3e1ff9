import { Button } from "~/components/ui/button";
import { Checkboxes } from "~/components/ui/choices";
import { DateField } from "~/components/ui/date-field";
import { Form } from "~/components/ui/form";
import { TextField } from "~/components/ui/text-field";
import { paths } from "~/config/paths";
import { textOf, textsOf, type FormErrors, type FormValues } from "~/lib/form-data";

type Props = {
  presenters: readonly { id: string; name: string }[];
  values: FormValues;
  errors?: FormErrors;
};

/** Who is away and when; asks nobody why. A GET form: its answer can be opened again. */
export function WhoAndWhen({ presenters, values, errors }: Props) {
  const dateOf = (name: string) => ({
    day: textOf(values, `${name}.day`),
    month: textOf(values, `${name}.month`),
    year: textOf(values, `${name}.year`),
  });
  return (
    <Form method="get" action={paths.away()}>
      <Checkboxes
        name="presenters"
        legend="Who is away?"
        hint="Why is not asked, and nobody who is told about a visit is told why."
        small
        error={errors?.presenters}
        values={textsOf(values, "presenters")}
        choices={presenters.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <DateField name="from" legend="From" legendSize="s" error={errors?.from} value={dateOf("from")} />
      <TextField
        name="start"
        label="From what time (optional)"
        hint="Such as 13:00. Leave empty for the whole day."
        width={5}
        error={errors?.start}
        value={textOf(values, "start")}
      />
      <DateField
        name="to"
        legend="Until (optional)"
        legendSize="s"
        hint="Leave empty for a single day."
        error={errors?.to}
        value={dateOf("to")}
      />
      <TextField
        name="end"
        label="Until what time (optional)"
        width={5}
        error={errors?.end}
        value={textOf(values, "end")}
      />
      <Button look="secondary" preventDoubleClick={false}>
        Show what is affected
      </Button>
    </Form>
  );
}
