import type { FormProps } from "~/components/request-form/form-props";
import { FORM_CAPTION } from "~/components/request-form/step-page";
import { Button } from "~/components/ui/button";
import { Radios } from "~/components/ui/choices";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { stepPath } from "~/config/request-paths";
import { textOf } from "~/lib/form-data";

type FormatChoice = {
  id: string;
  name: string;
  description: string;
  minMinutes: number;
  maxMinutes: number;
  largestGroup: number;
};

export function FormatForm({ formats, values, errors }: FormProps & { formats: readonly FormatChoice[] }) {
  return (
    <>
      <PageHeading caption={FORM_CAPTION}>What kind of session would you like?</PageHeading>
      <Form action={`${stepPath("format")}?index`}>
        <Radios
          name="formatId"
          legend="Kind of session"
          legendHidden
          value={textOf(values, "formatId")}
          error={errors?.formatId}
          choices={formats.map((format) => ({
            value: format.id,
            label: format.name,
            hint: `${format.description} ${format.minMinutes} to ${format.maxMinutes} minutes, up to ${format.largestGroup} students.`,
          }))}
        />
        <Button>Continue</Button>
      </Form>
    </>
  );
}
