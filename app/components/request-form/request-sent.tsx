import { ButtonLink } from "~/components/ui/button";
import { Panel } from "~/components/ui/panel";
import { WarningText } from "~/components/ui/warning-text";
import { paths } from "~/config/paths";
import { formatDay, type Day } from "~/lib/london-time";

type Props = { reference: string; answerByOn: Day | null; email: string; isSensitive: boolean; teamPhone: string };

export function RequestSent({ reference, answerByOn, email, isSensitive, teamPhone }: Props) {
  return (
    <>
      <Panel title="Your request is with us">
        Your reference
        <br />
        <strong className="app-reference">{reference}</strong>
      </Panel>
      {isSensitive ? (
        <WarningText>
          You told us that something has happened. Please also ring {teamPhone} and ask for the knife crime awareness
          team. If someone is in danger now, call 999.
        </WarningText>
      ) : null}
      <p className="govuk-body">We have sent a mail with the reference to {email}.</p>
      <h2 className="govuk-heading-m">What happens next</h2>
      {answerByOn ? (
        <p className="govuk-body">
          We answer by <strong>{formatDay(answerByOn)}</strong>.
        </p>
      ) : null}
      <ul className="govuk-list govuk-list--bullet">
        <li>We look for presenters who are free on the days that you named.</li>
        <li>When one of them works, we confirm it by mail, with an invitation for your calendar.</li>
        <li>When none does, we write to you to find another day.</li>
      </ul>
      <p className="govuk-body">
        Until then there is nothing you need to do. You can read{" "}
        <a className="govuk-link" href={paths.materials()}>
          what students will see and hear
        </a>
        .
      </p>
      <ButtonLink href={paths.booking(reference)}>See your booking</ButtonLink>
    </>
  );
}
