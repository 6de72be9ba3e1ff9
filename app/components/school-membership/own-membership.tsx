import { Button } from "~/components/ui/button";
import { Form } from "~/components/ui/form";
import { InsetText } from "~/components/ui/inset-text";
import { PageHeading } from "~/components/ui/page-heading";
import { formatInstant } from "~/lib/london-time";
import type { MembershipStatus } from "~/domain/school-membership";

type Props = {
  reference: string;
  schoolName: string;
  /** Null where they never asked. */
  membership: { status: MembershipStatus; requestedAt: string; decidedAt: string | null } | null;
  teamEmail: string;
};

/** A contact asks for sight of what colleagues book, sees how it stands, or gives it back. */
export function OwnMembership({ reference, schoolName, membership, teamEmail }: Props) {
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <PageHeading caption={reference}>See all bookings of your school</PageHeading>
        <Standing schoolName={schoolName} membership={membership} teamEmail={teamEmail} />
      </div>
    </div>
  );
}

function Standing({ schoolName, membership, teamEmail }: Omit<Props, "reference">) {
  const status = membership?.status ?? null;
  switch (status) {
    case "requested":
      return (
        <InsetText>
          You asked on {formatInstant(new Date(membership?.requestedAt ?? 0))}. The team looks at it and answers by mail.
        </InsetText>
      );
    case "refused":
      return (
        <p className="govuk-body">
          The team could not open the other bookings of {schoolName} to you. If that is a mistake, write to{" "}
          <a className="govuk-link" href={`mailto:${teamEmail}`}>
            {teamEmail}
          </a>
          . Your own bookings are not affected.
        </p>
      );
    case "approved":
      return (
        <>
          <p className="govuk-body">
            You are a contact of {schoolName}: its bookings stand among yours, those of colleagues as well. A booking
            that a colleague made is theirs to change.
          </p>
          <p className="govuk-body">
            If you have moved to another school, please say so: you then no longer see what colleagues book.
          </p>
          <Form>
            <Button look="secondary" name="intent" value="end">
              I no longer book for this school
            </Button>
          </Form>
        </>
      );
    case "ended":
    case null:
      return (
        <>
          <p className="govuk-body">
            You see the bookings that you are named in. If you look after visitors or personal development at {schoolName}
            , you can ask our team to show you the bookings of your colleagues as well.
          </p>
          <p className="govuk-body">We check that you work there, and answer by mail.</p>
          <Form>
            <Button name="intent" value="ask">
              Ask to see all bookings of this school
            </Button>
          </Form>
        </>
      );
  }
}
