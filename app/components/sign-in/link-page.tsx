import { linkTrouble } from "~/components/sign-in/messages";
import { Button, ButtonLink } from "~/components/ui/button";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { paths } from "~/config/paths";
import type { FormErrors } from "~/lib/form-data";

export type LinkState =
  | { kind: "ready"; email: string }
  | { kind: "over"; reason: Parameters<typeof linkTrouble>[0]; canResend: boolean };

type Props = { state: LinkState; errors?: FormErrors };

export function linkTitle(state: LinkState): string {
  return state.kind === "ready" ? "Sign in" : linkTrouble(state.reason).title;
}

export function LinkPage({ state, errors }: Props) {
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <ErrorSummary errors={errors} />
        <PageHeading>{linkTitle(state)}</PageHeading>
        {state.kind === "ready" ? <ReadyLink {...state} /> : <LinkThatIsOver {...state} />}
      </div>
    </div>
  );
}

function ReadyLink({ email }: { email: string }) {
  return (
    <>
      <p className="govuk-body">
        Press the button to sign in as <strong>{email}</strong>.
      </p>
      <Form>
        <Button name="intent" value="sign-in">
          Sign in
        </Button>
      </Form>
      <p className="govuk-body">
        If you did not ask for this, close this page. Nothing happens without the button.
      </p>
    </>
  );
}

function LinkThatIsOver({ reason, canResend }: Extract<LinkState, { kind: "over" }>) {
  return (
    <>
      <p className="govuk-body">{linkTrouble(reason).text}</p>
      {canResend ? (
        <Form>
          <Button name="intent" value="resend">
            Send a new email
          </Button>
        </Form>
      ) : (
        <ButtonLink href={paths.signIn()}>Go to sign in</ButtonLink>
      )}
    </>
  );
}
