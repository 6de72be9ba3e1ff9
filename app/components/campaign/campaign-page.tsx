import { Button, ButtonLink } from "~/components/ui/button";
import { Form } from "~/components/ui/form";
import { InsetText } from "~/components/ui/inset-text";
import { PageHeading } from "~/components/ui/page-heading";
import { paths } from "~/config/paths";
import { programme } from "~/config/programme";
import { formatDay, type Day } from "~/lib/london-time";

type Props = {
  campaign: { name: string; startsOn: Day; endsOn: Day; description: string };
  isOver: boolean;
};

/** What, when and how to ask, for schools. */
export function CampaignPage({ campaign, isOver }: Props) {
  const { name, startsOn, endsOn, description } = campaign;
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <PageHeading size="xl">{name}</PageHeading>
        <p className="govuk-body-l">
          {startsOn === endsOn ? formatDay(startsOn) : `${formatDay(startsOn)} to ${formatDay(endsOn)}`}
        </p>
        <p className="govuk-body app-typed">{description}</p>
        {isOver ? (
          <>
            <InsetText>This campaign is over. You can ask for a session at any time of the year.</InsetText>
            <ButtonLink href={paths.request.start()} start>
              Ask for a session
            </ButtonLink>
          </>
        ) : (
          <>
            <h2 className="govuk-heading-m">How to take part</h2>
            <p className="govuk-body">
              {programme.forceName} officers come to your school or youth setting. Ask for a session, and give dates between
              these days if you can. It takes about five minutes, and you need no account.
            </p>
            <Form>
              <Button>Ask for a session in this campaign</Button>
            </Form>
            <p className="govuk-body">
              Before you ask, you can look at{" "}
              <a className="govuk-link" href={paths.materials()}>
                what students will see and hear
              </a>
              .
            </p>
          </>
        )}
      </div>
    </div>
  );
}
