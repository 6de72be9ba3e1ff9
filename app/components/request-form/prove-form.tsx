import { FORM_CAPTION } from "~/components/request-form/step-page";
import { Button } from "~/components/ui/button";
import { Form } from "~/components/ui/form";
import { InsetText } from "~/components/ui/inset-text";
import { PageHeading } from "~/components/ui/page-heading";
import { TextField } from "~/components/ui/text-field";
import { paths } from "~/config/paths";
import { stepPath } from "~/config/request-paths";

type Props = { email: string; sentAgain: boolean; code: string; error?: string };

export function ProveForm({ email, sentAgain, code, error }: Props) {
  return (
    <>
      <PageHeading caption={FORM_CAPTION}>Check your email</PageHeading>
      <p className="govuk-body">
        We sent a code of six digits to <strong>{email}</strong>. Your request is with us once you have entered it here.
      </p>
      {sentAgain ? <InsetText>We have sent a new code. Only the newest one works.</InsetText> : null}
      <Form action={paths.request.prove()}>
        <TextField
          name="code"
          label="Code"
          hint="It works for 10 minutes. You can also use the link in the mail."
          width={10}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          error={error}
          maxLength={20}
        />
        <Button name="intent" value="prove">
          Send your request
        </Button>
      </Form>
      <h2 className="govuk-heading-m">If no mail comes</h2>
      <p className="govuk-body">
        It can take a few minutes. Look in the spam or junk folder too. Is the address wrong?{" "}
        <a className="govuk-link" href={stepPath("details")}>
          Change your email address
        </a>
      </p>
      <Form action={paths.request.prove()}>
        <Button look="secondary" name="intent" value="again">
          Send a new code
        </Button>
      </Form>
    </>
  );
}
