import { formatWhole } from "~/components/reach/numbers";
import { BackLink } from "~/components/ui/back-link";
import { DataTable } from "~/components/ui/data-table";
import { PageHeading } from "~/components/ui/page-heading";
import { paths } from "~/config/paths";

type Year = {
  period: { name: string; value: string; target: number | null };
  figure: number;
  low: number;
  high: number;
  attendances: number;
  sameDay: number;
  imported: number;
};

export function YearsPage({ years }: { years: readonly Year[] }) {
  const [newest] = years;
  return (
    <>
      <BackLink href={newest ? `${paths.reach()}?period=${encodeURIComponent(newest.period.value)}` : paths.reach()}>
        Reach
      </BackLink>
      <PageHeading>Years side by side</PageHeading>
      <p className="govuk-body">
        Each year counts its own students once. “By this day” compares with the same day of each year: students whose
        first contact of that year was until then.
      </p>
      {newest ? (
        <p className="govuk-body app-no-print">
          <a className="govuk-link" href={paths.reachCsv({ period: newest.period.value, table: "years" })}>
            This table as a CSV file
          </a>
        </p>
      ) : null}
      <DataTable
        caption="Students reached, up to ten years"
        rows={years}
        rowKey={({ period }) => period.value}
        columns={[
          {
            header: "Year",
            cell: ({ period }) => (
              <a className="govuk-link" href={`${paths.reach()}?period=${encodeURIComponent(period.value)}`}>
                {period.name}
              </a>
            ),
            rowHeader: true,
          },
          { header: "Students reached", cell: ({ figure }) => formatWhole(figure), numeric: true },
          { header: "Range", cell: ({ low, high }) => `${formatWhole(low)} to ${formatWhole(high)}` },
          { header: "By this day", cell: ({ sameDay }) => formatWhole(sameDay), numeric: true },
          { header: "Attendances", cell: ({ attendances }) => formatWhole(attendances), numeric: true },
          {
            header: "Target",
            cell: ({ period }) => (period.target === null ? "None" : formatWhole(period.target)),
            numeric: true,
          },
          {
            header: "Entered from before this service",
            cell: ({ imported }) => formatWhole(imported),
            numeric: true,
          },
        ]}
      />
    </>
  );
}
