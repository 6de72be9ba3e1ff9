import type { FormProps } from "~/components/request-form/form-props";
import { FORM_CAPTION } from "~/components/request-form/step-page";
import { Button } from "~/components/ui/button";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { TextField } from "~/components/ui/text-field";
import { textOf } from "~/lib/form-data";

type Props = FormProps & { years: readonly { name: string; label: string }[] };

export function RollsForm({ years, values, errors }: Props) {
  return (
    <>
      <PageHeading caption={FORM_CAPTION}>
        {years.length === 1 ? "How many students are in the whole year group?" : "How many students are in each year group?"}
      </PageHeading>
      <p className="govuk-body">
        The number on roll, whether or not all of them take part. It lets us count each student once. Leave it empty if
        you do not know.
      </p>
      <Form>
        {years.map(({ name, label }) => (
          <TextField
            key={name}
            name={name}
            label={`${label} (optional)`}
            width={4}
            inputMode="numeric"
            value={textOf(values, name)}
            error={errors?.[name]}
          />
        ))}
        <Button>Continue</Button>
      </Form>
    </>
  );
}
