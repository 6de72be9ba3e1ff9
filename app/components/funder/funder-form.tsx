import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { RetireForm } from "~/components/ui/retire-form";
import { TextField } from "~/components/ui/text-field";
import { officePaths } from "~/config/office-paths";
import { textOf, type FormErrors, type FormValues } from "~/lib/form-data";

type Props = {
  /** Null for a new one. */
  funder: { version: number; retired: boolean } | null;
  /** The programme years that are entered, the newest first. */
  years: readonly { id: string; name: string }[];
  values: FormValues;
  errors?: FormErrors;
};

export function FunderForm({ funder, years, values, errors }: Props) {
  const field = (name: string) => ({ name, value: textOf(values, name), error: errors?.[name] });
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <BackLink href={officePaths.funders()} />
        <ErrorSummary errors={errors} />
        <PageHeading caption="Funders">{funder ? "Change a funder" : "Add a funder"}</PageHeading>
        <Form>
          <input type="hidden" name="version" value={textOf(values, "version")} />
          <TextField {...field("name")} label="Name" />
          <h2 className="govuk-heading-m">What it paid</h2>
          {years.length === 0 ? (
            <p className="govuk-body">Enter a programme year under Targets first: costs belong to one.</p>
          ) : (
            <p className="govuk-hint">
              For sessions of a programme year. Leave it empty where nobody knows: then no cost is shown.
            </p>
          )}
          {years.map(({ id, name }, index) => (
            <div key={id}>
              <input type="hidden" name={`costs.${index}.year`} value={id} />
              <TextField {...field(`costs.${index}.cost`)} label={`${name} (optional)`} width={10} inputMode="decimal" prefix="£" />
            </div>
          ))}
          <Button>Save</Button>
        </Form>
        {funder ? (
          <RetireForm version={funder.version} retired={funder.retired}>
            {funder.retired ? "Use it again" : "Take it out of use"}
          </RetireForm>
        ) : null}
      </div>
    </div>
  );
}
