import { linkTrouble } from "~/components/sign-in/messages";
import { Button, ButtonLink } from "~/components/ui/button";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { paths } from "~/config/paths";
import type { FormErrors } from "~/lib/form-data";

export type LinkState =
  | { kind: "ready"; purpose: "sign_in" | "prove_request"; email: string }
  | { kind: "over"; reason: Parameters<typeof linkTrouble>[0]; canResend: boolean };

type Props = { state: LinkState; errors?: FormErrors };

const READY = {
  sign_in: { title: "Sign in", text: "Press the button to sign in as", button: "Sign in" },
  prove_request: {
    title: "Send your request",
    text: "Press the button to confirm your address and send your request as",
    button: "Send my request",
  },
} as const;

export function linkTitle(state: LinkState): string {
  return state.kind === "ready" ? READY[state.purpose].title : linkTrouble(state.reason).title;
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

function ReadyLink({ purpose, email }: { purpose: "sign_in" | "prove_request"; email: string }) {
  const words = READY[purpose];
  return (
    <>
      <p className="govuk-body">
        {words.text} <strong>{email}</strong>.
      </p>
      <Form>
        <Button name="intent" value="use">
          {words.button}
        </Button>
      </Form>
      <p className="govuk-body">If you did not ask for this, close this page. Nothing happens without the button.</p>
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
