import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Form } from "~/components/ui/form";
import { InsetText } from "~/components/ui/inset-text";
import { PageHeading } from "~/components/ui/page-heading";
import { WarningText } from "~/components/ui/warning-text";
import { paths } from "~/config/paths";
import type { FeedKind } from "~/domain/calendar-feed";
import type { FormErrors } from "~/lib/form-data";

type Props = {
  calendars: readonly { kind: FeedKind; made: { on: string; lastRead: string | null } | null }[];
  /** Just made, and shown this once. */
  made: { kind: FeedKind; address: string } | null;
  errors?: FormErrors;
};

const LABELS: Readonly<Record<FeedKind, { title: string; what: string }>> = {
  presenter: { title: "Visits you present", what: "Your own visits, with their running order." },
  school: { title: "Your bookings", what: "Visits that you booked, or at schools that you are an approved contact of." },
  team: { title: "All visits of the team", what: "Every visit, for those who keep the schedule." },
};

export function CalendarsPage({ calendars, made, errors }: Props) {
  return (
    <>
      <BackLink href={paths.account()}>Your account</BackLink>
      <ErrorSummary errors={errors} />
      <PageHeading>Your calendars</PageHeading>
      <p className="govuk-body">
        A calendar program can subscribe to your visits. It asks for news by itself; it may take a day until a change
        shows (Google 8 to 24 hours, Outlook 3 to 24). Invitations by mail are quicker.
      </p>
      {made ? (
        <InsetText>
          <h2 className="govuk-heading-m">{LABELS[made.kind].title}: the new address</h2>
          <p className="govuk-body app-typed">
            <strong>{made.address}</strong>
          </p>
          <p className="govuk-body">
            <a className="govuk-link" href={made.address.replace(/^https?:/, "webcal:")}>
              Subscribe on this device
            </a>
          </p>
          <WarningText>It is shown this once. Whoever has it can read these visits: keep it to yourself.</WarningText>
        </InsetText>
      ) : null}
      {calendars.map(({ kind, made: known }) => (
        <section key={kind} aria-labelledby={`calendar-${kind}`}>
          <h2 className="govuk-heading-m" id={`calendar-${kind}`}>
            {LABELS[kind].title}
          </h2>
          <p className="govuk-body">
            {LABELS[kind].what}{" "}
            {known ? `Address made on ${known.on}; ${known.lastRead ? `read last on ${known.lastRead}` : "not read yet"}.` : null}
          </p>
          <Form>
            <input type="hidden" name="kind" value={kind} />
            <div className="app-actions">
              <Button name="intent" value="make" look="secondary">
                {known ? "Make a new address" : "Make an address"}
                <span className="govuk-visually-hidden">: {LABELS[kind].title}</span>
              </Button>
              {known ? (
                <Button name="intent" value="end" look="secondary">
                  Stop this address<span className="govuk-visually-hidden">: {LABELS[kind].title}</span>
                </Button>
              ) : null}
            </div>
          </Form>
        </section>
      ))}
    </>
  );
}
