import { FORM_CAPTION } from "~/components/request-form/step-page";
import { Button, ButtonLink } from "~/components/ui/button";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { paths } from "~/config/paths";

/** What the link of a mail can still do: send the request, have a new mail sent, or nothing. */
export type LinkState = "good" | "run_out" | "useless";

type Props = { state: LinkState; schoolName: string; mailSent: boolean };

export function ProveLink({ state, schoolName, mailSent }: Props) {
  if (mailSent) {
    return (
      <>
        <PageHeading caption={FORM_CAPTION}>Check your email</PageHeading>
        <p className="govuk-body">We have sent you a new mail. Open the link in it within 10 minutes.</p>
      </>
    );
  }
  if (state === "useless") {
    return (
      <>
        <PageHeading caption={FORM_CAPTION}>This link does not work any more</PageHeading>
        <p className="govuk-body">
          Perhaps your request has been sent already, or a newer mail has come. If you have sent it, it is among your
          bookings.
        </p>
        <ButtonLink href={paths.bookings()}>See your bookings</ButtonLink>
      </>
    );
  }
  if (state === "run_out") {
    return (
      <>
        <PageHeading caption={FORM_CAPTION}>This link has run out</PageHeading>
        <p className="govuk-body">Your request for {schoolName} is not with us yet. We can send you a new link.</p>
        <Form>
          <Button name="intent" value="again">
            Send a new link
          </Button>
        </Form>
      </>
    );
  }
  return (
    <>
      <PageHeading caption={FORM_CAPTION}>Send your request</PageHeading>
      <p className="govuk-body">
        One last step: press the button to send your request for <strong>{schoolName}</strong>. If you did not ask for a
        session, close this page and nothing is sent.
      </p>
      <Form>
        <Button name="intent" value="prove">
          Send your request
        </Button>
      </Form>
    </>
  );
}
