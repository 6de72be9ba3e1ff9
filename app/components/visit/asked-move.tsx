import { Button, ButtonLink } from "~/components/ui/button";
import { Form } from "~/components/ui/form";
import { NotificationBanner } from "~/components/ui/notification-banner";
import { paths } from "~/config/paths";
import { formatInstant } from "~/lib/london-time";

type Props = {
  visitId: string;
  asked: { askedAt: string; note: string; reasons: readonly string[] };
  mayMove: boolean;
};

/** The school's wish for another date, until somebody has settled it. */
export function AskedMove({ visitId, asked, mayMove }: Props) {
  return (
    <NotificationBanner title="The school asks for another date">
      <p className="govuk-notification-banner__heading app-typed">{asked.note}</p>
      {asked.reasons.length === 0 ? null : <p className="govuk-body">Reasons: {asked.reasons.join("; ")}.</p>}
      <p className="govuk-body">
        Asked on {formatInstant(new Date(asked.askedAt))}. The visit stands until it is moved.
      </p>
      {mayMove ? (
        <div className="govuk-button-group">
          <ButtonLink href={paths.moveVisit(visitId)}>Move the visit</ButtonLink>
          <Form action={`${paths.visit(visitId)}?index`}>
            <Button look="secondary">Settled: the day stays</Button>
          </Form>
        </div>
      ) : null}
    </NotificationBanner>
  );
}
