import { dateParts } from "~/components/ui/date-parts";
import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { DateField } from "~/components/ui/date-field";
import { ErrorSummary } from "~/components/ui/error-summary";
import { FileField } from "~/components/ui/file-field";
import { Form } from "~/components/ui/form";
import { InsetText } from "~/components/ui/inset-text";
import { PageHeading } from "~/components/ui/page-heading";
import { RetireForm } from "~/components/ui/retire-form";
import { Textarea } from "~/components/ui/textarea";
import { TextField } from "~/components/ui/text-field";
import { officePaths } from "~/config/office-paths";
import { textOf, type FormErrors, type FormValues } from "~/lib/form-data";

type Props = {
  /** Null for a new one. `outlinePoints` is null for a circle. */
  area: { version: number; retired: boolean; outlinePoints: number | null } | null;
  values: FormValues;
  errors?: FormErrors;
};

export function AreaForm({ area, values, errors }: Props) {
  const field = (name: string) => ({ name, value: textOf(values, name), error: errors?.[name] });
  const days = (name: string) => ({ name, value: dateParts(values, name), error: errors?.[name] });
  return (
    <div className="govuk-grid-row">
      <div className="govuk-grid-column-two-thirds">
        <BackLink href={officePaths.priorityAreas()} />
        <ErrorSummary errors={errors} />
        <PageHeading caption="Priority areas">{area ? "Change an area" : "Add an area"}</PageHeading>
        <Form multipart>
          <input type="hidden" name="version" value={textOf(values, "version")} />
          <TextField {...field("name")} label="Name" />
          <Textarea {...field("reason")} label="Reason (optional)" rows={3} hint="For the team. Name no person." />
          <DateField {...days("starts")} legend="First day (optional)" />
          <DateField {...days("ends")} legend="Last day (optional)" />
          <h2 className="govuk-heading-m">Where it is</h2>
          <p className="govuk-body">A point with a radius, or a file with its outline.</p>
          {area && area.outlinePoints !== null ? (
            <InsetText>
              It has an outline of {area.outlinePoints.toLocaleString("en-GB")} points. It is kept unless you choose another
              file or enter a centre.
            </InsetText>
          ) : null}
          <TextField
            {...field("centre")}
            label="Centre"
            width={20}
            hint="A grid reference such as SK 587 044, or the postcode of a school of the register"
          />
          <TextField {...field("radius")} label="Radius" width={5} inputMode="numeric" suffix="metres" />
          <FileField
            name="outline"
            label="Outline"
            accept=".geojson,.json"
            error={errors?.outline}
            hint="A GeoJSON file of up to 1 MB, in longitude and latitude or in National Grid metres"
          />
          <TextField
            {...field("near")}
            label="A school counts as near up to"
            width={5}
            inputMode="numeric"
            suffix="metres"
            hint="Measured from the edge of the area"
          />
          <Button>Save</Button>
        </Form>
        {area ? (
          <RetireForm version={area.version} retired={area.retired}>
            {area.retired ? "Use it again" : "Take it out of use"}
          </RetireForm>
        ) : null}
      </div>
    </div>
  );
}
