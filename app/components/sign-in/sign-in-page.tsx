import { Button } from "~/components/ui/button";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { TextField } from "~/components/ui/text-field";
import { paths } from "~/config/paths";
import { textOf, type FormErrors, type FormValues } from "~/lib/form-data";

type Props = { errors?: FormErrors; values?: FormValues };

export function SignInPage({ errors, values }: Props) {
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <ErrorSummary errors={errors} />
        <PageHeading>Sign in</PageHeading>
        <p className="govuk-body">
          Sign in to see your bookings, or to work on the programme. There is no password: we email you a
          code.
        </p>
        <Form>
          <TextField
            name="email"
            label="Your email address"
            hint="Use the address that you booked with, or your work address if you are one of the team."
            type="email"
            autoComplete="email"
            value={textOf(values, "email")}
            error={errors?.email}
          />
          <Button>Email me a code</Button>
        </Form>
        <p className="govuk-body">
          You do not need to sign in to{" "}
          <a className="govuk-link" href={paths.request.start()}>
            ask for a session
          </a>
          .
        </p>
      </div>
    </div>
  );
}
