import type { FormProps } from "~/components/request-form/form-props";
import { FORM_CAPTION } from "~/components/request-form/step-page";
import { Button } from "~/components/ui/button";
import { Radios } from "~/components/ui/choices";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { TextField } from "~/components/ui/text-field";
import { textOf } from "~/lib/form-data";

export function UnlistedSchoolForm({ values, errors }: FormProps) {
  return (
    <>
      <PageHeading caption={FORM_CAPTION}>Tell us about your school or setting</PageHeading>
      <Form>
        <Radios
          name="kind"
          legend="What is it?"
          value={textOf(values, "kind")}
          error={errors?.kind}
          choices={[
            { value: "school", label: "A school or college" },
            { value: "youth", label: "A youth setting", hint: "A youth club, project or community group" },
          ]}
        />
        <TextField name="name" label="Name" value={textOf(values, "name")} error={errors?.name} />
        <TextField name="town" label="Town or village" width={20} value={textOf(values, "town")} error={errors?.town} />
        <TextField
          name="postcode"
          label="Postcode"
          width={10}
          autoComplete="postal-code"
          value={textOf(values, "postcode")}
          error={errors?.postcode}
        />
        <Button>Continue</Button>
      </Form>
    </>
  );
}
