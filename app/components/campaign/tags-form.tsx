import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { Checkbox } from "~/components/ui/choices";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { Select, type SelectOption } from "~/components/ui/select";
import { textOf, type FormErrors, type FormValues } from "~/lib/form-data";

type Props = {
  back: string;
  caption: string;
  campaigns: readonly SelectOption[];
  funders: readonly SelectOption[];
  /** A request may hand its tags to the visits that it has already. */
  withVisits: boolean;
  values: FormValues;
  errors?: FormErrors;
};

/** Tags are the team’s own: schools see neither. */
export function TagsForm({ back, caption, campaigns, funders, withVisits, values, errors }: Props) {
  const field = (name: string) => ({ name, value: textOf(values, name), error: errors?.[name] });
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <BackLink href={back} />
        <ErrorSummary errors={errors} />
        <PageHeading caption={caption}>Campaign and funder</PageHeading>
        <p className="govuk-body">
          Attendances and student-hours are reported by these. Students reached are not: they follow from the days.
        </p>
        <Form>
          <Select {...field("campaignId")} label="Campaign" options={campaigns} emptyLabel="None" />
          <Select {...field("funderId")} label="Funder" options={funders} emptyLabel="None" />
          {withVisits ? (
            <Checkbox
              name="alsoVisits"
              label="Change its visits too"
              hint="Visits planned from now on are tagged like the request in any case."
              checked={textOf(values, "alsoVisits") === "yes"}
            />
          ) : null}
          <Button>Save</Button>
        </Form>
      </div>
    </div>
  );
}
