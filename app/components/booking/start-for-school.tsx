import { Button, ButtonLink } from "~/components/ui/button";
import { Form } from "~/components/ui/form";
import { InsetText } from "~/components/ui/inset-text";
import { PageHeading } from "~/components/ui/page-heading";

type Props = { begun: { schoolName: string | null; continueAt: string } | null };

export function StartForSchool({ begun }: Props) {
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <PageHeading>Enter a request for a school</PageHeading>
        {begun ? (
          <InsetText>
            <p className="govuk-body">
              You have begun one{begun.schoolName === null ? "" : ` for ${begun.schoolName}`} that is not in the inbox yet.
            </p>
            <ButtonLink href={begun.continueAt}>Continue it</ButtonLink>
          </InsetText>
        ) : null}
        <p className="govuk-body">
          For a school that rings. You fill in the pages that schools see, with the details of the person at the school.
        </p>
        <ul className="govuk-list govuk-list--bullet">
          <li>The request goes to the inbox at once: nobody needs to type a code.</li>
          <li>The contact gets our mail with the reference and your name, and sees the booking by signing in.</li>
          <li>What you have entered goes when you sign out.</li>
        </ul>
        <Form>
          <Button look={begun ? "secondary" : "primary"}>{begun ? "Enter another one" : "Start"}</Button>
        </Form>
      </div>
    </div>
  );
}
