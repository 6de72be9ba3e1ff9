import { HelpLines, PhoneNumber } from "~/components/information/help-lines";
import { InsetText } from "~/components/ui/inset-text";
import { PageHeading } from "~/components/ui/page-heading";
import { paths } from "~/config/paths";
import type { Wording } from "~/domain/wording";

export function HelpPage({ wording }: { wording: Wording }) {
  const { emergency } = wording;
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <PageHeading>Help and reporting</PageHeading>
        <InsetText>
          <h2 className="govuk-heading-m govuk-!-margin-bottom-1">In an emergency</h2>
          <PhoneNumber number={emergency.phone} />
          <p className="govuk-body govuk-!-margin-bottom-0">{emergency.what}</p>
        </InsetText>

        <h2 className="govuk-heading-m">Report something</h2>
        <HelpLines lines={wording.reporting} />

        <h2 className="govuk-heading-m">For young people</h2>
        <HelpLines lines={wording.youngPeople} />

        <h2 className="govuk-heading-m">More information</h2>
        <HelpLines lines={wording.campaigns} />

        <h2 className="govuk-heading-m">If something has happened at your school</h2>
        <p className="govuk-body">
          Call {emergency.phone} if anyone is in danger. Follow your safeguarding procedure and tell your designated
          safeguarding lead. A session is not a response to an incident: if you would still like one
          afterwards, say so when you{" "}
          <a className="govuk-link" href={paths.request.start()}>
            ask for a session
          </a>
          , and ring us as well.
        </p>
      </div>
    </div>
  );
}
