import { PageHeading } from "~/components/ui/page-heading";
import { programme } from "~/config/programme";
import type { Wording } from "~/domain/wording";

type Props = {
  wording: Pick<Wording, "howToReachUs">;
  /** After the last booking. */
  retentionMonths: number;
};

export function PrivacyPage({ wording, retentionMonths }: Props) {
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <PageHeading>Privacy</PageHeading>
        <p className="govuk-body-l">
          We keep what we need to arrange sessions, and nothing about individual students.
        </p>

        <h2 className="govuk-heading-m">What we keep</h2>
        <ul className="govuk-list govuk-list--bullet">
          <li>the name, work email address and phone number of the member of staff who asks</li>
          <li>the school or youth setting, and what was asked for and arranged</li>
          <li>how many students took part, as numbers for each group</li>
          <li>who in our team did what and when, so that mistakes can be put right</li>
          <li>
            when and with what kind of browser you signed in; you can see and end your sign-ins yourself
          </li>
        </ul>
        <p className="govuk-body">
          We do not ask for names of students or anything that tells one student from another. Please leave
          them out of every field.
        </p>

        <h2 className="govuk-heading-m">Why we may keep it</h2>
        <p className="govuk-body">
          {programme.forceName} prevents crime and supports young people as part of its public task. Arranging
          these sessions and reporting how many students they reach is part of that work.
        </p>

        <h2 className="govuk-heading-m">Who sees it</h2>
        <ul className="govuk-list govuk-list--bullet">
          <li>the officers who plan and deliver sessions see the booking and its contact</li>
          <li>
            contacts of your school see your school’s bookings, once our team has approved them as contacts
          </li>
          <li>reports contain numbers only: no names, notes or contact details</li>
        </ul>
        <p className="govuk-body">We do not sell it, and we do not use it for advertising.</p>

        <h2 className="govuk-heading-m">How long</h2>
        <p className="govuk-body">
          A request that you do not finish is deleted after {programme.draftDays} days. Contact details are kept
          only as long as they are needed for the booking and for questions about it, at most {retentionMonths} months
          after the last booking or sign-in. They are then removed, with what was written about the booking. The
          numbers of students reached are kept without them.
        </p>

        <h2 className="govuk-heading-m">Cookies</h2>
        <p className="govuk-body">
          We set only cookies that the service cannot work without: one that remembers the request you are
          filling in, one that keeps you signed in, and one that shows you a message once. There are no
          others, and no tracking.
        </p>

        <h2 className="govuk-heading-m">Your rights</h2>
        <p className="govuk-body">
          You can ask what we keep about you, have it corrected, object to our keeping it, or ask us to delete
          it. To do so, write to the data protection officer of {programme.forceName}, or {wording.howToReachUs}
          .
        </p>
        <p className="govuk-body">
          If you are not content with our answer, you can complain to the Information Commissioner’s Office:{" "}
          <a className="govuk-link" href="https://ico.org.uk/make-a-complaint/" rel="external">
            ico.org.uk
          </a>
          , <span className="app-reference">0303 123 1113</span>.
        </p>
      </div>
    </div>
  );
}
