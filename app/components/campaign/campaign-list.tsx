import { BackLink } from "~/components/ui/back-link";
import { ButtonLink } from "~/components/ui/button";
import { DataTable } from "~/components/ui/data-table";
import { PageHeading } from "~/components/ui/page-heading";
import { Tag } from "~/components/ui/tag";
import { officePaths } from "~/config/office-paths";
import { paths } from "~/config/paths";
import { isPublic, type Campaign } from "~/domain/campaign";
import { formatShortDay, type Day } from "~/lib/london-time";

type Props = { campaigns: readonly Campaign[]; today: Day };

export function CampaignList({ campaigns, today }: Props) {
  return (
    <>
      <BackLink href={paths.admin.home()} />
      <PageHeading>Campaigns</PageHeading>
      <p className="govuk-body">
        Weeks of action with their own days and target. What is recorded in those days is reported for the campaign from the
        same facts; requests and visits can also be tagged with it.
      </p>
      <ButtonLink href={officePaths.campaign("new")}>Add a campaign</ButtonLink>
      <DataTable
        caption="Campaigns"
        captionHidden
        rows={campaigns}
        rowKey={({ id }) => id}
        empty="There are none yet."
        columns={[
          {
            header: "Name",
            rowHeader: true,
            cell: ({ id, name }) => (
              <a className="govuk-link" href={officePaths.campaign(id)}>
                {name}
              </a>
            ),
          },
          { header: "Days", cell: daysOf },
          {
            header: "Target",
            numeric: true,
            cell: ({ target }) => (target === null ? "None" : target.toLocaleString("en-GB")),
          },
          {
            header: "Public page",
            cell: (campaign) =>
              isPublic(campaign) ? (
                <a className="govuk-link" href={paths.campaign(campaign.slug)}>
                  Look at it<span className="govuk-visually-hidden">: {campaign.name}</span>
                </a>
              ) : (
                "None"
              ),
          },
          {
            header: "Report",
            cell: ({ name, slug }) => (
              <a className="govuk-link" href={paths.reachOf(`campaign-${slug}`)}>
                Reach<span className="govuk-visually-hidden"> of {name}</span>
              </a>
            ),
          },
          { header: "State", cell: (campaign) => <StateTag campaign={campaign} today={today} /> },
        ]}
      />
    </>
  );
}

const daysOf = ({ startsOn, endsOn }: Campaign): string =>
  `${formatShortDay(startsOn)} to ${formatShortDay(endsOn)} ${endsOn.slice(0, 4)}`;

function StateTag({ campaign, today }: { campaign: Campaign; today: Day }) {
  if (campaign.retired) return <Tag colour="grey">Out of use</Tag>;
  if (campaign.endsOn < today) return <Tag colour="grey">Over</Tag>;
  return campaign.startsOn <= today ? <Tag colour="green">On now</Tag> : <Tag colour="blue">To come</Tag>;
}
