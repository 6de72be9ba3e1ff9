import { Button } from "~/components/ui/button";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { Panel } from "~/components/ui/panel";
import { paths } from "~/config/paths";

/** Where an invitation's link leads: the school is chosen, a button begins. */
export function Invited({ schoolName, teamPhone }: { schoolName: string; teamPhone: string }) {
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <PageHeading>Ask for a session for {schoolName}</PageHeading>
        <p className="govuk-body">
          Thank you for following our invitation. {schoolName} is filled in already. If it is for another school, you can
          change that before you send.
        </p>
        <ul className="govuk-list govuk-list--bullet">
          <li>It takes about five minutes, without an account.</li>
          <li>We answer with a date, or ask what would suit you.</li>
          <li>If you would rather talk first, ring us: {teamPhone}.</li>
        </ul>
        <Form>
          <Button>Start now</Button>
        </Form>
        <p className="govuk-body">
          <a className="govuk-link" href={paths.materials()}>
            What students will see and hear
          </a>
        </p>
      </div>
    </div>
  );
}

export function NoInvitations({ isDone }: { isDone: boolean }) {
  if (isDone) {
    return (
      <>
        <Panel title="No more invitations" />
        <p className="govuk-body">
          We will not send invitations to this address again. You can still ask for a session at any time, and mails about
          bookings that you have made still come.
        </p>
      </>
    );
  }
  return (
    <>
      <PageHeading>No more invitations to this address?</PageHeading>
      <p className="govuk-body">
        We will not invite you to sessions by mail again. You can still ask for one at any time, and mails about bookings that
        you have made still come.
      </p>
      <Form>
        <Button>Send me no more invitations</Button>
      </Form>
    </>
  );
}

/** For a link out of an invitation that was cut short, or has run out. */
export function InvitationGone({ teamPhone }: { teamPhone: string }) {
  return (
    <>
      <PageHeading>This link cannot be used any more</PageHeading>
      <p className="govuk-body">
        It is not complete, or it is too old. You can{" "}
        <a className="govuk-link" href={paths.request.start()}>
          ask for a session without it
        </a>
        , or ring us: {teamPhone}.
      </p>
    </>
  );
}
