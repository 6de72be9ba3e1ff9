import { BackLink } from "~/components/ui/back-link";
import { Button } from "~/components/ui/button";
import { DataTable } from "~/components/ui/data-table";
import { ErrorSummary } from "~/components/ui/error-summary";
import { FileField } from "~/components/ui/file-field";
import { Form } from "~/components/ui/form";
import { InsetText } from "~/components/ui/inset-text";
import { PageHeading } from "~/components/ui/page-heading";
import { SummaryList } from "~/components/ui/summary-list";
import { Tag } from "~/components/ui/tag";
import { officePaths } from "~/config/office-paths";
import { paths } from "~/config/paths";
import type { OutlineReport } from "~/domain/district-outline";
import type { FormErrors } from "~/lib/form-data";

type ListProps = {
  districts: readonly { code: string; name: string; hasOutline: boolean; schools: number }[];
  mostMegabytes: number;
  errors?: FormErrors;
};

export function DistrictList({ districts, mostMegabytes, errors }: ListProps) {
  return (
    <>
      <BackLink href={paths.admin.home()} />
      <ErrorSummary errors={errors} />
      <PageHeading>District outlines</PageHeading>
      <p className="govuk-body">
        The map of coverage draws each district that has an outline; without one it shows schools as points alone. Outlines
        are only drawn: which district a school belongs to is what the register says.
      </p>
      <p className="govuk-body">
        Choose a boundary file of local authority districts as the Office for National Statistics publishes it (Open
        Geography portal, “generalised” or “ultra generalised”, GeoJSON). Nothing changes yet: first you see what it has.
      </p>
      <Form multipart>
        <FileField
          name="boundaries"
          label="Boundary file"
          hint={`GeoJSON with the code or the name of each district, up to ${mostMegabytes} MB. Districts of elsewhere are left out.`}
          accept=".geojson,.json,application/geo+json,application/json"
          error={errors?.boundaries}
        />
        <Button>Check this file</Button>
      </Form>
      <DataTable
        caption="Districts"
        rows={districts}
        rowKey={({ code }) => code}
        empty="The register has brought no districts yet. Import it first, under Admin, Schools."
        columns={[
          { header: "District", rowHeader: true, cell: ({ name }) => name },
          { header: "Code", cell: ({ code }) => code },
          {
            header: "Outline",
            cell: ({ hasOutline }) => (hasOutline ? <Tag colour="green">Drawn</Tag> : <Tag colour="grey">None</Tag>),
          },
        ]}
      />
    </>
  );
}

export function DistrictCheck({ check }: { check: { id: string; fileName: string; report: OutlineReport } }) {
  const { matched, elsewhere, missing, features } = check.report;
  const doubtful = matched.filter(({ schoolsInside, schoolsPlaced }) => schoolsInside < schoolsPlaced * 0.9);
  return (
    <>
      <BackLink href={officePaths.districts()} />
      <PageHeading caption={check.fileName}>What the file would change</PageHeading>
      <SummaryList
        rows={[
          { key: "Features read", value: features.toLocaleString("en-GB") },
          { key: "Districts of ours", value: matched.length.toLocaleString("en-GB") },
          {
            key: "Of elsewhere, left out",
            value:
              elsewhere.count === 0
                ? "None"
                : `${elsewhere.count.toLocaleString("en-GB")}: ${elsewhere.names.join(", ")}${elsewhere.count > elsewhere.names.length ? " and more" : ""}`,
          },
          { key: "Ours that are not in the file", value: missing.length === 0 ? "None" : `${missing.join(", ")}. They stay as they are.` },
        ]}
      />
      {doubtful.length > 0 ? (
        <InsetText>
          Look again before you go on: many schools of {doubtful.map(({ name }) => name).join(", ")} lie outside of the outline.
        </InsetText>
      ) : null}
      <DataTable
        caption="Outlines"
        rows={matched}
        rowKey={({ code }) => code}
        columns={[
          { header: "District", rowHeader: true, cell: ({ name }) => name },
          { header: "Found by", cell: ({ by }) => by },
          { header: "Outline", cell: ({ replaces }) => (replaces ? "takes the place of the old one" : "new") },
          {
            header: "Its schools inside",
            numeric: true,
            cell: ({ schoolsInside, schoolsPlaced }) => `${schoolsInside} of ${schoolsPlaced}`,
          },
          { header: "Points drawn", numeric: true, cell: ({ positions }) => positions.toLocaleString("en-GB") },
        ]}
      />
      <Form>
        <input type="hidden" name="id" value={check.id} />
        <Button>Use these outlines</Button>
      </Form>
    </>
  );
}
