import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { DateField } from "~/components/ui/date-field";
import { dateParts } from "~/components/ui/date-parts";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { RetireForm } from "~/components/ui/retire-form";
import { Textarea } from "~/components/ui/textarea";
import { TextField } from "~/components/ui/text-field";
import { officePaths } from "~/config/office-paths";
import { paths } from "~/config/paths";
import { textOf, type FormErrors, type FormValues } from "~/lib/form-data";

type Props = {
  /** Null for a new one. */
  campaign: { version: number; retired: boolean; slug: string; isPublic: boolean } | null;
  values: FormValues;
  errors?: FormErrors;
};

export function CampaignForm({ campaign, values, errors }: Props) {
  const field = (name: string) => ({ name, value: textOf(values, name), error: errors?.[name] });
  const days = (name: string) => ({ name, value: dateParts(values, name), error: errors?.[name] });
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <BackLink href={officePaths.campaigns()} />
        <ErrorSummary errors={errors} />
        <PageHeading caption="Campaigns">{campaign ? "Change a campaign" : "Add a campaign"}</PageHeading>
        {campaign ? (
          <ul className="govuk-list">
            {campaign.isPublic ? (
              <li>
                <a className="govuk-link" href={paths.campaign(campaign.slug)}>
                  Its public page
                </a>
              </li>
            ) : null}
            <li>
              <a className="govuk-link" href={paths.reachOf(`campaign-${campaign.slug}`)}>
                Students reached in it
              </a>
            </li>
          </ul>
        ) : null}
        <Form>
          <input type="hidden" name="version" value={textOf(values, "version")} />
          <TextField {...field("name")} label="Name" />
          <DateField {...days("starts")} legend="First day" />
          <DateField {...days("ends")} legend="Last day" />
          <TextField {...field("target")} label="Target (optional)" width={5} inputMode="numeric" suffix="students" />
          <Textarea
            {...field("description")}
            label="Description for everybody (optional)"
            rows={6}
            hint="With one, the campaign has a public page where schools can ask for a session in it. Name no person and no place of a priority area."
          />
          <Button>Save</Button>
        </Form>
        {campaign ? (
          <RetireForm version={campaign.version} retired={campaign.retired}>
            {campaign.retired ? "Use it again" : "Take it out of use"}
          </RetireForm>
        ) : null}
      </div>
    </div>
  );
}
