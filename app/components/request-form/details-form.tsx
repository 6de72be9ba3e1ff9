import type { FormProps } from "~/components/request-form/form-props";
import { FORM_CAPTION } from "~/components/request-form/step-page";
import { Button } from "~/components/ui/button";
import { Fieldset } from "~/components/ui/fieldset";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { TextField } from "~/components/ui/text-field";
import { paths } from "~/config/paths";
import { textOf } from "~/lib/form-data";

export function DetailsForm({ values, errors }: FormProps) {
  const field = (name: string) => ({ name, value: textOf(values, name), error: errors?.[name] });
  return (
    <>
      <PageHeading caption={FORM_CAPTION}>Your details</PageHeading>
      <p className="govuk-body">
        We use them to arrange this session.{" "}
        <a className="govuk-link" href={paths.privacy()}>
          How we use your details
        </a>
      </p>
      <Form>
        <TextField {...field("name")} label="Your name" autoComplete="name" />
        <TextField
          {...field("jobTitle")}
          label="Job title (optional)"
          hint="For example head of year 9"
          autoComplete="organization-title"
        />
        <TextField
          {...field("email")}
          label="Work email address"
          hint="We send a code to it before your request is sent"
          type="email"
          inputMode="email"
          autoComplete="email"
          autoCapitalize="none"
        />
        <TextField
          {...field("phone")}
          label="Phone number"
          hint="For the day itself, or if a mail does not reach you"
          type="tel"
          inputMode="tel"
          width={20}
          autoComplete="tel"
        />
        <Fieldset legend="Second contact (optional)" legendSize="m">
          <TextField
            {...field("secondName")}
            label="Name"
            hint="A colleague who can also see this booking and gets the invitation"
            autoComplete="off"
          />
          <TextField
            {...field("secondEmail")}
            label="Email address of the second contact"
            type="email"
            inputMode="email"
            autoComplete="off"
            autoCapitalize="none"
          />
        </Fieldset>
        <Button>Continue</Button>
      </Form>
    </>
  );
}
