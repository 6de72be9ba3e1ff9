import { Button } from "~/components/ui/button";
import { BackLink } from "~/components/ui/back-link";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { TextField } from "~/components/ui/text-field";
import { textOf, type FormErrors, type FormValues } from "~/lib/form-data";

type Props = {
  /** Where the code went: the address that this same browser typed. */
  email: string;
  otherAddressHref: string;
  errors?: FormErrors;
  values?: FormValues;
};

export function CodePage({ email, otherAddressHref, errors, values }: Props) {
  return (
    <>
      <BackLink href={otherAddressHref} />
      <div className="govuk-grid-row">
        <div className="govuk-grid-column-two-thirds">
          <ErrorSummary errors={errors} />
          <PageHeading>Check your email</PageHeading>
          <p className="govuk-body">
            We have sent a code to <strong>{email}</strong>. It works for 10 minutes.
          </p>
          <Form>
            <TextField
              name="code"
              label="Code from the email"
              hint="6 numbers"
              inputMode="numeric"
              autoComplete="one-time-code"
              width={10}
              value={textOf(values, "code")}
              error={errors?.code}
            />
            <Button name="intent" value="sign-in">
              Sign in
            </Button>
          </Form>
          <h2 className="govuk-heading-m">If the email does not arrive</h2>
          <p className="govuk-body">
            It can take a few minutes. Look in your junk folder, and check that the address above is right.
          </p>
          <Form>
            <Button name="intent" value="resend" look="secondary">
              Send a new code
            </Button>
          </Form>
          <p className="govuk-body">
            <a className="govuk-link" href={otherAddressHref}>
              Use another address
            </a>
          </p>
        </div>
      </div>
    </>
  );
}
