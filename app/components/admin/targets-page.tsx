import { BackLink } from "~/components/ui/back-link";
import { ButtonLink } from "~/components/ui/button";
import { DataTable } from "~/components/ui/data-table";
import { PageHeading } from "~/components/ui/page-heading";
import { officePaths } from "~/config/office-paths";
import { paths } from "~/config/paths";
import { formatDay, type Day } from "~/lib/london-time";

type Year = { id: string; name: string; startsOn: Day; endsOn: Day; target: number };

export function TargetsPage({ years, defaultTarget }: { years: readonly Year[]; defaultTarget: number }) {
  return (
    <>
      <BackLink href={paths.admin.home()} />
      <PageHeading>Targets</PageHeading>
      <p className="govuk-body">
        Where no programme year is entered, it runs from 1 August to 31 July with a target of{" "}
        {defaultTarget.toLocaleString("en-GB")} students.
      </p>
      <ButtonLink href={officePaths.target("new")}>Add a programme year</ButtonLink>
      <DataTable
        caption="Programme years"
        captionHidden
        rows={years}
        rowKey={(year) => year.id}
        empty="No programme year is entered yet."
        columns={[
          {
            header: "Year",
            rowHeader: true,
            cell: (year) => (
              <a className="govuk-link" href={officePaths.target(year.id)}>
                {year.name}
              </a>
            ),
          },
          { header: "From", cell: (year) => formatDay(year.startsOn) },
          { header: "To", cell: (year) => formatDay(year.endsOn) },
          { header: "Target", numeric: true, cell: (year) => year.target.toLocaleString("en-GB") },
        ]}
      />
    </>
  );
}
