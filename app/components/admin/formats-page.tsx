import { BackLink } from "~/components/ui/back-link";
import { ButtonLink } from "~/components/ui/button";
import { DataTable } from "~/components/ui/data-table";
import { PageHeading } from "~/components/ui/page-heading";
import { Tag } from "~/components/ui/tag";
import { officePaths } from "~/config/office-paths";
import { paths } from "~/config/paths";
import type { Format } from "~/domain/formats";

export type FormatView = Format & { retired: boolean };

export function FormatsPage({ formats }: { formats: readonly FormatView[] }) {
  return (
    <>
      <BackLink href={paths.admin.home()} />
      <PageHeading>Formats</PageHeading>
      <ButtonLink href={officePaths.format("new")}>Add a format</ButtonLink>
      <DataTable
        caption="Kinds of session"
        captionHidden
        rows={formats}
        rowKey={(format) => format.id}
        empty="There are no formats yet. Schools cannot ask for a session without one."
        columns={[
          {
            header: "Name",
            rowHeader: true,
            cell: (format) => (
              <a className="govuk-link" href={officePaths.format(format.id)}>
                {format.name}
              </a>
            ),
          },
          {
            header: "Minutes",
            cell: (format) => `${format.minMinutes} to ${format.maxMinutes}, usually ${format.defaultMinutes}`,
          },
          { header: "Largest group", numeric: true, cell: (format) => format.largestGroup },
          { header: "Presenters", numeric: true, cell: (format) => format.presentersNeeded },
          {
            header: "Set-up and pack-down",
            cell: (format) => `${format.setUpMinutes} and ${format.packDownMinutes} minutes`,
          },
          {
            header: "State",
            cell: (format) =>
              format.retired ? <Tag colour="grey">Not offered</Tag> : <Tag colour="green">Offered</Tag>,
          },
        ]}
      />
    </>
  );
}
