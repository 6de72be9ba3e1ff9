import { FORM_CAPTION } from "~/components/request-form/step-page";
import { Button, ButtonLink } from "~/components/ui/button";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { paths } from "~/config/paths";

type Props = { schoolName: string | null; continueAt: string; wasSent: boolean };

export function ContinueDraft({ schoolName, continueAt, wasSent }: Props) {
  return (
    <>
      <PageHeading caption={FORM_CAPTION}>You have started a request</PageHeading>
      <p className="govuk-body">
        {schoolName ? `It is for ${schoolName}. ` : ""}
        {wasSent
          ? "It is not with us yet: we still need the code that we sent to your mailbox."
          : "We kept what you entered in this browser."}
      </p>
      <ButtonLink href={continueAt}>{wasSent ? "Enter the code" : "Continue"}</ButtonLink>
      <Form action={paths.request.start()}>
        <Button look="secondary" name="intent" value="discard">
          Start again with an empty form
        </Button>
      </Form>
    </>
  );
}
