import { FORM_CAPTION } from "~/components/request-form/step-page";
import { Button, ButtonLink } from "~/components/ui/button";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { paths } from "~/config/paths";
import type { DraftPurpose } from "~/domain/request-draft";

type Props = { schoolName: string | null; continueAt: string; wasSent: boolean; purpose: DraftPurpose };

const HEADINGS: Readonly<Record<DraftPurpose, string>> = {
  new: "You have started a request",
  again: "You have started a request",
  change: "You have started to change a request",
  for_school: "You have started to enter a request",
};

export function ContinueDraft({ schoolName, continueAt, wasSent, purpose }: Props) {
  return (
    <>
      <PageHeading caption={FORM_CAPTION}>{HEADINGS[purpose]}</PageHeading>
      <p className="govuk-body">
        {schoolName ? `It is for ${schoolName}. ` : ""}
        {wasSent
          ? "It is not with us yet: we still need the code that we sent to your mailbox."
          : "We kept what you entered in this browser."}
      </p>
      <ButtonLink href={continueAt}>{wasSent ? "Enter the code" : "Continue"}</ButtonLink>
      <Form action={paths.request.discard()}>
        <Button look="secondary" name="intent" value="discard">
          {purpose === "change" || purpose === "for_school" ? "Stop, and keep nothing of it" : "Start again with an empty form"}
        </Button>
      </Form>
    </>
  );
}
