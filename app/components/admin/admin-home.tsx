import { InsetText } from "~/components/ui/inset-text";
import { PageHeading } from "~/components/ui/page-heading";
import { officePaths } from "~/config/office-paths";
import { paths } from "~/config/paths";
import { reachPaths } from "~/config/reach-paths";
import { registerPaths } from "~/config/register-paths";

type Props = {
  failedMails: number;
  presentersWithoutPattern: number;
  /** Names of local authorities that lack terms. */
  withoutTerms: readonly string[];
};

const TASKS = [
  { href: paths.admin.people(), title: "People", text: "Who is on the team, what they may do, where presenters start." },
  { href: registerPaths.schools(), title: "Schools", text: "The register and its import, and what we keep about a school." },
  { href: paths.admin.formats(), title: "Formats", text: "Kinds of session: lengths, largest group, presenters needed." },
  { href: officePaths.rosters(), title: "Rosters", text: "Hours from the duty system’s file, checked before they change." },
  { href: paths.admin.terms(), title: "Terms", text: "When schools are open, by local authority." },
  { href: paths.admin.targets(), title: "Targets", text: "Programme years and the students to reach in each." },
  { href: officePaths.campaigns(), title: "Campaigns", text: "Weeks of action with their own days, target and page." },
  { href: officePaths.funders(), title: "Funders", text: "Who pays for sessions, and what they paid." },
  { href: officePaths.reasons(), title: "Reasons", text: "Why we decline, cancel or move, and why a session did not take place." },
  { href: reachPaths.strategy(), title: "Strategy", text: "Milestones of five programme years." },
  { href: reachPaths.contextFigures(), title: "Context figures", text: "Numbers from elsewhere beside the headline." },
  { href: officePaths.priorityAreas(), title: "Priority areas", text: "Where violence concentrates. For the team alone." },
  { href: officePaths.districts(), title: "District outlines", text: "Boundaries for the map of coverage, from a file." },
  { href: paths.admin.materials(), title: "Materials", text: "Letters, slides and sheets that schools read." },
  { href: officePaths.supportProviders(), title: "Support directory", text: "Whom schools and families can turn to." },
  { href: paths.admin.mail(), title: "Sent mail", text: "Every message that left, waits or was refused." },
  { href: officePaths.mailbox(), title: "Arrived mail", text: "Answers and delivery reports, what nobody could match, addresses that do not work." },
  { href: paths.admin.emails(), title: "Mails we send", text: "Every occasion, as people read it." },
  { href: officePaths.wording(), title: "Wording", text: "Sentences and help lines of the public pages." },
  { href: officePaths.settings(), title: "Settings", text: "Answer times, school hours, travel and contact lines." },
];

export function AdminHome(props: Props) {
  return (
    <>
      <PageHeading>Admin</PageHeading>
      <Attention {...props} />
      <dl className="govuk-summary-list">
        {TASKS.map(({ href, title, text }) => (
          <div key={href} className="govuk-summary-list__row">
            <dt className="govuk-summary-list__key">
              <a className="govuk-link" href={href}>
                {title}
              </a>
            </dt>
            <dd className="govuk-summary-list__value">{text}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Attention({ failedMails, presentersWithoutPattern, withoutTerms }: Props) {
  if (failedMails + presentersWithoutPattern + withoutTerms.length === 0) return null;
  return (
    <InsetText>
      <p className="govuk-body">Worth a look:</p>
      <ul className="govuk-list govuk-list--bullet">
        {failedMails > 0 ? (
          <li>
            <a className="govuk-link" href={officePaths.mailWithStatus("failed")}>
              {failedMails === 1 ? "One message could not be sent" : `${failedMails} messages could not be sent`}
            </a>
          </li>
        ) : null}
        {withoutTerms.length > 0 ? (
          <li>
            <a className="govuk-link" href={paths.admin.terms()}>
              Terms are missing for {withoutTerms.join(", ")}
            </a>
            : weekdays are taken to be open
          </li>
        ) : null}
        {presentersWithoutPattern > 0 ? (
          <li>
            <a className="govuk-link" href={paths.availability()}>
              {presentersWithoutPattern === 1
                ? "One presenter has no working hours"
                : `${presentersWithoutPattern} presenters have no working hours`}
            </a>
            : weekdays from 08:00 to 16:00 are assumed
          </li>
        ) : null}
      </ul>
    </InsetText>
  );
}
