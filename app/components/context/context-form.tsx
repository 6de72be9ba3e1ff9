import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { DateField } from "~/components/ui/date-field";
import { dateParts } from "~/components/ui/date-parts";
import { ErrorSummary } from "~/components/ui/error-summary";
import { Form } from "~/components/ui/form";
import { PageHeading } from "~/components/ui/page-heading";
import { RetireForm } from "~/components/ui/retire-form";
import { TextField } from "~/components/ui/text-field";
import { reachPaths } from "~/config/reach-paths";
import { textOf, type FormErrors, type FormValues } from "~/lib/form-data";

type Props = {
  /** Null for a new one. */
  figure: { version: number; retired: boolean } | null;
  values: FormValues;
  errors?: FormErrors;
};

export function ContextForm({ figure, values, errors }: Props) {
  const field = (name: string) => ({ name, value: textOf(values, name), error: errors?.[name] });
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <BackLink href={reachPaths.contextFigures()} />
        <ErrorSummary errors={errors} />
        <PageHeading caption="Context figures">{figure ? "Change a figure" : "Add a figure"}</PageHeading>
        <p className="govuk-body">
          It stands beside the headline in reports and exports that leave the team. Name a district, an authority or the force’s
          area, never a priority area.
        </p>
        <Form>
          <input type="hidden" name="version" value={textOf(values, "version")} />
          <TextField {...field("label")} label="What the number counts" hint="Such as “Recorded knife-enabled violence, offences”" />
          <TextField {...field("figure")} label="The number" width={10} inputMode="decimal" />
          <TextField {...field("area")} label="Area" hint="Such as “Leicester” or “the whole force area”" />
          <TextField {...field("period")} label="Period" hint="As the source names it, such as “Year to March 2026”" />
          <TextField {...field("source")} label="Source" hint="So that a reader can find it again: publisher, title, table" />
          <TextField {...field("link")} label="Address of the source (optional)" hint="Begins with https://" />
          <DateField
            name="asAtOn"
            legend="As at"
            legendSize="s"
            hint="The day on which the source was published or looked at. Such figures are revised later."
            error={errors?.asAtOn}
            value={dateParts(values, "asAtOn")}
          />
          <Button>Save</Button>
        </Form>
        {figure ? (
          <RetireForm version={figure.version} retired={figure.retired}>
            {figure.retired ? "Show it in reports again" : "Take it out of reports"}
          </RetireForm>
        ) : null}
      </div>
    </div>
  );
}
