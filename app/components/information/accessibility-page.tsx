import { PageHeading } from "~/components/ui/page-heading";
import { programme } from "~/config/programme";
import type { Wording } from "~/domain/wording";

export function AccessibilityPage({ wording }: { wording: Pick<Wording, "howToReachUs"> }) {
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <PageHeading>Accessibility</PageHeading>
        <p className="govuk-body-l">
          We want everyone who arranges a session to be able to use this service. {programme.forceName} runs it.
        </p>
        <p className="govuk-body">You should be able to:</p>
        <ul className="govuk-list govuk-list--bullet">
          <li>zoom in up to 400% without the page scrolling sideways</li>
          <li>use every page with a keyboard alone, or with speech</li>
          <li>use every page with a screen reader</li>
          <li>use every page with scripts switched off</li>
          <li>change colours, contrast and fonts in your browser or system</li>
        </ul>
        <p className="govuk-body">
          Wide tables scroll inside their own area. Calendars are also available as plain lists.
        </p>

        <h2 className="govuk-heading-m">How accessible it is</h2>
        <p className="govuk-body">
          The service is built to meet the Web Content Accessibility Guidelines (WCAG) version 2.2 at level
          AA. Every journey is checked by automatic tests whenever the service changes. It has not yet been
          audited by independent testers, so there may be problems that we do not know of.
        </p>

        <h2 className="govuk-heading-m">Tell us about a problem</h2>
        <p className="govuk-body">
          If something does not work for you, or you need information in another form, {wording.howToReachUs}.
          You can also ask for a session that way.
        </p>

        <h2 className="govuk-heading-m">If you are not content with our answer</h2>
        <p className="govuk-body">
          Contact the{" "}
          <a className="govuk-link" href="https://www.equalityadvisoryservice.com" rel="external">
            Equality Advisory and Support Service
          </a>
          .
        </p>
      </div>
    </div>
  );
}
